"""The pool itself: who runs in which lane, with which worker, and for how long."""

from __future__ import annotations

import asyncio
import signal
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from graph.limits import Limits
from graph.pool.crew import Crew
from graph.pool.lanes import Lane
from graph.pool.nursery import Source, Worker, WorkerDiedError
from graph.pool.query import Answer, Query, QueryError
from graph.pool.spools import Spools

#: How many queries that proved slow are remembered as such.
_MEMORY = 4096
#: How many seconds at least before it is looked again how much of a processor a query has taken.
_LOOK_AGAIN = 0.02


@dataclass(frozen=True, slots=True)
class PoolState:
    """What the pool does now, and what it has done since it began."""

    workers: int
    idle: int
    quick: int
    slow: int
    waiting: int
    born: int
    killed: int
    died: int


class _SlowError(Exception):
    """A query is slow, and there is no place for it now."""


class Pool:
    """Worker processes over one graph. Use as an asynchronous context manager."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self.limits = limits
        self.load_seconds = 0.0
        self.crew = Crew(source, limits, Spools(limits.large))
        self.quick = Lane(limits.quick, limits.waiting, limits.wait_seconds)
        self.slow = Lane(limits.slow, limits.waiting, limits.wait_seconds)
        self._known_slow: OrderedDict[bytes, None] = OrderedDict()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def start(self) -> None:
        """Load the graph and fork the workers; ConnectionError where it cannot be loaded."""
        self.load_seconds = await self.crew.start()

    async def close(self) -> None:
        """End all workers; what runs is lost."""
        await self.crew.close()

    def state(self) -> PoolState:
        """Return what the pool does now."""
        return PoolState(
            workers=self.crew.living,
            idle=self.crew.idle,
            quick=self.quick.running,
            slow=self.slow.running,
            waiting=self.quick.waiting + self.slow.waiting,
            born=self.crew.born,
            killed=self.crew.killed,
            died=self.crew.died,
        )

    async def ask(
        self, query: Query, client: str = "", on_slow: Callable[[], None] | None = None
    ) -> Answer:
        """Have a query answered.

        Raises QueryError for a query that is refused, faulty, too costly (query-timeout,
        query-memory) or comes when too many others wait (busy). Cancelled, it ends its worker.
        `client` is whose turn it takes; `on_slow` is called when the query proves slow.
        """
        encoded = query.encode()
        if len(query.text.encode("utf-8", "replace")) > self.limits.query_bytes:
            raise QueryError(
                "query-too-long",
                f"a query may have {self.limits.query_bytes} bytes",
                limit_bytes=self.limits.query_bytes,
            )
        if encoded not in self._known_slow:
            await self.quick.enter(client)
            try:
                return await self._run(encoded, self.quick, on_slow)
            except _SlowError:
                pass  # start again in the other lane
        await self.slow.enter(client)
        return await self._run(encoded, self.slow, on_slow)

    async def _run(self, encoded: bytes, lane: Lane, on_slow: Callable[[], None] | None) -> Answer:
        """Run a query in a lane whose place it has, and leave the lane that it ends in."""
        run = _Run(self, lane, on_slow)
        try:
            worker = run.worker = await self.crew.take()
            run.watch()
            answer = await worker.ask(encoded)
        except WorkerDiedError as error:
            raise run.reason(error.signal) from None
        except QueryError:
            run.finished = True
            raise
        else:
            run.finished = True
            return answer
        finally:
            run.end()
            self._remember(encoded, run.slow)

    def _remember(self, encoded: bytes, slow: bool) -> None:
        self._known_slow.pop(encoded, None)
        if slow:
            self._known_slow[encoded] = None
            if len(self._known_slow) > _MEMORY:
                self._known_slow.popitem(last=False)


class _Run:
    """One query on its way: its lane, its worker, and the clock that runs against it."""

    def __init__(self, pool: Pool, lane: Lane, on_slow: Callable[[], None] | None) -> None:
        self.lane = lane
        self.worker: Worker | None = None
        self.slow = False
        self.finished = False
        self._displaced = False
        self._pool = pool
        self._late = False
        self._on_slow = on_slow
        self._clock: asyncio.TimerHandle | None = None
        self._limit: asyncio.TimerHandle | None = None

    def watch(self) -> None:
        """Start the clock."""
        loop = asyncio.get_running_loop()
        self._clock = loop.call_later(self._pool.limits.quick_seconds, self._begin_to_look)

    def end(self) -> None:
        """Stop the clock, leave the lane, give the worker back or end it."""
        for clock in (self._clock, self._limit):
            if clock is not None:
                clock.cancel()
        self.lane.leave()
        if self.worker is None or self.worker.doomed:
            return
        if self.finished:
            self._pool.crew.give_back(self.worker, slow=self.slow)
        else:
            self._pool.crew.kill(self.worker)

    def reason(self, number: int) -> Exception:
        """Say why the worker ended, by the signal that ended it."""
        limits = self._pool.limits
        if self._displaced:
            return _SlowError()
        if self._late or number == signal.SIGALRM:
            return QueryError(
                "query-timeout",
                f"it was stopped after {limits.seconds:g} seconds",
                limit_seconds=limits.seconds,
            )
        if number in (signal.SIGABRT, signal.SIGKILL):
            return QueryError(
                "query-memory",
                f"it was stopped when it had taken {limits.memory} bytes",
                limit_bytes=limits.memory,
            )
        return QueryError("query-crash", "the engine could not evaluate it", signal=number)

    def _begin_to_look(self) -> None:
        limits = self._pool.limits
        left = limits.seconds - limits.quick_seconds
        self._limit = asyncio.get_running_loop().call_later(left, self._stop)
        if self._on_slow is not None:
            self._on_slow()
        self._look()

    def _look(self) -> None:
        """Look whether a query has taken as much of a processor as is quick; if not, look again."""
        if self.worker is None:
            return
        left = self._pool.limits.quick_seconds - self._pool.crew.spent(self.worker)
        if left > 0:
            again = max(left, _LOOK_AGAIN)
            self._clock = asyncio.get_running_loop().call_later(again, self._look)
        else:
            self._slow_down(self.worker)

    def _slow_down(self, worker: Worker) -> None:
        """Let a query that proved slow go on in the slow lane, or end it to start again there."""
        self.slow = True
        if self.lane is self._pool.quick:
            if not self._pool.slow.try_enter():
                self._displaced = True
                self._pool.crew.kill(worker)
                return
            self.lane = self._pool.slow
            self._pool.quick.leave()
        self._pool.crew.lower(worker)

    def _stop(self) -> None:
        self._late = True
        if self.worker is not None:
            self._pool.crew.kill(self.worker)
