"""The kernel over duties: which agencies own what was found, and how much of it."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from graph.search.arrays import Array, Flags, Weights

_COORDINATING = 0.5
"""What a task weighs for an agency that only coordinates it, when it weighs 1 for the lead."""

_PRECISION = 1e6
"""Of a weight; what differs beyond it is as heavy."""

_SPLIT = 2.0**27 + 1
"""What parts a number in two halves of which each has no more bits than fit into a product."""

Key: TypeAlias = tuple[float, float, float]
"""What orders things, the highest first."""


def owners(
    tasks: Array,
    weights: Weights,
    begins: Array,
    agencies: Array,
    leads: Flags,
    asked: Flags,
    groups: Flags,
    first: int,
    last: int,
    most: int,
) -> tuple[int, Array, Array, Array, int, Array]:
    """Rank the agencies of tasks that were found; see `graph.search.duties.Duties.owners`.

    The duties of task n are those from ``begins[n]`` to ``begins[n + 1]``, each with its agency
    and whether that leads. ``asked`` flags those that count; where it is empty, all do.

    Returns how many agencies there are; those from ``first`` to ``last`` in a row each: its
    number, how many tasks it leads and coordinates, and what it weighs in thousandths; up to
    ``most`` of its tasks in a row each: twice the number, and one more where it only coordinates,
    -1 where there are no more; these tasks, one after the other; how many of the tasks no one
    leads; up to ``most`` of those.
    """

    def keep(numbers: Array, keys: Weights, held: int, number: int, key: Key) -> None:
        """Put a number in its place among the ``held`` that have the highest keys."""
        at = held
        while at > 0 and key > (keys[at - 1, 0], keys[at - 1, 1], keys[at - 1, 2]):
            at -= 1
        if at < len(numbers):
            for moved in range(min(held, len(numbers) - 1), at, -1):
                numbers[moved] = numbers[moved - 1]
                for part in range(3):
                    keys[moved, part] = keys[moved - 1, part]
            numbers[at] = number
            keys[at, 0], keys[at, 1], keys[at, 2] = key

    # Sums, not branches: which part an agency has in a task is as good as random.
    parts, weighed = np.zeros((len(groups), 2), np.int32), np.zeros(len(groups), np.float64)
    unled, unled_keys, unled_count = np.empty(most, np.int64), np.empty((most, 3)), 0
    for found in range(len(tasks)):
        task, weight = tasks[found], weights[found]
        is_led = False
        for duty in range(begins[task], begins[task + 1]):
            is_led |= leads[duty]
            if len(asked) and not asked[duty]:
                continue
            agency, lead = agencies[duty], int(leads[duty])
            parts[agency, lead] += 1
            weighed[agency] += weight * (_COORDINATING + (1.0 - _COORDINATING) * lead)
        if not is_led:
            keep(unled, unled_keys, min(unled_count, most), task, (weight, 0.0, 0.0))
            unled_count += 1

    last = min(last, len(groups))
    ranked, keys, total = np.empty(last, np.int64), np.empty((last, 3)), 0
    for agency in range(len(groups)):
        coordinates, leading = parts[agency, 0], parts[agency, 1]
        if coordinates + leading == 0:
            continue
        rank = 2.0 * (leading > 0) - groups[agency]
        total += 1
        if total > last > 0:  # most are lighter than all that are shown
            lightest = keys[last - 1, 0], keys[last - 1, 1]
            if (rank, weighed[agency] + 1 / _PRECISION) < lightest:
                continue
        weighed[agency] = np.rint(weighed[agency] * _PRECISION) / _PRECISION
        counted = leading * len(tasks) * 2.0 + coordinates
        keep(ranked, keys, min(total - 1, last), agency, (rank, weighed[agency], counted))
    chosen = ranked[first : min(total, last)]

    named = np.full((len(chosen), most), -1, np.int64)
    named_keys = np.empty((len(chosen), most, 3))
    held = np.zeros(len(chosen), np.int64)
    rows = np.full(len(groups), -1, np.int16)
    for row in range(len(chosen)):
        rows[chosen[row]] = row
    for found in range(len(tasks)):
        task = tasks[found]
        for duty in range(begins[task], begins[task + 1]):
            row = rows[agencies[duty]]
            if row < 0 or (len(asked) and not asked[duty]):
                continue
            lead = leads[duty]
            key = (1.0 * lead, weights[found], 0.0)
            keep(named[row], named_keys[row], held[row], 2 * task + (not lead), key)
            held[row] = min(held[row] + 1, most)
    counts = np.empty((len(chosen), 4), np.int64)
    shown, shown_count = np.empty(named.size, np.int64), 0
    for row in range(len(chosen)):
        agency = chosen[row]
        counts[row, 0] = agency
        counts[row, 1], counts[row, 2] = parts[agency, 1], parts[agency, 0]
        thousandths = np.rint(weighed[agency] * 1000)
        # Halves are rounded by what the product leaves out (Dekker), as `round` does.
        high = weighed[agency] * _SPLIT - (weighed[agency] * _SPLIT - weighed[agency])
        rest, low = high * 1000 - thousandths, (weighed[agency] - high) * 1000
        over, under = rest - 0.5 + low > 0.0, rest + 0.5 + low < 0.0
        counts[row, 3] = int(thousandths) + int(over) - int(under)
        for part in named[row, : held[row]]:
            shown[shown_count] = part >> 1
            shown_count += 1
    unled = unled[: min(unled_count, most)]
    return total, counts, named, shown[:shown_count], unled_count, unled
