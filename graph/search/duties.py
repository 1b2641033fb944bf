"""Duties: which agency has which part in which task, as numbers, and who owns what was found.

A duty is a row: a task, an agency, and whether it leads. They stand in the order of their tasks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np

from extract.record import Role
from graph.search.arrays import Array, Flags, firsts, flags, starts, unpacked
from graph.search.scored import Scored

_COORDINATING = 0.5
"""What a task weighs for an agency that only coordinates it, when it weighs 1 for the lead."""

_ROLES: tuple[Role, Role] = ("lead", "coordinating")

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
        self._portions = np.where(self._leads, 1.0, _COORDINATING)
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
        duties, places = self._of_found(found, asked)
        agencies, leads = self._agencies[duties], self._leads[duties]
        counts = np.bincount(2 * agencies + leads, minlength=2 * len(groups))
        weights = np.bincount(agencies, found.weights[places] * self._portions[duties], len(groups))
        present = (counts[::2] + counts[1::2]).nonzero()[0]
        coordinated, led = counts[2 * present], counts[2 * present + 1]
        weight = weights[present].round(_DIGITS)
        order = np.lexsort((-coordinated, -led, -weight, 2 * (led == 0) + groups[present]))[page]
        chosen = present[order]
        named = self._named(found, chosen, len(groups), most, duties, places)
        columns = (chosen, led[order], coordinated[order], weight[order])
        rows = zip(*(column.tolist() for column in columns), named, strict=True)
        return len(present), [Share(*row) for row in rows]

    def _of_found(self, found: Scored, asked: Flags | None) -> tuple[Array, Array]:
        """Return the duties of the tasks found, and the place of the task of each among those."""
        begins = self._of_task[found.tasks]
        counts = self._of_task[found.tasks + 1] - begins
        ends = counts.cumsum()
        places = np.repeat(np.arange(len(counts)), counts)
        duties = np.arange(len(places)) + (begins - ends + counts)[places]
        if asked is None:
            return duties, places
        kept = asked[duties]
        return duties[kept], places[kept]

    def _named(
        self,
        found: Scored,
        chosen: Array,
        agency_count: int,
        most: int,
        duties: Array,
        places: Array,
    ) -> list[tuple[tuple[Role, int], ...]]:
        """Return the weightiest tasks of each chosen agency, those that it leads first."""
        ranks = np.full(agency_count, -1)
        ranks[chosen] = np.arange(len(chosen))
        agency_ranks = ranks[self._agencies[duties]]
        kept = (agency_ranks >= 0).nonzero()[0]
        duties, places, agency_ranks = duties[kept], places[kept], agency_ranks[kept]
        heaviest = np.argsort(-found.weights, kind="stable")
        count = max(1, len(heaviest))
        heaviness = np.empty_like(heaviest)
        heaviness[heaviest] = np.arange(len(heaviest))
        # One number orders them: by agency, then the led before the others, then by weight.
        ordered = 2 * agency_ranks + 1 - self._leads[duties]
        ordered = np.sort(ordered * count + heaviness[places])
        begins = np.searchsorted(ordered, 2 * count * np.arange(len(chosen) + 1)).tolist()
        ends = [min(begin + most, end) for begin, end in pairwise(begins)]
        rows = [row for begin, end in zip(begins, ends, strict=False) for row in range(begin, end)]
        shown = ordered[rows]
        tasks = found.tasks[heaviest[shown % count]].tolist()
        parts = zip([_ROLES[part] for part in (shown // count % 2).tolist()], tasks, strict=True)
        return [tuple(islice(parts, end - begin)) for begin, end in zip(begins, ends, strict=False)]


_NO_NUMBERS = np.zeros(0, np.intp)
