"""A question as typed, read into what the search index is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.folding import fold
from graph.folding import bare, bare_words
from graph.search.words import name_key, words
from ontology import cues

_EXACT_COLUMNS = "{text headings}"
_BARE_COLUMNS = "{bare_text bare_headings}"
_QUOTATION = re.compile('"([^"]*)"|“([^”]*)”')
_ASTRAY = 1
"""How many other words may stand among words that belong together; sought before `_SLACK`."""
_SLACK = 2
"""How many other words may stand among them for each word beyond two, where none are closer.

Two words must touch: nước sạch is in no ngân sách nhà nước.
"""


@dataclass(frozen=True, slots=True)
class Question:
    """The words of a question as they were typed."""

    words: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.words)

    @property
    def exact(self) -> tuple[str, ...]:
        """The words in lower case with their diacritics."""
        return tuple(map(fold, self.words))

    @property
    def bare(self) -> tuple[str, ...]:
        """The words without case and diacritics."""
        return tuple(map(bare, self.words))

    @property
    def key(self) -> str:
        """The question as the name of a body (see `graph.search.words.name_key`)."""
        return name_key(" ".join(self.words))

    def between(self, start: int, end: int) -> Question:
        """Return some of the words of the question."""
        return Question(self.words[start:end])

    def without(self, start: int, end: int) -> Question:
        """Return the question without some of its words."""
        return Question(self.words[:start] + self.words[end:])

    def phrase(self) -> str:
        """Return the FTS5 expression for the words as they were typed, one after the other."""
        columns, spelled = next(iter(self._spellings()))
        return f"({columns} : {_quoted(' '.join(spelled))})"

    def together(self) -> Iterator[str]:
        """Return FTS5 expressions for the words near each other, the most exact first."""
        beyond = max(0, len(self) - 2)
        for columns, spelled in self._spellings():
            for others in sorted({min(_ASTRAY, beyond), _SLACK * beyond}):
                yield f"{columns} : ({_near(spelled, others)})"

    def apart(self) -> Iterator[str]:
        """Return FTS5 expressions for all words, wherever in a task, the most exact first."""
        for columns, spelled in self._spellings():
            yield f"{columns} : ({' AND '.join(map(_quoted, spelled))})"

    def _spellings(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Return the words with diacritics where some were typed, and bare.

        A lone word with diacritics is not sought bare: cát is sand, cắt is to cut.
        """
        if self.exact != self.bare:
            yield _EXACT_COLUMNS, self.exact
        if self.exact == self.bare or len(self) > 1:
            yield _BARE_COLUMNS, self.bare


def parted(typed: str) -> tuple[tuple[Question, ...], str]:
    """Return what stands between quotation marks, and the rest."""
    quoted = (first or second for first, second in _QUOTATION.findall(typed))
    phrases = (Question(words(phrase)) for phrase in quoted)
    return tuple(phrase for phrase in phrases if len(phrase)), _QUOTATION.sub(" ", typed)


def read_question(typed: str, longest: int) -> Question:
    """Read the first ``longest`` words; those that only make it a question are left out.

    "Ai chủ trì chuyển đổi số?" asks for chuyển đổi số. A question of nothing else keeps its words.
    """
    question = Question(words(typed)[:longest])
    openings, endings = _frames()
    start, end = 0, len(question)
    for frame in openings:
        if question.bare[: len(frame)] == frame:
            start = len(frame)
            break
    for frame in endings:
        if question.bare[-len(frame) :] == frame:
            end -= len(frame)
            break
    if start >= end:
        return question
    return question.between(start, end)


@cache
def _frames() -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]:
    """Return openings and endings as bare words, longest first."""
    phrases = cues("search")
    opening, ending = (
        tuple(sorted({bare_words(phrase) for phrase in phrases[name]}, key=lambda f: (-len(f), f)))
        for name in ("opening", "ending")
    )
    return opening, ending


def _near(words: tuple[str, ...], others: int) -> str:
    """Return the words as a phrase, or with others among them; where they touch weighs more."""
    if len(words) == 1:
        return _quoted(words[0])
    near = " ".join(map(_quoted, words))
    return f"{_quoted(' '.join(words))} OR NEAR({near}, {len(words) - 2 + others})"


def _quoted(word: str) -> str:
    return f'"{word}"'
