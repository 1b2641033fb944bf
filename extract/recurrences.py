"""Recurrences: how often a deadline comes round and on which day, read from its words.

"trước ngày 15 tháng cuối quý" is the 15th of every March, June, September and December; "hằng năm"
is once a year, on no day that is said. What says only that it goes on (thường xuyên) recurs at no
rate. The words are those of ontology/cues/recurrences.ttl.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ontology import cues, patterns

Frequency = Literal["YEARLY", "MONTHLY", "WEEKLY", "DAILY"]

_DAYS = 31
_MONTHS = 12
_EDGES: Mapping[tuple[str, bool], tuple[int, ...]] = {
    ("quarterly", True): (1, 4, 7, 10),
    ("quarterly", False): (3, 6, 9, 12),
    ("yearly", True): (1,),
    ("yearly", False): (12,),
}
"""The months that are the first (True) or the last of each quarter, of each year."""

_CYCLES: Mapping[str, tuple[Frequency, int]] = {
    "yearly": ("YEARLY", 1),
    "quarterly": ("MONTHLY", 3),
    "monthly": ("MONTHLY", 1),
    "weekly": ("WEEKLY", 1),
    "daily": ("DAILY", 1),
}


@dataclass(frozen=True, slots=True)
class Recurrence:
    """One round of a deadline.

    It comes every ``interval`` times ``frequency``; ``month_days`` and ``months`` say on which days
    of which months, and are empty where the words do not.
    """

    frequency: Frequency
    interval: int = 1
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()

    @property
    def rule(self) -> str:
        """The recurrence as RFC 5545 writes it (3.3.10): FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1."""
        parts = [f"FREQ={self.frequency}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.months:
            parts.append(f"BYMONTH={','.join(map(str, self.months))}")
        if self.month_days:
            parts.append(f"BYMONTHDAY={','.join(map(str, self.month_days))}")
        return ";".join(parts)


def read_recurrences(words: str) -> tuple[Recurrence, ...]:
    """Read each recurrence that the words of a recurring deadline state, in their order."""
    words = words.lower()
    dated = tuple(_dated(words))
    return dated or tuple(dict.fromkeys(_cycles(words)))


def _dated(words: str) -> Iterator[Recurrence]:
    """Read the days that are named: each of its own month, or all of the months that come round."""
    shapes = _shapes()
    without_cycles = shapes["cycle"].sub(lambda cycle: " " * len(cycle.group()), words)
    loose = []
    for found in shapes["monthday"].finditer(without_cycles):
        day, month = int(found["day"]), int(found["month"] or found["named"] or 0)
        if not 1 <= day <= _DAYS or month > _MONTHS:
            continue
        if month:
            yield Recurrence("YEARLY", months=(month,), month_days=(day,))
        else:
            loose.append(day)
    if loose:
        yield from _on_days(words, tuple(sorted(set(loose))))


def _on_days(words: str, days: tuple[int, ...]) -> Iterator[Recurrence]:
    edge = _shapes()["edge"].search(words)
    if edge:
        months = _EDGES[_unit(edge["of"]), edge["first"] is not None]
        yield Recurrence("YEARLY", months=months, month_days=days)
        return
    cycle = _shapes()["cycle"].search(words)
    if cycle and _unit(cycle["unit"]) == "monthly":
        yield Recurrence("MONTHLY", interval=int(cycle["count"] or 1), month_days=days)


def _cycles(words: str) -> Iterator[Recurrence]:
    for found in _shapes()["cycle"].finditer(words):
        frequency, interval = _CYCLES[_unit(found["unit"])]
        yield Recurrence(frequency, interval=interval * int(found["count"] or 1))


def _unit(word: str) -> str:
    """Return the cycle that a unit's word names."""
    known = cues("recurrences")
    return next(cycle for cycle in _CYCLES if word in known[cycle])


@cache
def _shapes() -> Mapping[str, re.Pattern[str]]:
    written = patterns("recurrences")
    return {name: re.compile(written[name]) for name in ("cycle", "monthday", "edge")}
