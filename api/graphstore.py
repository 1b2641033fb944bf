"""/graph-store: the half of the Graph Store Protocol that reads.

https://www.w3.org/TR/sparql11-http-rdf-update/. A graph is named by ``?graph=IRI`` or ``?default``;
by its own address it is found too (see `api.linkeddata`).
"""

from __future__ import annotations

from api.asgi import Receive, Scope, Send, header, parameters
from api.evaluation import Asked, Evaluation
from api.problems import ProblemError, problem
from api.sparql import wanted_formats
from graph.pool import Query

EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"

_READ_ONLY = [("Allow", "GET, HEAD, OPTIONS")]


class GraphStoreApp:
    """The graph store as an ASGI application."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; ProblemError where there is no answer."""
        if scope["method"] not in ("GET", "HEAD"):
            detail = "graphs can be read here, not written"
            raise ProblemError(problem("method-not-allowed", detail, headers=_READ_ONLY))
        await self._evaluation.answer(_asked(scope), scope, receive, send)


def _asked(scope: Scope) -> Asked:
    given = parameters(scope["query_string"])
    graphs = [value for name, value in given if name == "graph"]
    default = [value for name, value in given if name == "default"]
    if len(graphs) + len(default) != 1:
        raise ProblemError(problem("bad-parameter", "name one graph: ?default or ?graph=IRI"))
    accept = header(scope, b"accept")
    formats = [value for name, value in given if name == "format"]
    name = wanted_formats(accept, formats)[2]
    if name is None:
        raise ProblemError(problem("not-acceptable", "a graph is written as RDF"))
    query = Query(EVERYTHING, tuple(graphs) or None, None, None, None, name)
    key = (b"/graph-store", scope["query_string"], name.encode())
    missing = problem("graph-not-found", graphs[0]) if graphs else None
    return Asked(query, key, (), missing)
