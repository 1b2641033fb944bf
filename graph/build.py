"""Build: a corpus to a graph, whole or not at all.

>>> report = build(Path("corpus"), Path("build"))
>>> report.left_out
()

Texts are read on as many processes as asked (joblib: its other backends spread the same code over a
cluster); what they have in common is decided once all are read. The graph is written beside the old
one and takes its place in one step (see `graph.versions`). There is no clock in it: the same corpus
gives the same bytes.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

from joblib import Parallel, delayed
from pyoxigraph import RdfFormat
from pyoxigraph import Store as OxigraphStore

from extract import UnreadableSource, extract, read, to_json
from extract.record import PlanRecord
from graph import triples
from graph.corpus import Corpus, corpus_of
from graph.naming import BASE, Naming, distinct, slug
from graph.search import FORMAT as INDEX_FORMAT
from graph.search import INDEX, write_index
from graph.terms import Triple, iri, nquads
from graph.versions import GRAPH, MANIFEST, RECORDS, STORE, TEXTS, Version, publish, staging

Progress = Callable[[int, int, str], None]
"""Called with how many of how many texts are read, and the one just read."""

CORPUS_MANIFEST = "manifest.toml"
IN_MEMORY = 5_000_000
"""Graphs of more quads than this are also written as a store on disk."""


class BuildError(RuntimeError):
    """A graph cannot be made; the message names the file and what is wrong with it."""


class CorpusError(BuildError):
    """A corpus cannot be read at all."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A source that is not in the graph, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made: the version, its documents and quads, and what it had to leave out."""

    version: Version
    documents: int
    quads: int
    left_out: tuple[LeftOut, ...]


def build(
    corpus: Path,
    out: Path,
    jobs: int = 1,
    *,
    base: str = BASE,
    progress: Progress | None = None,
    in_memory: int = IN_MEMORY,
) -> BuildReport:
    """Read every text of a corpus and publish their graph in ``out``.

    ``corpus`` is a directory of texts; its manifest.toml, if it has one, says which.
    A text that cannot be read is left out and reported. Raises `CorpusError` where there is no
    corpus and `BuildError` where ``out`` cannot be written; a build that fails leaves the graph in
    ``out`` as it was.
    """
    paths, left_out = _sources(corpus)
    records: list[PlanRecord] = []
    readings = Parallel(n_jobs=jobs, return_as="generator")(
        delayed(_read)(corpus, p) for p in paths
    )
    for count, (path, reading) in enumerate(zip(paths, readings, strict=True), 1):
        if isinstance(reading, LeftOut):
            left_out.append(reading)
        else:
            records.append(reading)
        if progress:
            progress(count, len(paths), path)
    whole = corpus_of(records, Naming(base))
    try:
        with staging(out) as stage:
            name, quads = _write(whole, left_out, stage, in_memory)
            version = publish(stage, name, out)
    except OSError as error:
        raise BuildError(f"{out}: the graph cannot be written there: {error}") from error
    return BuildReport(version, len(records), quads, tuple(left_out))


def _sources(corpus: Path) -> tuple[list[str], list[LeftOut]]:
    """List the texts of a corpus by their paths in it, and what its manifest promises in vain."""
    if not corpus.is_dir():
        raise CorpusError(f"{corpus}: no such directory of texts")
    files = (path.relative_to(corpus) for path in corpus.rglob("*") if path.is_file())
    found = sorted(
        path.as_posix()
        for path in files
        if path != Path(CORPUS_MANIFEST) and not any(part.startswith(".") for part in path.parts)
    )
    missing = sorted(set(_listed(corpus / CORPUS_MANIFEST)) - set(found))
    return found, [
        LeftOut(name, f"{CORPUS_MANIFEST} names it, but it is not there") for name in missing
    ]


def _listed(manifest: Path) -> list[str]:
    """Return the files that a corpus manifest names, none where there is no manifest."""
    if not manifest.is_file():
        return []
    try:
        documents = tomllib.loads(manifest.read_text(encoding="utf-8")).get("document", [])
        return [str(document["file"]) for document in documents]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorpusError(f"{manifest}: {error}") from error
    except (KeyError, TypeError) as error:
        raise CorpusError(f'{manifest}: each [[document]] needs file = "…"') from error


def _read(corpus: Path, path: str) -> PlanRecord | LeftOut:
    """Read one text; this is what runs in other processes."""
    try:
        return replace(extract(read(corpus / path)), source=path)
    except UnreadableSource as error:
        return LeftOut(path, str(error).replace(str(corpus / path), path))


def _write(
    corpus: Corpus, left_out: Sequence[LeftOut], stage: Path, in_memory: int
) -> tuple[str, int]:
    """Write a version and return the digest that names it and the number of its quads."""
    program = installed("chutri")
    digest = sha256(f"{program}\n{INDEX_FORMAT}\n{corpus.naming.base}\n".encode())
    sizes: dict[str, int] = {}
    documents = _write_sources(corpus, stage, digest.update)
    with (stage / GRAPH).open("w", encoding="utf-8", newline="\n") as graph:
        for name, statements in _graphs(corpus):
            lines = nquads(statements, iri(name))
            sizes[name] = len(lines)
            block = "".join(lines)
            digest.update(block.encode())
            graph.write(block)
        version = digest.hexdigest()[:16]
        described = triples.dataset_triples(corpus, version, program, sizes)
        lines = nquads(described, iri(corpus.naming.graph("dataset")))
        graph.write("".join(lines))
    quads = sum(sizes.values()) + len(lines)
    write_index(corpus, stage / INDEX)
    if quads > in_memory:
        _write_store(stage)
    manifest = {
        "version": version,
        "program": program,
        "base": corpus.naming.base,
        "quads": quads,
        "counts": _counts(corpus),
        "graphs": sizes,
        "documents": documents,
        "left_out": [asdict(each) for each in left_out],
    }
    (stage / MANIFEST).write_text(
        json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )
    return version, quads


def _graphs(corpus: Corpus) -> Iterator[tuple[str, Iterable[Triple]]]:
    """Give each named graph with its triples; a triple stands in one graph only."""
    naming = corpus.naming
    for record in corpus.records:
        reading = corpus.reading(record)
        yield reading.graph, (t for says in triples.OF_A_DOCUMENT for t in says(reading))
    known = (triples.ontology_triples, triples.register_triples)
    yield naming.graph("ontology"), (t for says in known for t in says(naming))
    yield naming.graph("shared"), (t for says in triples.SHARED for t in says(corpus))


def _write_sources(
    corpus: Corpus, stage: Path, digest: Callable[[bytes], None]
) -> list[dict[str, Any]]:
    """Write records and texts; return what the manifest says of each document."""
    names = distinct({record.source: slug(Path(record.source).stem) for record in corpus.records})
    (stage / RECORDS).mkdir()
    (stage / TEXTS).mkdir()
    documents = []
    for record in corpus.records:
        name, work = names[record.source], corpus.works.of(record)
        written = to_json(record).encode()
        text = record.text.encode()
        digest(written)
        digest(text)
        (stage / RECORDS / f"{name}.json").write_bytes(written)
        (stage / TEXTS / f"{name}.txt").write_bytes(text)
        documents.append(
            {
                "name": name,
                "source": record.source,
                "iri": work.iri,
                "number": work.number,
                "date": work.date,
                "sha256": sha256(text).hexdigest(),
                "tasks": len(record.tasks),
                "citations": len(record.citations),
                "targets": len(record.targets),
            }
        )
    return documents


def _write_store(stage: Path) -> None:
    store = OxigraphStore(str(stage / STORE))
    store.bulk_load(path=str(stage / GRAPH), format=RdfFormat.N_QUADS, lenient=True)
    store.optimize()
    store.flush()


def _counts(corpus: Corpus) -> dict[str, int]:
    records = corpus.records
    return {
        "documents": len(records),
        "tasks": sum(len(record.tasks) for record in records),
        "assignments": sum(len(task.assignments) for r in records for task in r.tasks),
        "citations": sum(len(record.citations) for record in records),
        "targets": sum(len(record.targets) for record in records),
        "works": len(corpus.works.works),
    }
