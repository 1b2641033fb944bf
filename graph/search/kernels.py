"""Kernels: the loops over all places of a word, and over all duties in what was found.

They are plain Python over arrays, and one question is answered by them as they are. Who answers
many has them compiled by numba first (`compiled`), to the same results. Compiled code is kept
beside this file, else in the cache of the user or where NUMBA_CACHE_DIR says; where nothing can be
written, each process compiles for itself.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import NamedTuple, TypeAlias, TypeVar, cast

import numpy as np

from graph.search.arrays import Around, Array, Bytes, Flags, Weights

_HEADING = 0.5
"""What a word in a heading above a task weighs, when it weighs 1 in the task's own text."""

_COORDINATING = 0.5
"""What a task weighs for an agency that only coordinates it, when it weighs 1 for the lead."""

K1 = 1.2
"""The usual constant of BM25 that says how soon more of a word says no more."""

_PRECISION = 1e6
"""Of a weight; what differs beyond it is as heavy."""

_SPLIT = 2.0**27 + 1
"""What parts a number in two halves of which each has no more bits than fit into a product."""

_WIDTH, _LEAD = 240, 60
"""Code points of a snippet, and of those how many stand before the first word that was found."""


def _bytes(text: str) -> Bytes:
    return np.frombuffer(text.encode(), np.uint8)


_OPEN, _HITS, _CLOSE = (_bytes(part) for part in ('{"text":"', '","hits":[', "]}"))
_BEFORE, _AFTER = _bytes("… "), _bytes(" …")
_SPACE, _COMMA, _OPENING, _CLOSING, _ZERO, _POINT = b" ,[]0."

_AGENCY, _LEADS = _bytes('{"agency":'), _bytes(',"succession":null,"leads":')
_COORDINATES, _WEIGHT = _bytes(',"coordinates":'), _bytes(',"weight":')
_TASKS, _TASK, _NEXT, _END = (_bytes(part) for part in (',"tasks":[', ',"task":', "},", "]},"))
_LED, _COORDINATED = (
    _bytes(f'{{"role":"{role}","succession":null,"snippet":') for role in ("lead", "coordinating")
)
_ROOM = 160
"""Bytes that the members of an owner take at most, and those of a task of one."""

Key: TypeAlias = tuple[float, float, float]
"""What orders things, the highest first."""

Kernel = TypeVar("Kernel", bound=Callable[..., object])


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
) -> tuple[int, Array, Array, int, Array]:
    """Rank the agencies of tasks that were found; see `graph.search.duties.Duties.owners`.

    The duties of task n are those from ``begins[n]`` to ``begins[n + 1]``, each with its agency
    and whether that leads. ``asked`` flags those that count; where it is empty, all do.

    Returns how many agencies there are; those from ``first`` to ``last`` in a row each: its
    number, how many tasks it leads and coordinates, and what it weighs in thousandths; up to
    ``most`` of its tasks in a row each: twice the number, and one more where it only coordinates,
    -1 where there are no more; how many of the tasks no one leads; up to ``most`` of those.
    """

    def keep(numbers: Array, keys: Weights, held: int, number: int, key: Key) -> None:
        """Put a number in its place among the ``held`` that have the highest keys."""
        at = held
        while at > 0 and key > (keys[at - 1, 0], keys[at - 1, 1], keys[at - 1, 2]):
            at -= 1
        if at < len(numbers):
            for moved in range(min(held, len(numbers) - 1), at, -1):
                numbers[moved] = numbers[moved - 1]
                keys[moved] = keys[moved - 1]
            numbers[at] = number
            keys[at, 0], keys[at, 1], keys[at, 2] = key

    led = np.zeros(len(groups), np.int64)
    coordinated = np.zeros(len(groups), np.int64)
    weighed = np.zeros(len(groups), np.float64)
    unled, unled_keys, unled_count = np.empty(most, np.int64), np.empty((most, 3)), 0
    for found in range(len(tasks)):
        task, weight = tasks[found], weights[found]
        is_led = False
        for duty in range(begins[task], begins[task + 1]):
            is_led |= leads[duty]
            if len(asked) and not asked[duty]:
                continue
            agency = agencies[duty]
            if leads[duty]:
                led[agency] += 1
                weighed[agency] += weight
            else:
                coordinated[agency] += 1
                weighed[agency] += weight * _COORDINATING
        if not is_led:
            keep(unled, unled_keys, min(unled_count, most), task, (weight, 0.0, 0.0))
            unled_count += 1

    last = min(last, len(groups))
    ranked, keys, total = np.empty(last, np.int64), np.empty((last, 3)), 0
    for agency in range(len(groups)):
        if not led[agency] and not coordinated[agency]:
            continue
        weighed[agency] = np.rint(weighed[agency] * _PRECISION) / _PRECISION
        rank = 2.0 * (led[agency] > 0) - groups[agency]
        counts = led[agency] * len(tasks) * 2.0 + coordinated[agency]
        keep(ranked, keys, min(total, last), agency, (rank, weighed[agency], counts))
        total += 1
    chosen = ranked[first : min(total, last)]

    named = np.full((len(chosen), most), -1, np.int64)
    named_keys = np.empty((len(chosen), most, 3))
    held = np.zeros(len(chosen), np.int64)
    rows = np.full(len(groups), -1, np.int64)
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
    for row in range(len(chosen)):
        agency = chosen[row]
        counts[row, 0], counts[row, 1], counts[row, 2] = agency, led[agency], coordinated[agency]
        thousandths = np.rint(weighed[agency] * 1000)
        # Halves are rounded by what the product leaves out (Dekker), as `round` does.
        high = weighed[agency] * _SPLIT - (weighed[agency] * _SPLIT - weighed[agency])
        rest = high * 1000 - thousandths + (weighed[agency] - high) * 1000
        counts[row, 3] = int(thousandths) + int(rest > 0.5) - int(rest < -0.5)
    return total, counts, named, unled_count, unled[: min(unled_count, most)]


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


def snippets(
    texts: Array, counts: Array, spans: Array, places: Array, begins: Array, data: Bytes
) -> tuple[Bytes, Array]:
    """Write as JSON the part of each text around the first of its spans, and where these stand.

    ``counts`` says how many of the ``spans`` are of each of the ``texts``. The code points of text
    n are those from ``places[n]`` up to the last before ``places[n + 1]``; ``begins`` says where
    the JSON of each begins in ``data``. A part is cut at spaces and marked with an ellipsis where
    something is left out; only spans that lie in it are kept.

    Returns UTF-8, and where in it each part ends.
    """
    most = _WIDTH * 6 + len(_OPEN) + len(_BEFORE) + len(_AFTER) + len(_HITS) + len(_CLOSE)
    made = np.empty(len(texts) * most + len(spans) * 44, np.uint8)
    ends = np.empty(len(texts), np.int64)
    at = span = 0
    for number in range(len(texts)):
        text, last = places[texts[number]], places[texts[number] + 1] - 1
        first = spans[span, 0] if counts[number] else text
        start = max(text, min(first - _LEAD, last - _WIDTH))
        end = min(last, start + _WIDTH)
        if start > text:
            cut = start
            while cut < first and data[begins[cut]] != _SPACE:
                cut += 1
            if cut < first:
                start = cut + 1
        if end < last:
            cut = end - 1
            while cut > start and data[begins[cut]] != _SPACE:
                cut -= 1
            if cut > start:
                end = cut
        shift = -start
        for byte in _OPEN:
            made[at] = byte
            at += 1
        if start > text:
            shift += 2
            for byte in _BEFORE:
                made[at] = byte
                at += 1
        for byte in data[begins[start] : begins[end]]:
            made[at] = byte
            at += 1
        if end < last:
            for byte in _AFTER:
                made[at] = byte
                at += 1
        for byte in _HITS:
            made[at] = byte
            at += 1
        for each in range(span, span + counts[number]):
            if spans[each, 0] < start or spans[each, 1] > end:
                continue
            made[at] = _OPENING
            for side in range(2):
                value = spans[each, side] + shift
                power = 1
                while power * 10 <= value:
                    power *= 10
                while power > 0:
                    at += 1
                    made[at] = _ZERO + value // power % 10
                    power //= 10
                at += 1
                made[at] = _COMMA if side == 0 else _CLOSING
            made[at + 1] = _COMMA
            at += 2
        if made[at - 1] == _COMMA:
            at -= 1
        for byte in _CLOSE:
            made[at] = byte
            at += 1
        span += counts[number]
        ends[number] = at
    return made[:at], ends


def owners_json(
    counts: Array,
    named: Array,
    parts: Bytes,
    part_ends: Array,
    agencies: Bytes,
    agency_begins: Array,
    tasks: Bytes,
    task_begins: Array,
) -> Bytes:
    """Write owners (see `owners`) as JSON, with commas between.

    ``parts`` are the snippets of the tasks that are ``named``, one after the other, and end at
    ``part_ends``; the JSON of agency or task n begins at ``agency_begins[n]``, ``task_begins[n]``.
    """
    room = len(parts)
    for row in range(len(counts)):
        room += agency_begins[counts[row, 0] + 1] - agency_begins[counts[row, 0]] + _ROOM
        for part in named[row]:
            if part >= 0:
                room += task_begins[(part >> 1) + 1] - task_begins[part >> 1] + _ROOM
    made = np.empty(room, np.uint8)

    def put(at: int, piece: Bytes) -> int:
        """Write a piece; return where it ends."""
        for byte in range(len(piece)):
            made[at + byte] = piece[byte]
        return at + len(piece)

    def put_number(at: int, number: int) -> int:
        """Write a whole number; return where it ends."""
        power = 1
        while power * 10 <= number:
            power *= 10
        while power > 0:
            made[at] = _ZERO + number // power % 10
            power //= 10
            at += 1
        return at

    at = shown = begin = 0
    for row in range(len(counts)):
        agency = counts[row, 0]
        at = put(at, _AGENCY)
        at = put(at, agencies[agency_begins[agency] : agency_begins[agency + 1]])
        at = put_number(put(at, _LEADS), counts[row, 1])
        at = put_number(put(at, _COORDINATES), counts[row, 2])
        at = put_number(put(at, _WEIGHT), counts[row, 3] // 1000)
        made[at] = _POINT
        power, rest = 100, counts[row, 3] % 1000
        while power == 100 or rest > 0:
            at += 1
            made[at] = _ZERO + rest // power
            rest %= power
            power //= 10
        at = put(at + 1, _TASKS)
        for part in named[row]:
            if part < 0:
                break
            task = part >> 1
            at = put(at, _COORDINATED if part & 1 else _LED)
            at = put(at, parts[begin : part_ends[shown]])
            at = put(at, _TASK)
            at = put(at, tasks[task_begins[task] : task_begins[task + 1]])
            at = put(at, _NEXT)
            begin = part_ends[shown]
            shown += 1
        at = put(at - 1, _END)
    return made[: max(0, at - 1)]


class Kernels(NamedTuple):
    """The kernels, plain or compiled."""

    together: Callable[
        [Array, Around, Array, Array, Weights, Array, int, int, int, float, float],
        tuple[Array, Weights],
    ]
    owners: Callable[
        [Array, Weights, Array, Array, Flags, Flags, Flags, int, int, int],
        tuple[int, Array, Array, int, Array],
    ]
    hits: Callable[[Array, Array, Array, Array, Array, Array], tuple[Array, Array]]
    snippets: Callable[[Array, Array, Array, Array, Array, Bytes], tuple[Bytes, Array]]
    owners_json: Callable[[Array, Array, Bytes, Array, Bytes, Array, Bytes, Array], Bytes]


PLAIN = Kernels(together, owners, hits, snippets, owners_json)


@cache
def compiled() -> Kernels:
    """Return the kernels compiled, for all arrays that an index may hold: no question waits."""
    from numba import types as t

    def array(of: t.Type, dimensions: int = 1) -> t.Type:
        return t.Array(of, dimensions, "C", readonly=True)

    flags, numbers, weights = array(t.boolean), array(t.int64), array(t.float64)
    small, number, weight = array(t.int32), t.int64, t.float64
    rows, data = array(t.int64, 2), array(t.uint8)
    sought = (numbers, number, number, number, weight, weight)
    limits = (number, number, number)
    return Kernels(
        _compiled(
            together,
            *(
                (small, array(word, 2), small, small, weights, *sought)
                for word in (t.uint16, t.int32)
            ),
        ),
        _compiled(owners, (numbers, weights, numbers, small, flags, flags, flags, *limits)),
        _compiled(hits, (numbers, numbers, numbers, small, small, small)),
        _compiled(snippets, (numbers, numbers, rows, numbers, small, data)),
        _compiled(owners_json, (rows, rows, data, numbers, data, numbers, data, numbers)),
    )


def _compiled(kernel: Kernel, *signatures: object) -> Kernel:
    """Compile a kernel for signatures of numba's, or take what is kept of it."""
    from numba import njit

    try:
        return cast(Kernel, njit(list(signatures), cache=True)(kernel))
    except RuntimeError:  # nothing can be kept anywhere
        return cast(Kernel, njit(list(signatures))(kernel))
