"""Tasks that were found, with what each weighs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from graph.search.arrays import Array, Flags, Weights


@dataclass(frozen=True, slots=True)
class Scored:
    """Tasks that were found, in ascending order, and what each weighs."""

    tasks: Array
    weights: Weights

    def __len__(self) -> int:
        return len(self.tasks)

    def at(self, places: Array | Flags) -> Scored:
        """Return those at some places."""
        return Scored(self.tasks[places], self.weights[places])

    def among(self, allowed: Flags) -> Scored:
        """Return those that are flagged."""
        return self.at(allowed[self.tasks])

    def weightiest(self, page: slice) -> Array:
        """Return a page of the tasks, the weightiest first, else in their order."""
        if not self.weights.any():
            return self.tasks[page]
        order = np.argsort(-self.weights, kind="stable")
        return self.tasks[order[page]]


def unweighed(tasks: Array) -> Scored:
    """Return tasks that were not looked for by words."""
    return Scored(tasks, np.zeros(len(tasks)))


def every(found: Iterable[Scored]) -> Scored:
    """Return the tasks that were found each time, with their weights added."""
    first, *others = found
    for other in others:
        tasks, left, right = np.intersect1d(
            first.tasks, other.tasks, assume_unique=True, return_indices=True
        )
        first = Scored(tasks, first.weights[left] + other.weights[right])
    return first
