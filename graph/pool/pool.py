"""The pool itself: its lanes, its workers, and what it remembers of queries."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from graph.limits import Limits
from graph.pool.crew import Crew
from graph.pool.lanes import Lane
from graph.pool.nursery import Source
from graph.pool.query import Answer, Query, QueryError
from graph.pool.run import Run
from graph.pool.spools import Spools

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

    async def ask(self, query: Query, client: str = "") -> Answer:
        """Have a query answered.

        Raises QueryError for a query that is refused, faulty, too costly (query-timeout,
        query-memory) or comes when too many others wait (busy). Cancelled, it ends its worker.
        `client` is whose turn it takes.
        """
        return await self.submit(query, client).answer()

    def submit(
        self, query: Query, client: str = "", then: Callable[[Run], None] | None = None
    ) -> Run:
        """Begin to have a query answered; `then` is called when it has ended, however.

        QueryError where it does not even begin.
        """
        encoded = query.encode()
        if len(encoded) - encoded.index(b"\n") - 1 > self.limits.query_bytes:
            raise QueryError(
                "query-too-long",
                f"a query may have {self.limits.query_bytes} bytes",
                limit_bytes=self.limits.query_bytes,
            )
        run = Run(self, encoded, client, then)
        run.start(self.slow if encoded in self._known_slow else self.quick)
        return run

    def remember(self, encoded: bytes, *, slow: bool) -> None:
        """Remember of a query whether it proved slow."""
        self._known_slow.pop(encoded, None)
        if slow:
            self._known_slow[encoded] = None
            if len(self._known_slow) > _MEMORY:
                self._known_slow.popitem(last=False)
