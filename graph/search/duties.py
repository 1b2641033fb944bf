"""Duties: which agency has which part in which task, as numbers, and who owns what was found.

A duty is a row: a task, an agency, and whether it leads. They stand in the order of their tasks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from extract.record import Role
from graph.search.arrays import Array, Flags, firsts, flags, starts, unpacked
from graph.search.kernels import PLAIN, Kernels
from graph.search.scored import Scored

_ROLES: tuple[Role, Role] = ("lead", "coordinating")


class Share(NamedTuple):
    """An agency's part in what was found: its number, how many tasks, how much they weigh.

    ``tasks`` are the weightiest of them by number, those that it leads first.
    """

    agency: int
    leads: int
    coordinates: int
    weight: float
    tasks: tuple[tuple[Role, int], ...]


class Shares(NamedTuple):
    """Some of the ``total`` agencies of what was found, and the weightiest tasks that no one leads.

    ``counts`` and ``named`` are rows of numbers, ``shown`` are the tasks that are named in these
    (see `graph.search.kernels.owners`); ``unowned_total`` counts the tasks that no one leads.
    """

    total: int
    counts: Array
    named: Array
    shown: Array
    unowned_total: int
    unowned: tuple[int, ...]

    def each(self) -> Iterator[Share]:
        """Return the shares one by one."""
        rows = zip(self.counts.tolist(), self.named.tolist(), strict=True)
        for (agency, leads, coordinates, weight), named in rows:
            tasks = tuple([(_ROLES[task & 1], task >> 1) for task in named if task >= 0])
            yield Share(agency, leads, coordinates, weight / 1000, tasks)


class Duties:
    """All duties; nothing in it changes, so that threads may share it."""

    def __init__(
        self, arrays: Mapping[str, bytes], task_count: int, kernels: Kernels = PLAIN
    ) -> None:
        """Take ``duty_tasks``, ``duty_agencies`` and ``duty_leads`` (1 or 0), row by row."""
        self._tasks = unpacked(arrays["duty_tasks"]).astype(np.int64)
        self._agencies = unpacked(arrays["duty_agencies"])
        self._leads = unpacked(arrays["duty_leads"]).astype(bool)
        self._of_task = starts(self._tasks, task_count)
        self._by_agency = np.argsort(self._agencies, kind="stable")
        agency_count = int(self._agencies.max(initial=-1)) + 1
        self._of_agency: list[int] = starts(self._agencies[self._by_agency], agency_count).tolist()
        self._kernels = kernels

    def __len__(self) -> int:
        return len(self._tasks)

    def of_agencies(self, agencies: Sequence[int]) -> Array:
        """Return the numbers of the duties of agencies."""
        begins = self._of_agency
        own = [self._by_agency[begins[n] : begins[n + 1]] for n in agencies if n + 1 < len(begins)]
        return own[0] if len(own) == 1 else np.concatenate((*own, _NO_NUMBERS))

    def counts(self, agency: int) -> tuple[int, int]:
        """Return how many tasks an agency leads and how many it coordinates."""
        duties = self.of_agencies((agency,))
        leads = int(self._leads[duties].sum())
        return leads, len(duties) - leads

    def of_role(self, duties: Array, role: Role) -> Array:
        """Return those of some duties that are of a role."""
        chosen: Array = duties[self._leads[duties] == (role == "lead")]
        return chosen

    def tasks(self, duties: Array) -> Array:
        """Return the different tasks of duties, in order."""
        tasks = self._tasks[duties]
        if (tasks[1:] > tasks[:-1]).all():  # as those of one agency in one role are
            return tasks
        tasks.sort()
        return tasks[firsts(tasks)]

    def shares(
        self, found: Scored, asked: Array | None, groups: Flags, page: slice, most: int
    ) -> Shares:
        """Rank the agencies of the tasks found, and name up to ``most`` tasks of each.

        Those who lead come before those who only coordinate, and among each the bodies before the
        ``groups``, then by weight. ``asked`` are the duties that count, None for all.
        """
        counted = _ALL if asked is None else flags(asked, len(self))
        total, counts, named, shown, unowned_total, unowned = self._kernels.owners(
            found.tasks,
            found.weights,
            self._of_task,
            self._agencies,
            self._leads,
            counted,
            groups,
            page.start,
            page.stop,
            most,
        )
        return Shares(total, counts, named, shown, unowned_total, tuple(unowned.tolist()))


_ALL: Flags = np.zeros(0, bool)
_NO_NUMBERS = np.zeros(0, np.int64)
