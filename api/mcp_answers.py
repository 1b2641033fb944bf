"""What the tools for language models answer: findings with evidence, or that there is none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel

from api import models
from graph.search.facts import Facts

Status = Literal["evidence", "no evidence"]
Finding = TypeVar("Finding", bound=BaseModel)


class Answer(BaseModel, Generic[Finding]):
    """What the texts say: some of `total` findings, each with its evidence.

    `note` says what is missing where the status is "no evidence", and otherwise what a misspelt
    name was taken for.
    """

    status: Status
    note: str
    total: int
    findings: list[Finding]


class Owner(BaseModel):
    """An agency that has part in what was asked; the findings say where."""

    name: str
    slug: str
    place: str | None
    leads: int
    coordinates: int


class OwnersAnswer(Answer[models.Task]):
    """Who owns what was asked: the agencies, those that lead first, and the tasks.

    `match` says how the words were found: as the name of an agency, together in a task, both, or
    only apart from each other, which is weaker evidence.
    """

    match: Literal["agency", "together", "agency and topic", "apart", "none"]
    owners: list[Owner]


class Passage(BaseModel):
    """Part of a text as received."""

    evidence: models.Evidence


TasksAnswer = Answer[models.Task]
CitationsAnswer = Answer[models.Citation]
TargetsAnswer = Answer[models.Target]
PassageAnswer = Answer[Passage]


def answered(total: int, items: Sequence[Facts], note: str) -> dict[str, Any]:
    """Return the fields of an answer: some of the findings, or, where there are none, the note."""
    if not total:
        return nothing(note)
    return {"status": "evidence", "note": "", "total": total, "findings": list(items)}


def nothing(note: str) -> dict[str, Any]:
    """Return the fields of an answer without evidence; the note says what is missing."""
    return {"status": "no evidence", "note": note, "total": 0, "findings": []}
