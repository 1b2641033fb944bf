"""Lanes: how many queries run at once, and whose turn is next.

Where more ask than may run, the clients take turns: one that sends a hundred queries delays
itself, not the one who sends a single query after it.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque

from graph.pool.query import QueryError


class Lane:
    """`size` places, and room for `room` who wait, at most `seconds` each."""

    def __init__(self, size: int, room: int, seconds: float) -> None:
        self.size = size
        self.running = 0
        self.waiting = 0
        self._room = room
        self._seconds = seconds
        self._queues: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    def try_enter(self) -> bool:
        """Take a place if one is free and nobody waits for it."""
        if self.running >= self.size or self.waiting:
            return False
        self.running += 1
        return True

    async def enter(self, client: str) -> None:
        """Take a place, in turn; QueryError (busy) where too many wait or it takes too long."""
        if self.try_enter():
            return
        turn = self._queue(client)
        try:
            await asyncio.wait_for(turn, self._seconds)
        except TimeoutError:
            raise self._busy() from None
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self.leave()  # the place was given to one who is gone
            raise
        finally:
            self._forget(client, turn)

    def leave(self) -> None:
        """Give the place to who is next."""
        while self._queues:
            client, queue = next(iter(self._queues.items()))
            turn = queue.popleft()
            self.waiting -= 1
            if queue:
                self._queues.move_to_end(client)
            else:
                del self._queues[client]
            if not turn.done():
                turn.set_result(None)
                return
        self.running -= 1

    def _queue(self, client: str) -> asyncio.Future[None]:
        if self.waiting >= self._room:
            self._make_room(client)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queues.setdefault(client, deque()).append(turn)
        self.waiting += 1
        return turn

    def _make_room(self, client: str) -> None:
        """Send away the last of the client with the most who wait, if that is not this one."""
        longest = max(self._queues, key=lambda other: len(self._queues[other]), default=client)
        mine = len(self._queues.get(client, ()))
        if longest == client or len(self._queues[longest]) <= mine + 1:
            raise self._busy()
        turn = self._queues[longest].pop()
        self.waiting -= 1
        if not turn.done():
            turn.set_exception(self._busy())

    def _forget(self, client: str, turn: asyncio.Future[None]) -> None:
        queue = self._queues.get(client)
        if queue is not None and turn in queue:
            queue.remove(turn)
            self.waiting -= 1
            if not queue:
                del self._queues[client]

    def _busy(self) -> QueryError:
        detail = f"{self.size} queries of this kind run and {self.waiting} wait; try again later"
        return QueryError("busy", detail, retry_after=max(1, round(self._seconds / 4)))
