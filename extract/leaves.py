"""Leaves: the smallest parts of an outline, and how far each goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile

from extract.labels import Labels
from extract.layout import Block, Layout
from extract.owners import Charges

_SENTENCE = 12  # words: a numbered clause as long is no heading


@dataclass(frozen=True, slots=True)
class Leaves:
    """Which blocks have others below them, and which clauses go on in paragraphs.

    ``parents`` are the blocks with others below; ``ends`` says where a clause ends that goes on,
    ``joined`` are the paragraphs in which such clauses do. Blocks are named by their index.
    """

    parents: frozenset[int]
    ends: Mapping[int, int]
    joined: frozenset[int]

    @classmethod
    def of(cls, layout: Layout, charges: Charges, labels: Labels) -> Leaves:
        """Find the leaves; labelled lines, footnotes, cells and the document's end are no parts.

        A numbered sentence is one clause with the paragraphs below it that come before the first
        which gives someone a part of the work or introduces a list. It has nothing else below it,
        or gives someone a part itself.
        """

        def goes_on(block: Block) -> bool:
            introduces = block.marker or block.index in below
            return not introduces and not charges.names_anyone(block.index)

        below: dict[int, list[Block]] = defaultdict(list)
        for block in layout.blocks:
            if block.parent is not None and _is_part(block, labels):
                below[block.parent].append(block)
        ends: dict[int, int] = {}
        joined: set[int] = set()
        for clause, blocks in below.items():
            above = layout.blocks[clause]
            plain = not any(block.marker or block.index in below for block in blocks)
            charged = not blocks[0].marker and charges.names_anyone(clause)
            if (plain or charged) and _is_sentence(above, layout.text):
                parts = [above, *takewhile(goes_on, blocks)]
                ends[clause] = parts[-1].end
                joined.update(block.index for block in parts[1:])
        return cls(frozenset(below.keys() - ends.keys()), ends, frozenset(joined))


def _is_part(block: Block, labels: Labels) -> bool:
    return not (block.cell or block.index in labels.lines or block.zone in ("footnote", "closing"))


def _is_sentence(block: Block, text: str) -> bool:
    words = text[block.body : block.end]
    return bool(block.enumerator) and words.endswith(".") and len(words.split()) >= _SENTENCE
