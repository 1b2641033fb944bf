"""Kernels over words: where those that are sought stand together, in all tasks and in one text."""

from __future__ import annotations

import math

import numpy as np

from graph.search.arrays import Around, Array, Weights

_HEADING = 0.5
"""What a word in a heading above a task weighs, when it weighs 1 in the task's own text."""

K1 = 1.2
"""The usual constant of BM25 that says how soon more of a word says no more."""


def together(
    places: Array,
    around: Around,
    fields: Array,
    stream: Array,
    damping: Weights,
    begins: Array,
    words: Around,
    width: int,
    touching: float,
    near: float,
) -> tuple[Array, Weights]:
    """Find the tasks in which words stand together, in ascending order, with their weights.

    Those ``places`` from ``begins[n]`` to ``begins[n + 1]`` are, in ascending order, where word n
    stands in the ``stream`` of all words; looked at are those of the rarest of the ``words``. Where
    the words follow each other as they are sought, they add ``touching`` to their task; where they
    only stand within ``width`` places, in any order, ``near``. Each row of ``around`` repeats what
    stands as far before or after each place, so that most is decided by going along rows, without
    looking elsewhere in memory. ``fields`` gives twice the number of a place's task, and one more
    in a heading. ``damping`` is what the length of each task takes away.
    """
    reach, side = around.shape[0] // 2, width - 1
    rarest = 0
    for number in range(len(words)):
        begin, end = begins[words[number]], begins[words[number] + 1]
        if end - begin < begins[words[rarest] + 1] - begins[words[rarest]]:
            rarest = number
    begin, end = begins[words[rarest]], begins[words[rarest] + 1]
    held, phrase = np.ones(end - begin, np.bool_), np.ones(end - begin, np.bool_)
    present = np.empty(end - begin, np.bool_)
    if side > reach:
        phrase[:] = False
    else:
        for number in range(len(words)):
            row = around[reach - rarest + number, begin:end]
            for at in range(len(row)):
                phrase[at] &= row[at] == words[number]
            if words[number] == words[rarest]:
                continue
            present[:] = False
            for away in range(1, width):
                before = around[reach - away, begin:end]
                after = around[reach + away, begin:end]
                for at in range(len(present)):
                    present[at] |= (before[at] == words[number]) | (after[at] == words[number])
            for at in range(len(present)):
                held[at] &= present[at]
    candidates = held.nonzero()[0]

    most = min(len(candidates), len(damping))
    tasks, weights = np.empty(most, np.int64), np.empty(most, np.float64)
    every = (1 << len(words)) - 1
    signs, seen_before = np.empty(2 * side + 1, np.int64), np.empty(width, np.int64)
    count = 0
    for candidate in candidates:
        at = begin + int(candidate)
        weight = touching if phrase[candidate] else 0.0
        if weight == 0.0 and (near > 0.0 or side > reach):
            seen = 0
            for step in range(len(signs)):
                word, sign = stream[places[at] - side + step], 0
                for number in range(len(words)):
                    sign |= int(word == words[number]) << number
                signs[step] = sign
                seen |= sign
            if seen != every:
                continue
            weight = touching
            for number in range(len(words)):
                if not signs[side - rarest + number] >> number & 1:
                    weight = 0.0
                    break
        if weight == 0.0 and near > 0.0:
            seen = 0
            for away in range(width):
                seen |= signs[side - away]
                seen_before[away] = seen
            seen = 0
            for away in range(width):
                seen |= signs[side + away]
                if seen_before[side - away] | seen == every:
                    weight = near
                    break
        if weight == 0.0:
            continue
        field = fields[at]
        if field & 1:
            weight *= _HEADING
        if count and tasks[count - 1] == field >> 1:
            weights[count - 1] += weight
        else:
            tasks[count], weights[count] = field >> 1, weight
            count += 1
    rarity = math.log(1 + (len(damping) - count + 0.5) / (count + 0.5)) * (K1 + 1)
    for at in range(count):
        weights[at] = weights[at] / (weights[at] + damping[tasks[at]]) * rarity
    return tasks[:count], weights[:count]
