"""Lines: which line breaks are wraps, so that each block becomes one line.

A break is a wrap unless something says that a block ends there: a marker, a blank line, a change
between capitals and small letters, a line that had room for the next word. The width to which a
text was wrapped is read off the breaks that are wraps beyond doubt (the next line goes on in small
letters).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import pairwise

from extract.broken_names import agency_goes_on, compounds, dash_goes_on
from extract.canonical import Canonical
from extract.markers import BULLETS, Marker, find_marker
from extract.page_ends import find_page_ends, is_page_number
from extract.phrases import phrases_of

_words = partial(phrases_of, "outline")

_TERMINAL = '.;:!?…”"/|'
_UNWRAPPED = 1 << 30
_SHORT_HEADING = 300
_LONGEST_CELL = 40
_ABBREVIATION = 5
_SIGNATURE = re.compile(r"(?:[A-ZĐÀ-Ỹ][a-zà-ỹ]+ ){1,4}[A-ZĐÀ-Ỹ][a-zà-ỹ]+")
_RULED = "-_=.~ "
_RULE = re.compile(rf"[{_RULED}]{{3,}}")
_NOTE = re.compile(r"\d{1,2}(?=[A-ZĐÀ-Ỹ][a-zà-ỹ])")


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    text: str
    marker: Marker | None
    after_blank: bool


@dataclass(slots=True)
class _Before:
    """The block so far: its first line, its last, and the last of them that has letters."""

    first: _Line
    above: _Line
    cased: _Line


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a text was set: its wrap width, and whether blank lines part its blocks."""

    width: int
    blank_separated: bool


def fold_wraps(canonical: Canonical) -> Canonical:
    """``canonical`` with wraps folded into spaces and blank lines gone: one block a line."""
    lines = list(_lines(canonical.text))
    if not lines:
        return canonical
    manner = _manner(lines)
    lines = _without_page_ends(lines, manner)
    edits: list[tuple[int, int, str]] = []
    first = above = cased = lines[0]
    table = _in_pipes(lines)
    if lines[0].start:
        edits.append((0, lines[0].start, ""))
    for line, in_cell in zip(lines[1:], table[1:], strict=True):
        between = " "
        if not in_cell and _plainly_goes_on(above, line):
            cased = line
        elif _begins(_Before(first, above, cased), line, manner, in_cell):
            between = "\n"
            first = cased = line
        elif _cased(line):
            cased = line
        if between == " " or line.start > above.end + 1:
            edits.append((above.end, line.start, between))
        above = line
    if lines[-1].end < len(canonical.text):
        edits.append((lines[-1].end, len(canonical.text), ""))
    return canonical.edited(edits)


def _lines(text: str) -> list[_Line]:
    lines = []
    at, blank = 0, False
    for raw in text.split("\n"):
        if raw:
            lines.append(_Line(at, at + len(raw), raw, find_marker(raw), blank))
            blank = False
        else:
            blank = True
        at += len(raw) + 1
    return lines


def _without_page_ends(lines: list[_Line], manner: _Manner) -> list[_Line]:
    """``lines`` without the numbers and marks of pages; a sentence that they parted goes on."""
    kept, at = [], 0
    for end in find_page_ends(lines, manner.width):
        kept += lines[at : end.first]
        at = end.last
        if end.within:
            kept.append(replace(lines[at], after_blank=False))
            at += 1
    return kept + lines[at:] if at else lines


def _in_pipes(lines: list[_Line]) -> list[bool]:
    """Whether each line stands between two lone pipes that make a cell of it."""
    pipes = [i for i, line in enumerate(lines) if line.text == "|"]
    inside = [False] * len(lines)
    for first, second in pairwise(pipes):
        cell = lines[first + 1 : second]
        if len(cell) <= _LONGEST_CELL and not _parts_documents(cell):
            inside[first + 1 : second] = [True] * (second - first - 1)
    return inside


def _parts_documents(cell: list[_Line]) -> bool:
    recipients = _words("recipients")
    for i, line in enumerate(cell):
        if line.after_blank or (line.marker is not None and line.marker.kind == "annex"):
            return True
        if i and line.text.startswith(recipients):
            return True
    return False


def _manner(lines: list[_Line]) -> _Manner:
    sure = sorted(
        above.end - above.start
        for above, line in pairwise(lines)
        if not line.after_blank and line.marker is None and line.text[0].islower()
    )
    wrapped = len(sure) > len(lines) // 12 and len(sure) > 2
    width = sure[int(len(sure) * 0.95)] if wrapped else _UNWRAPPED
    marked = [line for line in lines if line.marker is not None]
    after_blank = sum(line.after_blank for line in marked)
    return _Manner(width, after_blank * 5 >= len(marked) * 3 and after_blank > 0)


def _plainly_goes_on(above: _Line, line: _Line) -> bool:
    """What `_begins` finds of most lines of a wrapped text: words in small letters go on."""
    return (
        line.text[0].islower()
        and line.marker is None
        and not (line.after_blank or above.after_blank)
        and above.text[0] not in _RULED
        and above.text[-1] != "|"
        and line.text not in _words("table-head")
    )


def _begins(before: _Before, line: _Line, manner: _Manner, in_cell: bool) -> bool:
    """Whether ``line`` begins a block of its own."""
    block, above = before.first, before.above
    if "|" in (above.text[-1], line.text[0]) or _is_rule(line.text):
        return True
    if in_cell:
        if line.text.startswith(_words("opening")):
            return True
        return line.marker is not None and not _is_wrapped_marker(before, line, manner)
    if line.text in _words("table-head") or _is_rule(above.text):
        return True
    if (above.after_blank or line.after_blank) and any(map(is_page_number, (above, line))):
        return True
    if line.marker is not None:
        return not _is_wrapped_marker(before, line, manner)
    goes_on = line.text[0].islower() or line.text[0] in ",;)%"
    if goes_on and not line.after_blank:
        return False
    if _NOTE.match(line.text):
        return True
    ended = above.text[-1] in _TERMINAL
    full = not _fits(above, line, manner)
    if line.after_blank:
        return ended or not (goes_on or above.text[-1] == "," or (full and line.text[0].isdigit()))
    if line.text.startswith(_words("opening")):
        return True
    if line.text.startswith(_words("opening-ground")) and block.marker is None and not full:
        return True
    if _cased(line) and _shouts(line, before.cased):
        return True
    if line.text.startswith(_words("opening-capitals")):
        return not above.text.endswith(_words("connective-capitals"))
    if _is_capitals(line.text) or not _cased(line):
        return False
    if ended and _SIGNATURE.fullmatch(line.text):
        return True
    if above.text[-1] == ":":
        return not full
    if manner.width == _UNWRAPPED:
        return True
    if block.marker is not None and block.marker.kind not in BULLETS and not ended:
        return line.start - block.start < _SHORT_HEADING and _titles(above, line, manner)
    if manner.blank_separated:
        return False
    unmarked = block.marker is None or line.text.startswith(_remarks())
    return ended and unmarked and not full


def _is_rule(text: str) -> bool:
    return text[0] in _RULED and _RULE.fullmatch(text) is not None


def _fits(above: _Line, line: _Line, manner: _Manner) -> bool:
    first_word = line.text.split(" ", 1)[0]
    return above.end - above.start + 1 + len(first_word) <= manner.width


def _titles(above: _Line, line: _Line, manner: _Manner) -> bool:
    """Whether ``above`` can end a heading and ``line`` open the paragraph under it."""
    if above.text.endswith(_words("connective")) or manner.blank_separated:
        return False
    if above.text.endswith(_words("place-kind")) and _names_place(line.text):
        return False
    heading = above.text[above.marker.length :].strip() if above.marker else above.text
    if agency_goes_on(heading, line.text):
        return False
    opens = line.text.startswith(_words("paragraph-opening"))
    if not _fits(above, line, manner):
        return opens and any(word in line.text for word in _words("charging"))
    short = (above.end - above.start) * 2 < manner.width and line.text[0].isupper()
    return short or opens


def _is_wrapped_marker(before: _Before, line: _Line, manner: _Manner) -> bool:
    """Whether what looks like a marker is the middle of a sentence that was wrapped there."""
    above, marker = before.above, line.marker
    if marker is None or line.after_blank or above.text[-1] in _TERMINAL:
        return False
    full = not _fits(above, line, manner)
    rest = line.text[marker.length : marker.length + 1]
    if marker.kind == "dash":
        if rest.isdigit() and above.text[-1].isdigit():
            return True  # a range: 2021 - 2025
        if dash_goes_on(above.text, line.text):
            return True
        if above.text.endswith(compounds()):
            return full or rest.islower()
        unfinished = before.first.marker is not None and before.first.marker.kind == "dash"
        return full and (unfinished or rest.islower())
    if marker.kind in BULLETS:
        return False
    if marker.kind in ("article", "division", "annex", "part", "chapter"):
        return full and not _is_capitals(line.text)
    if above.text.rfind("(") > above.text.rfind(")"):
        return full
    numeral = marker.kind == "roman" and marker.text.endswith(")")
    told = manner.blank_separated or above.text.endswith(_words("reference"))
    return full and told and (numeral or not rest.isupper())


def _names_place(line: str) -> bool:
    return all(word[0].isupper() for word in line.split()[:2])


def _cased(line: _Line) -> bool:
    return line.text[0].isalpha() or any(c.isalpha() for c in line.text)


def _shouts(line: _Line, above: _Line) -> bool:
    """Whether capitals begin or end between two lines; an abbreviation alone begins none."""
    if _is_capitals(line.text):
        begins = len(line.text) > _ABBREVIATION and line.text[0].isalpha()
        return begins and not _is_capitals(above.text)
    return _is_capitals(above.text) and len(above.text) > _ABBREVIATION


def _is_capitals(text: str) -> bool:
    return text.isupper() and sum(c.isalpha() for c in text) > 1


@cache
def _remarks() -> tuple[str, ...]:
    return (*_words("remark"), *_words("remark-that-charges"))
