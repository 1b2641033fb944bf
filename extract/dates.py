"""Days as Vietnamese texts write them, read into ISO 8601."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from ontology import patterns


class Date(NamedTuple):
    """A date in a text: ``value`` is ISO to the precision stated, None for a day that never was."""

    value: str | None
    start: int
    end: int


def read_day(text: str, start: int, end: int) -> Date | None:
    """Read the day written at ``start`` ("ngày 17/11/2022", "ngày 17 tháng 11 năm 2022")."""
    for pattern in _days():
        found = pattern.match(text, start, end)
        if found:
            day, month, year = map(int, found.groups())
            return Date(_iso(year, month, day), start, found.end())
    return None


def read_year(text: str, start: int, end: int) -> Date | None:
    """Read the year written at ``start`` ("năm 2025", "2025"), if one is."""
    found = _year().match(text, start, end)
    return Date(found[1], start, found.end()) if found else None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


@cache
def _days() -> tuple[re.Pattern[str], ...]:
    written = patterns("dates")
    return tuple(re.compile(written[name], re.IGNORECASE) for name in ("worded-day", "numeric-day"))


@cache
def _year() -> re.Pattern[str]:
    return re.compile(patterns("dates")["year"], re.IGNORECASE)
