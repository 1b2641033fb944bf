"""Phrases of a cue file as part of a regular expression."""

from __future__ import annotations

import re

from ontology import cues


def any_of(file: str, *concepts: str) -> str:
    """Build the alternation of every phrase of ``concepts`` in ontology/cues/``file``.ttl."""
    known = cues(file)
    phrases = {phrase for concept in concepts for phrase in known[concept]}
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(map(re.escape, ordered)) + ")"
