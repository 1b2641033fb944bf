"""Assembly: what was found in the canonical text becomes the record of the text as received."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from extract.canonical import Canonical
from extract.layout import Layout
from extract.lines import fold_wraps
from extract.pipeline import pipeline, untokenized
from extract.record import (
    AgencyMention,
    Assignment,
    Citation,
    Deadline,
    Issue,
    Metadata,
    PlanRecord,
    Product,
    Section,
    Span,
    Target,
    Task,
)
from extract.repair import mend
from extract.source import SourceText
from extract.spans import InOrder

Moved = TypeVar("Moved", Deadline, Product)


def extract(source: SourceText) -> PlanRecord:
    """Read one document; whatever its text holds, the record is made, if with issues."""
    canonical, repairs = mend(source.text)
    canonical = fold_wraps(canonical)
    found = pipeline()(untokenized(canonical.text)).user_data
    to = _Received(canonical, tuple(_breaks(source.text)))
    layout: Layout = found["layout"]
    whole = InOrder(found["tasks"])
    record = PlanRecord(
        source=source.name,
        text=source.text,
        metadata=to.metadata(found["metadata"]),
        attached=to.metadata(found["attached"]) if found["attached"] else None,
        sections=tuple(to.sections(layout)),
        citations=tuple(map(to.citation, found["citations"])),
        agencies=tuple(map(to.mention, found["agencies"])),
        tasks=tuple(map(to.task, found["tasks"])),
        targets=tuple(to.target(each, whole) for each in found["targets"]),
        issues=repairs,
    )
    return replace(record, issues=tuple(sorted([*repairs, *_doubts(record)], key=_in_order)))


def _breaks(text: str) -> Iterator[int]:
    at = text.find("\n")
    while at >= 0:
        yield at
        at = text.find("\n", at + 1)


def to_json(record: PlanRecord, indent: int | None = 1) -> str:
    """The record as JSON, without the text itself; the same record gives the same bytes."""
    return json.dumps(as_data(record), ensure_ascii=False, indent=indent)


def as_data(record: PlanRecord) -> dict[str, Any]:
    """The record as plain data, in the shape of the annotations and with spans."""
    data = {each.name: _plain(getattr(record, each.name)) for each in fields(record)}
    del data["text"]
    if record.attached is None:
        del data["attached"]
    return data


def _plain(value: Any) -> Any:
    if isinstance(value, Metadata):
        stated = {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
        return stated | {"spans": {name: _plain(span) for name, span in value.spans}}
    if isinstance(value, tuple):
        plain = tuple(map(_plain, value))
        names = getattr(value, "_fields", None)
        return plain if names is None else dict(zip(names, plain, strict=True))
    return value


def _in_order(issue: Issue) -> tuple[int, int, str]:
    return issue.start, issue.end, issue.code


def _doubts(record: PlanRecord) -> list[Issue]:
    """What a reader should look at: seen, and not understood."""
    doubts = []
    whole = len(record.text)
    if record.metadata.number is None:
        doubts.append(Issue("no-number", "the document states no number of its own", 0, 0))
    if record.metadata.type is None:
        doubts.append(Issue("no-kind", "the document states no kind of its own", 0, 0))
    if not record.tasks:
        doubts.append(Issue("no-tasks", "nothing in the text has the shape of a task", 0, whole))
    doubts.extend(
        Issue("no-lead", f"task {task.path} names no lead", task.start, task.end)
        for task in record.tasks
        if not task.lead
    )
    unknown = [a for a in record.agencies if a.id is None]
    doubts.extend(
        Issue("unregistered-agency", f"{a.name} is not in the register", a.start, a.end)
        for a in unknown
    )
    return doubts


@dataclass(frozen=True, slots=True)
class _Received:
    """Carries spans from the canonical text over to the text as received.

    What there is most of, mentions and assignments, is made anew field by field: `_replace` takes
    twice as long.
    """

    canonical: Canonical
    breaks: tuple[int, ...]

    def line(self, offset: int) -> int:
        return bisect_right(self.breaks, offset - 1) + 1

    def moved(self, found: Moved) -> Moved:
        start, end = self.canonical.received_span(found.start, found.end)
        return found._replace(start=start, end=end)

    def citation(self, found: Citation) -> Citation:
        start, end = self.canonical.received_span(found.start, found.end)
        return found._replace(start=start, end=end, line=self.line(start))

    def target(self, found: Target, whole: InOrder[Task]) -> Target:
        """A target, whose line is that of its value: a row of a table may take many.

        One that names no body takes the leads of the task that it stands in.
        """
        task = None if found.agencies else whole.around(found.start)
        start, end = self.canonical.received_span(found.start, found.end)
        at = self.canonical.text.rfind(found.value, found.start, found.end)
        value, _ = self.canonical.received_span(max(at, found.start), found.end)
        return found._replace(
            line=self.line(value),
            agencies=task.lead if task else found.agencies,
            start=start,
            end=end,
        )

    def mention(self, found: AgencyMention) -> AgencyMention:
        start, end = self.canonical.received_span(found.start, found.end)
        text = self.canonical.received[start:end]
        return AgencyMention(text, found.name, found.id, found.group, start, end)

    def assignment(self, found: Assignment) -> Assignment:
        start, end = self.canonical.received_span(found.start, found.end)
        return Assignment(
            found.role, found.agency, found.agency_id, found.group, found.basis, found.inherited,
            start, end,
        )  # fmt: skip

    def task(self, task: Task) -> Task:
        start, end = self.canonical.received_span(task.start, task.end)
        return task._replace(
            start=start,
            end=end,
            line_start=self.line(start),
            line_end=self.line(max(start, end - 1)),
            assignments=tuple(map(self.assignment, task.assignments)),
            deadlines=tuple(map(self.moved, task.deadlines)),
            products=tuple(map(self.moved, task.products)),
        )

    def metadata(self, metadata: Metadata) -> Metadata:
        received = self.canonical.received_span
        spans = tuple((name, Span(*received(s.start, s.end))) for name, s in metadata.spans)
        return replace(metadata, spans=spans)

    def sections(self, layout: Layout) -> list[Section]:
        sections = []
        for block in layout.blocks:
            if block.enumerator and block.heading:
                start, end = self.canonical.received_span(block.start, block.end)
                heading = layout.text[block.body : block.end].strip()
                sections.append(Section(block.section, heading, start, end, self.line(start)))
        return sections
