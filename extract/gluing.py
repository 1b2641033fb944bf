"""Gluing: spaces that were lost or put into words, and footnote marks that stick to words.

What stands between two spaces tells which of these a text suffers from, and most texts write the
same words again and again: `find_gluing` looks at each of them once, and hands what it saw to the
repair of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Set
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import ahocorasick

import ontology
from extract.canonical import Edit
from extract.folding import lower
from extract.syllables import is_syllable, split_glued

Gluing = Literal["words", "number", "stop", "note-mark", "torn"]

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 4  # a word of fewer letters is not taken apart
_CAPITALS = re.compile(r"[A-ZĐ]{2,}(?=[a-zà-ỹ]{2,}$)")
_LONGEST = 40  # code points of what is remembered
_FEW = 20  # pieces that are sought in a text one by one
_STOP = re.compile(
    r"[.;,:)](?=[A-ZĐÀ-Ỹa-zà-ỹ])(?:(?<=\))(?=[a-zà-ỹ])|(?<!\))(?=[A-ZĐÀ-Ỹ][a-zà-ỹ]))"
)
_BEFORE_STOP = re.compile(r"[a-zà-ỹ0-9%)]")
_NOTE = re.compile(r"\n\(?(\d{1,2})\)?(?:(?=[A-ZĐÀ-Ỹ][a-zà-ỹ])|(?=\n))")
_NOTE_MARK = re.compile(r"[a-zà-ỹ]{2}(?<!km)\d{1,2}(?![^,.;:)])")
_TORN = re.compile(r"[b-df-hj-np-tv-xzđB-DF-HJ-NP-TV-XZĐ]|[cn]h|ng")
_DIGITS = re.compile(r"\d\d?(?=[\s,.;:)]|$)")
_MARKED = re.compile(r"[a-zà-ỹ]{2}(?<!km)\Z")


class Pieces(NamedTuple):
    """What stands between two spaces: all of it, and what may suffer from gluing by its kind."""

    all: Set[str]
    glued: Mapping[Gluing, Set[str]]

    @property
    def words(self) -> frozenset[str]:
        """The words in them, in lower case."""
        return frozenset(_WORD.findall(lower("\n".join(self.all))))


def _standing(pieces: Set[str], text: str) -> list[tuple[int, int]]:
    """Where ``pieces`` stand between spaces, in order; anywhere, where they are many."""
    if len(pieces) > _FEW:
        return [(0, len(text))]
    found = (place for piece in pieces for place in _places(piece, text))
    return sorted((a, b) for a, b in found if _is_space(text[a - 1 : a] + text[b : b + 1]))


def _places(words: str, text: str) -> Iterator[tuple[int, int]]:
    at = text.find(words)
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + len(words))


def _is_space(characters: str) -> bool:
    """Whether there are only spaces, or nothing as at the end of a text."""
    return not characters or characters.isspace()


def find_gluing(text: str) -> Pieces:
    """Find what stands between two spaces, and what of it may suffer from gluing."""
    pieces = set(text.split())
    short = max(map(len, pieces), default=0) <= _LONGEST
    look = _gluing if short else _gluing_unless_long
    found: dict[Gluing, set[str]] = {}
    for piece, kinds in zip(pieces, map(look, pieces), strict=True):
        if kinds:
            for kind in kinds:
                found.setdefault(kind, set()).add(piece)
    return Pieces(pieces, found)


def _gluing_unless_long(piece: str) -> tuple[Gluing, ...]:
    return _gluing(piece) if len(piece) <= _LONGEST else _gluing.__wrapped__(piece)


@lru_cache(maxsize=1 << 16)
def _gluing(piece: str) -> tuple[Gluing, ...]:
    """What may be glued in what stands between two spaces, or be torn off."""
    found: list[Gluing] = []
    if any(_is_doubtful(word) and _cuts(word, None) for word in _WORD.findall(piece)):
        found.append("words")
    if _number_in_word().search(piece):
        found.append("number")
    if _STOP.search(piece):
        found.append("stop")
    if _NOTE_MARK.search(piece):
        found.append("note-mark")
    if _TORN.fullmatch(piece):
        found.append("torn")
    return tuple(found)


def _is_doubtful(word: str) -> bool:
    """Whether a word is no syllable; a foreign word or an abbreviation tells nothing."""
    if len(word) < _SHORTEST or is_syllable(word):
        return False
    return not (word.isascii() and (word.islower() or word.isupper() or word.istitle()))


def part_words(text: str, pieces: Pieces) -> Iterator[Edit]:
    """Words without a space between them come apart, where the document writes each elsewhere."""
    glued = {word for word in _WORD.findall("\n".join(pieces.glued["words"])) if _is_doubtful(word)}
    known = pieces.words
    parted = ahocorasick.Automaton()
    for word in glued:
        if cuts := _cuts(word, known):
            parted.add_word(word, (word, cuts))
    if not parted:
        return
    parted.make_automaton()
    for last, (word, cuts) in parted.iter_long(text):
        start = last + 1 - len(word)
        if _stands_apart(text, start, last + 1):
            for cut in cuts:
                yield Edit(start + cut, start + cut, " ")


def _stands_apart(text: str, start: int, end: int) -> bool:
    return not (text[start - 1 : start].isalpha() or text[end : end + 1].isalpha())


def _cuts(word: str, known: Container[str] | None) -> tuple[int, ...]:
    """Where a word comes apart, as offsets in it."""
    head = _CAPITALS.match(word)
    if head and is_syllable(word[head.end() :]) and not is_syllable(word[head.end() - 1 :]):
        return (head.end(),)
    cuts, at = [], 0
    for part in split_glued(word, known)[:-1]:
        at += len(part)
        cuts.append(at)
    return tuple(cuts)


@cache
def _number_in_word() -> re.Pattern[str]:
    words = "|".join(ontology.cues("repair")["date-word"])
    return re.compile(rf"[\dA-ZĐ](?:{words})|số\d")


@cache
def _number() -> re.Pattern[str]:
    words = "|".join(ontology.cues("repair")["date-word"])
    return re.compile(rf"\d(?=(?:{words})\b)|[A-ZĐ](?=(?:{words}) \d)|số(?=\d)")


def part_numbers(text: str, pieces: Pieces) -> Iterator[Edit]:
    """A number or a symbol without a space before the words of a date (06tháng, TWngày 7)."""
    glued = {found for each in pieces.glued["number"] for found in _number_in_word().findall(each)}
    for start, _ in sorted(place for each in glued for place in _places(each, text)):
        if match := _number().match(text, start):
            yield Edit(match.end(), match.end(), " ")


def part_stops(text: str, _: Pieces) -> Iterator[Edit]:
    """A stop without a space before the sentence after it."""
    for match in _STOP.finditer(text):
        if match.start() and _BEFORE_STOP.match(text, match.start() - 1):
            yield Edit(match.end(), match.end(), " ")


def drop_note_marks(text: str, pieces: Pieces) -> Iterator[Edit]:
    """Footnote marks glued to words go, where a footnote of that number stands in the text."""
    notes = set(_NOTE.findall(text))
    if not notes:
        return
    for start, end in _standing(pieces.glued["note-mark"], text):
        for match in _DIGITS.finditer(text, start, end):
            if match.group() in notes and _MARKED.search(
                text[max(0, match.start() - 3) : match.start()]
            ):
                yield Edit(*match.span(), "")
