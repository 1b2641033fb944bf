"""A run: one query on its way, from who asks to the end of its evaluation.

It is driven by what happens to it (its turn comes, a worker answers or ends, a clock strikes), so
that a cheap query costs no task of the event loop.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING

from graph.pool.lanes import Lane
from graph.pool.nursery import Worker
from graph.pool.query import Answer, QueryError
from graph.pool.spools import discard

if TYPE_CHECKING:
    from graph.pool.pool import Pool

#: How many seconds at least before it is looked again how much of a processor a query has taken.
_LOOK_AGAIN = 0.02


class Run:
    """One query: it waits for its turn and a worker, is evaluated, and ends.

    ``outcome`` is None until it has ended; then ``then`` is called.
    """

    def __init__(
        self, pool: Pool, encoded: bytes, client: str, then: Callable[[Run], None] | None
    ) -> None:
        self.client = client
        self.outcome: Answer | QueryError | None = None
        self._pool = pool
        self._encoded = encoded
        self._then = then
        self._on_slow: Callable[[], None] | None = None
        self._lane: Lane = pool.quick
        self._worker: Worker | None = None
        self._clock: asyncio.TimerHandle | None = None
        self._limit: asyncio.TimerHandle | None = None
        self._slow = self._displaced = self._late = False

    def start(self, lane: Lane) -> None:
        """Wait for a turn in a lane; QueryError where too many wait there."""
        self._lane = lane
        if lane.try_enter():
            self.enter()
        else:
            lane.wait(self)

    async def answer(self) -> Answer:
        """Wait for the answer; QueryError where there is none. Cancelled, it ends the worker."""
        if self.outcome is None:
            ended = asyncio.Event()
            self._then = lambda _: ended.set()
            try:
                await ended.wait()
            except asyncio.CancelledError:
                self.abandon()
                raise
        if isinstance(self.outcome, Answer):
            return self.outcome
        raise self.outcome or AssertionError("a run that has ended has an outcome")

    def abandon(self) -> None:
        """Go no further: nobody waits for the answer."""
        self._then = None
        if isinstance(self.outcome, Answer):
            if self.outcome.file is not None:
                discard(self.outcome.file)
        elif self._worker is not None:
            self._pool.crew.kill(self._worker)
        elif not self._lane.forget(self) and self._pool.crew.forget(self):
            self._lane.leave()

    def when_slow(self, call: Callable[[], None]) -> None:
        """Call once the query has taken longer than one that is quick, at once if it has."""
        if self._limit is not None:
            call()
        else:
            self._on_slow = call

    def enter(self) -> None:
        """Take the place that the lane gives, and wait for a worker."""
        self._pool.crew.take(self)

    def refuse(self, error: QueryError) -> None:
        """Come to no turn."""
        self._end(error)

    def starve(self, error: QueryError) -> None:
        """Come to no worker."""
        self._lane.leave()
        self._end(error)

    def begin(self, worker: Worker) -> None:
        """Be evaluated by a worker, while the clock runs."""
        self._worker = worker
        loop = asyncio.get_running_loop()
        self._clock = loop.call_later(self._pool.limits.quick_seconds, self._begin_to_look)
        worker.ask(self._encoded, self)

    def answered(self, outcome: Answer | QueryError) -> None:
        """Give the worker and the place to who is next, then tell."""
        worker = self._leave_worker()
        self._pool.crew.give_back(worker, slow=self._slow)
        self._lane.leave()
        self._end(outcome)

    def lost(self, number: int) -> None:
        """Say why the worker ended, by the signal that ended it, or start again."""
        worker = self._leave_worker()
        self._pool.crew.kill(worker)
        self._lane.leave()
        if not self._displaced:
            self._end(self._reason(number))
            return
        self._displaced = False
        self._pool.remember(self._encoded, slow=True)
        try:
            self.start(self._pool.slow)
        except QueryError as error:
            self._end(error)

    def _leave_worker(self) -> Worker:
        worker, self._worker = self._worker, None
        for clock in (self._clock, self._limit):
            if clock is not None:
                clock.cancel()
        if worker is None:
            raise AssertionError("only a worker ends an evaluation")
        return worker

    def _end(self, outcome: Answer | QueryError) -> None:
        self.outcome = outcome
        self._pool.remember(self._encoded, slow=self._slow)
        then, self._then, self._on_slow = self._then, None, None
        if then is not None:
            then(self)

    def _reason(self, number: int) -> QueryError:
        limits = self._pool.limits
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
        if self._worker is None:
            return
        left = self._pool.limits.quick_seconds - self._pool.crew.spent(self._worker)
        if left > 0:
            again = max(left, _LOOK_AGAIN)
            self._clock = asyncio.get_running_loop().call_later(again, self._look)
        else:
            self._slow_down(self._worker)

    def _slow_down(self, worker: Worker) -> None:
        """Let a query that proved slow go on in the slow lane, or end it to start again there."""
        self._slow = True
        if self._lane is self._pool.quick:
            if not self._pool.slow.try_enter():
                self._displaced = True
                self._pool.crew.kill(worker)
                return
            self._lane = self._pool.slow
            self._pool.quick.leave()
        self._pool.crew.lower(worker)

    def _stop(self) -> None:
        self._late = True
        if self._worker is not None:
            self._pool.crew.kill(self._worker)
