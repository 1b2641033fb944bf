"""Assembly: what was found in the canonical text becomes the record of the text as received."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import asdict, dataclass, replace
from typing import Any

from extract.canonical import Canonical
from extract.layout import Layout
from extract.lines import fold_wraps
from extract.pipeline import pipeline
from extract.record import Issue, Metadata, PlanRecord, Section, Span, Target, Task
from extract.repair import mend
from extract.source import SourceText
from extract.spans import Found, InOrder


def extract(source: SourceText) -> PlanRecord:
    """Read one document; whatever its text holds, the record is made, if with issues."""
    canonical, repairs = mend(source.text)
    canonical = fold_wraps(canonical)
    nlp = pipeline()
    found = nlp(nlp.make_doc(canonical.text)).user_data
    to = _Received(canonical, tuple(m.start() for m in re.finditer("\n", source.text)))
    layout: Layout = found["layout"]
    tasks = tuple(to.task(task) for task in found["tasks"])
    record = PlanRecord(
        source=source.name,
        text=source.text,
        metadata=to.metadata(found["metadata"]),
        attached=to.metadata(found["attached"]) if found["attached"] else None,
        sections=tuple(to.sections(layout)),
        citations=tuple(to.lined(each) for each in found["citations"]),
        agencies=tuple(to.mention(each) for each in found["agencies"]),
        tasks=tasks,
        targets=tuple(to.lined(each) for each in _owned(found["targets"], found["tasks"])),
        issues=repairs,
    )
    return replace(record, issues=tuple(sorted([*repairs, *_doubts(record)], key=_in_order)))


def to_json(record: PlanRecord, indent: int | None = 1) -> str:
    """The record as JSON, without the text itself; the same record gives the same bytes."""
    return json.dumps(as_data(record), ensure_ascii=False, indent=indent)


def as_data(record: PlanRecord) -> dict[str, Any]:
    """The record as plain data, in the shape of the annotations and with spans."""
    data = asdict(record)
    del data["text"]
    if record.attached is None:
        del data["attached"]
    for block in ("metadata", "attached"):
        if block in data:
            data[block]["spans"] = dict(data[block]["spans"])
    return data


def _in_order(issue: Issue) -> tuple[int, int, str]:
    return issue.start, issue.end, issue.code


def _owned(targets: tuple[Target, ...], tasks: tuple[Task, ...]) -> list[Target]:
    """A target that names no body takes the leads of the task that it stands in."""
    owned = []
    whole = InOrder(tasks)
    for target in targets:
        task = whole.around(target.start)
        lead = task.lead if task is not None and not target.agencies else target.agencies
        owned.append(replace(target, agencies=lead))
    return owned


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
    """Carries spans from the canonical text over to the text as received."""

    canonical: Canonical
    breaks: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        return Span(*self.canonical.received_span(start, end))

    def line(self, offset: int) -> int:
        return bisect_right(self.breaks, offset - 1) + 1

    def moved(self, found: Found) -> Found:
        span = self.span(found.start, found.end)
        return replace(found, start=span.start, end=span.end)  # type: ignore[type-var]

    def lined(self, found: Found) -> Found:
        moved = self.moved(found)
        return replace(moved, line=self.line(moved.start))  # type: ignore[type-var]

    def mention(self, found: Any) -> Any:
        moved = self.moved(found)
        return replace(moved, text=self.canonical.received[moved.start : moved.end])

    def task(self, task: Task) -> Task:
        span = self.span(task.start, task.end)
        return replace(
            task,
            start=span.start,
            end=span.end,
            line_start=self.line(span.start),
            line_end=self.line(max(span.start, span.end - 1)),
            assignments=tuple(self.moved(each) for each in task.assignments),
            deadlines=tuple(self.moved(each) for each in task.deadlines),
        )

    def metadata(self, metadata: Metadata) -> Metadata:
        spans = tuple((name, self.span(s.start, s.end)) for name, s in metadata.spans)
        return replace(metadata, spans=spans)

    def sections(self, layout: Layout) -> list[Section]:
        sections = []
        for block in layout.blocks:
            if block.enumerator and block.heading:
                span = self.span(block.start, block.end)
                heading = layout.text[block.body : block.end].strip()
                line = self.line(span.start)
                sections.append(Section(block.section, heading, span.start, span.end, line))
        return sections
