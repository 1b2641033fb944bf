"""/api/tasks: tasks, their owners, when they are due."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api import models
from api.answers import JSON, tasks_body
from api.filters import Agency, AsOf, Narrowed, Words, iso
from api.paging import Paged, Paging
from api.problems import ProblemError, problem
from api.service import Served, Service
from graph import search
from graph.search import TaskFilter
from graph.search.facts import Facts

router = APIRouter(prefix="/api/tasks", tags=["tasks"])


@router.get("", response_model=models.Tasks)
def tasks(
    service: Served,
    page: Paged,
    narrowed: Narrowed,
    q: Words = None,
    lead: Agency = None,
    coordinating: Agency = None,
) -> Response:
    """List tasks in reading order; with words, those that hold them, the weightiest first.

    With `as_of` an agency has also the tasks that it holds on that day as another's successor.
    """
    return listed(
        service, page, narrowed._replace(question=q, lead=lead, coordinating=coordinating)
    )


@router.get("/{id:path}", response_model=models.Task)
def task(service: Served, id: str, as_of: AsOf = None) -> Facts:
    """Give a task by its id, which is its IRI after …/eli/."""
    return known(service, id, iso(as_of))


def listed(service: Service, page: Paging, wanted: TaskFilter) -> Response:
    """Answer with a page of tasks."""
    total, body = tasks_body(service.index, wanted, page.limit, page.offset)
    return Response(body, media_type=JSON, headers={"link": page.links(total)})


def known(service: Service, name: str, as_of: str | None = None) -> Facts:
    """Return the task of an id, or raise the problem that there is none."""
    found = search.task(service.index, name, as_of)
    if found is None:
        raise ProblemError(problem("not-found", f"No task has the id {name}; see /api/tasks"))
    return found
