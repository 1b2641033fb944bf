"""What a query of a stranger may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a stranger's query may cost. Times in seconds, sizes in bytes.

    A query that has taken a processor for ``quick_seconds`` is slow: it goes on at low priority
    beside at most ``slow`` of its kind, so that ``quick`` workers stay free for those that are not.
    A worker that has grown by more than ``keep_bytes`` is replaced. An answer of more than
    ``inline_bytes`` is kept in a file until it is read, and there are at most ``large`` of these.
    """

    seconds: float = 10.0
    quick_seconds: float = 0.1
    wait_seconds: float = 10.0
    memory: int = 1 << 30
    stack: int = 256 << 20
    query_bytes: int = 64 << 10
    depth: int = 256
    rows: int = 1_000_000
    answer_bytes: int = 256 << 20
    inline_bytes: int = 1 << 20
    keep_bytes: int = 64 << 20
    quick: int = 4
    slow: int = 2
    waiting: int = 64
    large: int = 16

    @property
    def workers(self) -> int:
        """How many processes there are: with a spare one for each that may be ended at its limit.

        So nobody waits for the birth of its successor.
        """
        return self.quick + 2 * self.slow
