"""Labelled lines under a task, which are none: "Cơ quan chủ trì: …", "Thời gian hoàn thành: …"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import ontology
from extract.layout import WORKING, Block

LabelRole = Literal["lead", "coordinating", "deadline", "other"]


@dataclass(frozen=True, slots=True)
class Label:
    """What a labelled line names, and where its value begins and ends."""

    role: LabelRole
    start: int
    end: int


def find_labels(blocks: Sequence[Block], text: str) -> Mapping[int, Label]:
    """The labelled lines among ``blocks``, by their index."""
    return {block.index: label for block in blocks if (label := _label(block, text))}


def _label(block: Block, text: str) -> Label | None:
    if block.cell or block.zone not in WORKING or ":" not in text[block.body : block.end]:
        return None
    for role, pattern in _patterns():
        match = pattern.match(text, block.start, block.end)
        if match:
            return Label(role, match.end(), block.end)
    return None


@cache
def _patterns() -> tuple[tuple[LabelRole, re.Pattern[str]], ...]:
    roles: tuple[LabelRole, ...] = ("coordinating", "lead", "deadline", "other")
    patterns = ontology.patterns("tasks")
    return tuple((role, re.compile(patterns[f"label-{role}"])) for role in roles)
