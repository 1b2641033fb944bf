"""The search index: a catalogue written into one SQLite file, with the build it belongs to.

Texts are indexed twice, with diacritics and bare (see `graph.search.words`): SQLite's own removal
of diacritics leaves đ alone. Rows carry their facts as JSON, ready to be sent.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from graph.corpus import Corpus
from graph.folding import bare_words
from graph.search.arrays import packed
from graph.search.catalogue import AgencyEntry, Catalogue, DocumentEntry, TaskEntry
from graph.search.cataloguing import catalogue_of
from graph.search.facts import (
    agency_facts,
    brief_facts,
    citation_facts,
    document_facts,
    target_facts,
    task_facts,
)
from graph.search.holdings import DutyKey, held
from graph.search.occurrences import occurrences
from graph.search.spans import spans_of
from graph.search.words import exact_words, name_key

INDEX = "search.sqlite"
"""The name of the file in a build."""

FORMAT = 10
"""Counts the changes of the schema: an index of another format is not read."""

_SCHEMA = """
CREATE TABLE documents (
  id TEXT PRIMARY KEY, number TEXT, date TEXT, source TEXT, facts TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE agencies (
  slug TEXT PRIMARY KEY, office TEXT NOT NULL, grouped INTEGER NOT NULL, written INTEGER NOT NULL,
  facts TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX agencies_by_office ON agencies (office);
CREATE TABLE agency_names (
  key TEXT, exact TEXT, slug TEXT, PRIMARY KEY (key, exact, slug)
) WITHOUT ROWID;
CREATE TABLE tasks (
  task INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL, year INTEGER,
  section TEXT NOT NULL, facts TEXT NOT NULL, brief TEXT NOT NULL, text TEXT NOT NULL
);
CREATE INDEX tasks_by_document ON tasks (document);
CREATE TABLE duties (duty INTEGER PRIMARY KEY, task INTEGER, role TEXT, agency TEXT);
CREATE INDEX duties_by_agency ON duties (agency, role);
CREATE TABLE held (
  duty INTEGER, holder TEXT, since TEXT, until TEXT, PRIMARY KEY (holder, since, duty)
) WITHOUT ROWID;
CREATE TABLE arrays (name TEXT PRIMARY KEY, data BLOB);
CREATE VIRTUAL TABLE task_words USING fts5 (
  bare_text, content = '', tokenize = "unicode61 remove_diacritics 0"
);
CREATE TABLE citations (
  citation INTEGER PRIMARY KEY, document TEXT NOT NULL, facts TEXT NOT NULL
);
CREATE INDEX citations_by_document ON citations (document);
CREATE TABLE cited (work TEXT, citation INTEGER, PRIMARY KEY (work, citation)) WITHOUT ROWID;
CREATE TABLE targets (
  target INTEGER PRIMARY KEY, document TEXT NOT NULL, year INTEGER, indicator TEXT NOT NULL,
  period TEXT, words TEXT NOT NULL, facts TEXT NOT NULL
);
CREATE INDEX targets_by_indicator ON targets (indicator);
CREATE TABLE spans (
  document TEXT, start INTEGER, "end" INTEGER, kind TEXT, label TEXT, iri TEXT,
  PRIMARY KEY (document, start, "end", kind, label)
) WITHOUT ROWID;
CREATE TABLE watches (agency TEXT, target INTEGER, PRIMARY KEY (agency, target)) WITHOUT ROWID;
"""


def write_index(corpus: Corpus, path: Path) -> None:
    """Write the index of a corpus to ``path``, where no file may be."""
    catalogue = catalogue_of(corpus)
    with closing(sqlite3.connect(path, isolation_level=None)) as index:
        index.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        index.execute(f"PRAGMA user_version = {FORMAT}")
        index.executescript(_SCHEMA)
        index.execute("BEGIN")
        for table, rows in _tables(catalogue):
            marks: str | None = None
            for row in rows:
                marks = marks or ", ".join("?" * len(row))
                index.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", row)
        index.execute("INSERT INTO task_words (task_words) VALUES ('optimize')")
        index.execute("COMMIT")


def _tables(catalogue: Catalogue) -> Iterator[tuple[str, Iterable[tuple[Any, ...]]]]:
    """Every table and its rows."""
    documents = {document.id: document for document in catalogue.documents}
    agencies = {agency.slug: agency for agency in catalogue.agencies}
    year = {document.id: _year(document) for document in catalogue.documents}
    tasks = tuple(enumerate(catalogue.tasks))
    citations = tuple(enumerate(catalogue.citations))
    targets = tuple(enumerate(catalogue.targets))
    yield (
        "documents",
        ((d.id, d.number, d.date, d.source, _json(document_facts(d))) for d in catalogue.documents),
    )
    yield (
        "agencies",
        (
            (a.slug, a.office, a.group, a.written, _json(agency_facts(a)))
            for a in catalogue.agencies
        ),
    )
    yield "agency_names", _names(catalogue.agencies)
    yield (
        "tasks",
        (
            (
                *(n, t.id, t.document, year[t.document], t.section),
                *(
                    _json(of(t, documents[t.document], agencies))
                    for of in (task_facts, brief_facts)
                ),
                t.text,
            )
            for n, t in tasks
        ),
    )
    duties = _duties(catalogue.tasks)
    yield "duties", ((number, *duty) for duty, number in duties.items())
    yield "held", (entry for n, t in tasks for entry in held(t, n, duties, agencies))
    yield "arrays", _arrays(catalogue, duties).items()
    yield (
        "task_words (rowid, bare_text)",
        ((n, " ".join(bare_words(task.text))) for n, task in tasks),
    )
    yield (
        "citations",
        ((n, c.document, _json(citation_facts(c, documents))) for n, c in citations),
    )
    yield "cited", ((work, n) for n, c in citations for work in c.works)
    yield (
        "targets",
        (
            (
                n,
                t.document,
                year[t.document],
                t.indicator,
                t.period,
                " ".join(bare_words(t.label)),
                _json(facts),
            )
            for n, t in targets
            for facts in (target_facts(t, documents[t.document], agencies),)
        ),
    )
    yield "spans", spans_of(catalogue, documents, agencies)
    yield "watches", ((agency, n) for n, t in targets for agency in t.agencies)


def _duties(tasks: Iterable[TaskEntry]) -> dict[DutyKey, int]:
    """Number the duties, each once, in the order of their tasks."""
    keys = {(n, duty.role, duty.agency) for n, task in enumerate(tasks) for duty in task.duties}
    return {key: number for number, key in enumerate(sorted(keys))}


def _arrays(catalogue: Catalogue, duties: Iterable[DutyKey]) -> dict[str, bytes]:
    """Return what questions are answered from in memory (see `graph.search.index`)."""
    agency = {entry.slug: number for number, entry in enumerate(catalogue.agencies)}
    rows = tuple(duties)
    fields = (
        exact_words(said)
        for task in catalogue.tasks
        for said in (task.text, " ".join(task.headings))
    )
    return occurrences(fields) | {
        "duty_tasks": packed(task for task, _, _ in rows),
        "duty_agencies": packed(agency[slug] for _, _, slug in rows),
        "duty_leads": packed(role == "lead" for _, role, _ in rows),
    }


def _names(agencies: Iterable[AgencyEntry]) -> Iterator[tuple[str, str, str]]:
    """Return the keys by which an agency is found: every name of it, alone and with its place."""
    for agency in agencies:
        for name in (agency.name, *agency.names):
            for written in (name, *(f"{name} {place}" for place in agency.places)):
                yield name_key(written), " ".join(exact_words(written)), agency.slug


def _year(document: DocumentEntry) -> int | None:
    return int(document.date[:4]) if document.date else None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
