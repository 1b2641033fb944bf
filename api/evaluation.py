"""Answering with the result of a query: kept answers, ETags, large answers from files.

The endpoint, the graph store, linked data and the description of the data set all answer so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO

from api.asgi import DisconnectedError, Headers, Message, Receive, Scope, Send, header, respond
from api.cache import NO_STORE, VARY, KeptAnswers, etag_of, holds, kept_answer
from api.cache import Answer as KeptAnswer
from api.problems import Problem, ProblemError, problem
from graph.limits import Limits
from graph.pool import Answer, Pool, Query, QueryError, Run, Source, discard
from graph.pool.formats import FORMATS

#: A client that takes no part of its answer for so long is let go.
_STALLED_SECONDS = 60.0
_CHUNK = 64 << 10

Key = tuple[bytes, ...]


class Engine:
    """The pool of workers over one graph, started once, by whoever needs it first."""

    def __init__(self, source: Source, limits: Limits, version: str) -> None:
        self.limits = limits
        self.version = version
        self._source = source
        self._starting = asyncio.Lock()
        self._pool: Pool | None = None

    async def pool(self) -> Pool:
        """Return the pool, waiting until the graph is loaded; ProblemError where it cannot be."""
        if self._pool is not None:
            return self._pool
        async with self._starting:
            if self._pool is None:
                pool = Pool(self._source, self.limits)
                try:
                    await pool.start()
                except ConnectionError as error:
                    await pool.close()
                    raise ProblemError(problem("engine-failure", str(error))) from error
                self._pool = pool
        return self._pool

    @property
    def started(self) -> Pool | None:
        """The pool, where it has been started."""
        return self._pool

    async def close(self) -> None:
        """End the workers."""
        if self._pool is not None:
            await self._pool.close()


BEGUN = "chutri.begun"
"""Where the scope of a request has what has begun before it became one of ASGI (`api.quick`)."""


@dataclass(frozen=True, slots=True)
class Begun:
    """The evaluation of a request that has begun, and when (`time.perf_counter`)."""

    run: Run
    started: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for the answer to a query.

    ``key`` is all that the answer depends on besides the graph; ``headers`` go with the answer, and
    ``empty`` is the problem that an empty graph is.
    """

    query: Query
    key: Key
    headers: tuple[tuple[bytes, bytes], ...] = ()
    empty: Problem | None = None


class Evaluation:
    """Answers requests from what is kept, or by asking the pool."""

    def __init__(self, engine: Engine, kept: KeptAnswers) -> None:
        self.engine = engine
        self._kept = kept

    def kept(self, key: Key) -> KeptAnswer | None:
        """Return what was answered before, None where nothing was."""
        return self._kept.get(key)

    def keep(
        self,
        key: Key,
        outcome: Answer | QueryError | None,
        fields: Iterable[tuple[bytes, bytes]] = (),
    ) -> KeptAnswer | None:
        """Make a whole answer and keep it; None where it is none that may be kept."""
        if not isinstance(outcome, Answer) or outcome.file or outcome.volatile or outcome.cut:
            return None
        kept = kept_answer([*_headers(outcome), *fields], outcome.body, self._etag(key))
        self._kept.keep(key, kept, sum(map(len, key)), repeated=True)
        return kept

    async def from_kept(self, key: Key, scope: Scope, send: Send) -> bool:
        """Answer with what was answered before; False where there is nothing."""
        kept = self.kept(key)
        if kept is None:
            return False
        await kept.send(send, header(scope, b"if-none-match").encode(), scope["method"] == "HEAD")
        return True

    async def answer(self, asked: Asked, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; ProblemError where there is none, DisconnectedError where nobody waits."""
        head = scope["method"] == "HEAD"
        validators = header(scope, b"if-none-match").encode()
        etag = self._etag(asked.key)
        if validators.strip() != b"*" and holds(validators, etag):
            fields = [VARY, *asked.headers]
            await kept_answer(fields, b"", etag).send(send, validators, head)
            return
        answer = await self._evaluated(asked.query, scope, receive)
        headers = [*_headers(answer), *asked.headers]
        if answer.empty and asked.empty is not None:
            raise ProblemError(asked.empty)
        if answer.file is not None:
            await _stream(send, headers, answer.size, answer.file, head)
        elif kept := self.keep(asked.key, answer, asked.headers):
            await kept.send(send, validators, head)
        else:
            await respond(send, 200, [*headers, NO_STORE], answer.body, head=head)

    def _etag(self, key: Key) -> bytes:
        return etag_of(self.engine.version, key)

    async def _evaluated(self, query: Query, scope: Scope, receive: Receive) -> Answer:
        """Have a query evaluated, and ended when the client goes away."""
        pool = await self.engine.pool()
        client = scope["client"][0] if scope.get("client") else ""
        watch = _Watch(receive)
        begun: Begun | None = scope.get(BEGUN)
        try:
            run = begun.run if begun else pool.submit(query, client)
            run.when_slow(watch.begin)
            return await run.answer()
        except QueryError as error:
            raise ProblemError(query_problem(error)) from error
        except asyncio.CancelledError:
            if watch.gone:
                raise DisconnectedError from None
            raise
        finally:
            watch.end()


class _Watch:
    """Cancels the current task when the client has gone, from when it is told to look."""

    def __init__(self, receive: Receive) -> None:
        self.gone = False
        self._receive = receive
        self._watched = asyncio.current_task()
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Watch from now on."""
        if self._task is None:
            self._task = asyncio.create_task(self._wait())

    def end(self) -> None:
        """Watch no longer."""
        if self._task is not None:
            self._task.cancel()

    async def _wait(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.gone = True
        if self._watched is not None:
            self._watched.cancel()


def _headers(answer: Answer) -> Headers:
    headers = [_content_type(answer.format), VARY]
    if answer.cut:
        headers.append((b"answer-cut", answer.cut.encode()))
    return headers


@cache
def _content_type(name: str) -> tuple[bytes, bytes]:
    return b"content-type", FORMATS[name].content_type.encode()


async def _stream(send: Send, headers: Headers, size: int, file: BinaryIO, head: bool) -> None:
    """Send an answer from its file; a client that does not take it in time is let go."""
    length = (b"content-length", str(size).encode())
    start = {"status": 200, "headers": [*headers, NO_STORE, length]}
    try:
        await send({"type": "http.response.start", **start})
        while not head and (chunk := file.read(_CHUNK)):
            part: Message = {"type": "http.response.body", "body": chunk, "more_body": True}
            try:
                async with asyncio.timeout(_STALLED_SECONDS):
                    await send(part)
            except TimeoutError:
                raise DisconnectedError from None
        await send({"type": "http.response.body", "body": b""})
    finally:
        discard(file)


def query_problem(error: QueryError) -> Problem:
    """Describe what was wrong with a query."""
    members = dict(error.members)
    headers = [("Retry-After", str(members["retry_after"]))] if "retry_after" in members else []
    return problem(error.kind, error.detail, headers=headers, **members)
