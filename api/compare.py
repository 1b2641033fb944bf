"""/api/compare: what became of the tasks of a plan in a later one."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api import models
from api.paging import Paged
from api.problems import ProblemError, problem
from api.service import Served, Service
from graph.comparison import Compared, PlanError, compare_plans, counts
from graph.search import Facts

router = APIRouter(tags=["across plans"])

Fate = Literal["kept", "reworded", "handed", "new", "dropped"]


class Likeness(BaseModel):
    """How alike two tasks are, from 0 to 1, and the words in common that weigh most in it.

    It is the cosine of their words and pairs of neighbouring words, which count the more the fewer
    tasks of both plans have them.
    """

    value: float
    words: list[str]


class Nearest(BaseModel):
    """The likest task of the other plan to one that has no counterpart there."""

    task: models.Task
    likeness: Likeness


class ComparedTask(BaseModel):
    """One task over two plans, with both sentences.

    `handed`: none of the bodies that led it does so any more, nor a successor of theirs;
    `succeeded`: a successor does, after a reorganisation.
    """

    fate: Fate
    old: models.Task | None
    new: models.Task | None
    likeness: Likeness | None
    succeeded: bool
    nearest: Nearest | None


class Comparison(BaseModel):
    """Some of `total` tasks of two plans: those of the new in its order, then what was dropped."""

    old: models.DocumentReference
    new: models.DocumentReference
    counts: dict[Fate, int]
    total: int
    items: list[ComparedTask]


@router.get("/api/compare", response_model=Comparison)
def compare(
    service: Served,
    page: Paged,
    old: Annotated[str, Query(description="The earlier plan, by number or id", max_length=300)],
    new: Annotated[str, Query(description="The later plan, by number or id", max_length=300)],
    fate: Annotated[Fate | None, Query(description="Only tasks of one fate")] = None,
) -> dict[str, Any]:
    """Say which tasks were kept, reworded, handed to another agency, are new, or were dropped."""
    documents, compared = compared_plans(service, old, new)
    chosen = [each for each in compared if fate in (None, each.fate)]
    page.link(len(chosen))
    return {
        "old": documents[0],
        "new": documents[1],
        "counts": counts(compared),
        "total": len(chosen),
        "items": [asdict(each) for each in chosen[page.offset : page.offset + page.limit]],
    }


def compared_plans(
    service: Service, old: str, new: str
) -> tuple[tuple[Facts, Facts], tuple[Compared, ...]]:
    """Compare two plans by number or id, or raise the problem that one is not to be had."""
    try:
        return compare_plans(service.index, old, new)
    except PlanError as error:
        kind = "bad-parameter" if error.candidates else "not-found"
        raise ProblemError(problem(kind, str(error))) from error
