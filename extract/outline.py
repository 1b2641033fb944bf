"""The outline: what hangs under what, by which path it is reached, and what each part is for.

A stack of open markers gives the path; a marker of a kind that is open is its next sibling, one of
a new kind opens a level. A paragraph that ends in a colon opens a level too, without a number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

import ontology
from extract.layout import WORKING, Block, Layout, Table, Zone
from extract.markers import BULLETS, TOP, Marker, find_marker, rank
from extract.outline_levels import (
    OpenLevel,
    close_before,
    close_from,
    close_introduced,
    component,
)
from extract.phrases import phrases_of
from extract.tables import find_tables
from extract.zones import LONGEST_HEAD, head_line, is_notice, notices_in, zone_of

_words = partial(phrases_of, "outline")

_TITLE = 4  # blocks before a table that may title it
_NOTE = re.compile(r"\d{1,2}(?=[A-ZĐÀ-Ỹ][a-zà-ỹ])|\[\d{1,2}\] ?")
_SHORT_HEADING = 70  # code points of a heading that has lost its number
_STOPS = '.;,:!?)”"'


@dataclass(slots=True)
class _Draft:
    """A block while its place in the outline is being found."""

    index: int
    start: int
    end: int
    body: int
    marker: str
    enumerator: str
    section: str
    parent: int | None
    zone: Zone
    part: int
    cell: bool


@dataclass(slots=True)
class _State:
    stack: list[OpenLevel]
    zone: Zone = "head"
    part: int = 0
    focus: bool = False
    titled: bool = False
    heads: bool = False  # the last marked line ends like a heading
    start: int = 0  # where the head begins, past what a web page puts before it
    seen: int = 0  # blocks of the document since then
    notices: tuple[str, ...] = ()  # words in the text that only a web page's lines hold

    @property
    def path(self) -> str:
        """The path of the innermost open level."""
        return self.stack[-1].path if self.stack else ""

    @property
    def parent(self) -> int | None:
        """The block of the innermost open level."""
        return self.stack[-1].block if self.stack else None

    def open(self, kind: str, value: str, place: int, block: int, zone: Zone) -> None:
        """Open a level below the innermost; a dotted number takes the place of its prefix."""
        parts = self.stack[-1].parts if self.stack else ()
        if kind == "dotted" and parts and value.startswith(parts[-1] + "."):
            parts = (*parts[:-1], value)
        elif kind == "dotted" and parts and value.startswith(parts[-1].split()[-1] + "."):
            parts = (*parts, value.partition(".")[2])  # 2.1 under Điều 2
        elif value:
            parts = (*parts, value)
        self.stack.append(OpenLevel(kind, value, place, block, zone, parts, ".".join(parts)))


def lay_out(text: str) -> Layout:
    """The blocks and tables of canonical ``text``, a block a line."""
    found = find_tables(text)
    cells = frozenset(line for table in found for line in table.lines)
    blocks = find_blocks(text, cells)
    prose = [block for block in blocks if not block.cell] if found else []
    ends = [block.end for block in prose]
    tables = tuple(
        _placed(each.table, prose[max(0, at - _TITLE) : at], text)
        for each in found
        for at in [bisect_right(ends, each.table.start)]
    )
    return Layout(text, blocks, tables)


def _placed(table: Table, before: Sequence[Block], text: str) -> Table:
    """The table with the path of the heading that it stands under, and its title."""
    if not before:
        return table
    title: list[str] = []
    for block in reversed(before):
        title.insert(0, text[block.body : block.end])
        if block.enumerator:
            break
    return replace(table, section=before[-1].section, title=" ".join(title).strip())


def find_blocks(text: str, cells: frozenset[int]) -> tuple[Block, ...]:
    """The blocks of canonical ``text``, one for each of its lines but pipes and rules.

    ``cells`` holds the offsets of the lines that stand in data tables.
    """
    lines = _lines(text)
    state = _State([], start=head_line(lines, text), notices=notices_in(text))
    drafts: list[_Draft] = []
    for i, (start, line) in enumerate(lines):
        if line[:1].isalnum() or any(map(str.isalnum, line)):
            above = state.stack[-1] if state.stack else None
            draft = _Draft(
                index=len(drafts), start=start, end=start + len(line), body=start,
                marker="", enumerator="", section=above.path if above else "",
                parent=above.block if above else None, zone=state.zone, part=state.part,
                cell=start in cells,
            )  # fmt: skip
            _place(state, draft, line, lines[i + 1 : i + 4])
            drafts.append(draft)
    if not any(draft.zone in WORKING for draft in drafts):
        _charge_in_prose(drafts, text)
    return _blocks(drafts, text)


def _charge_in_prose(drafts: Sequence[_Draft], text: str) -> None:
    """A document without a part for it, such as a letter, hands out work in its paragraphs."""
    for draft in drafts:
        words = text[draft.body : draft.end]
        ended = draft.zone in ("head", "basis") and words.endswith(("/", "."))
        if ended and _holds(words, "order"):
            draft.zone = "execution"


def _lines(text: str) -> list[tuple[int, str]]:
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    return lines


def _place(state: _State, draft: _Draft, line: str, following: Sequence[tuple[int, str]]) -> None:
    """Find the place of a block in the outline, and what it opens and closes there."""
    marker = None if draft.cell else find_marker(line)
    if marker and marker.kind == "annex" and not _opens_annex(state, line):
        marker = None
    if marker:
        draft.body, draft.marker = draft.start + marker.length, marker.text
    if draft.start < state.start or is_notice(line, state.notices):
        draft.section, draft.parent, draft.zone = "", None, "notice"
        return
    state.seen += 1
    if draft.cell:
        draft.zone = "annex" if state.zone in ("closing", "head") else state.zone
    elif state.seen > LONGEST_HEAD and (
        _opens_document(line, following, state.zone == "closing")
        or (state.zone == "closing" and _holds(line, "motto-line"))
    ):
        state.stack, state.zone, state.part, state.seen = [], "head", state.part + 1, 0
        draft.section, draft.parent, draft.zone, draft.part = "", None, "head", state.part
    elif marker is None and state.zone != "head" and _NOTE.match(line):
        draft.zone = "footnote"
    elif line.lstrip("| ").startswith(_words("closing")):
        state.stack, state.zone = [], "closing"
        draft.section, draft.parent, draft.zone = "", None, "closing"
    elif state.zone == "closing" and not (marker and marker.kind == "annex"):
        return
    elif marker is None:
        _paragraph(state, draft, line, following)
    else:
        heading = line[marker.length :] or (following[0][1] if following else "")
        _marked(state, draft, marker, heading)


def _opens_annex(state: _State, line: str) -> bool:
    return state.zone in ("closing", "annex") or line.split(".")[0].isupper()


def _opens_document(line: str, following: Sequence[tuple[int, str]], closed: bool) -> bool:
    """Whether a title in capitals opens the plan that a decision issues.

    After a document's end a kind alone tells; within it the words by which it is attached must.
    A kind alone on its line needs no capitals: old fonts drew them, and a conversion loses them.
    """
    if len(line) <= _longest_title() and line.upper() in _titles():
        closed = closed and line.isupper()
    elif not line.isupper() or not line.startswith(_titles()) or line[-1] == ":":
        return False
    opening = [line[line.find("(") :]] if "(" in line else []
    return closed or any(map(_says_attached, [*opening, *(after for _, after in following)]))


def _says_attached(line: str) -> bool:
    return line.lstrip("(").startswith(_words("attached"))


def _paragraph(
    state: _State, draft: _Draft, line: str, following: Sequence[tuple[int, str]]
) -> None:
    if state.zone == "head" and line.startswith(_words("ground")) and not state.titled:
        state.zone = "basis"
    state.titled = line.rstrip(" :") in _titles()  # what follows a bare kind is its title
    close_from(state.stack, "intro")
    if line[-1] == ":":
        close_introduced(state.stack)
    under_heading = state.heads and state.parent == draft.index - 1
    charges = not under_heading and line.startswith(_words("remark-that-charges"))
    if charges or line.startswith(_words("remark")):
        while state.stack and state.stack[-1].kind not in (*TOP, "article", "annex"):
            state.stack.pop()
    if state.stack:
        state.zone = state.stack[-1].zone
    draft.section, draft.parent, draft.zone = state.path, state.parent, state.zone
    if line[-1] in ":." and _holds(line, "focus"):
        state.focus = True
    if line[-1] == ":" or state.focus or _heads_list(line, following):
        unnamed = not state.stack  # the sentence that issues the plan names no zone
        zone: Zone = "tasks" if state.focus else "head" if unnamed else state.zone
        if _holds(line, "difficulty") and not _holds(line, "order"):
            zone = "context"
        state.open("intro", "", 0, draft.index, zone)


def _holds(line: str, cue: str) -> bool:
    return any(word in line for word in _words(cue))


def _heads_list(line: str, following: Sequence[tuple[int, str]]) -> bool:
    """Whether a short line without a stop heads the bullets below it, as its number would."""
    if len(line) > _SHORT_HEADING or line[-1] in _STOPS or not line[0].isupper():
        return False
    below = find_marker(following[0][1]) if following else None
    return below is not None and below.kind in BULLETS


def _marked(state: _State, draft: _Draft, marker: Marker, heading: str) -> None:
    close_before(state.stack, marker, heads=state.heads and state.parent == draft.index - 1)
    draft.parent = state.parent
    state.heads = heading[-1:] not in _STOPS
    inherited = state.stack[-1].zone if state.stack else "head"
    state.zone = draft.zone = zone_of(marker, heading, inherited)
    if marker.kind in TOP:
        state.focus = False
    draft.enumerator = "" if marker.kind in BULLETS else component(marker)
    state.open(marker.kind, draft.enumerator, rank(marker), draft.index, draft.zone)
    draft.section = state.path


def _blocks(drafts: Sequence[_Draft], text: str) -> tuple[Block, ...]:
    """The blocks, now that it is known which of them have others below them."""
    parents = {draft.parent for draft in drafts}
    blocks = []
    for draft in drafts:
        words = text[draft.body : draft.end]
        heading = draft.index in parents and (not words or words[-1] not in ".;")
        heading = heading or (not draft.cell and words.isupper())
        blocks.append(
            Block(
                draft.index, draft.start, draft.end, draft.body, draft.marker, draft.enumerator,
                draft.section, draft.parent, heading, draft.zone, draft.part, draft.cell,
            )
        )  # fmt: skip
    return tuple(blocks)


@cache
def _titles() -> tuple[str, ...]:
    return tuple(sorted({kind.label.upper() for kind in ontology.kinds()}, key=len, reverse=True))


@cache
def _longest_title() -> int:
    return max(map(len, _titles()))
