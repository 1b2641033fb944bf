"""Kernels that write JSON, as UTF-8: the snippets of tasks, and the owners of these."""

from __future__ import annotations

import numpy as np

from graph.search.arrays import Array, Bytes

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
