"""/sparql: the SPARQL 1.1 Protocol, read only.

https://www.w3.org/TR/sparql11-protocol/. A query comes by GET, by POST as a form, or by POST as it
is. Queries are evaluated by the pool (`graph.pool`), in other processes; what was asked before is
answered from memory, as long as the graph is the same.
"""

from __future__ import annotations

from api.asgi import (
    Application,
    Parameters,
    Receive,
    Scope,
    Send,
    header,
    parameters,
    read_body,
)
from api.evaluation import Asked, Evaluation, Key
from api.negotiation import formats_for
from api.problems import ProblemError, problem
from graph.pool import Query
from graph.pool.formats import FORMATS

PATH = "/sparql"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"

_METHODS = "GET, HEAD, POST, OPTIONS"
_DATASET = ("default-graph-uri", "named-graph-uri")
_OF_AN_UPDATE = frozenset({"update", "using-graph-uri", "using-named-graph-uri"})
_ASKING = _OF_AN_UPDATE | {"query"}
_UTF_8 = {"", "utf-8", "utf8"}
#: What a form may have besides the query.
_FORM_ROOM = 64 << 10
_BODY_SECONDS = 15.0


class SparqlApp:
    """The endpoint as an ASGI application; `describe` answers a GET without a query."""

    def __init__(self, evaluation: Evaluation, describe: Application) -> None:
        self._evaluation = evaluation
        self._describe = describe
        self._query_bytes = evaluation.engine.limits.query_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; ProblemError where there is no answer."""
        method = scope["method"]
        address: bytes = scope["query_string"]
        accept = header(scope, b"accept")
        media_type, body = "", b""
        if method == "POST":
            media_type = _media_type(scope)
            # A form encodes a byte of the query in up to three.
            room = 2 * self._query_bytes + _FORM_ROOM if media_type == FORM else 0
            body = await read_body(scope, receive, self._query_bytes + room, _BODY_SECONDS)
        elif method not in ("GET", "HEAD"):
            raise ProblemError(problem("method-not-allowed", headers=[("Allow", _METHODS)]))
        key = _key(address, accept.encode(), media_type.encode(), body)
        if await self._evaluation.from_kept(key, scope, send):
            return
        given = parameters(address)
        if media_type == FORM:
            given += parameters(body)
        elif media_type == DIRECT:
            given.append(("query", _text(body)))
        elif not _asks(given):
            await self._describe(scope, receive, send)
            return
        await self._evaluation.answer(Asked(_query(given, accept), key), scope, receive, send)


def key_of_address(address: bytes, accept: bytes) -> Key:
    """Return the key of what a GET asks."""
    return _key(address, accept, b"", b"")


def asked_in_address(address: bytes, accept: str) -> Query | None:
    """Return the query that a GET asks, None where it asks none; ProblemError for a wrong one."""
    given = parameters(address)
    return _query(given, accept) if _asks(given) else None


def _key(address: bytes, accept: bytes, media_type: bytes, body: bytes) -> Key:
    return (b"/sparql", address, accept, media_type, body)


def _asks(given: Parameters) -> bool:
    return not _ASKING.isdisjoint([name for name, _ in given])


def _query(given: Parameters, accept: str) -> Query:
    """Make the query of the parameters that were given, wherever they stood."""
    values: dict[str, list[str]] = {}
    for name, value in given:
        values.setdefault(name, []).append(value)
    if not _OF_AN_UPDATE.isdisjoint(values):
        raise ProblemError(problem("update-refused"))
    queries = values.get("query", [])
    if len(queries) != 1:
        raise ProblemError(problem("query-repeated" if queries else "query-missing"))
    bindings, boolean, graph = wanted_formats(accept, values.get("format", []))
    default, named = (tuple(values[name]) if name in values else None for name in _DATASET)
    return Query(queries[0], default, named, bindings, boolean, graph)


def wanted_formats(accept: str, named: list[str]) -> tuple[str | None, str | None, str | None]:
    """Return the format for each form of answer; ProblemError where none at all is acceptable."""
    try:
        formats = formats_for(accept, named[0] if named else None)
    except ValueError:
        detail = f"format is one of {', '.join(FORMATS)}"
        raise ProblemError(problem("bad-parameter", detail)) from None
    if not any(formats):
        types = ", ".join(each.media_types[0] for each in FORMATS.values())
        raise ProblemError(problem("not-acceptable", f"there are: {types}"))
    return formats


def _media_type(scope: Scope) -> str:
    """Return the media type of a body, one of those that are read here."""
    media_type, *others = (
        part.strip().lower() for part in header(scope, b"content-type").split(";")
    )
    if media_type == UPDATE:
        raise ProblemError(problem("update-refused"))
    if media_type not in (FORM, DIRECT):
        detail = f"a query is posted as {DIRECT} or {FORM}, not as {media_type or 'nothing'}"
        accepted = [("Accept-Post", f"{DIRECT}, {FORM}")]
        raise ProblemError(problem("unsupported-media-type", detail, headers=accepted))
    for other in others:
        name, _, charset = other.partition("=")
        if name.strip() == "charset" and charset.strip().strip('"') not in _UTF_8:
            detail = f"a query is UTF-8, not {charset}"
            raise ProblemError(problem("unsupported-media-type", detail))
    return media_type


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        detail = f"the query is not UTF-8 at byte {error.start}"
        raise ProblemError(problem("not-utf-8", detail)) from None
