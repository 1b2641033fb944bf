"""The five clarities (5 rõ): what a task makes clear, judged by what was read of it.

371/KH-UBND of Bình Dương (2025), I.3, asks that work be handed out "rõ người, rõ việc, rõ thời hạn,
rõ trách nhiệm, rõ kết quả". What each means here is written at its name in
ontology/vocabulary.ttl; this is the same, as code.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from extract.clauses import sentences
from extract.record import PlanRecord, Task
from graph.terms import CT, Term

_FURTHER_WORK = "; "


@dataclass(frozen=True, slots=True)
class _Judged:
    """A task, and whether a target stands in its text."""

    task: Task
    measured: bool


def clarities(record: PlanRecord) -> tuple[tuple[Term, ...], ...]:
    """Return for each task of a record, in order, the clarities that it has."""
    targets = sorted(target.start for target in record.targets)
    judged = (_Judged(task, _any_within(targets, task)) for task in record.tasks)
    return tuple(tuple(name for name, holds in _CLARITIES.items() if holds(j)) for j in judged)


def _who(judged: _Judged) -> bool:
    return any(part.role == "lead" and not part.group for part in judged.task.assignments)


def _work(judged: _Judged) -> bool:
    text = judged.task.text
    return _FURTHER_WORK not in text and len(list(sentences(text, 0, len(text)))) == 1


def _time(judged: _Judged) -> bool:
    task = judged.task
    return task.deadline is not None or any(due.recurring for due in task.deadlines)


def _responsibility(judged: _Judged) -> bool:
    leads = [part for part in judged.task.assignments if part.role == "lead"]
    explicit = any(part.basis == "explicit" for part in leads)
    return len({part.agency for part in leads}) == 1 and explicit and not leads[0].group


def _result(judged: _Judged) -> bool:
    return judged.measured or bool(judged.task.products)


_CLARITIES: Mapping[Term, Callable[[_Judged], bool]] = MappingProxyType(
    {
        CT.clearWho: _who,
        CT.clearWork: _work,
        CT.clearTime: _time,
        CT.clearResponsibility: _responsibility,
        CT.clearResult: _result,
    }
)
"""The five in the order of their source; a row here is a clarity."""


def _any_within(starts: Sequence[int], task: Task) -> bool:
    first = bisect_left(starts, task.start)
    return first < len(starts) and starts[first] < task.end
