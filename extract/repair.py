"""Mending: damage that texts suffer on the way from Word to PDF to the web, each repair an issue.

Each function looks at the canonical text so far and returns the edits that mend one kind of damage;
`mend` makes them in order. Line breaks stay: `lines` decides which of them are wraps.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

import ontology
from extract.canonical import Canonical, Edit
from extract.record import Issue
from extract.syllables import is_syllable, split_glued

# A Vietnamese text layer that lost its code page shows ñ and ð (or Ð) where đ and Đ were.
_LEGACY = {0xF1: "đ", 0xD1: "Đ", 0xF0: "Đ", 0xD0: "Đ"}
_LEGACY_LETTERS = re.compile("[ñÑðÐ]")
_DECOMPOSED = re.compile("[^\u0300-\u036f]?[\u0300-\u036f]+")
_SPACING = re.compile(
    "\r\n?"
    "|[\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08\x0e-\x1f]+"
    "|\\*+"
    "|(?:^|(?<=\n))#{1,6} +"
    "|[ \t\x0b\x0c\u00a0\u2000-\u200a\u2028\u2029\u202f\u3000]*[\t\x0b\x0c\u00a0\u2000-\u200a\u202f"
    "\u2028\u2029\u3000][ \t\x0b\x0c\u00a0\u2000-\u200a\u202f\u2028\u2029\u3000]*"
    "|  +"
)
_EMPHASIS = re.compile(r"(?<![^\s(|])(\*{1,3})(?=[^\s*])[^*\n]*(?:\n[^*\n]+){1,4}?\1")
_DOUBLE_SPACE = re.compile("  +")
_LINE_EDGE = re.compile(" +(?=\n)|(?<=\n) +|^ +| +$")
_WORD = re.compile(r"[^\W\d_]{4,}")
_GLUED_STOP = re.compile(
    r"(?<=[a-zà-ỹ0-9%)])[.;,:](?=[A-ZĐÀ-Ỹ][a-zà-ỹ])|(?<=[a-zà-ỹ])\)(?=[a-zà-ỹ])"
)
_HYPHEN_WRAP = re.compile(r"(?<=[^\s\-–])[-/]\n+(?=\w)|(?<=\d{4})- (?=\d{4})")
_NOTE_MARK = re.compile(r"(?<=[a-zà-ỹ]{2})(?<!\bkm)(\d{1,2})(?=[\s,.;:)]|$)")
_NOTE = re.compile(r"^\(?(\d{1,2})\)?(?=[A-ZĐÀ-Ỹ][a-zà-ỹ])|^(\d{1,2})$", re.MULTILINE)

Repair = tuple[str, str, list[Edit]]


def mend(received: str) -> tuple[Canonical, tuple[Issue, ...]]:
    """The canonical text of ``received``, its lines still as they were wrapped, and the repairs."""
    canonical = Canonical.of(received)
    issues: list[Issue] = []
    for code, find in _REPAIRS:
        edits = list(find(canonical.text))
        if edits:
            issues.extend(_issues(code, edits, canonical))
            canonical = canonical.edited(edits)
        if code == "composed" and (strange := _legacy_letters(canonical.text)):
            start, end = canonical.received_span(strange[0], strange[-1] + 1)
            message = f"{len(strange)} letters ñ, ð or Ð read as đ, Đ"
            issues.append(Issue("legacy-letters", message, start, end))
            canonical = canonical.translated(_LEGACY)
    return canonical, tuple(issues)


def _legacy_letters(text: str) -> list[int]:
    """Where ñ, ð and Ð stand for đ and Đ; nowhere unless they are the rule in the text."""
    strange = [match.start() for match in _LEGACY_LETTERS.finditer(text)]
    usual = text.count("đ") + text.count("Đ")
    return strange if len(strange) > max(2, 2 * usual) else []


def _issues(code: str, edits: list[Edit], canonical: Canonical) -> Iterator[Issue]:
    message, each = _MESSAGES[code]
    if not message:
        return
    if not each:
        start, end = canonical.received_span(edits[0].start, edits[-1].end)
        yield Issue(code, f"{message}: {len(edits)} places", start, end)
        return
    for edit in edits:
        start, end = canonical.received_span(edit.start, edit.end)
        found = canonical.text[edit.start : edit.end].replace("\n", " ")
        yield Issue(code, f"{message}: {found!r} read as {edit.text!r}", start, end)


def _compose(text: str) -> Iterator[Edit]:
    if unicodedata.is_normalized("NFC", text):
        return
    for match in _DECOMPOSED.finditer(text):
        composed = unicodedata.normalize("NFC", match.group())
        if composed != match.group():
            yield Edit(*match.span(), composed)


def _emphasis(text: str) -> Iterator[Edit]:
    """Words that Markdown sets off stand on one line, wherever its source breaks them."""
    if "*" not in text:
        return
    for match in _EMPHASIS.finditer(text):
        for at in range(*match.span()):
            if text[at] == "\n":
                yield Edit(at, at + 1, " ")


def _spacing(text: str) -> Iterator[Edit]:
    for match in _SPACING.finditer(text):
        found = match.group()
        first = found[0]
        if first == "\r":
            yield Edit(*match.span(), "\n")
        elif first == "*" and text[match.end() : match.end() + 1] == " " and _opens(text, match):
            if found != "*":
                yield Edit(*match.span(), "")
        elif first == "*" or not found.isspace():
            yield Edit(*match.span(), "")
        elif found != " ":
            yield Edit(*match.span(), " ")


def _double_spaces(text: str) -> Iterator[Edit]:
    for match in _DOUBLE_SPACE.finditer(text):
        yield Edit(*match.span(), " ")


def _opens(text: str, match: re.Match[str]) -> bool:
    return match.start() == 0 or text[match.start() - 1] == "\n"


def _edges(text: str) -> Iterator[Edit]:
    for match in _LINE_EDGE.finditer(text):
        yield Edit(*match.span(), "")


def _hyphen_wraps(text: str) -> Iterator[Edit]:
    for match in _HYPHEN_WRAP.finditer(text):
        yield Edit(*match.span(), match.group()[0])


@cache
def _broken_symbol() -> re.Pattern[str]:
    heads = "|".join(ontology.cues("repair")["symbol-head"])
    return re.compile(
        rf"(?<=\d)([a-z]?)[ \n]*([-/])[ \n]+(?=(?:{heads})\d*[-/])"
        rf"|(?<=\d)([a-z]?)[ \n]+([-/])[ \n]*(?=(?:{heads})\d*[-/])"
        rf"|(?<=\d[-/])({heads})[ \n]*([-/])[ \n]+(?=[A-ZĐ])"
    )


def _symbols(text: str) -> Iterator[Edit]:
    for match in _broken_symbol().finditer(text):
        yield Edit(*match.span(), "".join(match.group().split()))


def _glued_words(text: str) -> Iterator[Edit]:
    words = set(_WORD.findall(text))
    doubtful = {word for word in words if not is_syllable(word)}
    if not doubtful:
        return
    known = {word.lower() for word in re.findall(r"[^\W\d_]{2,}", text)} - {
        word.lower() for word in doubtful
    }
    parted = {word: parts for word in doubtful if (parts := _parted(word, known))}
    if not parted:
        return
    for match in _WORD.finditer(text):
        at = match.start()
        for part in parted.get(match.group(), ())[:-1]:
            at += len(part)
            yield Edit(at, at, " ")


def _parted(word: str, known: set[str]) -> tuple[str, ...]:
    if word.isascii() and (word.islower() or word.isupper() or word.istitle()):
        return ()  # a foreign word or an abbreviation: nothing in it tells
    head = re.match(r"[A-ZĐ]{2,}(?=[a-zà-ỹ]{2,}$)", word)
    if head and is_syllable(word[head.end() :]) and not is_syllable(word[head.end() - 1 :]):
        return (word[: head.end()], word[head.end() :])
    return split_glued(word, known)


@cache
def _glued_number() -> re.Pattern[str]:
    words = "|".join(ontology.cues("repair")["date-word"])
    return re.compile(
        rf"(?<=\d)(?=(?:{words})\b)|(?<=[A-ZĐ])(?=(?:{words}) \d)|(?<=[a-zà-ỹ]{{2}}số)(?=\d)"
    )


def _glued_numbers(text: str) -> Iterator[Edit]:
    for match in _glued_number().finditer(text):
        yield Edit(*match.span(), " ")


def _glued_stops(text: str) -> Iterator[Edit]:
    for match in _GLUED_STOP.finditer(text):
        yield Edit(match.start(), match.end(), match.group() + " ")


def _note_marks(text: str) -> Iterator[Edit]:
    notes = {number for pair in _NOTE.findall(text) for number in pair if number}
    if not notes:
        return
    for match in _NOTE_MARK.finditer(text):
        if match.group(1) in notes:
            yield Edit(*match.span(), "")


_REPAIRS: tuple[tuple[str, Callable[[str], Iterator[Edit]]], ...] = (
    ("composed", _compose),
    ("emphasis", _emphasis),
    ("spacing", _spacing),
    ("double-space", _double_spaces),
    ("line-edges", _edges),
    ("symbol-joined", _symbols),
    ("hyphen-wrap", _hyphen_wraps),
    ("note-mark", _note_marks),
    ("glued-words", _glued_words),
    ("glued-number", _glued_numbers),
    ("glued-stop", _glued_stops),
)
# message, and whether each place is an issue of its own
_MESSAGES: dict[str, tuple[str, bool]] = {
    "composed": ("letters with separate marks composed (NFC)", False),
    "emphasis": ("", False),
    "spacing": ("spaces, invisible characters or Markdown marks folded", False),
    "double-space": ("", False),
    "line-edges": ("", False),
    "symbol-joined": ("a symbol broken apart", True),
    "hyphen-wrap": ("a word broken at its hyphen", True),
    "note-mark": ("a footnote mark glued to a word", True),
    "glued-words": ("words without a space", True),
    "glued-number": ("a number without a space", True),
    "glued-stop": ("a stop without a space", True),
}
