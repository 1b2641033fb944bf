"""Targets: each number that a document sets as a goal, in its prose and its tables.

A quantity is found first (`quantities`); the words around it say whether it is a goal and for when
(`goals`) and what it measures (`wordings`, `indicators`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.charging import pattern
from extract.clauses import sentences
from extract.goal_periods import period_of
from extract.goals import (
    clause_end,
    clause_start,
    goes_on,
    is_funding,
    is_goal,
    read_sentence,
    reported,
    scope_of,
)
from extract.indicators import Indicator, name_indicator, name_series
from extract.layout import WORKING, Cell, Context, Layout, Zone
from extract.periods import Period, document_periods, heading_periods
from extract.quantities import Quantity, find_quantities
from extract.record import Deadline, Target, Task
from extract.sentences import Passage, Sentence
from extract.spans import InOrder
from extract.target_tables import find_table_targets
from extract.triggers import Triggers
from extract.wordings import main_action, read_before

_SILENT = frozenset({"head", "basis", "closing", "footnote", "notice"})
_LONGEST = 500  # characters of the words before a number that are read for its indicator
_DIGIT = re.compile(r"\d")


def find_targets(
    layout: Layout, context: Context, tasks: Sequence[Task] = ()
) -> tuple[Target, ...]:
    """Find every target of the document, in the order of the text.

    ``line`` is 0; ``agencies`` are filled only from a table's column. A target without a period of
    its own that stands in one of ``tasks`` has that of the task's deadline.
    """
    triggers, due = layout.triggers, _Due.of(tasks)
    plans = [_plan(period, context.date) for period in document_periods(layout)]
    lowered = layout.lowered
    found = list(find_table_targets(layout, context, plans[-1].period))
    for cell in _task_cells(layout):
        period = due.within(cell.start) or plans[-1].period
        passage = Passage(layout.text, lowered, "annex", plans[-1].since, period, plans[-1].period)
        found.extend(_passage_targets(passage, cell.start, cell.end, triggers, due))
    for block, above, reports in zip(
        layout.blocks, heading_periods(layout), reported(layout, lowered), strict=True
    ):
        if block.cell or block.zone in _SILENT:
            continue
        if triggers.any("number", block.body, block.end):
            plan = plans[block.part]
            zone: Zone = "context" if reports else block.zone
            if above and zone == "context" and not reports:
                zone = "targets"  # a vision or an aim with its year
            yields = pattern("label-product").match(layout.text, block.body, block.end)
            if yields and block.zone in WORKING:
                zone = "targets"  # what a task yields
            due_then = due.before(block.body) if yields else due.within(block.body)
            period = due_then or above or plan.period
            passage = Passage(layout.text, lowered, zone, plan.since, period, plan.period)
            found.extend(_passage_targets(passage, block.body, block.end, triggers, due))
    return tuple(sorted(found, key=lambda target: (target.start, target.end)))


@dataclass(frozen=True, slots=True)
class _Due:
    """The years in which tasks are due, by where these begin and end."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    years: tuple[str | None, ...]
    told: InOrder[Deadline]

    @classmethod
    def of(cls, tasks: Sequence[Task]) -> _Due:
        """Take the year of each task's deadline; ``tasks`` are in the order of the text.

        A deadline in the words of a task is one of its sentence: it is read with that.
        """
        years = tuple(_year_beside(task) for task in tasks)
        starts, ends = tuple(task.start for task in tasks), tuple(task.end for task in tasks)
        return cls(starts, ends, years, InOrder([d for task in tasks for d in task.deadlines]))

    def stated(self, start: int, end: int) -> str | None:
        """The year of the first deadline in the words ``[start, end)``; a mere year is a period."""
        values = (deadline.value for deadline in self.told.within(start, end))
        return next((value[:4] for value in values if value and len(value) > len("2025")), None)

    def within(self, position: int) -> str | None:
        """The year in which the task is due that stands at ``position``."""
        at = bisect_right(self.starts, position) - 1
        return self.years[at] if at >= 0 and position < self.ends[at] else None

    def before(self, position: int) -> str | None:
        """The year in which the last task that begins before ``position`` is due."""
        at = bisect_right(self.starts, position) - 1
        return self.years[at] if at >= 0 else None


def _year_beside(task: Task) -> str | None:
    """Find the year in which a task is due by a label or a table's cell beside it."""
    if task.deadline is None or any(d.start < task.end for d in task.deadlines if d.value):
        return None
    return task.deadline[:4]


@dataclass(frozen=True, slots=True)
class _Plan:
    """For when a document sets its goals, by its title and its date."""

    period: str | None
    since: int | None


def _plan(title: Period | None, date: str | None) -> _Plan:
    years = [int(date[:4])] if date else []
    if title and title.role == "plain":  # "năm 2023", "giai đoạn 2021 - 2025"
        years.append(title.first_year)
    period = title.value if title else date[:4] if date else None
    return _Plan(period, max(years, default=None))


def _task_cells(layout: Layout) -> Iterator[Cell]:
    """Find the cells of tables that say in words what is to be done."""
    for table in layout.tables:
        if "task" in table.columns and "value" not in table.columns:
            for row in table.rows:
                cell = row.cells[table.columns.index("task")]
                if not cell.merged and _DIGIT.search(cell.text):
                    yield cell


def _passage_targets(
    passage: Passage, start: int, end: int, triggers: Triggers, due: _Due
) -> Iterator[Target]:
    text, period = passage.text, passage.period
    spans = [*sentences(text, start, end)]
    found = [find_quantities(text, *span, triggers.within("number", *span)) for span in spans]
    if not any(found):
        return
    for (begin, stop), quantities in zip(spans, found, strict=True):
        if not goes_on(passage, begin):
            period = passage.period
        if not (quantities or triggers.any("number", begin, stop)):
            continue
        stated = due.stated(begin, stop) or period
        sentence = read_sentence(passage, begin, stop, quantities, stated)
        if is_funding(sentence):
            continue
        yield from _sentence_targets(sentence)
        period = next((p.value for p in sentence.periods if p.role in ("until", "within")), period)


def _sentence_targets(sentence: Sentence) -> Iterator[Target]:
    text, floor, announced = sentence.passage.text, sentence.start, False
    scope = scope_of(sentence)
    previous: Indicator | None = None
    for index, quantity in enumerate(sentence.quantities):
        if quantity.part:
            continue
        floor = max(floor, quantity.start - _LONGEST)
        begin, aside = clause_start(text, floor, quantity.start)
        if ";" in text[floor:begin] or (begin > floor and not aside):
            previous = None
        before = text[begin : quantity.start]
        wording = read_before(before)
        stop = clause_end(sentence, index)
        after = text[quantity.end : stop].rstrip(" ,;.")
        if text[begin - 1] == ":" and not before.strip() and not after.strip():
            begin, _ = clause_start(text, floor, begin - 1)  # "khu vực I: 10%"
            before = text[begin : quantity.start].rstrip(": ")
            wording = read_before(before)
        announced = announced or wording.announced
        if aside and not wording.subject:
            # "(tối thiểu 3 lần/năm)" bounds what the clause asks for, "(500 người)" only tells more
            if previous is None and quantity.comparator not in (">", ">=", "<", "<="):
                continue
            previous = previous or Indicator(main_action(text[floor : begin - 1]))
        elif not (
            is_goal(sentence, quantity, wording, announced, before)
            or (previous and not wording.subject)  # one more of what the clause lists
        ):
            continue
        start = begin + wording.offset
        if quantity.part == 0:
            parts = [q for q in sentence.quantities[index:] if q.part is not None]
            for part, name in zip(parts, name_series(wording, len(parts)), strict=True):
                yield _target(sentence, part, name, start, part.end)
            floor = parts[-1].end
            continue
        previous = name_indicator(wording, quantity, after, previous, scope)
        floor = stop if previous.ahead else quantity.end
        if previous.name:
            yield _target(sentence, quantity, previous.name, start, floor)


def _target(sentence: Sentence, quantity: Quantity, name: str, start: int, stop: int) -> Target:
    text, end = sentence.passage.text, max(stop, quantity.end)
    while text[end - 1] in " ,;.":
        end -= 1
    return Target(
        line=0,
        indicator=name,
        value=text[quantity.start : quantity.end],
        comparator=quantity.comparator,
        min=quantity.min,
        max=quantity.max,
        unit=quantity.unit,
        period=period_of(sentence, quantity),
        agencies=(),
        start=min(start, quantity.start),
        end=end,
    )
