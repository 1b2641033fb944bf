"""Tiers of documents: how far up stands who issued one (ontology/tiers.ttl)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ontology.turtle import CT, SKOS, Source, local_name


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier: ``rank`` 1 is the highest.

    A document is of the tier in whose ``symbols`` is one of its number's, else of that in whose
    ``levels`` is its issuer's, else of that in whose ``kinds`` is its own.
    """

    id: str
    label: str
    label_en: str
    rank: int
    symbols: tuple[str, ...]
    levels: tuple[str, ...]
    kinds: tuple[str, ...]


@cache
def tiers() -> tuple[Tier, ...]:
    """Read the tiers, the highest first."""
    source = Source("tiers.ttl")
    found = (
        Tier(
            id=local_name(subject),
            label=source.required(subject, f"{SKOS}prefLabel", "vi"),
            label_en=source.required(subject, f"{SKOS}prefLabel", "en"),
            rank=int(source.required(subject, f"{CT}rank")),
            symbols=source.values(subject, f"{CT}issuerSymbol"),
            levels=source.values(subject, f"{CT}level"),
            kinds=tuple(map(local_name, source.values(subject, f"{CT}ofKind"))),
        )
        for subject in source.subjects(f"{CT}Tier")
    )
    return tuple(sorted(found, key=lambda tier: tier.rank))
