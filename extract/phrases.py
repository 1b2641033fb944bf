"""Phrases of a cue file: as part of a regular expression, and sought one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ontology import alternation, cues, patterns


def any_of(file: str, *concepts: str) -> str:
    """Build the alternation of every phrase of ``concepts`` in ontology/cues/``file``.ttl."""
    known = cues(file)
    return alternation(phrase for concept in concepts for phrase in known[concept])


def not_behind(file: str, concept: str) -> str:
    """Build a lookbehind: none of the words of a concept in ontology/cues/``file``.ttl before."""
    return "".join(f"(?<!{re.escape(word)} )" for word in cues(file)[concept])


def phrases_of(file: str, concept: str) -> tuple[str, ...]:
    """Return the phrases of a concept in ontology/cues/``file``.ttl, longest first."""
    return cues(file)[concept]


@cache
def compiled(file: str, concept: str) -> re.Pattern[str]:
    """Compile the pattern of a concept in ontology/cues/``file``.ttl."""
    return re.compile(patterns(file)[concept])


def holds_any(text: str, words: Iterable[str], start: int, end: int) -> bool:
    """Tell whether any of some words stands in ``text[start:end]``."""
    for word in words:  # noqa: SIM110  a generator takes longer than what it looks for
        if text.find(word, start, end) >= 0:
            return True
    return False
