"""/api/agencies: agencies and what they have to do."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from api import models
from api.answers import page_answer
from api.filters import Narrowed, Role, Words
from api.paging import Paged, PagedByFew
from api.problems import ProblemError, problem
from api.service import Served, Service
from api.tasks import listed
from graph import search
from graph.search.facts import Facts

router = APIRouter(prefix="/api/agencies", tags=["agencies"])


@router.get("", response_model=models.Agencies)
def agencies(service: Served, page: Paged) -> dict[str, Any]:
    """List agencies, those that lead most tasks first."""
    found = search.agencies(service.index, page.limit, page.offset)
    page.link(found.total)
    return page_answer(found)


@router.get("/{slug}", response_model=models.AgencyAnswer)
def agency(service: Served, slug: str) -> dict[str, Any]:
    """Give an agency by its slug (so-tai-chinh-binh-duong), or every one of an office."""
    return {"items": known(service, slug)}


@router.get("/{slug}/tasks", response_model=models.Tasks)
def agency_tasks(
    service: Served,
    page: PagedByFew,
    narrowed: Narrowed,
    slug: str,
    role: Role = None,
    q: Words = None,
) -> Response:
    """List what an agency has to do, each task with all its owners and its evidence.

    With `as_of` these are the tasks written for it and those that it holds on that day as the
    successor of another; each duty says who holds it then.
    """
    known(service, slug)
    return listed(service, page, narrowed._replace(question=q, agency=slug, role=role))


def known(service: Service, slug: str) -> tuple[Facts, ...]:
    """Return the agencies of a slug, or raise the problem that there is none."""
    found = search.agency(service.index, slug)
    if not found:
        raise ProblemError(problem("not-found", f"No agency is called {slug}; see /api/agencies"))
    return found
