"""/api/tasks: tasks, their owners, when they are due."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from api import models
from api.answers import page_answer
from api.filters import Agency, AsOf, Document, Section, Words, Year, iso
from api.paging import Paged
from api.problems import ProblemError, problem
from api.service import Served, Service
from graph import search
from graph.search.facts import Facts

router = APIRouter(prefix="/api/tasks", tags=["tasks"])


@router.get("", response_model=models.Tasks)
def tasks(
    service: Served,
    page: Paged,
    q: Words = None,
    lead: Agency = None,
    coordinating: Agency = None,
    document: Document = None,
    year: Year = None,
    section: Section = None,
    as_of: AsOf = None,
) -> dict[str, Any]:
    """List tasks in reading order; with words, those that hold them, the weightiest first.

    With `as_of` an agency has also the tasks that it holds on that day as another's successor.
    """
    wanted = search.TaskFilter(
        question=q,
        lead=lead,
        coordinating=coordinating,
        document=document,
        year=year,
        section=section,
        as_of=iso(as_of),
    )
    found = search.tasks(service.index, wanted, page.limit, page.offset)
    page.link(found.total)
    return page_answer(found)


@router.get("/{id:path}", response_model=models.Task)
def task(service: Served, id: str, as_of: AsOf = None) -> Facts:
    """Give a task by its id, which is its IRI after …/eli/."""
    return known(service, id, iso(as_of))


def known(service: Service, name: str, as_of: str | None = None) -> Facts:
    """Return the task of an id, or raise the problem that there is none."""
    found = search.task(service.index, name, as_of)
    if found is None:
        raise ProblemError(problem("not-found", f"No task has the id {name}; see /api/tasks"))
    return found
