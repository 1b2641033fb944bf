"""Evaluation: how far a record says what a careful reader wrote down.

Precision, recall and F1 for each measure, summed over documents (micro average). Names and texts
are compared folded: without case, diacritics, spaces and punctuation. Entries are paired one to
one: numbered citations by their number in reading order, laws by line, named documents and tasks by
likeness of their words, targets by their bounds.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

Entry = Mapping[str, Any]

MEASURES = (
    "metadata", "citations", "citation date", "citation issuer", "citation relation",
    "citation cited_by", "laws", "named documents", "tasks", "section", "lead", "coordinating",
    "deadline", "targets", "target indicator", "target comparator", "target unit",
    "target period",
)  # fmt: skip
_METADATA = ("number", "type", "issuer", "place", "date", "title", "signer")
_LEGACY = str.maketrans({"ñ": "đ", "Ñ": "Đ", "ð": "đ", "Ð": "Đ"})
_SIGNS = {"=": "eq", ">=": "ge", ">": "gt", "<=": "le", "<": "lt", "~": "about", "%": "percent"}


def fold(value: object) -> str:
    """Letters and digits of ``value`` alone, in lower case, without diacritics."""
    text = unicodedata.normalize("NFC", str(value or "")).translate(_LEGACY)
    text = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "d").lower())
    return "".join(c for c in text if c.isascii() and c.isalnum())


@dataclass(slots=True)
class Tally:
    """Hits, false finds and misses of one measure, and what they were."""

    hits: int = 0
    spurious: int = 0
    missing: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        found = self.hits + self.spurious
        return self.hits / found if found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found; 1 where nothing is there."""
        there = self.hits + self.missing
        return self.hits / there if there else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def compare(self, gold: Iterable[str], found: Iterable[str], where: str) -> None:
        """Count two collections of names as multisets."""
        wanted, given = Counter(map(fold, gold)), Counter(map(fold, found))
        self.hits += (wanted & given).total()
        for name in (wanted - given).elements():
            self.missing += 1
            self.misses.append(f"missing {where}: {name}")
        for name in (given - wanted).elements():
            self.spurious += 1
            self.misses.append(f"spurious {where}: {name}")

    def equal(self, gold: object, found: object, where: str) -> None:
        """Count one value; where neither has one there is nothing to count."""
        if not gold and not found:
            return
        if _value(gold) == _value(found):
            self.hits += 1
            return
        self.missing += bool(gold)
        self.spurious += bool(found)
        self.misses.append(f"differs {where}: {gold!r} was read as {found!r}")

    def pairs(self, paired: int, gold: Sequence[str], found: Sequence[str]) -> None:
        """Count pairs, and by name what stayed without one."""
        self.hits += paired
        self.missing += len(gold)
        self.spurious += len(found)
        self.misses.extend(f"missing {name}" for name in gold)
        self.misses.extend(f"spurious {name}" for name in found)


def _value(value: object) -> str:
    text = str(value or "")
    return fold(_SIGNS.get(text, text.replace("%", "percent")))


def evaluate(gold: Entry, found: Entry, text: str) -> dict[str, Tally]:
    """Every measure for one document: its annotation, its record as data, its text as received."""
    tallies = {measure: Tally() for measure in MEASURES}
    _metadata(tallies, gold, found)
    _citations(tallies, gold["citations"], found["citations"])
    _named(tallies, gold["citations"], found["citations"])
    _tasks(tallies, gold["tasks"], found["tasks"], text.split("\n"))
    _targets(tallies, gold["targets"], found["targets"])
    return tallies


def total(evaluations: Iterable[Mapping[str, Tally]]) -> dict[str, Tally]:
    """The sum of several documents' tallies."""
    sums = {measure: Tally() for measure in MEASURES}
    for evaluation in evaluations:
        for measure, tally in evaluation.items():
            sums[measure].hits += tally.hits
            sums[measure].spurious += tally.spurious
            sums[measure].missing += tally.missing
            sums[measure].misses.extend(tally.misses)
    return sums


def _metadata(tallies: Mapping[str, Tally], gold: Entry, found: Entry) -> None:
    for block in ("metadata", "attached"):
        stated, read = gold.get(block) or {}, found.get(block) or {}
        for name in _METADATA:
            if stated.get(name):
                tallies["metadata"].equal(stated[name], read.get(name), f"{block}.{name}")


def _citations(tallies: Mapping[str, Tally], gold: Sequence[Entry], found: Sequence[Entry]) -> None:
    for kind, measure in (("numbered", "citations"), ("law", "laws")):
        stated = [c for c in gold if c["kind"] == kind]
        read = [c for c in found if c["kind"] == kind]
        for wanted, given in _grouped(kind, stated, read):
            named = [f"line {c['line']}: {c['mention']}" for c in (*wanted, *given)]
            paired = min(len(wanted), len(given))
            tallies[measure].pairs(
                paired, named[paired : len(wanted)], named[len(wanted) + paired :]
            )
            for g, f in zip(wanted, given, strict=False):
                where = f"line {g['line']} {g['mention'][:60]}"
                if kind == "numbered":
                    tallies["citation date"].equal(g["date"], f["date"], where)
                    tallies["citation issuer"].equal(g["issuer"], f["issuer"], where)
                tallies["citation relation"].equal(g["relation"], f["relation"], where)
                tallies["citation cited_by"].equal(g["cited_by"], f["cited_by"], where)


def _grouped(
    kind: str, gold: Sequence[Entry], found: Sequence[Entry]
) -> list[tuple[list[Entry], list[Entry]]]:
    """Mentions that may be the same, in reading order: of one number, or laws two lines apart."""
    groups: dict[object, tuple[list[Entry], list[Entry]]] = defaultdict(lambda: ([], []))
    for c in gold:
        groups[fold(c["number"]) if kind == "numbered" else c["line"]][0].append(c)
    for c in found:
        key: object = fold(c["number"])
        if kind == "law":
            lines = [k for k in groups if isinstance(k, int)]
            near = (k for k in lines if abs(k - c["line"]) <= 2)
            key = next(near, c["line"])
        groups[key][1].append(c)
    return [
        (sorted(wanted, key=lambda c: c["line"]), sorted(given, key=lambda c: c["line"]))
        for wanted, given in groups.values()
    ]


def _named(tallies: Mapping[str, Tally], gold: Sequence[Entry], found: Sequence[Entry]) -> None:
    stated = [c for c in gold if c["kind"] == "named"]
    read = [c for c in found if c["kind"] == "named"]

    def near(g: Entry, f: Entry) -> float:
        apart = abs(g["line"] - f["line"]) > 2
        return 0.0 if apart else likeness(fold(g["mention"]), fold(f["mention"]))

    pairs = pair(stated, read, near, 0.5)
    _count(tallies["named documents"], pairs, _mentions(stated), _mentions(read))


def _mentions(citations: Sequence[Entry]) -> list[str]:
    return [f"line {c['line']}: {c['mention']}" for c in citations]


def _count(
    tally: Tally, pairs: Mapping[int, int], gold: Sequence[str], found: Sequence[str]
) -> None:
    taken = set(pairs.values())
    tally.pairs(
        len(pairs),
        [name for i, name in enumerate(gold) if i not in pairs],
        [name for j, name in enumerate(found) if j not in taken],
    )


def _tasks(
    tallies: Mapping[str, Tally], gold: Sequence[Entry], found: Sequence[Entry], lines: list[str]
) -> None:
    wanted = [_own_words(g, lines) for g in gold]
    given = [fold(f["text"]) for f in found]
    where = [f"line {g['line_start']} {g['first_words']}" for g in gold]
    spare = [f"line {f['line_start']} {f['text'][:60]}" for f in found]

    def near(i: int, j: int) -> float:
        g, f = gold[i], found[j]
        apart = f["line_start"] > g["line_end"] + 3 or f["line_end"] < g["line_start"] - 3
        return 0.0 if apart else likeness(wanted[i], given[j])

    pairs = pair(range(len(gold)), range(len(found)), near, 0.8)
    _count(tallies["tasks"], pairs, where, spare)
    for i, g in enumerate(gold):
        f: Entry = found[pairs[i]] if i in pairs else {}
        if f:
            tallies["section"].equal(g["section"], f["section"], where[i])
            tallies["deadline"].equal(g["deadline"], f["deadline"], where[i])
        for role in ("lead", "coordinating"):
            tallies[role].compare(g[role], f.get(role, ()), where[i])
    taken = set(pairs.values())
    for j, f in enumerate(found):
        if j not in taken:
            for role in ("lead", "coordinating"):
                tallies[role].compare((), f[role], spare[j])


def _own_words(task: Entry, lines: list[str]) -> str:
    """The folded words of an annotated task, from its first six syllables to its last six."""
    text = fold(" ".join(lines[task["line_start"] - 1 : task["line_end"]]))
    last = fold(task["last_words"])
    return text[max(text.find(fold(task["first_words"])), 0) : text.rfind(last) + len(last)]


def _targets(tallies: Mapping[str, Tally], gold: Sequence[Entry], found: Sequence[Entry]) -> None:
    def near(g: Entry, f: Entry) -> float:
        if _bounds(g) != _bounds(f) or abs(g["line"] - f["line"]) > 6:
            return 0.0
        return 1 + SequenceMatcher(None, fold(g["indicator"]), fold(f["indicator"])).ratio()

    pairs = pair(gold, found, near, 1.0)
    where = [f"line {g['line']} {g['indicator'][:60]} = {g['value']}" for g in gold]
    _count(
        tallies["targets"], pairs, where, [f"line {f['line']} {f['indicator'][:60]} = {f['value']}"
                                           for f in found],
    )  # fmt: skip
    for i, j in sorted(pairs.items()):
        g, f = gold[i], found[j]
        same = likeness(fold(g["indicator"]), fold(f["indicator"])) >= 0.6
        read = g["indicator"] if same else f["indicator"]
        tallies["target indicator"].equal(g["indicator"], read, where[i])
        for name in ("comparator", "unit", "period"):
            tallies[f"target {name}"].equal(g[name], f[name], where[i])


def _bounds(target: Entry) -> tuple[float | None, ...]:
    bounds = (target["min"], target["max"])
    return tuple(None if bound is None else round(float(bound), 6) for bound in bounds)


def likeness(one: str, other: str) -> float:
    """How much of two folded texts is the same, 0 to 1.

    A text within the other counts whole where the rest is short (a clause of responsibility).
    """
    if not one or not other:
        return 0.0
    short, long = sorted((one, other), key=len)
    if short in long:
        whole = 10 * len(short) >= 6 * len(long) or len(long) - len(short) <= 160
        return 1.0 if whole else len(short) / len(long)
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= 8) / len(long)


def pair(
    gold: Sequence[Any], found: Sequence[Any], score: Callable[[Any, Any], float], floor: float
) -> dict[int, int]:
    """One-to-one pairs of indices whose score reaches ``floor``, the best first."""
    scored = sorted(
        (
            (-value, abs(i - j), i, j)
            for i, g in enumerate(gold)
            for j, f in enumerate(found)
            if (value := score(g, f)) >= floor
        ),
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in scored:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs
