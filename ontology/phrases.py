"""Cue phrases and patterns: the words by which a phenomenon is known, one Turtle file for each.

A file ontology/cues/NAME.ttl holds skos:Concepts ``cue:…``; each has phrases (skos:altLabel in
Vietnamese), or a ct:pattern, or both. A pattern is a regular expression over canonical text in
which ``{other-cue}`` stands for that concept of the same file: its pattern, or else any of its
phrases.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from ontology.alternation import alternation
from ontology.turtle import CT, SKOS, Source, local_name

_CUE = "https://w3id.org/chutri/cue/"
_REFERENCE = re.compile(r"\{([a-z][a-z0-9-]*)\}")


@cache
def cues(name: str) -> Mapping[str, tuple[str, ...]]:
    """Read the phrases of ontology/cues/``name``.ttl by the concept's local name, longest first."""
    source = _source(name)
    return MappingProxyType({local_name(s): _phrases(source, s) for s in source.subjects()})


@cache
def patterns(name: str) -> Mapping[str, str]:
    """Read the regular expressions of ontology/cues/``name``.ttl, references filled in.

    A concept without a pattern of its own has none here.
    """
    source = _source(name)
    written = {local_name(s): source.value(s, f"{CT}pattern") for s in source.subjects()}

    def expand(concept: str, within: tuple[str, ...]) -> str:
        subject = _CUE + concept
        pattern = written[concept]
        if pattern is None:
            return alternation(_phrases(source, subject))

        def fill(reference: re.Match[str]) -> str:
            other = reference.group(1)
            if other not in written:
                raise source.error(subject, f"refers to {{{other}}}, which the file does not hold")
            if other in within or other == concept:
                raise source.error(subject, f"refers to itself by {{{other}}}")
            return expand(other, (*within, concept))

        return "(?:" + _REFERENCE.sub(fill, pattern) + ")"

    expanded = {}
    for concept, pattern in written.items():
        if pattern is not None:
            expanded[concept] = expand(concept, ())
            try:
                re.compile(expanded[concept])
            except re.error as error:
                raise source.error(_CUE + concept, f"has a bad pattern: {error}") from error
    return MappingProxyType(expanded)


@cache
def _source(name: str) -> Source:
    """Read a cue file and check each of its concepts."""
    source = Source(f"cues/{name}.ttl")
    concepts = set(source.subjects(f"{SKOS}Concept"))
    for subject in source.subjects():
        if not subject.startswith(_CUE):
            raise source.error(subject, f"is not in the namespace <{_CUE}>")
        if subject not in concepts:
            raise source.error(subject, "is not a skos:Concept")
        if len(source.values(subject, f"{SKOS}altLabel")) != len(_phrases(source, subject)):
            raise source.error(subject, "has a phrase twice, or one without @vi")
        if not _phrases(source, subject) and source.value(subject, f"{CT}pattern") is None:
            raise source.error(subject, 'has neither a phrase (skos:altLabel "…"@vi) nor a pattern')
    return source


def _phrases(source: Source, subject: str) -> tuple[str, ...]:
    phrases = set(source.values(subject, f"{SKOS}altLabel", "vi"))
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))
