"""Phrases of a cue file: as part of a regular expression, and sought one by one."""

from __future__ import annotations

from collections.abc import Iterable

from ontology import alternation, cues


def any_of(file: str, *concepts: str) -> str:
    """Build the alternation of every phrase of ``concepts`` in ontology/cues/``file``.ttl."""
    known = cues(file)
    return alternation(phrase for concept in concepts for phrase in known[concept])


def holds_any(text: str, words: Iterable[str], start: int, end: int) -> bool:
    """Tell whether any of some words stands in ``text[start:end]``."""
    for word in words:  # noqa: SIM110  a generator takes longer than what it looks for
        if text.find(word, start, end) >= 0:
            return True
    return False
