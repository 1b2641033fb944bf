"""Phases: headings that are nothing but a period, by whose end the work under them is due."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import ontology
from extract.deadlines import find_deadlines, latest
from extract.labels import Labels
from extract.layout import Block, Context, Layout
from extract.record import Deadline

_LONGEST = 60  # code points of a heading that is a period


def find_phases(layout: Layout, context: Context, labels: Labels) -> Mapping[int, Deadline]:
    """Find when the work under a heading is due, by its index.

    The heading is a period ("1. Giai đoạn 2025 - 2030"), or a label of its section says when.
    """
    phases = {
        block.index: phase
        for block in layout.blocks
        if block.enumerator and block.end - block.body <= _LONGEST
        if (phase := _phase(layout, block, context)) is not None
    }
    for section, found in labels.sections.items():
        for label in found:
            if label.role == "deadline":
                stated = find_deadlines(
                    layout.text, label.start, label.end, context,
                    bare=True, triggers=layout.triggers,
                )  # fmt: skip
                due = [each for each in stated if each.value and each.value == latest(stated)]
                phases.update((section, each) for each in due)
    return phases


def phase_of(block: Block, layout: Layout, phases: Mapping[int, Deadline]) -> Deadline | None:
    """Say in which phase a block stands, None for none: that of the nearest heading above."""
    above = block.parent if phases else None
    while above is not None:
        if above in phases:
            return phases[above]
        above = layout.blocks[above].parent
    return None


def _phase(layout: Layout, block: Block, context: Context) -> Deadline | None:
    found = _pattern().fullmatch(layout.text, block.body, block.end)
    if found is None:
        return None
    period, triggers = found.span("period"), layout.triggers
    stated = find_deadlines(layout.text, *period, context, bare=True, triggers=triggers)
    whole = len(stated) == 1 and stated[0].end - stated[0].start == len(found["period"])
    return stated[0] if whole and stated[0].value else None


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(ontology.patterns("deadlines")["phase"], re.IGNORECASE)
