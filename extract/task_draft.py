"""A task as it is found, before it is numbered and what it cites is looked up."""

from __future__ import annotations

from typing import NamedTuple

from extract.record import Assignment, Deadline, Product


class TaskDraft(NamedTuple):
    """A task's place, its words' span, who owns it, when it is due, what it yields.

    ``numbered`` is false where it has no enumerator of its own and is counted within its section.
    """

    section: str
    numbered: bool
    start: int
    end: int
    assignments: tuple[Assignment, ...]
    deadline: str | None
    deadlines: tuple[Deadline, ...]
    products: tuple[Product, ...]
