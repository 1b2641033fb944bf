"""Quick answers: a plain GET of what is asked most, answered without a task of the event loop.

The questions of `api.direct` are answered at once. At /sparql so ask most programs, and a cheap
query takes the engine less time than ASGI takes around it: what was answered before is written at
once; else the query begins, and its answer is written when it comes. Whatever is not so plain (see
`_UNPLAIN`), has no answer, has a large one or takes long, goes the ordinary way, with what has
begun, so that each rule stands in one place.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from api.asgi import Scope, header_lines
from api.cache import Answer as KeptAnswer
from api.evaluation import BEGUN, Begun
from api.front import ALL_LINES, PAGES, Front, new_request_id
from api.problems import ProblemError
from api.sparql import PATH, asked_in_address, key_of_address
from graph.pool import QueryError, Run

SPARQL = "sparql"
"""The name under which queries are counted."""

#: Header fields by which an answer differs otherwise than by its format, or is asked in parts.
_UNPLAIN = frozenset(
    {
        b"content-length",
        b"expect",
        b"if-none-match",
        b"transfer-encoding",
        b"x-forwarded-for",
        b"x-forwarded-proto",
        b"x-request-id",
    }
)


class QuickProtocol(HttpToolsProtocol):
    """HTTP as uvicorn speaks it, but `Quick` is asked before a request becomes a task.

    Where another version of uvicorn does not call the method below, all goes the ordinary way.
    """

    _taking = False

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        def go_on() -> None:
            HttpToolsProtocol._start_asgi_task(self, cycle, app)

        if self._taking:
            # One answer at once starts the request that waits behind it, and that one the next: so
            # many may be sent together that each has to begin anew, not within the one before.
            self.loop.call_soon(self._start_waiting, cycle, app)
            return
        front = self.config.app
        self._taking = True
        try:
            taken = isinstance(front, Front) and Quick(front, cycle, go_on).take()
        finally:
            self._taking = False
        if not taken:
            go_on()

    def _start_waiting(self, cycle: RequestResponseCycle, app: Any) -> None:
        if not self.transport.is_closing():
            self._start_asgi_task(cycle, app)


class Quick:
    """One request; `go_on` has it answered in the ordinary way."""

    __slots__ = (
        "_cycle",
        "_evaluation",
        "_front",
        "_go_on",
        "_gone_on",
        "_key",
        "_run",
        "_scope",
        "_started",
    )

    def __init__(
        self,
        front: Front,
        cycle: RequestResponseCycle,
        go_on: Callable[[], None],
    ) -> None:
        self._front = front
        self._evaluation = front.evaluation
        self._cycle = cycle
        self._scope = cast("Scope", cycle.scope)
        self._go_on = go_on
        self._gone_on = False

    def take(self) -> bool:
        """Answer the request, or begin to; False where it has to go the ordinary way."""
        scope = self._scope
        if scope["method"] != "GET" or self._cycle.flow.write_paused:
            return False
        accept = _plain_accept(scope)
        if accept is None:
            return False
        self._started = time.perf_counter()
        if scope["path"] != PATH:
            return self._take_page(accept)
        self._key = key_of_address(scope["query_string"], accept)
        kept = self._evaluation.kept(self._key)
        if kept is not None:
            self._send(kept)
            return True
        pool = self._evaluation.engine.started
        try:
            query = asked_in_address(scope["query_string"], accept.decode("latin-1"))
            if pool is None or query is None:
                return False
            run = pool.submit(query, scope["client"][0] if scope["client"] else "", self._ended)
        except (ProblemError, QueryError):
            return False  # to be told in the ordinary way
        self._run = run
        run.when_slow(self._continue)
        return True

    def _take_page(self, accept: bytes) -> bool:
        """Answer the request, where that can be done at once."""
        path, query = self._scope["path"], self._scope["query_string"]
        answer = self._front.pages.at_once(path, query, accept)
        if answer is None:
            return False
        self._send(answer, PAGES)
        return True

    def _ended(self, run: Run) -> None:
        """Send the answer, where it is plain, too."""
        if self._gone_on:
            return
        kept = self._evaluation.keep(self._key, run.outcome)
        if kept is None:
            self._continue()
        elif not self._cycle.disconnected:
            self._send(kept)

    def _continue(self) -> None:
        """Go on in the ordinary way, with what has begun."""
        self._gone_on = True
        self._scope[BEGUN] = Begun(self._run, self._started)
        self._go_on()

    def _send(self, answer: KeptAnswer, part: str = SPARQL) -> None:
        cycle = self._cycle
        request_id = new_request_id()
        head = b"HTTP/1.1 200 OK\r\n%b%b%bx-request-id: %b\r\n%b\r\n" % (
            header_lines(cycle.default_headers),
            answer.lines,
            ALL_LINES,
            request_id.encode(),
            b"" if cycle.keep_alive else b"connection: close\r\n",
        )
        cycle.transport.writelines((head, answer.body))
        cycle.response_started = cycle.response_complete = True
        cycle.message_event.set()
        if not cycle.keep_alive:
            cycle.transport.close()
        cycle.on_response()
        seconds = time.perf_counter() - self._started
        self._front.ended(self._scope, request_id, part, 200, len(answer.body), seconds)


def _plain_accept(scope: Scope) -> bytes | None:
    """Return the Accept field of a plain request, None for one that is not so plain."""
    accept = b""
    for name, value in scope["headers"]:
        if name == b"accept":
            if accept:
                return None
            accept = value
        elif name in _UNPLAIN:
            return None
    return accept
