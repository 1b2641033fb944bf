"""What the service says of itself: at /sparql without a query, and at /.well-known/void."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from urllib.parse import quote

from api.asgi import (
    Receive,
    Scope,
    Send,
    header,
    origin,
    parameters,
    respond,
)
from api.cache import VARY, KeptAnswers, kept_answer
from api.evaluation import Engine
from api.negotiation import preferred
from api.pages.sparql import sparql_page
from api.problems import ProblemError, problem
from api.sparql import wanted_formats
from graph.naming import Naming
from graph.pool import Query
from graph.pool.formats import FORMATS
from graph.service_description import access_triples, serialise, service_triples
from graph.terms import Triple

_HTML = "text/html"
_GRAPH_TYPES = tuple(
    media_type for each in FORMATS.values() if each.rdf for media_type in each.media_types
)


class Description:
    """The descriptions of one version of the graph.

    ``graphs`` gives the number of triples of each named graph.
    """

    def __init__(
        self,
        engine: Engine,
        naming: Naming,
        graphs: Mapping[str, int],
        kept: KeptAnswers,
    ) -> None:
        self._engine = engine
        self._naming = naming
        self._graphs = graphs
        self._kept = kept

    async def service(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Describe the service; to a browser show the page where one can ask."""
        accept = header(scope, b"accept")
        given = dict(parameters(scope["query_string"]))
        if "format" not in given and preferred(accept, (*_GRAPH_TYPES, _HTML)) == _HTML:
            page = sparql_page(given.get("example", ""))
            headers = [(b"content-type", b"text/html; charset=utf-8"), VARY]
            await respond(send, 200, headers, page.encode(), head=scope["method"] == "HEAD")
            return
        endpoint = origin(scope) + quote(scope["path"])
        await self._send(
            "service",
            endpoint,
            lambda: service_triples(endpoint, self._naming, self._graphs),
            scope,
            send,
        )

    async def void(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Describe the data set (VoID, DCAT): what its own graph says, and where to get it."""
        if scope["method"] not in ("GET", "HEAD"):
            raise ProblemError(problem("method-not-allowed", headers=[("Allow", "GET, HEAD")]))
        described = await self._dataset_triples()
        here = origin(scope)
        access = access_triples(self._naming.dataset, here)
        await self._send("void", here, lambda: (*described, *access), scope, send)

    async def _dataset_triples(self) -> list[Triple]:
        pool = await self._engine.pool()
        graph = self._naming.graph("dataset")
        query = Query("CONSTRUCT WHERE { ?s ?p ?o }", default_graphs=(graph,), graph="ntriples")
        answer = await pool.ask(query)
        lines = answer.body.decode().splitlines()
        triples = (line.removesuffix(" .").split(" ", 2) for line in lines)
        return [(s, p, o) for s, p, o in triples]

    async def _send(
        self,
        what: str,
        where: str,
        triples: Callable[[], Iterable[Triple]],
        scope: Scope,
        send: Send,
    ) -> None:
        given = [value for name, value in parameters(scope["query_string"]) if name == "format"]
        name = wanted_formats(header(scope, b"accept"), given)[2]
        if name is None:
            types = ", ".join(_GRAPH_TYPES)
            raise ProblemError(problem("not-acceptable", f"there are: {types}"))
        key = (what, where, name)
        kept = self._kept.get(key)
        if kept is None:
            body = serialise(triples(), name)
            etag = b'"' + blake2b(body, digest_size=12).hexdigest().encode() + b'"'
            content_type = (b"content-type", FORMATS[name].content_type.encode())
            kept = kept_answer([content_type, VARY], body, etag)
            self._kept.keep(key, kept)
        validators = header(scope, b"if-none-match").encode()
        await kept.send(send, validators, scope["method"] == "HEAD")
