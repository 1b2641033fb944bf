"""The service as one ASGI application."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from importlib.metadata import version as installed

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api import (
    agencies,
    audits,
    calendar,
    cascade,
    compare,
    documents,
    exports,
    health,
    people,
    queries,
    reconciliation,
    targets,
    tasks,
    who,
)
from api.asgi import Application
from api.cache import AnswerCache, KeptAnswers
from api.description import Description
from api.direct import DirectAnswers
from api.evaluation import Engine, Evaluation
from api.front import Front
from api.graphstore import GraphStoreApp
from api.linkeddata import ROOTS, LinkedDataApp
from api.problems import CONTENT_TYPE, Problem, ProblemError, problem
from api.service import open_service
from api.settings import Settings
from api.sparql import PATH, SparqlApp
from api.store import WorkerStore
from graph.naming import Naming
from graph.pool import Source
from graph.search import INDEX
from graph.terms import PREFIXES

ROUTERS = (
    who,
    agencies,
    tasks,
    cascade,  # before documents, whose ids may hold slashes
    documents,
    targets,
    queries,
    audits,
    calendar,
    compare,
    exports,
    reconciliation,
    health,
    people,
)

LIVE = ("/health", "/api/export")
"""Where an answer does not depend on the address and the graph alone, or is too large to keep."""

_STATUS_KINDS = {404: "not-found", 405: "method-not-allowed"}


def create_app(settings: Settings) -> Front:
    """Open the graph and make the application that serves it.

    Raises `graph.versions.NoGraphError` or `graph.search.NoIndexError` where there is no graph.
    """
    routes = FastAPI(
        title="Chủ Trì",
        summary="Who owns what in Vietnam's government plans, with evidence.",
        version=installed("chutri"),
        docs_url=None,
        redoc_url=None,
        exception_handlers={
            ProblemError: _problem,
            RequestValidationError: _bad_parameter,
            HTTPException: _http_error,
            Exception: _failure,
        },
    )
    opened = open_service(settings.graph)
    version = opened.version
    index = version.directory / INDEX
    source = Source(version.graph, version.store, opened.base, PREFIXES, index)
    engine = Engine(source, settings.limits, version.name)
    routes.state.service = replace(opened, store=partial(WorkerStore, engine))
    routes.state.exporter = exports.Exporter(version)
    for module in ROUTERS:
        routes.include_router(module.router)
    pages = AnswerCache(
        routes,
        LIVE,
        version=f"{version.name} {installed('chutri')}",
        direct=DirectAnswers(opened.index),
    )
    return front(engine, Naming(opened.base), version.manifest()["graphs"], pages)


def front(engine: Engine, naming: Naming, graphs: Mapping[str, int], pages: AnswerCache) -> Front:
    """Put the parts that ask the graph in front of the pages.

    ``graphs`` gives the number of triples of each named graph.
    """
    kept = KeptAnswers()
    evaluation = Evaluation(engine, kept)
    description = Description(engine, naming, graphs, kept)
    linked = LinkedDataApp(evaluation, naming, pages)
    parts: list[tuple[str, str, Application]] = [
        (PATH, "sparql", SparqlApp(evaluation, description.service)),
        ("/graph-store", "graph-store", GraphStoreApp(evaluation)),
        ("/.well-known/void", "void", description.void),
        *((root, "linked", linked) for root in ROOTS),
    ]
    return Front(parts, pages, evaluation)


async def _problem(request: Request, error: ProblemError) -> Response:
    return _answer(error.problem)


async def _bad_parameter(request: Request, error: RequestValidationError) -> Response:
    """Name each parameter that has a value that it cannot have."""
    wrong = [{"parameter": str(each["loc"][-1]), "message": each["msg"]} for each in error.errors()]
    detail = "; ".join(f"{each['parameter']}: {each['message']}" for each in wrong)
    return _answer(problem("bad-parameter", detail, parameters=wrong))


async def _http_error(request: Request, error: HTTPException) -> Response:
    kind = _STATUS_KINDS.get(error.status_code, "bad-request")
    return _answer(problem(kind, headers=(error.headers or {}).items()))


async def _failure(request: Request, error: Exception) -> Response:
    """Tell nothing of the inside; the server logs the error."""
    return _answer(problem("internal-error"))


def _answer(found: Problem) -> Response:
    headers = {"cache-control": "no-store", **dict(found.headers)}
    return Response(found.body(), found.status, headers, CONTENT_TYPE)
