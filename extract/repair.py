"""Mending: damage that texts suffer on the way from Word to PDF to the web, each repair an issue.

Each function of REPAIRS looks at the canonical text so far and gives the edits that mend one kind
of damage, in order. Line breaks stay: `lines` decides which of them are wraps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from extract.breaks import join_emphasis, join_hyphens, join_letters, join_markers, join_symbols
from extract.canonical import Canonical, Edit
from extract.characters import (
    compose,
    fold_escapes,
    fold_heading_marks,
    fold_marks,
    fold_spaces,
    trim_lines,
)
from extract.gluing import (
    Gluing,
    Pieces,
    drop_note_marks,
    find_gluing,
    part_numbers,
    part_stops,
    part_words,
)
from extract.record import Issue

# A Vietnamese text layer that lost its code page shows ñ and ð (or Ð) where đ and Đ were.
_LEGACY = {"ñ": "đ", "Ñ": "Đ", "ð": "Đ", "Ð": "Đ"}


class Repair(NamedTuple):
    """One kind of damage: its issue's code and words, and what finds it.

    ``each`` is true where every place is an issue of its own; without words there is no issue.
    ``find`` takes the text and, where ``gluing`` names what `find_gluing` must have seen before it
    is worth a search, what that found.
    """

    code: str
    find: Callable[..., Iterator[Edit]]
    words: str = ""
    each: bool = False
    gluing: Gluing | None = None


REPAIRS = (
    Repair("composed", compose, "letters with separate marks composed (NFC)"),
    Repair("emphasis", join_emphasis),
    Repair("spacing", fold_marks, "spaces, invisible characters or Markdown marks folded"),
    Repair("escape", fold_escapes, "signs that keep Markdown from reading another folded"),
    Repair("heading-mark", fold_heading_marks, "signs of Markdown headings folded"),
    Repair("double-space", fold_spaces),
    Repair("line-edges", trim_lines),
    Repair("torn-marker", join_markers, "the number of an article on a line of its own", True),
    Repair("symbol-joined", join_symbols, "a symbol broken apart", True),
    Repair("hyphen-wrap", join_hyphens, "a word broken at its hyphen", True),
    Repair("torn-word", join_letters, "syllables torn apart", gluing="torn"),
    Repair("note-mark", drop_note_marks, "a footnote mark glued to a word", True, "note-mark"),
    Repair("glued-words", part_words, "words without a space", True, "words"),
    Repair("glued-number", part_numbers, "a number without a space", True, "number"),
    Repair("glued-stop", part_stops, "a stop without a space", True, "stop"),
)


def mend(received: str) -> tuple[Canonical, tuple[Issue, ...]]:
    """The canonical text of ``received``, its lines still as they were wrapped, and the repairs."""
    canonical = Canonical.of(received)
    issues: list[Issue] = []
    pieces: Pieces | None = None
    for repair in REPAIRS:
        seen: tuple[Pieces, ...] = ()
        if repair.gluing is not None:
            pieces = find_gluing(canonical.text) if pieces is None else pieces
            if repair.gluing not in pieces.glued:
                continue
            seen = (pieces,)
        edits = list(repair.find(canonical.text, *seen))
        if edits:
            pieces = None if repair.gluing == "torn" else pieces
            issues.extend(_issues(repair, edits, canonical))
            canonical = canonical.edited(edits)
        if repair.find is compose and (strange := _legacy_letters(canonical.text)):
            issues.append(_legacy_issue(strange, canonical))
            canonical = canonical.exchanged(_LEGACY)
    return canonical, tuple(issues)


def _legacy_letters(text: str) -> int:
    """How often ñ, ð and Ð stand for đ and Đ; never unless they are the rule in the text."""
    count = sum(map(text.count, _LEGACY))
    return count if count > max(2, 2 * (text.count("đ") + text.count("Đ"))) else 0


def _legacy_issue(count: int, canonical: Canonical) -> Issue:
    found = [letter for letter in _LEGACY if letter in canonical.text]
    first, last = min(map(canonical.text.find, found)), max(map(canonical.text.rfind, found))
    start, end = canonical.received_span(first, last + 1)
    return Issue("legacy-letters", f"{count} letters ñ, ð or Ð read as đ, Đ", start, end)


def _issues(repair: Repair, edits: list[Edit], canonical: Canonical) -> Iterator[Issue]:
    if not repair.words:
        return
    if not repair.each:
        start, end = canonical.received_span(edits[0].start, edits[-1].end)
        yield Issue(repair.code, f"{repair.words}: {len(edits)} places", start, end)
        return
    for edit in edits:
        start, end = canonical.received_span(edit.start, edit.end)
        around = canonical.text[max(0, edit.start - 12) : edit.end + 12].replace("\n", " ")
        yield Issue(repair.code, f"{repair.words}: {around!r}", start, end)
