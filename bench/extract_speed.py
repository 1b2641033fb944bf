"""How fast texts become records, beside spaCy's EntityRuler and underthesea on the same text.

    python -m bench extract_speed --megabytes 10 --once FOLDER

The corpus is read again and again, from file to record, as documents of their own and as one
document; each slice of the work is followed by the same slice for the others, so that a busy
machine slows all of them alike. What is remembered of words helps a corpus that comes again more
than a new text: the texts of a FOLDER, read once each, show by how much. Times are CPU times of
this one process. Megabytes are 10⁶ bytes of UTF-8.
"""

from __future__ import annotations

import argparse
import importlib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from time import process_time
from typing import TypeVar

import spacy
from spacy.language import Language

from extract import PlanRecord, extract, read
from extract.lines import fold_wraps
from extract.pipeline import pipeline, untokenized
from extract.repair import mend
from ontology import register

Made = TypeVar("Made")
CORPUS = Path(__file__).parent.parent / "corpus"
_MEGABYTE = 1_000_000
_NAMES = 200
_TAGGED = 20_000  # bytes; underthesea reads some 20,000 a second
_ROUNDS = 5  # of the corpus, to see where the time goes

# What an EntityRuler would be given to find citations, days, quantities and roles: 20 patterns.
TOKEN_PATTERNS: tuple[list[dict[str, object]], ...] = (
    [{"LOWER": "nghị"}, {"LOWER": "quyết"}, {"LOWER": "số"}, {"TEXT": {"REGEX": r"^\d+"}}],
    [{"LOWER": "quyết"}, {"LOWER": "định"}, {"LOWER": "số"}, {"TEXT": {"REGEX": r"^\d+"}}],
    [{"LOWER": "kế"}, {"LOWER": "hoạch"}, {"LOWER": "số"}, {"TEXT": {"REGEX": r"^\d+"}}],
    [{"LOWER": "chỉ"}, {"LOWER": "thị"}, {"LOWER": "số"}, {"TEXT": {"REGEX": r"^\d+"}}],
    [{"LOWER": "nghị"}, {"LOWER": "định"}, {"LOWER": "số"}, {"TEXT": {"REGEX": r"^\d+"}}],
    [{"LOWER": "thông"}, {"LOWER": "tư"}, {"LOWER": "số"}, {"TEXT": {"REGEX": r"^\d+"}}],
    [{"LOWER": "kết"}, {"LOWER": "luận"}, {"LOWER": "số"}, {"TEXT": {"REGEX": r"^\d+"}}],
    [{"LOWER": "chương"}, {"LOWER": "trình"}, {"LOWER": "số"}, {"TEXT": {"REGEX": r"^\d+"}}],
    [{"LOWER": "luật"}, {"IS_TITLE": True}, {"IS_LOWER": True, "OP": "*"}],
    [{"TEXT": {"REGEX": r"^\d+[a-z]?/(?:\d{4}/)?[A-ZĐ]+(?:-[A-ZĐ]+)*$"}}],
    [{"LOWER": "ngày"}, {"TEXT": {"REGEX": r"^\d{1,2}/\d{1,2}/\d{4}"}}],
    [{"LOWER": "ngày"}, {"LIKE_NUM": True}, {"LOWER": "tháng"}, {"LIKE_NUM": True}],
    [{"LOWER": "đến"}, {"LOWER": "năm"}, {"TEXT": {"REGEX": r"^20\d\d"}}],
    [{"LOWER": "giai"}, {"LOWER": "đoạn"}, {"TEXT": {"REGEX": r"^20\d\d"}}],
    [{"LOWER": "quý"}, {"TEXT": {"IN": ["I", "II", "III", "IV"]}}],
    [{"TEXT": {"REGEX": r"^\d+(?:[.,]\d+)*%"}}],
    [{"TEXT": {"REGEX": r"^\d+(?:[.,]\d+)*$"}}, {"LOWER": {"IN": ["tỷ", "triệu"]}}],
    [{"LOWER": "chủ"}, {"LOWER": {"REGEX": "^trì"}}],
    [{"LOWER": "phối"}, {"LOWER": "hợp"}, {"LOWER": {"IN": ["với", "cùng"]}, "OP": "?"}],
    [{"LOWER": "chịu"}, {"LOWER": "trách"}, {"LOWER": "nhiệm"}],
)


def corpus() -> list[Path]:
    """Find the texts of the corpus."""
    return sorted(CORPUS.glob("*.txt"))


def ruler() -> Language:
    """Build what is compared with: words split on spaces, agency names and token patterns."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    nlp.max_length = 1 << 40
    named = [agency.name for agency in register().agencies.values() if not agency.group]
    patterns: list[dict[str, object]] = [
        {"label": "AGENCY", "pattern": name} for name in sorted(named)[:_NAMES]
    ]
    patterns += [{"label": "CUE", "pattern": tokens} for tokens in TOKEN_PATTERNS]
    nlp.add_pipe("entity_ruler").add_patterns(patterns)  # type: ignore[attr-defined]
    return nlp


class Clock:
    """CPU seconds and bytes of each contestant."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.bytes: dict[str, int] = {}

    def run(self, name: str, size: int, work: Callable[[], Made]) -> Made:
        """Add the time that `work` takes on `size` bytes, and hand on what it makes."""
        began = process_time()
        made = work()
        self.seconds[name] = self.seconds.get(name, 0.0) + process_time() - began
        self.bytes[name] = self.bytes.get(name, 0) + size
        return made

    def speed(self, name: str) -> float:
        """Give the megabytes a second of a contestant."""
        return self.bytes[name] / _MEGABYTE / self.seconds[name]


def measure(megabytes: float, once: Path | None) -> Clock:
    """Run all contestants over the corpus repeated to a size; read the texts of a folder once."""
    paths, clock, others = corpus(), Clock(), ruler()
    texts = [read(path).text for path in paths]
    size = sum(path.stat().st_size for path in paths)
    _warm_up(paths)
    for path in paths:
        others(read(path).text)
    for path in sorted(once.iterdir()) if once is not None else ():
        if path.suffix in (".txt", ".md"):
            clock.run("new documents", path.stat().st_size, partial(_read_whole, path))
    for _ in range(max(1, round(megabytes * _MEGABYTE / size))):
        clock.run("documents", size, lambda: list(map(_read_whole, paths)))
        clock.run("EntityRuler", size, lambda: [others(text) for text in texts])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.txt"
        copies = max(1, round(megabytes * _MEGABYTE / size))
        path.write_text("\n".join(texts * copies), encoding="utf-8")
        clock.run("one document", path.stat().st_size, partial(_read_whole, path))
    if (tag := _tagger()) is not None:
        lines = list(_first_lines(texts, _TAGGED))
        tag("Giao Sở Tài chính chủ trì.")  # loads its models
        clock.run("underthesea NER", _size(lines), lambda: [tag(line) for line in lines])
    return clock


def stages() -> dict[str, float]:
    """CPU milliseconds a megabyte of each stage, over the corpus."""
    nlp, clock = pipeline(), Clock()
    for path in [path for _ in range(_ROUNDS) for path in corpus()]:
        source, size = read(path), path.stat().st_size
        clock.run("all", size, partial(extract, source))
        canonical, _ = clock.run("mend", size, partial(mend, source.text))
        canonical = clock.run("fold wraps", size, partial(fold_wraps, canonical))
        doc = untokenized(canonical.text)
        for name, component in nlp.pipeline:
            doc = clock.run(name, size, partial(component, doc))
    found = {name: 1000 / clock.speed(name) for name in clock.seconds}
    return {**found, "record": 2 * found["all"] - sum(found.values())}


def main(arguments: Sequence[str]) -> int:
    """Print speeds, their ratios, and where the time goes."""
    parser = argparse.ArgumentParser(prog="python -m bench extract_speed")
    parser.add_argument("--megabytes", type=float, default=10, help="of text (default 10)")
    parser.add_argument("--once", type=Path, metavar="FOLDER", help="texts to read once each")
    options = parser.parse_args(arguments)
    clock = measure(options.megabytes, options.once)
    for name in clock.seconds:
        ratio = clock.speed("documents") / clock.speed(name)
        print(f"{name:<16} {clock.speed(name):8.3f} MB/s  documents: {ratio:7.2f} times as fast")
    if "underthesea NER" not in clock.seconds:
        print("underthesea      not installed: left out")
    print("\nCPU ms a MB of text:")
    for name, cost in stages().items():
        print(f"  {name:<12} {cost:7.1f}")
    return 0


def _warm_up(paths: Iterable[Path]) -> None:
    """Let every pattern and lexicon be compiled, as in any process after its first document."""
    for path in paths:
        _read_whole(path)


def _read_whole(path: Path) -> PlanRecord:
    return extract(read(path))


def _tagger() -> Callable[[str], object] | None:
    try:
        tag: Callable[[str], object] = importlib.import_module("underthesea").ner
    except ImportError:
        return None
    return tag


def _first_lines(texts: Iterable[str], size: int) -> Iterator[str]:
    """Take lines with text in them until they come to `size` bytes."""
    for line in islice((each for text in texts for each in text.split("\n")), size):
        if size <= 0:
            return
        if line.strip():
            size -= len(line.encode())
            yield line


def _size(lines: Iterable[str]) -> int:
    return sum(len(line.encode()) for line in lines)
