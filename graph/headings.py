"""Headings: what stands above a place in a text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from extract.record import PlanRecord


class Headings:
    """The outline of a record, to find what stands above a place."""

    def __init__(self, record: PlanRecord) -> None:
        self._sections = sorted(record.sections, key=lambda section: section.start)
        self._starts = [section.start for section in self._sections]

    def section_at(self, start: int) -> str:
        """Return the path of the heading before a place, "" where there is none."""
        before = bisect_right(self._starts, start)
        return self._sections[before - 1].path if before else ""

    def above(self, path: str, start: int) -> tuple[str, ...]:
        """Return the headings on the way to ``path``, of the outline that ``start`` stands in."""
        before = self._sections[: bisect_right(self._starts, start)]
        latest = {section.path: section for section in before}
        return tuple(latest[way].heading for way in _ways(path) if way in latest)


def _ways(path: str) -> Iterable[str]:
    """II, II.2, II.2.a for II.2.a."""
    steps = path.split(".")
    return (".".join(steps[:count]) for count in range(1, len(steps) + 1))
