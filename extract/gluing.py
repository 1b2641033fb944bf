"""Gluing: spaces that were lost, and footnote marks that stick to words.

What stands between two spaces tells which of these a text suffers from, and most texts write the
same words again and again: `find_gluing` looks at each of them once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from typing import Literal

import ontology
from extract.canonical import Edit
from extract.syllables import is_syllable, split_glued

Gluing = Literal["words", "number", "stop", "note-mark"]

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 4  # a word of fewer letters is not taken apart
_LONGEST = 40  # code points of what is remembered
_STOP = re.compile(
    r"[.;,:)](?=[A-ZĐÀ-Ỹa-zà-ỹ])(?:(?<=\))(?=[a-zà-ỹ])|(?<!\))(?=[A-ZĐÀ-Ỹ][a-zà-ỹ]))"
)
_BEFORE_STOP = re.compile(r"[a-zà-ỹ0-9%)]")
_NOTE = re.compile(r"\n\(?(\d{1,2})\)?(?:(?=[A-ZĐÀ-Ỹ][a-zà-ỹ])|(?=\n))")
_NOTE_MARK = re.compile(r"[a-zà-ỹ]{2}(?<!km)\d{1,2}(?![^,.;:)])")
_DIGITS = re.compile(r"\d\d?(?=[\s,.;:)]|$)")
_MARKED = re.compile(r"[a-zà-ỹ]{2}(?<!km)\Z")


def find_gluing(text: str) -> frozenset[Gluing]:
    """What of this kind ``text`` may suffer from; what is not in it needs no search."""
    found: set[Gluing] = set()
    for piece in set(text.split()):
        found.update(_gluing(piece) if len(piece) <= _LONGEST else _gluing.__wrapped__(piece))
    return frozenset(found)


@lru_cache(maxsize=1 << 16)
def _gluing(piece: str) -> tuple[Gluing, ...]:
    """What may be glued in what stands between two spaces."""
    found: list[Gluing] = []
    if any(_is_doubtful(word) for word in _WORD.findall(piece)):
        found.append("words")
    if _number_in_word().search(piece):
        found.append("number")
    if _STOP.search(piece):
        found.append("stop")
    if _NOTE_MARK.search(piece):
        found.append("note-mark")
    return tuple(found)


def _is_doubtful(word: str) -> bool:
    """Whether a word may be several; a foreign word or an abbreviation tells nothing."""
    if len(word) < _SHORTEST or is_syllable(word):
        return False
    if word.isascii() and (word.islower() or word.isupper() or word.istitle()):
        return False
    return bool(_cuts(word, None))


def part_words(text: str) -> Iterator[Edit]:
    """Words without a space between them come apart, where the document writes each elsewhere."""
    words = set(_WORD.findall("\n".join(set(text.split()))))
    strange = {word for word in words if len(word) >= _SHORTEST and not is_syllable(word)}
    known = {word.lower() for word in words - strange if len(word) > 1}
    known -= {word.lower() for word in strange}
    edits = [
        Edit(at, at, " ")
        for word in filter(_is_doubtful, strange)
        for cuts in [_cuts(word, known)]
        if cuts
        for start in _occurrences(word, text)
        for at in (start + cut for cut in cuts)
    ]
    yield from sorted(edits)


def _occurrences(word: str, text: str) -> Iterator[int]:
    """Where ``word`` stands whole."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (text[at - 1 : at].isalpha() or text[end : end + 1].isalpha()):
            yield at
        at = text.find(word, end)


def _cuts(word: str, known: Collection[str] | None) -> tuple[int, ...]:
    """Where a word comes apart, as offsets in it."""
    head = re.match(r"[A-ZĐ]{2,}(?=[a-zà-ỹ]{2,}$)", word)
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


def part_numbers(text: str) -> Iterator[Edit]:
    """A number or a symbol without a space before the words of a date (06tháng, TWngày 7)."""
    for match in _number().finditer(text):
        yield Edit(match.end(), match.end(), " ")


def part_stops(text: str) -> Iterator[Edit]:
    """A stop without a space before the sentence after it."""
    for match in _STOP.finditer(text):
        if match.start() and _BEFORE_STOP.match(text, match.start() - 1):
            yield Edit(match.end(), match.end(), " ")


def drop_note_marks(text: str) -> Iterator[Edit]:
    """Footnote marks glued to words go, where a footnote of that number stands in the text."""
    notes = set(_NOTE.findall(text))
    if not notes:
        return
    for match in _DIGITS.finditer(text):
        if match.group() in notes and _MARKED.search(
            text[max(0, match.start() - 3) : match.start()]
        ):
            yield Edit(*match.span(), "")
