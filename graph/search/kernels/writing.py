"""The kernel that writes owners, as JSON in UTF-8."""

from __future__ import annotations

import numpy as np

from graph.search.arrays import Array, Bytes
from graph.search.kernels.snippets import as_bytes

_COMMA, _ZERO, _POINT = b",0."

_AGENCY, _LEADS = as_bytes('{"agency":'), as_bytes(',"succession":null,"leads":')
_COORDINATES, _WEIGHT = as_bytes(',"coordinates":'), as_bytes(',"weight":')
_TASKS, _TASK, _NEXT, _END = (as_bytes(part) for part in (',"tasks":[', ',"task":', "},", "]},"))
_LED, _COORDINATED = (
    as_bytes(f'{{"role":"{role}","succession":null,"snippet":') for role in ("lead", "coordinating")
)
_ROOM = 160
"""Bytes that the members of an owner take at most, and those of a task of one."""


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
        room = made[at : at + len(piece)]
        for byte in range(len(piece)):
            room[byte] = piece[byte]
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
