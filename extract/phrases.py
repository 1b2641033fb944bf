"""Phrases of a cue file as part of a regular expression."""

from __future__ import annotations

from ontology import alternation, cues


def any_of(file: str, *concepts: str) -> str:
    """Build the alternation of every phrase of ``concepts`` in ontology/cues/``file``.ttl."""
    known = cues(file)
    return alternation(phrase for concept in concepts for phrase in known[concept])
