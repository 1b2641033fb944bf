"""Duties: which agency has which part in which task, as numbers, and who owns what was found.

A duty is a row: a task, an agency, and whether it leads. They stand in the order of their tasks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extract.record import Role
from graph.search.arrays import Array, Flags, Weights, firsts, flags, starts, unpacked
from graph.search.occurrences import Scored

_COORDINATING = 0.5
"""What a task weighs for an agency that only coordinates it, when it weighs 1 for the lead."""

_ROLES: tuple[Role, Role] = ("coordinating", "lead")

_DIGITS = 6
"""Of a weight; what differs beyond them is as heavy."""


@dataclass(frozen=True, slots=True)
class Share:
    """An agency's part in what was found: its number, how many tasks, how much they weigh.

    ``tasks`` are the weightiest of them by number, those that it leads first.
    """

    agency: int
    leads: int
    coordinates: int
    weight: float
    tasks: tuple[tuple[Role, int], ...]


class Duties:
    """All duties; nothing in it changes, so that threads may share it."""

    def __init__(self, arrays: Mapping[str, bytes], task_count: int) -> None:
        """Take ``duty_tasks``, ``duty_agencies`` and ``duty_leads`` (1 or 0), row by row."""
        names = ("duty_tasks", "duty_agencies", "duty_leads")
        self._tasks, self._agencies, self._leads = (
            unpacked(arrays[name]).astype(np.intp) for name in names
        )
        self._of_task = starts(self._tasks, task_count)
        self._by_agency = np.argsort(self._agencies, kind="stable")
        agency_count = int(self._agencies.max(initial=-1)) + 1
        self._of_agency = starts(self._agencies[self._by_agency], agency_count)
        self._led = flags(self._tasks[self._leads.nonzero()], task_count)

    def __len__(self) -> int:
        return len(self._tasks)

    def of_agencies(self, agencies: Sequence[int]) -> Array:
        """Return the numbers of the duties of agencies."""
        begins = self._of_agency
        own = [self._by_agency[begins[n] : begins[n + 1]] for n in agencies if n + 1 < len(begins)]
        return np.concatenate((*own, _NO_NUMBERS))

    def counts(self, agency: int) -> tuple[int, int]:
        """Return how many tasks an agency leads and how many it coordinates."""
        duties = self.of_agencies((agency,))
        leads = int(self._leads[duties].sum())
        return leads, len(duties) - leads

    def of_role(self, duties: Array, role: Role) -> Array:
        """Return those of some duties that are of a role."""
        chosen: Array = duties[self._leads[duties] == int(role == "lead")]
        return chosen

    def tasks(self, duties: Array) -> Array:
        """Return the different tasks of duties, in order."""
        tasks = np.sort(self._tasks[duties])
        return tasks[firsts(tasks)]

    def without_lead(self, tasks: Array) -> Array:
        """Return where among tasks those stand that no one leads."""
        return np.logical_not(self._led[tasks]).nonzero()[0]

    def shares(
        self, found: Scored, asked: Flags | None, groups: Flags, page: slice, most: int
    ) -> tuple[int, list[Share]]:
        """Rank the agencies of the tasks found; return how many there are, and a page of them.

        Those who lead come before those who only coordinate, and among each the bodies before the
        ``groups``, then by weight. ``asked`` flags the duties that count, None for all; ``most``
        is how many tasks to name of each agency.
        """
        duties, weights = self._of_found(found, asked)
        agencies, leads = self._agencies[duties], self._leads[duties]
        weights = weights * np.where(leads, 1.0, _COORDINATING)
        counts = np.bincount(2 * agencies + leads, minlength=2 * len(groups)).reshape(-1, 2)
        present = counts.sum(1).nonzero()[0]
        total_weights = np.bincount(agencies, weights, len(groups))[present].round(_DIGITS)
        coordinated, led = counts[present].T
        order = np.lexsort((-coordinated, -led, -total_weights, groups[present], led == 0))[page]
        chosen = present[order]
        named = self._named(chosen, len(groups), most, duties, weights)
        rows = zip(
            chosen.tolist(),
            led[order].tolist(),
            coordinated[order].tolist(),
            total_weights[order].tolist(),
            named,
            strict=True,
        )
        return len(present), [Share(*row) for row in rows]

    def _of_found(self, found: Scored, asked: Flags | None) -> tuple[Array, Weights]:
        """Return the duties of the tasks found and what their tasks weigh."""
        begins = self._of_task[found.tasks]
        counts = self._of_task[found.tasks + 1] - begins
        ends = counts.cumsum()
        total = int(ends[-1]) if len(ends) else 0
        duties = np.arange(total) + np.repeat(begins - (ends - counts), counts)
        weights = np.repeat(found.weights, counts)
        if asked is None:
            return duties, weights
        kept = asked[duties]
        return duties[kept], weights[kept]

    def _named(
        self, chosen: Array, agency_count: int, most: int, duties: Array, weights: Weights
    ) -> list[tuple[tuple[Role, int], ...]]:
        """Return the weightiest tasks of each chosen agency, those that it leads first."""
        places = np.full(agency_count, -1)
        places[chosen] = np.arange(len(chosen))
        agency_places = places[self._agencies[duties]]
        kept = (agency_places >= 0).nonzero()[0]
        duties, weights, agency_places = duties[kept], weights[kept], agency_places[kept]
        tasks, leads = self._tasks[duties], self._leads[duties]
        order = np.lexsort((tasks, -weights, -leads, agency_places))
        begins = starts(agency_places[order], len(chosen)).tolist()
        named: list[tuple[tuple[Role, int], ...]] = []
        for begin, end in pairwise(begins):
            rows = order[begin : min(end, begin + most)]
            parts = zip(leads[rows].tolist(), tasks[rows].tolist(), strict=True)
            named.append(tuple((_ROLES[lead], task) for lead, task in parts))
        return named


_NO_NUMBERS = np.zeros(0, np.intp)
