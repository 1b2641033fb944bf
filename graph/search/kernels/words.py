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
    words: Array,
    rarest: int,
    vocabulary: int,
    width: int,
    touching: float,
    near: float,
) -> tuple[Array, Weights]:
    """Find the tasks in which words stand together, in ascending order, with their weights.

    ``places`` are those of one of the ``words``, the one at ``rarest``, in the ``stream`` of all
    words, in ascending order; words are numbers up to ``vocabulary``. Where the words follow each
    other as they are sought, they add ``touching`` to their task; where they only stand within
    ``width`` places, in any order, ``near``. For each of the places, ``around`` repeats the words
    before, at and after it, so that most is decided without looking elsewhere in memory, and
    ``fields`` gives twice the number of the task, and one more in a heading. ``damping`` is what
    the length of each task takes away.
    """
    signs = np.zeros(vocabulary + 1, np.int64)
    different = 0
    for word in words:
        if signs[word] == 0:
            signs[word] = 1 << different
            different += 1
    every = (1 << different) - 1
    own = signs[words[rarest]]

    # First, quickly, where any of the others stands as near as the nearest must.
    reach = around.shape[1] // 2
    nearest = width - (different - 1)
    candidates, held = np.empty(len(places), np.int32), 0
    for at in range(len(places)):
        seen = signs[around[at, reach - 1]] | signs[around[at, reach + 1]]
        if nearest > 1:
            seen |= signs[around[at, reach - 2]] | signs[around[at, reach + 2]]
        candidates[held] = at
        held += int(seen | own != own or nearest > 2 or different == 1)

    most = min(held, len(damping))
    tasks, weights = np.empty(most, np.int64), np.empty(most, np.float64)
    side = width - 1
    window = np.empty(2 * side + 1, np.int64)
    before = np.empty(width, np.int64)
    count = 0
    for candidate in range(held):
        at = candidates[candidate]
        seen = 0
        for step in range(len(window)):
            if side <= reach:
                window[step] = around[at, reach - side + step]
            else:
                window[step] = stream[places[at] - side + step]
            seen |= signs[window[step]]
        if seen != every:
            continue
        weight = touching
        for step in range(len(words)):
            if window[side - rarest + step] != words[step]:
                weight = 0.0
                break
        if weight == 0.0 and near > 0.0:
            seen = 0
            for away in range(width):
                seen |= signs[window[side - away]]
                before[away] = seen
            seen = 0
            for away in range(width):
                seen |= signs[window[side + away]]
                if before[side - away] | seen == every:
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


def hits(
    texts: Array, sought: Array, begins: Array, words: Array, starts: Array, ends: Array
) -> tuple[Array, Array]:
    """Say where words stand in texts: their phrase, else each once, as near as may be.

    The ``words`` of text n are those from ``begins[n]`` to ``begins[n + 1]``, each with the code
    points at which it starts and ends. Words follow each other in a phrase where one code point
    is between them.

    Returns how many spans each of the ``texts`` has, and the spans, in order.
    """
    room = 0
    for text in texts:
        room += max(len(sought), begins[text + 1] - begins[text])
    spans, held = np.empty((room, 2), np.int64), 0
    counts = np.empty(len(texts), np.int64)
    latest, nearest = np.empty(len(sought), np.int64), np.empty(len(sought), np.int64)
    for number in range(len(texts)):
        begin, end = begins[texts[number]], begins[texts[number] + 1]
        before = held
        at = begin
        while len(sought) > 0 and at + len(sought) <= end:
            same = 0
            while same < len(sought) and words[at + same] == sought[same]:
                same += 1
                if same < len(sought) and starts[at + same] != ends[at + same - 1] + 1:
                    break
            if same == len(sought):
                spans[held, 0], spans[held, 1] = starts[at], ends[at + same - 1]
                held += 1
                at += same
            else:
                at += 1
        if held == before and len(sought) > 1:
            present = 0
            for word in range(len(sought)):
                latest[word] = nearest[word] = -1
                known = False
                for earlier in range(word):
                    known |= sought[earlier] == sought[word]
                at = begin
                while at < end and words[at] != sought[word]:
                    at += 1
                present += int(at < end and not known)
            seen, shortest = 0, -1
            for at in range(begin, end):
                for word in range(len(sought)):
                    if words[at] == sought[word]:
                        seen += int(latest[word] < 0)
                        latest[word] = at
                        if seen == present:
                            first = int(at)
                            for each in latest:
                                if 0 <= each < first:
                                    first = int(each)
                            length = ends[at] - starts[first]
                            if shortest < 0 or length < shortest:
                                shortest = int(length)
                                nearest[:] = latest
                        break
            nearest.sort()
            for at in nearest:
                if at >= 0:
                    spans[held, 0], spans[held, 1] = starts[at], ends[at]
                    held += 1
        counts[number] = held - before
    return counts, spans[:held]
