"""Lanes: how many queries run at once, and whose turn is next.

Where more ask than may run, the clients take turns: one that sends a hundred queries delays
itself, not the one who sends a single query after it.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from typing import Protocol

from graph.pool.query import QueryError


class Waiting(Protocol):
    """Who waits for a place in a lane: gets it, or is told why not."""

    client: str

    def enter(self) -> None:
        """Take the place."""

    def refuse(self, error: QueryError) -> None:
        """Go without."""


class Lane:
    """`size` places, and room for `room` who wait, at most `seconds` each."""

    def __init__(self, size: int, room: int, seconds: float) -> None:
        self.size = size
        self.running = 0
        self._room = room
        self._seconds = seconds
        self._queues: OrderedDict[str, deque[Waiting]] = OrderedDict()
        #: Until when each waits; all wait equally long, so that the first comes first.
        self._until: dict[Waiting, float] = {}
        self._clock: asyncio.TimerHandle | None = None

    @property
    def waiting(self) -> int:
        """How many wait for a place."""
        return len(self._until)

    def try_enter(self) -> bool:
        """Take a place if one is free and nobody waits for it."""
        if self.running >= self.size or self._until:
            return False
        self.running += 1
        return True

    def wait(self, waiting: Waiting) -> None:
        """Have one take a place in turn; QueryError (busy) where too many wait already."""
        if len(self._until) >= self._room:
            self._make_room(waiting.client)
        loop = asyncio.get_running_loop()
        self._queues.setdefault(waiting.client, deque()).append(waiting)
        self._until[waiting] = loop.time() + self._seconds
        if self._clock is None:
            self._clock = loop.call_later(self._seconds, self._send_away)

    def leave(self) -> None:
        """Give the place to who is next."""
        if not self._queues:
            self.running -= 1
            return
        client, queue = next(iter(self._queues.items()))
        waiting = queue.popleft()
        del self._until[waiting]
        if queue:
            self._queues.move_to_end(client)
        else:
            del self._queues[client]
        waiting.enter()

    def forget(self, waiting: Waiting) -> bool:
        """Let one wait no longer; False where it does not wait."""
        if self._until.pop(waiting, None) is None:
            return False
        queue = self._queues[waiting.client]
        queue.remove(waiting)
        if not queue:
            del self._queues[waiting.client]
        return True

    def _make_room(self, client: str) -> None:
        """Send away the last of the client with the most who wait, if that is not this one."""
        longest = max(self._queues, key=lambda other: len(self._queues[other]), default=client)
        mine = len(self._queues.get(client, ()))
        if longest == client or len(self._queues[longest]) <= mine + 1:
            raise self._busy()
        self._refuse(self._queues[longest][-1])

    def _send_away(self) -> None:
        """Refuse who has waited too long, and look again when the next one will have."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        for waiting in [each for each, until in self._until.items() if until <= now]:
            self._refuse(waiting)
        self._clock = None
        if self._until:
            left = max(0.0, next(iter(self._until.values())) - now)
            self._clock = loop.call_later(left, self._send_away)

    def _refuse(self, waiting: Waiting) -> None:
        self.forget(waiting)
        waiting.refuse(self._busy())

    def _busy(self) -> QueryError:
        detail = f"{self.size} queries of this kind run and {self.waiting} wait; try again later"
        return QueryError("busy", detail, retry_after=max(1, round(self._seconds / 4)))
