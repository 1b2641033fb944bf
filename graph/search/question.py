"""A question as typed, read into what the search index is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from extract.folding import fold
from graph.folding import bare, bare_words
from graph.search.words import bare_key, words
from ontology import cues

_QUOTATION = re.compile('"([^"]*)"|“([^”]*)”')
_ASTRAY = 1
"""How many other words may stand among words that belong together; sought before `_SLACK`."""
_SLACK = 2
"""How many other words may stand among them for each word beyond two, where none are closer.

Two words must touch: nước sạch is in no ngân sách nhà nước.
"""


@dataclass(frozen=True, slots=True)
class Question:
    """The words of a question: as they were typed, in lower case, and bare of diacritics too."""

    words: tuple[str, ...]
    exact: tuple[str, ...]
    bare: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.words)

    @property
    def key(self) -> str:
        """The question as the name of a body (see `graph.search.words.name_key`)."""
        return bare_key(self.bare)

    @property
    def spellings(self) -> tuple[tuple[bool, tuple[str, ...]], ...]:
        """The words with diacritics (true) where some were typed, and bare.

        A lone word with diacritics is not sought bare: cát is sand, cắt is to cut.
        """
        if self.exact == self.bare:
            return ((False, self.bare),)
        if len(self) == 1:
            return ((True, self.exact),)
        return (True, self.exact), (False, self.bare)

    @property
    def slacks(self) -> tuple[int, ...]:
        """How many other words may stand among them when they are sought together, in turn."""
        beyond = max(0, len(self) - 2)
        return (min(_ASTRAY, beyond), _SLACK * beyond) if beyond else (0,)

    def between(self, start: int, end: int) -> Question:
        """Return some of the words of the question."""
        return Question(self.words[start:end], self.exact[start:end], self.bare[start:end])

    def without(self, start: int, end: int) -> Question:
        """Return the question without some of its words."""
        return joined((self.between(0, start), self.between(end, len(self))))


NO_WORDS = Question((), (), ())


def question_of(typed: tuple[str, ...]) -> Question:
    """Return words as a question."""
    read = [_read_word(word) if len(word) < _LONG else _read(word) for word in typed]
    return Question(typed, tuple([exact for exact, _ in read]), tuple([said for _, said in read]))


def _read(word: str) -> tuple[str, str]:
    """Return a word in lower case, and bare of diacritics too."""
    return fold(word), bare(word)


_read_word = lru_cache(maxsize=1 << 13)(_read)
"""The same for a word that is asked for often, as most are."""

_LONG = 32
"""Letters of a word that is never remembered, so that what is takes little memory."""


def joined(questions: Iterable[Question]) -> Question:
    """Return the words of questions as one."""
    several = tuple(questions)
    return Question(
        tuple(word for each in several for word in each.words),
        tuple(word for each in several for word in each.exact),
        tuple(word for each in several for word in each.bare),
    )


def parted(typed: str) -> tuple[tuple[Question, ...], str]:
    """Return what stands between quotation marks, and the rest."""
    if '"' not in typed and "“" not in typed:
        return (), typed
    quoted = (first or second for first, second in _QUOTATION.findall(typed))
    phrases = (question_of(words(phrase)) for phrase in quoted)
    return tuple(phrase for phrase in phrases if len(phrase)), _QUOTATION.sub(" ", typed)


def read_question(typed: str, longest: int) -> Question:
    """Read the first ``longest`` words; those that only make it a question are left out.

    "Ai chủ trì chuyển đổi số?" asks for chuyển đổi số. A question of nothing else keeps its words.
    """
    question = question_of(words(typed)[:longest])
    openings, endings = _frames()
    said = question.bare
    start, end = openings.length(said), endings.length(said)
    if start == end == 0 or start + end >= len(question):
        return question
    return question.between(start, len(question) - end)


class _Frame(NamedTuple):
    """Phrases of bare words at one end, their lengths, the greatest first, and the words there."""

    phrases: frozenset[tuple[str, ...]]
    lengths: tuple[int, ...]
    outermost: frozenset[str]
    at_end: bool

    def length(self, words: tuple[str, ...]) -> int:
        """Say how many words the longest phrase has that stands at this end of some words."""
        if not words or words[-1 if self.at_end else 0] not in self.outermost:
            return 0
        for length in self.lengths:
            if (words[-length:] if self.at_end else words[:length]) in self.phrases:
                return length
        return 0


@cache
def _frames() -> tuple[_Frame, _Frame]:
    """Return how questions begin, and how they end."""
    phrases = cues("search")
    return _frame(phrases["opening"], at_end=False), _frame(phrases["ending"], at_end=True)


def _frame(phrases: Iterable[str], *, at_end: bool) -> _Frame:
    found = frozenset(map(bare_words, phrases))
    return _Frame(
        phrases=found,
        lengths=tuple(sorted({len(phrase) for phrase in found}, reverse=True)),
        outermost=frozenset(phrase[-1 if at_end else 0] for phrase in found),
        at_end=at_end,
    )
