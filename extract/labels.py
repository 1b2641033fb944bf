"""Labels: "Cơ quan chủ trì: …", "Thời gian hoàn thành: …", in lines of their own or within one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import ontology
from extract.layout import WORKING, Block

LabelRole = Literal["lead", "coordinating", "deadline", "product", "other"]
_ROLES: tuple[LabelRole, ...] = ("coordinating", "lead", "deadline", "product", "other")
_MOST_LINES = 6  # labelled lines under one task


@dataclass(frozen=True, slots=True)
class Label:
    """What a label names, and where its value begins and ends."""

    role: LabelRole
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of a document: of the lines that hold nothing else, and of those within a block.

    Both by the index of their block.
    """

    lines: Mapping[int, tuple[Label, ...]]
    within: Mapping[int, tuple[Label, ...]]

    def of(self, block: Block, blocks: Sequence[Block]) -> Iterator[Label]:
        """The labels in ``block`` and in the labelled lines that follow it."""
        yield from self.within.get(block.index, ())
        for line in blocks[block.index + 1 : block.index + 1 + _MOST_LINES]:
            numbered_apart = line.enumerator and line.parent != block.index
            if line.index not in self.lines or numbered_apart:
                return
            yield from self.lines[line.index]


def find_labels(blocks: Sequence[Block], text: str) -> Labels:
    """The labels of every block in the parts that hand out work."""
    lines: dict[int, tuple[Label, ...]] = {}
    within: dict[int, tuple[Label, ...]] = {}
    for block in blocks:
        if block.cell or block.zone not in WORKING or text.find(":", block.body, block.end) < 0:
            continue
        matches = list(_pattern().finditer(text, block.body, block.end))
        if not matches:
            continue
        ends = [*(match.start() for match in matches[1:]), block.end]
        found = tuple(
            Label(_role(match), match.end(), end) for match, end in zip(matches, ends, strict=True)
        )
        alone = not text[block.body : matches[0].start()].strip(" -+*•(")
        (lines if alone else within)[block.index] = found
    return Labels(lines, within)


def _role(match: re.Match[str]) -> LabelRole:
    return next(role for role in _ROLES if match.group(role))


@cache
def _pattern() -> re.Pattern[str]:
    patterns = ontology.patterns("tasks")
    roles = "|".join(f"(?P<{role}>{patterns[f'label-{role}']})" for role in _ROLES)
    # A label begins a block, a sentence, or a part of one that stands between brackets.
    return re.compile(rf"(?:^|(?<=[\n.;(])|(?<=[.;)+•*-] ))(?:{roles})")
