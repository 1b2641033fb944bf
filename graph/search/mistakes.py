"""Typing mistakes: the agency whose name was meant by one that is a letter off."""

from __future__ import annotations

from functools import cache

from graph.folding import bare_words
from graph.search.index import Index, marks
from graph.search.question import Question
from graph.search.words import name_key
from ontology import register

_SHORTEST = 8
"""Letters of a name in which one may be wrong; in a shorter one it makes another word."""


def meant(index: Index, question: Question) -> tuple[str, ...]:
    """Return the agencies that a question names but for one letter, none where it names one.

    A letter is wrong, missing, too many, or has changed places with the next. Several are returned
    where several are as near.
    """
    key = question.key
    if len(question) < 2 or len(key.replace(" ", "")) < _SHORTEST or key in _register_keys():
        return ()
    half = len(key) // 2 - 1  # of two halves around a mistake one is as it should be
    rows = index.rows(
        "SELECT DISTINCT key, slug FROM agency_names JOIN agencies USING (slug)"
        " WHERE length(key) BETWEEN ? AND ? AND (substr(key, 1, ?) = ? OR substr(key, -?) = ?)"
        " ORDER BY slug",
        (len(key) - 1, len(key) + 1, half, key[:half], half, key[-half:]),
    )
    return tuple(dict.fromkeys(slug for known, slug in rows if _a_letter_off(known, key)))


def names(index: Index, slugs: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of agencies, each once."""
    rows = index.rows(
        "SELECT DISTINCT json_extract(facts, '$.name') AS name FROM agencies"
        f" WHERE slug IN ({marks(slugs)}) ORDER BY name",
        slugs,
    )
    return tuple(name for (name,) in rows)


def starts_a_name(word: str) -> bool:
    """Whether a bare word is the first of some agency's name (so, bo, ban, cong)."""
    return word in _first_words()


def _a_letter_off(left: str, right: str) -> bool:
    """Whether one edit makes two different strings the same (optimal string alignment)."""
    if left == right:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    a, b = left[start:], right[start:]
    return (
        a[1:] == b[1:]  # wrong
        or a == b[1:]  # too many
        or a[1:] == b  # missing
        or (a[:2] == b[1::-1] and a[2:] == b[2:])  # changed places
    )


@cache
def _register_keys() -> frozenset[str]:
    """Return the keys of every name that the register knows: none of them is a mistake."""
    return frozenset(
        name_key(spelling)
        for agency in register().agencies.values()
        for spelling in (agency.name, *agency.aliases, *agency.notations, *agency.spellings)
    )


@cache
def _first_words() -> frozenset[str]:
    return frozenset(
        word for agency in register().agencies.values() for word in bare_words(agency.name)[:1]
    )
