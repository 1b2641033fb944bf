"""The layout: canonical text cut into blocks and tables, what every phenomenon reads.

Spans here point into the canonical text (see `canonical`). In it hard wraps are folded into single
spaces, so that one block (paragraph, heading, list item, table cell) is one line; legacy letters,
marks and spacing are mended; a number broken over lines is joined.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from extract.folding import lower
from extract.triggers import Triggers, find_triggers

Level = Literal["central", "province", "district", "commune", "unknown"]
Zone = Literal[
    "head",  # issuer, motto, number, place and date, title
    "basis",  # căn cứ …, thực hiện …, the sentence that issues the plan
    "context",  # context, viewpoints, aims without numbers, requirements
    "targets",  # aims and targets in numbers
    "tasks",  # tasks and solutions
    "execution",  # tổ chức thực hiện, the articles of a decision
    "closing",  # nơi nhận, signature
    "annex",  # phụ lục
    "footnote",
    "notice",  # what a web page puts around a document
]

WORKING: frozenset[Zone] = frozenset({"tasks", "execution"})  # the parts that hand out work


class Block(NamedTuple):
    """One paragraph, heading, list item or table cell.

    ``start``/``end`` span it whole, ``body`` is where its text begins after the marker. ``marker``
    is the enumerator or bullet as it stands ("a)", "1.", "-", "Điều 3."), ``enumerator`` what the
    section path takes from it ("a", "1", "Điều 3"; "" for bullets and paragraphs). ``section`` is
    the path of the nearest numbered heading, its own enumerator included ("II.2.a"). ``parent`` is
    the index of the block it hangs under, None at the top. ``heading`` is true where it titles what
    follows. ``part`` counts the documents in one file: 0 the first, 1 the plan attached to it.
    ``cell`` is true where it stands in a data table.
    """

    index: int  # type: ignore[assignment]  # in place of the method of tuples
    start: int
    end: int
    body: int
    marker: str
    enumerator: str
    section: str
    parent: int | None
    heading: bool
    zone: Zone
    part: int
    cell: bool = False


class Cell(NamedTuple):
    """A table cell; ``merged`` where its value is that of the cell above."""

    text: str
    start: int
    end: int
    merged: bool = False


class Row(NamedTuple):
    """A row of a table: cells by column; ``group`` the heading row that it stands under."""

    cells: tuple[Cell, ...]
    group: str
    group_enumerator: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header: ``columns`` gives each column's role, "" where it is not known.

    Roles are those of cue:column (ontology/cues/tables.ttl): number, task, lead, coordinating,
    deadline, product, indicator, unit, value, agency, note. A value column's period stands in
    ``periods`` ("2025", "" where its heading names none). ``section`` is the path of the heading
    that the table stands under ("Phụ lục II"), ``title`` what stands between the two.
    """

    start: int
    end: int
    columns: tuple[str, ...]
    periods: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    section: str
    title: str


@dataclass(frozen=True)
class Layout:
    """Canonical text, its blocks in reading order and its tables.

    What several phenomena need of the text is made once, when the first of them asks for it.
    """

    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]

    @cached_property
    def lowered(self) -> str:
        """The text in lower case, letter for letter."""
        return lower(self.text)

    @cached_property
    def parents(self) -> frozenset[int | None]:
        """The indices of the blocks that others hang under (None, where some hang under none)."""
        return frozenset(block.parent for block in self.blocks)

    @cached_property
    def triggers(self) -> Triggers:
        """Where the words stand around which it is worth while to look."""
        return find_triggers(self.text, self.lowered)


@dataclass(frozen=True, slots=True)
class Context:
    """What the document is, for names that are complete only within it.

    ``issuer`` is canonical ("UBND tỉnh Bình Dương"), ``place`` the province that it belongs to
    ("Bình Dương", None for central bodies and where it is not known), ``place_kind`` "tỉnh" or
    "thành phố", ``level`` of the issuer, ``date`` ISO: that of the latest document it cites, where
    it states none.
    """

    number: str | None = None
    issuer: str | None = None
    place: str | None = None
    place_kind: str | None = None
    level: Level = "unknown"
    date: str | None = None
    kind: str | None = None
