"""What broken, strange and endless texts do to extraction.

    python -m bench robustness --inputs 100000 --megabytes 20

Reads that many damaged texts (`broken_texts`) and looks for what must not be: an exception, a time
of more than 20 times that of a normal text of the same length, a span that does not cut its
evidence. Then it reads texts of one thing repeated to the size asked for, and to a tenth of it, and
prints by how much more the longer one takes: 10 is in proportion. Inputs are drawn by hypothesis
from numbered seeds, a thousand from each; `--first-seed` goes on with others. The shortest text of
each kind of failure is kept in the folder that `--keep` names. Times are CPU times of this one
process.
"""

from __future__ import annotations

import argparse
import random
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time

from hypothesis import HealthCheck, Phase, given, seed, settings

from bench.broken_texts import corpus, texts
from bench.endless_texts import ENDLESS, endless
from extract import PlanRecord, SourceText, extract

_OF_A_SEED = 1_000  # inputs
_SLOWEST = 20  # times a normal text of the same length
_SHOWN = 300  # code points of a failure
_LEAST = 0.002  # seconds: below that the clock tells nothing
_PROPORTION = 15  # times as long, for a text of ten times the length
_LEGACY = str.maketrans("đð", "nn")  # what may stand for đ is ð or, without its mark, n


def unfounded(record: PlanRecord) -> Iterator[str]:
    """Say which spans of a record lie outside of its text or do not cut out what they stand for.

    Words and evidence are compared by their bare letters and digits, for a repair moves spaces,
    joins what was torn and takes out the marks of footnotes.
    """
    for name, start, end, words in _evidence(record):
        if not 0 <= start <= end <= len(record.text):
            yield f"{name} [{start}:{end}] lies outside of the text"
        elif words is not None and not _holds(record.text[start:end], words):
            yield f"{name} {words!r} is not in {record.text[start:end]!r}"


def _evidence(record: PlanRecord) -> Iterator[tuple[str, int, int, str | None]]:
    """Each span of a record, with the words that it must hold."""
    for metadata in filter(None, (record.metadata, record.attached)):
        for name, span in metadata.spans:
            made = name in ("title", "issuer", "date")  # written as the canon has it
            yield name, span.start, span.end, None if made else getattr(metadata, name)
    for each in record.sections:
        yield "section", each.start, each.end, each.heading
    for citation in record.citations:
        yield "citation", citation.start, citation.end, citation.mention
    for agency in record.agencies:
        yield "agency", agency.start, agency.end, agency.text
    for task in record.tasks:
        yield "task", task.start, task.end, task.text
        for assignment in task.assignments:
            yield "assignment", assignment.start, assignment.end, None
        for deadline in task.deadlines:
            yield "deadline", deadline.start, deadline.end, deadline.text
        for product in task.products:
            yield "product", product.start, product.end, product.text
    for target in record.targets:
        yield "target", target.start, target.end, target.value
    for issue in record.issues:
        yield issue.code, issue.start, issue.end, None


def _holds(evidence: str, words: str) -> bool:
    held, sought = _letters(evidence), _letters(words)
    if sought in held:
        return True
    rest = iter(held)  # without the marks of footnotes
    return all(c in rest for c in sought) and len(held) <= 2 * len(sought)


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.lower()).translate(_LEGACY)
    return "".join(c for c in plain if c.isalnum())


@dataclass(slots=True)
class Findings:
    """What was seen: how many inputs, their code points and seconds, and what failed in which."""

    inputs: int = 0
    characters: int = 0
    seconds: float = 0.0
    slowest: tuple[float, str] = (0.0, "")  # times a normal text, and which
    failures: Counter[str] = field(default_factory=Counter)
    shortest: dict[str, tuple[str, str]] = field(default_factory=dict)

    def fail(self, what: str, text: str, more: str = "") -> None:
        """Count a failure, and keep the shortest text that shows it, and what it shows."""
        self.failures[what] += 1
        if what not in self.shortest or len(text) < len(self.shortest[what][0]):
            self.shortest[what] = text, more


class Normal:
    """How long normal texts take, by their length."""

    def __init__(self) -> None:
        text = corpus()
        extract(SourceText("warm", text))
        self._seconds = {size: self._middle(text, size) for size in (200, 1_000, 5_000, 20_000)}

    def _middle(self, text: str, size: int) -> float:
        dice = random.Random(size)
        starts = [dice.randrange(len(text) - size) for _ in range(31)]
        times = sorted(seconds(text[start : start + size]) for start in starts)
        return times[len(times) // 2]

    def seconds(self, size: int) -> float:
        """Take the time of the nearest length that is not longer, in proportion above it."""
        known = max((each for each in self._seconds if each <= size), default=min(self._seconds))
        return max(_LEAST, self._seconds[known] * max(1.0, size / known))


def seconds(text: str) -> float:
    """CPU seconds of reading a text."""
    began = process_time()
    extract(SourceText("any.txt", text))
    return process_time() - began


def read_one(text: str, normal: Normal, found: Findings) -> None:
    """Read one text, and note what must not be."""
    began = process_time()
    try:
        record = extract(SourceText("any.txt", text))
    except Exception as error:  # noqa: BLE001  any exception is what is looked for
        found.fail(f"raises {type(error).__name__}: {error}"[:_SHOWN], text)
        return
    taken = process_time() - began
    found.inputs, found.characters = found.inputs + 1, found.characters + len(text)
    found.seconds += taken
    times = taken / normal.seconds(len(text))
    if times > found.slowest[0]:  # once more: the machine had other things to do, or garbage
        times = min(taken, *(seconds(text) for _ in range(3))) / normal.seconds(len(text))
        found.slowest = max(found.slowest, (times, text))
    if times > _SLOWEST:
        found.fail("takes too long", text)
    for what in unfounded(record):
        found.fail(f"evidence of {what.split()[0]}", text, what)


def read_many(inputs: int, first_seed: int) -> Findings:
    """Read inputs of as many seeds as it takes."""
    normal, found = Normal(), Findings()
    for number in range(first_seed, first_seed - -inputs // _OF_A_SEED):

        @seed(number)
        @settings(
            max_examples=min(_OF_A_SEED, inputs),
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(texts())
        def read(text: str) -> None:
            read_one(text, normal, found)

        read()
        print(f"seed {number}: {found.inputs} inputs", end="\r", file=sys.stderr)
    return found


def grow(name: str, megabytes: float) -> tuple[float, float]:
    """Seconds for an endless text of a tenth of a size, and of that size."""
    size = int(megabytes * 1_000_000)
    return seconds(endless(name, size // 10)), seconds(endless(name, size))


def main(arguments: Sequence[str]) -> int:
    """Print what was found; status 1 where anything must not be."""
    parser = argparse.ArgumentParser(prog="python -m bench robustness")
    parser.add_argument("--inputs", type=int, default=100_000, help="damaged texts (100000)")
    parser.add_argument("--first-seed", type=int, default=0, help="of a thousand inputs (0)")
    parser.add_argument("--megabytes", type=float, default=20, help="of endless texts (20)")
    parser.add_argument("--keep", type=Path, help="a folder for texts that fail")
    parser.add_argument("--only", action="append", choices=ENDLESS, help="an endless text")
    options = parser.parse_args(arguments)
    failed = options.inputs > 0 and _report(
        read_many(options.inputs, options.first_seed), options.keep
    )
    if options.megabytes > 0:
        failed |= _report_growth(options.only or list(ENDLESS), options.megabytes)
    return int(failed)


def _report(found: Findings, keep: Path | None) -> bool:
    print(
        f"{found.inputs} inputs, {found.characters / 1e6:.1f} million characters, "
        f"{found.seconds:.0f} s; the slowest took {found.slowest[0]:.1f} times a normal text's time"
    )
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / "slowest.txt").write_bytes(found.slowest[1].encode())
    for number, (what, times) in enumerate(sorted(found.failures.items()), 1):
        text, more = found.shortest[what]
        print(f"{times:>7} {what}: {more or text!r:.{_SHOWN}}")
        if keep is not None:
            (keep / f"{number}-{'-'.join(what.split()[:3])}.txt").write_bytes(text.encode())
    if not found.failures:
        print("none raised, hung, or gave a span that does not cut its evidence")
    return bool(found.failures)


def _report_growth(names: Sequence[str], megabytes: float) -> bool:
    failed = False
    print(f"\n{'repeated':<40} {megabytes / 10:>6.1f} M {megabytes:>8.1f} M  times as long")
    for name in names:
        less, more = grow(name, megabytes)
        out = more > max(_LEAST * 100, _PROPORTION * less)
        failed |= out
        print(
            f"{name:<40} {less:>6.1f} s {more:>8.1f} s {more / max(less, 1e-6):>8.1f}"
            f"{'  OUT OF PROPORTION' if out else ''}",
            flush=True,
        )
    return failed
