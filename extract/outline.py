"""The outline: what hangs under what, by which path it is reached, and what each part is for.

A stack of open markers gives the path; a marker of a kind that is open is its next sibling, one of
a new kind opens a level. A paragraph that ends in a colon opens a level too, without a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import ontology
from extract.layout import Block, Layout, Table, Zone
from extract.markers import BULLETS, TOP, Marker, find_marker, rank
from extract.tables import find_tables
from extract.zones import LONGEST_HEAD, head_line, is_notice, zone_of

_ORDER: dict[str, int] = {
    "annex": 0, "part": 1, "chapter": 2, "division": 3, "article": 4, "upper": 5, "roman": 6,
    "number": 7, "dotted": 8, "paren": 9, "letter": 10, "intro": 11, "dash": 12, "plus": 13,
    "dot": 14,
}  # fmt: skip
_NOTE = re.compile(r"\d{1,2}(?=[A-ZĐÀ-Ỹ][a-zà-ỹ])|\[\d{1,2}\] ?")


@dataclass(frozen=True, slots=True)
class _Open:
    """A level of the outline that is open: its marker's kind, value and rank, and its block."""

    kind: str
    value: str
    rank: int
    block: int
    zone: Zone


@dataclass(slots=True)
class _State:
    stack: list[_Open]
    zone: Zone = "head"
    part: int = 0
    focus: bool = False
    titled: bool = False
    start: int = 0  # where the head begins, past what a web page puts before it
    seen: int = 0  # blocks since then


def lay_out(text: str) -> Layout:
    """The blocks and tables of canonical ``text``, a block a line."""
    found = find_tables(text)
    cells = frozenset(line for table in found for line in table.lines)
    blocks = find_blocks(text, cells)
    tables = tuple(_placed(each.table, blocks, text) for each in found)
    return Layout(text, blocks, tables)


def _placed(table: Table, blocks: tuple[Block, ...], text: str) -> Table:
    """The table with the path of the heading that it stands under, and its title."""
    before = [block for block in blocks if block.end <= table.start and not block.cell]
    if not before:
        return table
    title: list[str] = []
    for block in reversed(before[-4:]):
        title.insert(0, text[block.body : block.end])
        if block.enumerator:
            break
    return replace(table, section=before[-1].section, title=" ".join(title).strip())


def find_blocks(text: str, cells: frozenset[int]) -> tuple[Block, ...]:
    """The blocks of canonical ``text``, one for each of its lines but pipes and rules.

    ``cells`` holds the offsets of the lines that stand in data tables.
    """
    lines = _lines(text)
    state = _State([], start=head_line(lines))
    blocks: list[Block] = []
    for i, (start, line) in enumerate(lines):
        if line == "|" or not any(c.isalnum() for c in line):
            continue
        following = [after for _, after in lines[i + 1 : i + 4]]
        blocks.append(_block(state, len(blocks), start, line, following, start in cells))
    return _with_headings(blocks, text)


def _lines(text: str) -> list[tuple[int, str]]:
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    return lines


def _block(
    state: _State, index: int, start: int, line: str, following: list[str], cell: bool
) -> Block:
    marker = None if cell else find_marker(line)
    if marker and marker.kind == "annex" and not _opens_annex(state, line):
        marker = None
    body = start + (marker.length if marker else 0)
    block = Block(
        index=index, start=start, end=start + len(line), body=body,
        marker=marker.text if marker else "", enumerator="", section=_path(state.stack),
        parent=state.stack[-1].block if state.stack else None, heading=False, zone=state.zone,
        part=state.part, cell=cell,
    )  # fmt: skip
    if start < state.start or is_notice(line):
        return replace(block, section="", parent=None, zone="notice")
    state.seen += 1
    if cell:
        return replace(block, zone="annex" if state.zone in ("closing", "head") else state.zone)
    if state.seen > LONGEST_HEAD and _opens_document(line, following, state.zone == "closing"):
        state.stack, state.zone, state.part = [], "head", state.part + 1
        return replace(block, section="", parent=None, zone="head", part=state.part)
    if _NOTE.match(line) and marker is None and state.zone != "head":
        return replace(block, zone="footnote")
    if line.startswith(_words("closing")):
        state.stack, state.zone = [], "closing"
        return replace(block, section="", parent=None, zone="closing")
    if state.zone == "closing" and not (marker and marker.kind == "annex"):
        return block
    if marker is None:
        return _paragraph(state, block, line)
    heading = line[marker.length :] or (following[0] if following else "")
    return _marked(state, block, marker, heading)


def _opens_annex(state: _State, line: str) -> bool:
    return state.zone in ("closing", "annex") or line.split(".")[0].isupper()


def _opens_document(line: str, following: list[str], closed: bool) -> bool:
    """Whether a title in capitals opens the plan that a decision issues.

    After a document's end a kind alone tells; within it the words by which it is attached must.
    """
    if not line.isupper() or not line.startswith(_titles()) or line[-1] == ":":
        return False
    opening = [line[line.find("(") :], *following] if "(" in line else following
    return closed or any(_says_attached(each) for each in opening)


def _says_attached(line: str) -> bool:
    return line.lstrip("(").startswith(_words("attached"))


def _paragraph(state: _State, block: Block, line: str) -> Block:
    if state.zone == "head" and line.startswith(_words("ground")) and not state.titled:
        state.zone = "basis"
    state.titled = line.rstrip(" :") in _titles()  # what follows a bare kind is its title
    _pop(state, "intro")
    if line[-1] == ":":
        _close_introduced(state.stack)
    if line.startswith(_words("remark")):
        while state.stack and state.stack[-1].kind not in (*TOP, "article", "annex"):
            state.stack.pop()
    if state.stack:
        state.zone = state.stack[-1].zone
    parent = state.stack[-1].block if state.stack else None
    block = replace(block, section=_path(state.stack), parent=parent, zone=state.zone)
    if any(word in line for word in _words("focus")) and line[-1] in ":.":
        state.focus = True
    if line[-1] == ":" or state.focus:
        unnamed = not state.stack  # the sentence that issues the plan names no zone
        zone: Zone = "tasks" if state.focus else "head" if unnamed else state.zone
        if any(word in line for word in _words("difficulty")):
            zone = "context"
        state.stack.append(_Open("intro", "", 0, block.index, zone))
    return block


def _marked(state: _State, block: Block, marker: Marker, heading: str) -> Block:
    if marker.kind == "dotted":
        _pop_dotted(state, marker)
    else:
        _pop_to(state, marker)
    parent = state.stack[-1].block if state.stack else None
    inherited = state.stack[-1].zone if state.stack else "head"
    zone = zone_of(marker, heading, inherited)
    if marker.kind in TOP:
        state.focus = False
    value = "" if marker.kind in BULLETS else _component(marker)
    state.stack.append(_Open(marker.kind, value, rank(marker), block.index, zone))
    state.zone = zone
    return replace(block, enumerator=value, section=_path(state.stack), parent=parent, zone=zone)


def _pop(state: _State, kind: str) -> None:
    """Close every level from ``kind`` down."""
    while state.stack and _ORDER[state.stack[-1].kind] >= _ORDER[kind]:
        state.stack.pop()


def _close_introduced(stack: list[_Open]) -> None:
    """A sentence that introduces a list ends the bracketed one, (1) (2), introduced before it."""
    for i, (intro, level) in enumerate(pairwise(stack)):
        if intro.kind == "intro" and level.kind == "paren":
            del stack[i:]
            return


def _pop_to(state: _State, marker: Marker) -> None:
    """Close the levels that a marker ends: its elder sibling's, and those below."""
    kinds = [level.kind for level in state.stack]
    if marker.kind not in kinds:
        opened = [k for k in kinds if _ORDER[k] < _ORDER[marker.kind]]
        if "intro" in kinds and not (set(kinds) & BULLETS):
            opened.append("intro")  # a numbered list hangs under the sentence that introduces it
        while state.stack and state.stack[-1].kind not in opened:
            state.stack.pop()
        return
    at = len(kinds) - 1 - kinds[::-1].index(marker.kind)
    elder = state.stack[at]
    restarts = rank(marker) == 1 and elder.rank >= 1 and at < len(kinds) - 1
    if restarts and marker.kind not in TOP and _ORDER[kinds[-1]] < _ORDER["dash"]:
        return  # a list begins anew below the one that is open
    del state.stack[at:]


def _pop_dotted(state: _State, marker: Marker) -> None:
    """2.1 hangs under 2, 2.1.1 under 2.1; the prefix is not written twice in a path."""
    _pop(state, "paren")

    def leads_to(level: _Open) -> bool:
        return marker.value.startswith(level.value + ".")

    stack = state.stack
    while stack and stack[-1].kind in ("dotted", "intro"):
        numbered = stack[-1] if stack[-1].kind == "dotted" else stack[-2] if stack[:-1] else None
        if numbered is not None and numbered.value and leads_to(numbered):
            return
        stack.pop()


def _component(marker: Marker) -> str:
    if marker.kind == "annex":
        number = re.search(r"[IVX\d]+(?:\.\d+)?$", marker.text)
        return _words("annex-path")[0] + (f" {number.group()}" if number else "")
    if marker.kind in ("article", "chapter", "division", "part"):
        word, *rest = marker.value.split()
        return " ".join([word.capitalize(), *rest])
    return marker.value


def _path(stack: list[_Open]) -> str:
    parts: list[str] = []
    for level in stack:
        if level.kind == "dotted" and parts and level.value.startswith(parts[-1] + "."):
            parts[-1] = level.value
        elif level.value:
            parts.append(level.value)
    return ".".join(parts)


def _with_headings(blocks: list[Block], text: str) -> tuple[Block, ...]:
    parents = {block.parent for block in blocks if block.parent is not None}
    done = []
    for block in blocks:
        words = text[block.body : block.end]
        title = block.index in parents and (not words or words[-1] not in ".;")
        done.append(replace(block, heading=title or (words.isupper() and not block.cell)))
    return tuple(done)


@cache
def _words(cue: str) -> tuple[str, ...]:
    return ontology.cues("outline")[cue]


@cache
def _titles() -> tuple[str, ...]:
    return tuple(sorted({kind.label.upper() for kind in ontology.kinds()}, key=len, reverse=True))
