"""Tiers: how far up stands who issued a document, told by its number, issuer or kind."""

from __future__ import annotations

from collections.abc import Iterator

from graph.forms import issuers_of
from graph.works import Work
from ontology import Agency, Tier, register, tiers


def tier_of(work: Work) -> Tier | None:
    """Return the tier of a document, None where neither number nor issuer tells it."""
    symbols = {entry.symbol for entry in issuers_of(work.number)}
    bodies = tuple(_issuing(work))
    for tier in tiers():
        told = symbols or {symbol for body in bodies for symbol in body.notations}
        if told & set(tier.symbols):
            return tier
    levels = {body.level for body in bodies}
    for tier in tiers():
        if levels <= set(tier.levels) if levels else work.kind in tier.kinds:
            return tier
    return None


def _issuing(work: Work) -> Iterator[Agency]:
    """Return who issued a document: the issuer if it is known, else all whom its number allows."""
    known = register().agencies
    if work.issuer and work.issuer.id:
        yield known[work.issuer.id]
        return
    for entry in issuers_of(work.number):
        yield from (known[agency] for agency in entry.agencies)
