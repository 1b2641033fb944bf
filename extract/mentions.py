"""How a document is mentioned: its type word, its number, then day, issuer and term in any order.

Spans point into canonical text; `symbols` and `dates` read the numbers and days.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.agencies import find_issuer
from extract.dates import Date, read_day, read_year
from extract.folding import spaced
from extract.governors import closing, cue, phrases
from extract.layout import Context, Layout
from extract.record import AgencyMention, CitationKind
from extract.symbols import Symbol
from extract.triggers import Triggers

_ISSUER_REACH = 120  # characters: an issuer's name is no longer, nor further before a mention
_INTRODUCTION = 400  # characters: no sentence that introduces a list is longer
_WORD = 12  # characters in which the word before a number stands
_JOIN = re.compile(r"\s*,?\s*\(?")
_WORD_START = re.compile(r"(?<!\w)[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Passage:
    """Canonical text under reading: as it stands, in lower case and that backward; whose it is."""

    text: str
    lowered: str
    backward: str
    context: Context
    triggers: Triggers

    @classmethod
    def of(cls, layout: Layout, context: Context) -> Passage:
        """The text of a layout; a place is the same in both letter cases."""
        lowered = layout.lowered
        return cls(layout.text, lowered, lowered[::-1], context, layout.triggers)


class TypeWord(NamedTuple):
    """A word for a kind of document ("chương trình hành động") where it stands in a text."""

    phrase: str
    start: int
    end: int

    @property
    def label(self) -> str:
        """The type as a record writes it ("Chương trình hành động")."""
        return self.phrase[:1].upper() + self.phrase[1:]


class Mention(NamedTuple):
    """A document as the text names it; what is done with it the words around it tell.

    ``text`` is clean, ``date`` ISO, ``issuer`` the canonical name; what is not said is None.
    """

    kind: CitationKind
    text: str
    type: str | None
    number: str | None
    date: str | None
    issuer: str | None
    start: int
    end: int


class Tail(NamedTuple):
    """What follows a document's number or name: day and issuer, and where they end."""

    date: str | None
    issuer: str | None
    end: int


def find_types(lowered: str, triggers: Triggers) -> Iterator[TypeWord]:
    """Find the words for kinds of document in a lower-case text, the longest, none overlapping."""
    words = [(start, -end, True) for start, end in triggers.places["type"]]
    words += [(start, -end, False) for start, end in triggers.places["compound"]]
    done = 0
    for start, last, names_type in sorted(words):
        if start < done:
            continue
        done = end = -last
        glued = lowered[end : end + 1].isalpha() and not cue("number-word").match(lowered, end)
        if names_type and not glued:
            yield TypeWord(lowered[start:end], start, end)


def read_numbered(
    passage: Passage,
    symbol: Symbol,
    types: Sequence[TypeWord],
    floor: int,
    end: int,
    previous: Mention | None,
) -> Mention | None:
    """Read the mention around a document number, None where the number is no document's.

    ``floor`` is where the paragraph begins or the mention before ends; ``previous`` the mention
    before, whose type a number in a list shares ("số 36/QĐ-TTg …; số 1569/QĐ-TTg …").
    """
    text = passage.text
    index = bisect_right(types, symbol.start, key=lambda word: word.start) - 1
    word = types[index] if index >= 0 and types[index].start >= floor else None
    if word and cue("before-number").fullmatch(text, word.end, symbol.start):
        start, label = word.start, word.label
    else:
        sign = closing("number-sign", text, floor, symbol.start)
        start = sign.start() if sign else symbol.start
        listed = sign or closing("coordination", text, floor, symbol.start)
        if previous and listed and previous.type:
            label = previous.type
        elif symbol.kind and (sign or symbol.parts > 1):
            label = symbol.kind
        else:
            return None
        before = passage.lowered[max(floor, start - _WORD) : start].split()
        if before and before[-1] in phrases("form"):
            return None
    tail = read_tail(passage, symbol.end, end)
    issuer = (
        tail.issuer or _issuer_before(passage, floor, start) or _shared(passage, previous, start)
    )
    written = f"{text[start : symbol.start]}{symbol.number}{text[symbol.end : tail.end]}"
    return Mention(
        "numbered", clean(written), label, symbol.number, tail.date, issuer, start, tail.end
    )


def read_tail(passage: Passage, start: int, end: int) -> Tail:
    """Read day, issuer and term ("ngày 17/11/2022 của Ban Chấp hành Trung ương khóa XIII")."""
    text = passage.text
    date: Date | None = None
    issuer: AgencyMention | None = None
    at = start
    while True:
        join = _JOIN.match(text, at, end)
        here = join.end() if join else at
        joined = text[at:here]
        if date is None and (found := read_day(text, here, end) or _read_year(text, at, here, end)):
            date, at = found, found.end
        elif issuer is None and (by := _read_issuer(passage, here, end, date, joined)):
            issuer, at = by, by.end
        elif term := cue("term").match(text, here, end):
            at = term.end()
        else:
            return Tail(date.value if date else None, issuer.name if issuer else None, at)
        if joined.endswith("(") and text.startswith(")", at):
            at += 1


def clean(written: str) -> str:
    """Write a mention on one line, without the colon between type and number."""
    return spaced(written.replace(":", " ")).replace(" ,", ",")


def _read_year(text: str, at: int, here: int, end: int) -> Date | None:
    """Read a year that stands for the day ("Chỉ thị 24/CT-TTg năm 2025")."""
    return None if text[at:here].strip() else read_year(text, here, end)


def _read_issuer(
    passage: Passage, start: int, end: int, date: Date | None, joined: str
) -> AgencyMention | None:
    """Read the issuer after "của", or at once after the day."""
    by = cue("by").match(passage.text, start, end)
    at_once = date is not None and "," not in joined and passage.text[start : start + 1].isupper()
    if not by and not at_once:
        return None
    at = by.end() if by else start
    if session := cue("session").match(passage.text, at, end):
        at = session.end()
    found = find_issuer(passage.text, at, min(end, at + _ISSUER_REACH), passage.context)
    return found if found and not found.group else None


def read_introduced(
    passage: Passage, types: Sequence[TypeWord], start: int, first: Mention
) -> str | None:
    """Find the issuer of the documents that a sentence introduces before it lists them.

    "các Quyết định của Thủ tướng Chính phủ về …: Quyết định số …; Quyết định số …"; ``first`` is
    the first of the list.
    """
    text, reach = passage.text, max(start, first.start - _INTRODUCTION)
    if not closing("list-opened", text, reach, first.start):
        return None
    for word in types:
        if word.start < reach or word.label != first.type or word.end > first.start:
            continue
        many = closing("plural-before", text, reach, word.start)
        by = cue("issued").match(text, word.end, first.start) if many else None
        found = find_issuer(text, by.end(), first.start, passage.context) if by else None
        if found and not found.group:
            return found.name
    return None


def _shared(passage: Passage, previous: Mention | None, start: int) -> str | None:
    """Share the issuer told before a list ("của Sở Y tế tại Tờ trình số … và Công văn số …")."""
    if previous is None or cue("issued").search(previous.text):
        return None
    beside = cue("coordination").fullmatch(passage.text, previous.end, max(previous.end, start - 1))
    return previous.issuer if beside else None


def _issuer_before(passage: Passage, floor: int, start: int) -> str | None:
    """Find the issuer that the sentence names before ("chỉ đạo của Chính phủ tại Nghị quyết …")."""
    text, first = passage.text, max(floor, start - _ISSUER_REACH)
    if link := closing("issued-before", text, first, start):
        places = [by.end() for by in cue("issued").finditer(text, first, link.start())][-1:]
    elif link := closing("issued-by-subject", text, first, start):
        places = [word.start() for word in _WORD_START.finditer(text, first, link.start())]
    else:
        return None
    for place in places:
        found = find_issuer(text, place, link.start(), passage.context)
        if found and not found.group and found.end == link.start():
            return found.name
    return None
