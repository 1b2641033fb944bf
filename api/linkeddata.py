"""Linked data: every IRI that the graph mints is answered at the same path on this host.

By ``Accept``, or by suffix (.html, .ttl, .jsonld, .nt, .rdf …). A page for people is another
application's; what comes from here is RDF: for a named graph its statements, for the vocabulary the
whole of it, for anything else what the graph says of it, up to a limit of what points at it.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from api.asgi import Application, Message, Receive, Scope, Send, header
from api.cache import VARY
from api.evaluation import Asked, Evaluation
from api.graphstore import EVERYTHING
from api.negotiation import preferred
from api.problems import ProblemError, problem
from graph.naming import Naming
from graph.pool import Query
from graph.pool.formats import FORMATS

#: The first part of each path that the graph mints IRIs under.
ROOTS = ("/eli", "/id", "/kind", "/tier", "/graph", "/def")

_HTML = "text/html"
_SUFFIXES: Mapping[str, str] = {each.suffix: each.name for each in FORMATS.values() if each.rdf}
_TYPES: Mapping[str, str] = {
    media_type: each.name
    for each in reversed(tuple(FORMATS.values()))
    if each.rdf
    for media_type in each.media_types
}
#: What a thing says, and what of it has an IRI with a fragment, which no server ever gets to see.
_ABOUT = """CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ BIND(<{iri}> AS ?s) ?s ?p ?o }}
  UNION {{ SELECT ?s ?p ?o {{ BIND(<{iri}> AS ?o) ?s ?p ?o }} LIMIT {incoming} }}
  UNION {{ <{iri}> ?q ?s . FILTER(STRSTARTS(STR(?s), "{iri}#")) ?s ?p ?o }}
  UNION {{ <{iri}> ?q ?x . FILTER(STRSTARTS(STR(?x), "{iri}#"))
          ?x ?r ?s . FILTER(STRSTARTS(STR(?s), "{iri}#")) ?s ?p ?o }}
}}"""
_INCOMING = 200
_UNSAFE = frozenset('<>"{}|^`\\')


class LinkedDataApp:
    """The things of the graph as an ASGI application; `pages` shows them to people."""

    def __init__(self, evaluation: Evaluation, naming: Naming, pages: Application) -> None:
        self._evaluation = evaluation
        self._naming = naming
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; ProblemError where there is no answer."""
        if scope["method"] not in ("GET", "HEAD"):
            raise ProblemError(problem("method-not-allowed", headers=[("Allow", "GET, HEAD")]))
        path, dot, suffix = scope["path"].rpartition(".")
        if dot and suffix == "html":
            await self._pages({**scope, "path": path}, receive, send)
        elif dot and suffix in _SUFFIXES:
            await self._describe(path, _SUFFIXES[suffix], scope, receive, send)
        else:
            wanted = preferred(header(scope, b"accept"), (_HTML, *_TYPES))
            if wanted is None:
                detail = f"there are: {', '.join((_HTML, *_TYPES))}"
                raise ProblemError(problem("not-acceptable", detail))
            if wanted == _HTML:
                await self._pages(scope, receive, _varying(send))
            else:
                await self._describe(scope["path"], _TYPES[wanted], scope, receive, send)

    async def _describe(
        self, path: str, name: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        iri = self._naming.base + path.removeprefix("/")
        if not _UNSAFE.isdisjoint(iri) or any(each <= " " for each in iri):
            raise ProblemError(problem("not-found"))
        place = f"{quote(path)}.{FORMATS[name].suffix}".encode()
        missing = problem("not-found", f"the graph says nothing of {iri}")
        asked = Asked(
            _query(iri, path, self._naming, name),
            (place,),
            ((b"content-location", place),),
            missing,
        )
        if not await self._evaluation.from_kept(asked.key, scope, send):
            await self._evaluation.answer(asked, scope, receive, send)


def _query(iri: str, path: str, naming: Naming, name: str) -> Query:
    """Make the query for what is at a path."""
    if path == "/def":
        return Query(EVERYTHING, (naming.graph("ontology"),), None, None, None, name)
    if path.endswith("/graph") or path.startswith("/graph/"):
        return Query(EVERYTHING, (iri,), None, None, None, name)
    text = _ABOUT.format(iri=iri, incoming=_INCOMING)
    return Query(text, None, None, None, None, name)


def _varying(send: Send) -> Send:
    """Say of an answer that another Accept gets another."""

    async def vary(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], VARY]
        await send(message)

    return vary
