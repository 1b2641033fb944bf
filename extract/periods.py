"""Periods: the years for which a plan sets its targets, from a sentence, a heading or a title.

A period is written ``2025`` or ``2021-2025``; the words are those of ontology/cues/periods.ttl.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from extract.folding import lower
from extract.layout import Layout
from extract.phrases import holds_any
from ontology import cues, patterns

_YEARS = re.compile(
    r"(?P<first>(?:19(?<![\d.,/–-]19)|20(?<![\d.,/–-]20))\d\d)"
    r"(?: ?[-–—] ?(?P<last>(?:19|20)\d\d)|(?P<more>(?:, (?:19|20)\d\d)+))?(?![\d/]|[.,]\d)"
)
_CENTURIES = ("19", "20")
_LOOK_BACK = 40


class Period(NamedTuple):
    """A period named in a text: ``[start, end)`` with the words that lead to it.

    ``role`` is "until" (đến năm), "within" (trong năm), "plain" (năm, giai đoạn), "vision" (tầm
    nhìn đến năm), "baseline" (so với năm) or "own" (trong giai đoạn này: the plan's, ``value`` "").
    """

    start: int
    end: int
    value: str
    role: str

    @property
    def first_year(self) -> int:
        """The year in which it begins."""
        return int(self.value[:4] or 0)

    @property
    def last_year(self) -> int:
        """The year in which it ends; for the plan's own period, none that has passed."""
        return int(self.value[-4:] or 9999)


def find_periods(text: str, start: int, end: int) -> tuple[Period, ...]:
    """Find the periods of ``text[start:end]``; years inside dates and numbers are none."""
    years = holds_any(text, _CENTURIES, start, end)
    own = holds_any(text, _own_stems(), start, end)
    if not (years or own):
        return ()
    found = [*(_years(text, start, end) if years else ()), *(_own(text, start, end) if own else ())]
    return tuple(sorted(found, key=_in_order))


def _in_order(period: Period) -> int:
    return period.start


def _own(text: str, start: int, end: int) -> Iterator[Period]:
    """Find where the plan's own period is referred to; the longest phrase of each place."""
    done = start
    for phrase in cues("periods")["own"]:
        at = text.find(phrase, done, end)
        if at >= 0:
            done = at + len(phrase)
            yield Period(at, done, "", "own")


def _years(text: str, start: int, end: int) -> Iterator[Period]:
    """Find years and spans of years by the words before them."""
    done = start
    for years in _YEARS.finditer(text, start, end):
        if years.start() < done:
            continue
        if span := _span_in_full(text, start, end, years):
            done = span.end
            yield span
            continue
        near = max(start, years.start() - _LOOK_BACK)
        base = max(near - 1, 0)  # what stands before shows whether a word begins there
        if not text[base : years.start()].rstrip(" ").lower().endswith(_lead_endings()):
            continue
        lead = _lead().search(lower(text[base : years.start()]), near - base)
        if lead is None or lead["month"] or not lead.group().strip():
            continue
        role = lead.lastgroup or "plain"
        for beyond in ("baseline", "vision"):
            if lead[beyond]:
                role = beyond
        last = years["last"] or (years["more"] or "")[-4:]
        value = f"{years['first']}-{last}" if years["last"] else last or years["first"]
        yield Period(base + lead.start(), years.end(), value, role)


def _span_in_full(text: str, start: int, end: int, first: re.Match[str]) -> Period | None:
    """Read a span whose years stand apart: giai đoạn từ năm 2025 đến năm 2030."""
    until, lead = _span()
    last = until.match(text, first.end(), end)
    if last is None:
        return None
    near = max(start, first.start() - _LOOK_BACK)
    span = lead.search(lower(text[near : first.start()]))
    if span is None:
        return None
    return Period(near + span.start(), last.end(), f"{first['first']}-{last['year']}", "plain")


def stated_period(text: str, start: int, end: int) -> str | None:
    """Find the period that a heading states: its first, what lies beyond the plan last."""
    found = _title_period(text, start, end)
    return found.value if found else None


def document_periods(layout: Layout) -> tuple[Period | None, ...]:
    """Find the period in the title of each document of the file (by part), else of the first."""
    found: dict[int, Period] = {}
    for block in layout.blocks:
        if block.zone == "head" and block.part not in found:
            period = _title_period(layout.text, block.start, block.end)
            if period:
                found[block.part] = period
    parts = max((block.part for block in layout.blocks), default=0)
    return tuple(found.get(part) or found.get(0) for part in range(parts + 1))


def _title_period(text: str, start: int, end: int) -> Period | None:
    """Find the period of a title: its first, or the year in which a longer one is carried out."""
    periods = [p for p in find_periods(text, start, end) if p.role not in ("baseline", "own")]
    periods.sort(key=lambda p: p.role == "vision")
    years = [p for p in periods if p.role == "plain" and "-" not in p.value]
    if years and not any(_joins(text, first, second) for first, second in pairwise(periods)):
        return years[-1]  # the plan's own year, beside the span of what it carries out
    return periods[0] if periods else None


def _joins(text: str, first: Period, second: Period) -> bool:
    """Whether a title names two periods together: giai đoạn 2026 - 2030 và năm 2026."""
    return cues("periods")["and"][0] == lower(text[first.end : second.start]).strip()


def heading_periods(layout: Layout) -> tuple[str | None, ...]:
    """Find, for each block, the period of the nearest heading or introduction above it.

    The sentence by which a document is made names the periods of those that it rests on.
    """
    stated: list[str | None] = []
    above: list[str | None] = []
    for block in layout.blocks:
        introduces = block.index in layout.parents and (
            block.heading or layout.text[block.end - 1 : block.end] == ":"
        )
        introduces = introduces and block.zone != "basis"
        stated.append(stated_period(layout.text, block.start, block.end) if introduces else None)
        parent = block.parent
        above.append(None if parent is None else stated[parent] or above[parent])
    return tuple(above)


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{patterns('periods')['lead']}) ?\Z")


@cache
def _span() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What follows the first year of a span in full, and what leads to it."""
    written = patterns("periods")
    return re.compile(written["span-until"]), re.compile(rf"(?<!\w)(?:{written['span-from']})\Z")


@cache
def _lead_endings() -> tuple[str, ...]:
    """The last words of what leads to a year."""
    known = cues("periods")
    leading = ("year", "span", "until", "within", "vision", "baseline")
    return tuple(sorted({phrase.split()[-1] for name in leading for phrase in known[name]}))


@cache
def _own_stems() -> tuple[str, ...]:
    """The phrases that no text holds one of without."""
    own = cues("periods")["own"]
    return tuple(each for each in own if not any(o in each for o in own if o != each))
