"""Quick answers: a plain GET of what is asked most, answered without a task of the event loop.

The questions of `api.direct` are answered at once. At /sparql so ask most programs, and a cheap
query takes the engine less time than ASGI takes around it: what was answered before is written at
once; else the query begins, and its answer is written when it comes. Whatever is not so plain (see
`api.plain`), has no answer, has a large one or takes long, goes the ordinary way, with what has
begun, so that each rule stands in one place.
"""

from __future__ import annotations

import time
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.asgi import Scope, header_lines
from api.cache import Answer as KeptAnswer
from api.evaluation import BEGUN, Begun
from api.front import ALL_LINES, PAGES, Front, new_request_id
from api.plain import Plain, Reader
from api.problems import ProblemError
from api.sparql import PATH, asked_in_address, key_of_address
from graph.pool import QueryError, Run

SPARQL = "sparql"
"""The name under which queries are counted."""


class QuickProtocol(HttpToolsProtocol):
    """HTTP as uvicorn speaks it, but `Quick` is asked before its parser sees a plain request."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        front = self.config.app
        self._front = front if isinstance(front, Front) else None
        self._reader = Reader()
        #: The request that `Quick` has taken, and what came behind it.
        self._data = b""
        self._begun: Begun | None = None
        #: Whether the parser has seen the end of each request that it has seen the beginning of.
        self._between = True
        self._ending = False

    def data_received(self, data: bytes) -> None:
        """Read requests, one at a time."""
        if self._data:
            self._data += data
            self.flow.pause_reading()
        elif not self._take(data):
            super().data_received(data)

    def answer(self, plain: Plain, answer: KeptAnswer, request_id: str) -> None:
        """Answer the request that was taken, and go on with what came behind it."""
        more = plain.fields.keep_alive and not self._ending
        head = b"HTTP/1.1 200 OK\r\n%b%b%bx-request-id: %b\r\n%b\r\n" % (
            header_lines(self.server_state.default_headers),
            answer.lines,
            ALL_LINES,
            request_id.encode(),
            b"" if more else b"connection: close\r\n",
        )
        self.transport.writelines((head, answer.body))
        self._data = self._data[plain.size :]
        if not more:
            self.transport.close()
        elif self._data:
            self.loop.call_soon(self._go_on)
        self.on_response_complete()

    def continue_ordinarily(self, begun: Begun) -> None:
        """Have the request that was taken answered in the ordinary way, with what has begun."""
        if self.transport.is_closing():
            begun.run.abandon()
        else:
            self._begun = begun
            self._go_on()

    def _go_on(self) -> None:
        data, self._data = self._data, b""
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        if self._begun is not None or not self._take(data):
            super().data_received(data)
            if self._ending:
                super().shutdown()

    def _take(self, data: bytes) -> bool:
        """Whether data begin with a request that is, or will be, answered quickly."""
        cycle = self.cycle
        if (
            self._front is None
            or not self._between
            or self.flow.write_paused
            or not (cycle is None or cycle.response_complete)
        ):
            return False
        plain = self._reader.read(data)
        if plain is None:
            return False
        self._data = data
        self._unset_keepalive_if_required()
        if not Quick(self._front, self, plain).take():
            self._data = b""
            return False
        return True

    def on_message_begin(self) -> None:
        """Give a request what has begun."""
        super().on_message_begin()
        self._between = False
        if self._begun is not None:
            cast("Scope", self.scope)[BEGUN] = self._begun
            self._begun = None

    def on_message_complete(self) -> None:
        """Let plain requests follow."""
        super().on_message_complete()
        self._between = True

    def shutdown(self) -> None:
        """Close the connection once the request that was taken is answered."""
        if self._data:
            self._ending = True
        else:
            super().shutdown()


class Quick:
    """One request of a connection."""

    __slots__ = (
        "_connection",
        "_evaluation",
        "_front",
        "_gone_on",
        "_key",
        "_plain",
        "_run",
        "_started",
    )

    def __init__(self, front: Front, connection: QuickProtocol, plain: Plain) -> None:
        self._front = front
        self._evaluation = front.evaluation
        self._connection = connection
        self._plain = plain
        self._gone_on = False

    def take(self) -> bool:
        """Answer the request, or begin to; False where it has to go the ordinary way."""
        self._started = time.perf_counter()
        path, query, fields, _ = self._plain
        if path != PATH:
            return self._take_page(path, query, fields.accept)
        self._key = key_of_address(query, fields.accept)
        kept = self._evaluation.kept(self._key)
        if kept is not None:
            self._send(kept)
            return True
        pool = self._evaluation.engine.started
        client = self._connection.client
        try:
            asked = asked_in_address(query, fields.accept.decode("latin-1"))
            if pool is None or asked is None:
                return False
            run = pool.submit(asked, client[0] if client else "", self._ended)
        except (ProblemError, QueryError):
            return False  # to be told in the ordinary way
        self._run = run
        run.when_slow(self._continue)
        return True

    def _take_page(self, path: str, query: bytes, accept: bytes) -> bool:
        """Answer the request, where that can be done at once."""
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
        elif not self._connection.transport.is_closing():
            self._send(kept)

    def _continue(self) -> None:
        """Go on in the ordinary way, with what has begun."""
        self._gone_on = True
        self._connection.continue_ordinarily(Begun(self._run, self._started))

    def _send(self, answer: KeptAnswer, part: str = SPARQL) -> None:
        request_id = new_request_id()
        self._connection.answer(self._plain, answer, request_id)
        scope = {"client": self._connection.client, "method": "GET", "path": self._plain.path}
        seconds = time.perf_counter() - self._started
        self._front.ended(scope, request_id, part, 200, len(answer.body), seconds)
