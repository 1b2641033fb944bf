"""The words by which clauses charge bodies with work: ontology/cues/tasks.ttl, compiled."""

from __future__ import annotations

import re
from functools import cache

import ontology


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Compile a pattern, letter case ignored."""
    return re.compile(ontology.patterns("tasks")[name], re.IGNORECASE)


@cache
def words(cue: str) -> tuple[str, ...]:
    """Return the phrases of a cue, longest first."""
    return ontology.cues("tasks")[cue]


@cache
def ends(cue: str) -> tuple[str, ...]:
    """The phrases of a cue as the lower-case end of a text, longest first."""
    return tuple(phrase.lower() for phrase in words(cue))
