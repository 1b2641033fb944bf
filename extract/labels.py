"""Labels: "Cơ quan chủ trì: …", "Thời gian hoàn thành: …", in lines of their own or within one.

A label may also be a heading, with its values below ("2. Cơ quan chủ trì", "- Sở Y tế"), or a point
of its own beside the work ("3. Thời gian thực hiện: …"): it is then said of the whole section.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

import ontology
from extract.layout import WORKING, Block

LabelRole = Literal["lead", "coordinating", "deadline", "product", "other"]
_ROLES: tuple[LabelRole, ...] = ("coordinating", "lead", "deadline", "product", "other")
_HEADINGS: tuple[Literal["both", "lead", "coordinating", "deadline"], ...] = (
    "both", "lead", "coordinating", "deadline",
)  # fmt: skip
_MOST_LINES = 6  # labelled lines under one task
_BEFORE = re.compile(r"[\n.;(] ?|[)+•*-] ")  # that in a block after which a label may begin
_LONGEST_LABEL = 60  # code points of a label that is a heading


class Label(NamedTuple):
    """What a label names, and where its value begins and ends."""

    role: LabelRole
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of a document: of the lines that hold nothing else, and of those within a block.

    Both by the index of their block; ``sections`` by that of the heading of whose work they speak.
    """

    lines: Mapping[int, tuple[Label, ...]]
    within: Mapping[int, tuple[Label, ...]]
    sections: Mapping[int, tuple[Label, ...]]

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
        last = text.rfind(":", block.body, block.end)
        if last < 0 or not _works(block, blocks):
            continue
        matches = list(_matches(text, block.body, last, block.end))
        if not matches:
            continue
        ends = [*(match.start() for match in matches[1:]), block.end]
        found = tuple(
            Label(_role(match), match.end(), end) for match, end in zip(matches, ends, strict=True)
        )
        alone = not text[block.body : matches[0].start()].strip(" -+*•(")
        (lines if alone else within)[block.index] = found
    sections: dict[int, list[Label]] = defaultdict(list)
    for section, index in _closing_lines(blocks, lines):
        sections[section] += lines[index]
        lines[index] = ()
    for section, index, label in _headings(blocks, text):
        values = (label,) if label else ()
        sections[section] += lines.get(index, values)
        lines[index] = ()
    for index, found in lines.items():
        point = blocks[index]
        if point.enumerator and point.parent is not None:
            sections[point.parent] += (
                label
                for label in found
                if label.role != "deadline"
                or _heading("deadline").fullmatch(text, point.body, label.start)
            )
    return Labels(lines, within, {index: tuple(found) for index, found in sections.items()})


def _matches(text: str, start: int, last: int, end: int) -> Iterator[re.Match[str]]:
    """Find the labels of ``text[start:end]``, whose last colon stands at ``last``."""
    done = start
    for at in (start, *(match.end() for match in _BEFORE.finditer(text, start, last))):
        if at >= done and (match := _pattern().match(text, at, end)):
            done = match.end()
            yield match


def _closing_lines(
    blocks: Sequence[Block], lines: Mapping[int, tuple[Label, ...]]
) -> Iterator[tuple[int, int]]:
    """The labelled lines that close a list of bullets, none of which has its own: of all of them.

    Each with the block that the bullets hang under.
    """
    below: dict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        if block.parent is not None:
            below[block.parent].append(block)
    for section, parts in below.items():
        labelled = [part.index in lines and not part.enumerator for part in parts]
        first = labelled.index(True) if True in labelled else 0
        bullets = all(part.marker and not part.enumerator for part in parts[:first])
        if first > 1 and bullets and all(labelled[first:]):
            yield from ((section, part.index) for part in parts[first:])


def _headings(blocks: Sequence[Block], text: str) -> Iterator[tuple[int, int, Label | None]]:
    """Each block of a label that is a heading: its section, its index, the label that it gives.

    The heading gives none itself; what stands below it is its values.
    """
    open_: dict[int, tuple[int, LabelRole | None]] = {}  # block of a label: its section and role
    for block in blocks:
        if not _works(block, blocks) or block.parent is None:
            continue
        above = open_.get(block.parent)
        role = _heading_role(text[block.body : block.end]) if block.enumerator else "none"
        if role != "none":
            section = above[0] if above else block.parent
            open_[block.index] = section, None if role == "both" else role
            yield section, block.index, None
        elif above is not None:
            open_[block.index] = above
            named = above[1]
            value = Label(named, block.body, block.end) if named else None
            yield above[0], block.index, value


def _works(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether a block stands in a part that hands out work: its own heading may say it is not."""
    above = block if block.parent is None else blocks[block.parent]
    return not block.cell and (block.zone in WORKING or above.zone in WORKING)


def _heading_role(words: str) -> LabelRole | Literal["both", "none"]:
    if len(words) > _LONGEST_LABEL:
        return "none"
    for role in _HEADINGS:
        if _heading(role).fullmatch(words):
            return role
    return "none"


@cache
def _heading(role: str) -> re.Pattern[str]:
    return re.compile(ontology.patterns("tasks")[f"heading-{role}"])


def _role(match: re.Match[str]) -> LabelRole:
    return next(role for role in _ROLES if match.group(role))


@cache
def _pattern() -> re.Pattern[str]:
    patterns = ontology.patterns("tasks")
    roles = "|".join(f"(?P<{role}>{patterns[f'label-{role}']})" for role in _ROLES)
    # A label begins a block, a sentence, or a part of one that stands between brackets.
    return re.compile(rf"(?:^|(?<=[\n.;(])|(?<=[.;)+•*-] ))(?:{roles})")
