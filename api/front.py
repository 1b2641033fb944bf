"""The front of the service: what every request passes first, and every answer last.

It finds the part of the service that answers, turns problems into answers, adds the headers that
all answers have (request id, security, CORS), counts and logs. It is plain ASGI, because it is on
the way of the fastest answers.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Sequence
from random import getrandbits

from api.asgi import (
    Application,
    DisconnectedError,
    Message,
    Receive,
    Scope,
    Send,
    header,
    header_lines,
    respond,
)
from api.cache import AnswerCache
from api.evaluation import BEGUN, Evaluation
from api.metrics import CONTENT_TYPE, Metrics
from api.problems import ProblemError, problem, send_problem

LOG = logging.getLogger("chutri.requests")

_SECURITY = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        b"base-uri 'none'; frame-ancestors 'none'",
    ),
    (b"cross-origin-resource-policy", b"cross-origin"),
]
_CORS = [
    (b"access-control-allow-origin", b"*"),
    (
        b"access-control-expose-headers",
        b"Answer-Cut, Content-Location, ETag, Link, Retry-After, X-Request-Id",
    ),
]
_PREFLIGHT = [
    (b"allow", b"GET, HEAD, POST, OPTIONS"),
    (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
    (b"access-control-allow-headers", b"Accept, Content-Type, If-None-Match, X-Request-Id"),
    (b"access-control-max-age", b"86400"),
]
_ALL = [*_SECURITY, *_CORS]
ALL_LINES = header_lines(_ALL)
"""The header fields of all answers, but for the id of the request."""
PAGES = "pages"
"""The name under which what is no part is counted."""

_ID_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")
_LONGEST_ID = 64
_ENDS = ("", "/", ".")


class Front:
    """The whole service as an ASGI application.

    ``parts`` are applications by the path that they answer, with what is under it or has a suffix,
    and a name to count them under; what none of them answers, ``pages`` does.
    """

    def __init__(
        self,
        parts: Sequence[tuple[str, str, Application]],
        pages: AnswerCache,
        evaluation: Evaluation,
    ) -> None:
        self.evaluation = evaluation
        self._parts = tuple(parts)
        self.pages = pages
        self._engine = evaluation.engine
        self._metrics = Metrics()
        self._starting: asyncio.Task[object] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or live through the life of the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = scope.get(BEGUN)
        started = begun.started if begun else time.perf_counter()
        request_id = _request_id(header(scope, b"x-request-id"))
        status = size = 0

        async def finish(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                own = (b"x-request-id", request_id.encode())
                message["headers"] = [*message["headers"], *_ALL, own]
            else:
                size += len(message.get("body", b""))
            await send(message)

        name, application = self._part(scope)
        try:
            await application(scope, receive, finish)
        except ProblemError as error:
            await send_problem(finish, error.problem, head=scope["method"] == "HEAD")
        except DisconnectedError:
            status = status or 499  # nobody is there to tell
        except Exception:  # whatever it was: one request fails, the client is told, the log knows
            LOG.exception("request %s failed", request_id)
            if status:
                raise
            await send_problem(finish, problem("internal-error", request=request_id))
        finally:
            self.ended(scope, request_id, name, status, size, time.perf_counter() - started)

    def ended(
        self, scope: Scope, request: str, part: str, status: int, size: int, seconds: float
    ) -> None:
        """Count a request that was answered, and log it."""
        self._metrics.count(part, status, seconds)
        if LOG.isEnabledFor(logging.INFO):
            _log(scope, request, part, status, size, seconds)

    def _part(self, scope: Scope) -> tuple[str, Application]:
        if scope["method"] == "OPTIONS":
            return "options", _options
        path: str = scope["path"]
        for beginning, name, application in self._parts:
            if path.startswith(beginning) and path[len(beginning) : len(beginning) + 1] in _ENDS:
                return name, application
        if path == "/metrics":
            return "metrics", self._tell
        return PAGES, self.pages

    async def _tell(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer /metrics."""
        pool = self._engine.started
        text = self._metrics.text(pool.state() if pool else None)
        headers = [(b"content-type", CONTENT_TYPE), (b"cache-control", b"no-store")]
        await respond(send, 200, headers, text.encode(), head=scope["method"] == "HEAD")

    async def _live(self, receive: Receive, send: Send) -> None:
        """Start the workers when the server starts, end them when it has answered everyone."""
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._starting = asyncio.create_task(self._start())
                await send({"type": "lifespan.startup.complete"})
            else:
                await self._engine.close()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _start(self) -> None:
        try:
            await self._engine.pool()
        except ProblemError as error:
            LOG.critical("%s", error)  # and /sparql says so to whoever asks


async def _options(scope: Scope, receive: Receive, send: Send) -> None:
    await respond(send, 204, _PREFLIGHT, b"", head=True)


def _request_id(given: str) -> str:
    """Return the id that a client gave, where it is one, else a new one."""
    if 0 < len(given) <= _LONGEST_ID and _ID_LETTERS.issuperset(given):
        return given
    return new_request_id()


def new_request_id() -> str:
    """Make an id for a request that came without one."""
    return f"{getrandbits(64):016x}"  # it need differ from others, not be hard to guess


def _log(scope: Scope, request: str, part: str, status: int, size: int, seconds: float) -> None:
    """Log a request as a line of JSON; not its query, which may be personal, nor its body."""
    entry = {
        "request": request,
        "client": scope["client"][0] if scope.get("client") else None,
        "method": scope["method"],
        "path": scope["path"],
        "part": part,
        "status": status,
        "bytes": size,
        "ms": round(seconds * 1000, 2),
    }
    LOG.info("%s", json.dumps(entry, ensure_ascii=False))
