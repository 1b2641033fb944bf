"""The crew: the workers that live, who of them is idle, and who follows those that end.

The one that answered last is asked next: a worker that has answered some is faster than a new one,
because it has its own copy of what changes in the memory of the graph when it is read.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import os
import resource
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any, BinaryIO, Protocol

from graph.limits import Limits
from graph.pool.nursery import Source, Worker, Zygote
from graph.pool.query import QueryError

_LOG = logging.getLogger("chutri.pool")
_LOWER = 10
#: After how many queries it is looked at how much a worker has grown.
_LOOK_AFTER = 256
#: Seconds to wait before what failed is tried again.
_PAUSE = 1.0


class Hungry(Protocol):
    """Who waits for a worker: gets it, or is told why not."""

    def begin(self, worker: Worker) -> None:
        """Use the worker."""

    def starve(self, error: QueryError) -> None:
        """Go without."""


class Crew:
    """All workers (`Limits.workers`), each replaced when it ends or has grown too much."""

    def __init__(self, source: Source, limits: Limits, spool: Callable[[], BinaryIO]) -> None:
        self.living = 0
        self.born = self.killed = self.died = 0
        self._source = source
        self._limits = limits
        self._spool = spool
        self._idle: deque[Worker] = deque()
        self._hungry: dict[Hungry, asyncio.TimerHandle] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._zygote: Zygote | None = None
        self._closing = False

    @property
    def idle(self) -> int:
        """How many have nothing to do."""
        return len(self._idle)

    async def start(self) -> float:
        """Load the graph and fork the workers; return how many seconds the graph took.

        ConnectionError where it cannot be loaded.
        """
        self._zygote = Zygote(self._source, self._limits, self._spool)
        seconds = await self._zygote.start()
        self._spawn(self._supervise())
        await self._birth(self._zygote)
        await asyncio.gather(*(self._breed() for _ in range(self._limits.workers - 1)))
        for each in sorted({worker.missing for worker in self._idle if worker.missing}):
            _LOG.warning("workers are not shut off from network and files: %s", each)
        return seconds

    async def close(self) -> None:
        """End all workers."""
        self._closing = True
        if self._zygote is not None:
            await self._zygote.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def take(self, hungry: Hungry) -> None:
        """Give an idle worker, or the next that is; none in time is a QueryError.

        Then the graph is being loaded again.
        """
        if self._idle:
            hungry.begin(self._idle.pop())
        else:
            later = asyncio.get_running_loop().call_later
            self._hungry[hungry] = later(self._limits.wait_seconds, self._starve, hungry)

    def forget(self, hungry: Hungry) -> bool:
        """Let one wait no longer; False where it does not wait."""
        clock = self._hungry.pop(hungry, None)
        if clock is not None:
            clock.cancel()
        return clock is not None

    def give_back(self, worker: Worker, *, slow: bool = False) -> None:
        """Let a worker take the next query, unless the ones before have made it grow too much."""
        if worker.doomed:
            return
        worker.answered += 1
        look = slow or worker.answered % _LOOK_AFTER == 0
        if look and _resident(worker.pid) - worker.size > self._limits.keep_bytes:
            self.kill(worker)
        else:
            self._offer(worker)

    def spent(self, worker: Worker) -> float:
        """Return the seconds of a processor that a worker has taken for the query it has now.

        It may have waited for one much longer: on a busy machine a light query is still quick.
        """
        try:
            with open(f"/proc/{worker.pid}/task/{worker.thread}/stat", encoding="ascii") as stat:
                fields = stat.read().rpartition(")")[2].split()
        except OSError:
            return math.inf  # nothing tells, or it has just ended
        user, system = fields[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK") - worker.spent

    def lower(self, worker: Worker) -> None:
        """Let a worker come to the end of its query at low priority."""
        with contextlib.suppress(OSError):  # it has just ended
            own = os.getpriority(os.PRIO_PROCESS, 0)
            os.setpriority(os.PRIO_PROCESS, worker.thread, own + _LOWER)

    def kill(self, worker: Worker) -> None:
        """End a worker, whatever it does; another takes its place without waiting for the end."""
        if worker.doomed or worker.died.done() or self._zygote is None:
            return
        self.killed += 1
        self._zygote.kill(worker)
        self.living -= 1
        self._spawn(self._breed())
        worker.forsake()

    def _offer(self, worker: Worker, *, last: bool = False) -> None:
        """Give a worker to who waits for one; else let it be idle, and be asked last if so said."""
        if self._hungry:
            hungry = next(iter(self._hungry))
            self.forget(hungry)
            hungry.begin(worker)
        elif last:
            self._idle.appendleft(worker)
        else:
            self._idle.append(worker)

    def _starve(self, hungry: Hungry) -> None:
        del self._hungry[hungry]
        hungry.starve(QueryError("starting", "the graph is being loaded", retry_after=1))

    async def _breed(self) -> None:
        """Make one worker, however often it takes."""
        while self._zygote is not None and not self._closing:
            try:
                await self._birth(self._zygote)
            except OSError as error:
                if self._zygote.ended.done():
                    return  # the next zygote has its own
                _LOG.error("no worker could be started: %s", error)
                await asyncio.sleep(_PAUSE)
            else:
                return

    async def _birth(self, zygote: Zygote) -> None:
        """Make one worker, and see to it that another follows it."""
        worker = await zygote.fork()
        self.living += 1
        self.born += 1
        worker.size = _resident(worker.pid)
        self._spawn(self._mourn(worker))
        self._offer(worker, last=True)

    async def _mourn(self, worker: Worker) -> None:
        await worker.died
        self.died += 1
        worker.close()
        if worker.doomed:
            return  # it has a successor
        worker.doomed = True
        self.living -= 1
        with contextlib.suppress(ValueError):
            self._idle.remove(worker)
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
            zygote = self._zygote = Zygote(self._source, self._limits, self._spool)
            try:
                await zygote.start()
            except ConnectionError:
                continue
            await asyncio.gather(
                *(self._breed() for _ in range(self._limits.workers - self.living))
            )

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _resident(pid: int) -> int:
    """Return how much memory a process has that is not swapped out; 0 where nothing tells."""
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as statm:
            return int(statm.read().split()[1]) * resource.getpagesize()
    except (OSError, IndexError):
        return 0
