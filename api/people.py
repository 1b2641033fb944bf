"""The pages for people: the question at /, lists, and the style they share."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.cascade import cascade_of
from api.compare import Fate, compared_plans
from api.documents import known as known_document
from api.filters import AsOf, Role, iso
from api.pages.agency import agencies_page
from api.pages.audit import audit_page, audits_page
from api.pages.cascade import cascade_page
from api.pages.comparison import choice_page, comparison_page
from api.pages.document import documents_page
from api.pages.home import home_page, who_page
from api.pages.linked import linked_page
from api.pages.reference import reference_page
from api.pages.resource import missing_page
from api.pages.series import series_page
from api.paging import Paging
from api.problems import ProblemError, problem
from api.queries import answered
from api.service import Served
from graph import search
from graph.questions import audits as known_audits

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_LISTED = 50
_OWNERS = 20
_BUSIEST = 10
_CHOICES = 1000

Offset = Annotated[int, Query(ge=0, le=2**53)]


@router.get("/")
def home(service: Served, q: Annotated[str, Query(max_length=500)] = "", as_of: AsOf = None) -> str:
    """Ask, and answer."""
    if not q.strip():
        documents = search.documents(service.index, _LISTED)
        return home_page(documents, search.agencies(service.index, _BUSIEST))
    wanted = search.TaskFilter(question=q, as_of=iso(as_of))
    return who_page(q, search.who(service.index, wanted, _OWNERS), iso(as_of))


@router.get("/documents")
def documents(service: Served, offset: Offset = 0) -> str:
    """List documents."""
    return documents_page(search.documents(service.index, _LISTED, offset), _LISTED, offset)


@router.get("/agencies")
def agencies(service: Served, offset: Offset = 0) -> str:
    """List agencies."""
    return agencies_page(search.agencies(service.index, _LISTED, offset), _LISTED, offset)


@router.get("/audits")
def audits() -> str:
    """List audits."""
    return audits_page(known_audits())


@router.get("/audits/{name}")
def audit(service: Served, request: Request, name: str, offset: Offset = 0) -> str:
    """Show what an audit finds."""
    page = Paging(_LISTED, offset, request, Response())
    asked, answer = answered(service, page, request, name, among=known_audits())
    return audit_page(asked, answer, dict(request.query_params), _LISTED, offset)


@router.get("/compare")
def compare(
    service: Served,
    old: str | None = None,
    new: str | None = None,
    fate: Fate | None = None,
    offset: Offset = 0,
) -> str:
    """Compare two plans, or ask which."""
    if old is None or new is None:
        return choice_page(search.documents(service.index, _CHOICES))
    documents, compared = compared_plans(service, old, new)
    return comparison_page(documents, compared, fate, _LISTED, offset)


@router.get("/series")
def series(
    service: Served, q: Annotated[str, Query(max_length=500)] = "", offset: Offset = 0
) -> str:
    """Follow targets over the plans: all that several plans set, or those of some words."""
    question = q.strip()
    wanted = search.TargetFilter(question or None)
    found = search.series(service.index, wanted, 1 if question else 2)
    return series_page(question, found, _LISTED, offset)


@router.get("/cascade")
def cascade(service: Served, document: str) -> str:
    """Show how a policy comes down through a document."""
    return cascade_page(cascade_of(service, known_document(service, document)))


@router.get("/docs")
def reference(request: Request) -> str:
    """Show the reference of the interface."""
    return reference_page(request.app.openapi())


@router.get("/style.css")
def style() -> Response:
    """Give the style of all pages."""
    return Response(_style(), media_type="text/css")


@router.get("/{root:path}")
def linked(
    service: Served,
    request: Request,
    root: str,
    role: Role = None,
    offset: Offset = 0,
    as_of: AsOf = None,
) -> HTMLResponse:
    """Show what the graph names, at the path of its IRI."""
    found = linked_page(service, root, role, offset, iso(as_of))
    if found is not None:
        return HTMLResponse(found)
    if "text/html" in request.headers.get("accept", ""):
        return HTMLResponse(missing_page(f"/{root}"), 404)
    raise ProblemError(problem("not-found", f"Nothing is called /{root}"))


@cache
def _style() -> bytes:
    return files("api.pages").joinpath("style.css").read_bytes()
