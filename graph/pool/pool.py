"""The pool itself: who runs in which lane, with which worker, and for how long."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
from collections import OrderedDict, deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from types import TracebackType
from typing import Any, BinaryIO, Self

from graph.limits import Limits
from graph.pool.lanes import Lane
from graph.pool.nursery import Source, Worker, WorkerDiedError, Zygote, anonymous_file
from graph.pool.query import Answer, Query, QueryError

_LOG = logging.getLogger("chutri.pool")
_LOW_PRIORITY = 10
#: How many queries that proved slow are remembered as such.
_MEMORY = 4096


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

    def __init__(
        self, source: Source, limits: Limits, spool: Callable[[], BinaryIO] = anonymous_file
    ) -> None:
        self.limits = limits
        self.load_seconds = 0.0
        self._source = source
        self._spool = spool
        self._quick = Lane(limits.quick, limits.waiting, limits.wait_seconds)
        self._slow = Lane(limits.slow, limits.waiting, limits.wait_seconds)
        self._idle: deque[Worker] = deque()
        self._hungry: deque[asyncio.Future[Worker]] = deque()
        self._known_slow: OrderedDict[bytes, None] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()
        self._zygote: Zygote | None = None
        self._living = 0
        self._born = self._killed = self._died = 0
        self._closing = False

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
        self._zygote = Zygote(self._source, self.limits, self._spool)
        self.load_seconds = await self._zygote.start()
        self._spawn(self._supervise())
        await asyncio.gather(*(self._breed() for _ in range(self._wanted)))
        missing = {worker.missing for worker in self._idle if worker.missing}
        for each in sorted(missing):
            _LOG.warning("workers are not shut off from network and files: %s", each)

    async def close(self) -> None:
        """End all workers; what runs is lost."""
        self._closing = True
        if self._zygote is not None:
            await self._zygote.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def state(self) -> PoolState:
        """Return what the pool does now."""
        return PoolState(
            workers=self._living,
            idle=len(self._idle),
            quick=self._quick.running,
            slow=self._slow.running,
            waiting=self._quick.waiting + self._slow.waiting,
            born=self._born,
            killed=self._killed,
            died=self._died,
        )

    async def ask(self, query: Query, client: str = "") -> Answer:
        """Have a query answered.

        Raises QueryError for a query that is refused, faulty, too costly (query-timeout,
        query-memory) or comes when too many others wait (busy). Cancelled, it ends its worker.
        `client` is whose turn it takes.
        """
        encoded = query.encode()
        if len(query.text.encode("utf-8", "replace")) > self.limits.query_bytes:
            raise QueryError(
                "query-too-long",
                f"a query may have {self.limits.query_bytes} bytes",
                limit_bytes=self.limits.query_bytes,
            )
        if encoded not in self._known_slow:
            await self._quick.enter(client)
            try:
                return await self._run(encoded, self._quick)
            except _SlowError:
                pass  # start again in the other lane
        await self._slow.enter(client)
        return await self._run(encoded, self._slow)

    async def _run(self, encoded: bytes, lane: Lane) -> Answer:
        """Run a query in a lane whose place it has, and leave the lane that it ends in."""
        run = _Run(self, lane)
        try:
            worker = run.worker = await self._take()
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
            if run.slow:
                self._remember(encoded)
            else:
                self._known_slow.pop(encoded, None)

    def promote(self, run: _Run) -> None:
        """Let a query that proved slow go on in the slow lane, or end it."""
        worker = run.worker
        if worker is None:
            return
        run.slow = True
        if run.lane is self._quick:
            if not self._slow.try_enter():
                run.displaced = True
                self.kill(worker)
                return
            run.lane = self._slow
            self._quick.leave()
        with contextlib.suppress(OSError):  # it has just ended
            os.setpriority(os.PRIO_PROCESS, worker.thread, _LOW_PRIORITY)

    def kill(self, worker: Worker) -> None:
        """End a worker, whatever it does."""
        worker.doomed = True
        if self._zygote is not None:
            self._killed += 1
            self._zygote.kill(worker)

    def give_back(self, worker: Worker) -> None:
        """Let a worker that is as good as new take the next query."""
        while self._hungry:
            waiting = self._hungry.popleft()
            if not waiting.done():
                waiting.set_result(worker)
                return
        self._idle.append(worker)

    async def _take(self) -> Worker:
        if self._idle:
            return self._idle.pop()
        waiting: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._hungry.append(waiting)
        try:
            return await asyncio.wait_for(waiting, self.limits.wait_seconds)
        except TimeoutError:
            raise QueryError("starting", "the graph is being loaded", retry_after=1) from None
        except asyncio.CancelledError:
            if waiting.done() and not waiting.cancelled():
                self.give_back(waiting.result())
            raise

    @property
    def _wanted(self) -> int:
        return self.limits.quick + self.limits.slow

    async def _breed(self) -> None:
        """Make one worker, and see to it that another follows it."""
        zygote = self._zygote
        if zygote is None or self._closing:
            return
        self._living += 1
        self._born += 1
        try:
            worker = await zygote.fork()
        except (ConnectionError, OSError):
            self._living -= 1
            return
        self._spawn(self._mourn(worker))
        self.give_back(worker)

    async def _mourn(self, worker: Worker) -> None:
        await worker.died
        self._living -= 1
        self._died += 1
        with contextlib.suppress(ValueError):
            self._idle.remove(worker)
        worker.close()
        await self._breed()

    async def _supervise(self) -> None:
        """Start the zygote again when it ends."""
        pause = 0.1
        while self._zygote is not None:
            await self._zygote.ended
            if self._closing:
                return
            _LOG.error("the process that holds the graph has ended; starting it again")
            await self._zygote.close()
            await asyncio.sleep(pause)
            pause = min(pause * 2, 10.0)
            zygote = Zygote(self._source, self.limits, self._spool)
            self._zygote = zygote
            try:
                await zygote.start()
            except ConnectionError:
                continue
            while self._living < self._wanted and not zygote.ended.done():
                await self._breed()

    def _remember(self, encoded: bytes) -> None:
        self._known_slow[encoded] = None
        self._known_slow.move_to_end(encoded)
        if len(self._known_slow) > _MEMORY:
            self._known_slow.popitem(last=False)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


class _Run:
    """One query on its way: its lane, its worker, and the clocks that run against it."""

    def __init__(self, pool: Pool, lane: Lane) -> None:
        self.lane = lane
        self.worker: Worker | None = None
        self.slow = False
        self.displaced = False
        self.finished = False
        self._pool = pool
        self._late = False
        self._clocks: tuple[asyncio.TimerHandle, ...] = ()

    def watch(self) -> None:
        """Start the clocks."""
        loop = asyncio.get_running_loop()
        limits = self._pool.limits
        self._clocks = (
            loop.call_later(limits.quick_seconds, self._pool.promote, self),
            loop.call_later(limits.seconds, self._stop),
        )

    def _stop(self) -> None:
        self._late = True
        if self.worker is not None:
            self._pool.kill(self.worker)

    def end(self) -> None:
        """Stop the clocks, leave the lane, give the worker back or end it."""
        for clock in self._clocks:
            clock.cancel()
        self.lane.leave()
        if self.worker is None:
            return
        if self.finished and not self.slow and not self.worker.doomed:
            self._pool.give_back(self.worker)
        elif not self.worker.doomed:
            self._pool.kill(self.worker)

    def reason(self, number: int) -> Exception:
        """Say why the worker ended, by the signal that ended it."""
        limits = self._pool.limits
        if self.displaced:
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
