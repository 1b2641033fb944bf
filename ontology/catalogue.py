"""Document kinds and the register of agencies, as frozen values."""

from __future__ import annotations

from functools import cache

from ontology.model import DocumentKind, Province, Register
from ontology.turtle import CT, SKOS, Source, local_name

_SCHEMA = "https://schema.org/"


@cache
def kinds() -> tuple[DocumentKind, ...]:
    """Read every kind of document, in the order of ontology/kinds.ttl."""
    source = Source("kinds.ttl")
    return tuple(
        DocumentKind(
            id=local_name(subject),
            label=source.required(subject, f"{SKOS}prefLabel", "vi"),
            label_en=source.required(subject, f"{SKOS}prefLabel", "en"),
            symbols=source.values(subject, f"{SKOS}notation"),
            party_symbols=source.values(subject, f"{CT}partyNotation"),
            systems=source.values(subject, f"{CT}system"),
            aliases=source.values(subject, f"{SKOS}altLabel", "vi"),
        )
        for subject in source.subjects(f"{SKOS}Concept")
    )


@cache
def register() -> Register:
    """Read the register of agencies, issuers and provinces (ontology/register)."""
    return Register(agencies={}, issuers={}, provinces=_provinces(), units={})


def _provinces() -> dict[str, Province]:
    source = Source("register/provinces.ttl")
    subjects = list(source.subjects(f"{CT}Province"))
    formed = {s: source.values(s, f"{CT}formedFrom") for s in subjects}
    successor = {old: new for new, olds in formed.items() for old in olds}
    return {
        local_name(subject): Province(
            id=local_name(subject),
            name=source.required(subject, f"{SKOS}prefLabel", "vi"),
            kind=source.required(subject, f"{CT}unitKind"),
            aliases=source.values(subject, f"{SKOS}altLabel", "vi"),
            valid_from=source.value(subject, f"{_SCHEMA}startDate"),
            valid_until=source.value(subject, f"{_SCHEMA}endDate"),
            successor=local_name(successor[subject]) if subject in successor else None,
            predecessors=tuple(map(local_name, formed[subject])),
        )
        for subject in subjects
    }
