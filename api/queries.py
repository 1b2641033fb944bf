"""/api/queries: the named queries of the graph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request

from api import models
from api.paging import Paged, Paging
from api.problems import ProblemError, problem
from api.service import Served, Service
from graph.questions import Question, QuestionError, ask, questions

router = APIRouter(prefix="/api/queries", tags=["queries"])

_OF_THE_PAGE = ("limit", "offset")


@router.get("", response_model=models.Queries)
def queries() -> dict[str, Any]:
    """List the named queries with the parameters that they take."""
    return {"items": [described(each) for each in questions()]}


@router.get("/{name}", response_model=models.QueryAnswer)
def query(service: Served, page: Paged, request: Request, name: str) -> dict[str, Any]:
    """Ask a named query; each of its parameters is a parameter here.

    An agency is given by name, symbol, slug or IRI, a document by number or IRI.
    """
    _, answer = answered(service, page, request, name, among=questions())
    return answer


def answered(
    service: Service, page: Paging, request: Request, name: str, among: Sequence[Question]
) -> tuple[Question, dict[str, Any]]:
    """Ask the question of a name among some with the parameters of a request.

    Gives the question and a page of its answer in the shape of `models.QueryAnswer`, or raises the
    problem that there is no such question or that a parameter does not fit.
    """
    asked = next((each for each in among if each.name == name), None)
    if asked is None:
        names = ", ".join(each.name for each in among)
        raise ProblemError(
            problem("not-found", f"Nothing is called {name} here; there are: {names}")
        )
    given = {key: value for key, value in request.query_params.items() if key not in _OF_THE_PAGE}
    try:
        rows = ask(service.store(), name, given, service.base)
    except QuestionError as error:
        raise ProblemError(problem("bad-parameter", str(error))) from error
    page.link(len(rows))
    shown = list(rows)[page.offset : page.offset + page.limit]
    return asked, {
        **described(asked),
        "variables": rows.variables,
        "total": len(rows),
        "rows": shown,
    }


def described(each: Question) -> dict[str, Any]:
    """Give a question the shape of `models.Query`."""
    return {
        "name": each.name,
        "title": each.title_vi,
        "title_en": each.title_en,
        "parameters": [asdict(parameter) for parameter in each.parameters],
    }
