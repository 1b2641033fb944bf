"""/api/queries: the named queries of the graph."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request

from api import models
from api.paging import Paged
from api.problems import ProblemError, problem
from api.service import Served
from graph.questions import Question, QuestionError, ask, question, questions

router = APIRouter(prefix="/api/queries", tags=["queries"])

_OF_THE_PAGE = ("limit", "offset")


@router.get("", response_model=models.Queries)
def queries() -> dict[str, Any]:
    """List the named queries with the parameters that they take."""
    return {"items": [_described(each) for each in questions()]}


@router.get("/{name}", response_model=models.QueryAnswer)
def query(service: Served, page: Paged, request: Request, name: str) -> dict[str, Any]:
    """Ask a named query; each of its parameters is a parameter here.

    An agency is given by name, symbol, slug or IRI, a document by number or IRI.
    """
    given = {key: value for key, value in request.query_params.items() if key not in _OF_THE_PAGE}
    try:
        asked = question(name)
    except QuestionError as error:
        raise ProblemError(problem("not-found", str(error))) from error
    try:
        rows = ask(service.store(), name, given, service.base)
    except QuestionError as error:
        raise ProblemError(problem("bad-parameter", str(error))) from error
    page.link(len(rows))
    shown = list(rows)[page.offset : page.offset + page.limit]
    return {**_described(asked), "variables": rows.variables, "total": len(rows), "rows": shown}


def _described(each: Question) -> dict[str, Any]:
    return {
        "name": each.name,
        "title": each.title_vi,
        "title_en": each.title_en,
        "parameters": [asdict(parameter) for parameter in each.parameters],
    }
