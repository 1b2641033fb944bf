"""/api/documents/{id}/cascade: how a policy comes down, from the Party's centre to a province."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel

from api import models
from api.documents import known
from api.service import Served, Service
from graph import search
from graph.questions import ask
from graph.search import Facts
from ontology import Tier, tiers

router = APIRouter(tags=["across plans"])

_RELATIONS = {"ensures_implementation_of": "implements", "based_on": "legal_basis"}


class Step(BaseModel):
    """One document carries another out, or rests on it; the quote says so.

    `up` is true where it lies above the document that was asked for.
    """

    lower: str
    upper: str
    relation: Literal["implements", "legal_basis"]
    up: bool
    evidence: models.Evidence


class Level(BaseModel):
    """The documents of a tier; `tier` is null for those of which it is not known who issued them.

    `rank` 1 is the highest tier.
    """

    tier: str | None
    label: str | None
    label_en: str | None
    rank: int | None
    documents: list[models.DocumentReference]


class Cascade(BaseModel):
    """What a document carries out and rests on, and what carries it out, tier by tier.

    Only what texts say is here: each step is a citation, `lower` and `upper` are IRIs of `levels`.
    """

    document: models.DocumentReference
    levels: list[Level]
    steps: list[Step]


@router.get("/api/documents/{id:path}/cascade", response_model=Cascade)
def cascade(service: Served, id: str) -> dict[str, Any]:
    """Give the cascade of documents through one, the highest tier first."""
    return cascade_of(service, known(service, id))


def cascade_of(service: Service, document: Facts) -> dict[str, Any]:
    """Return the cascade through a document in the shape of `Cascade`."""
    rows = list(ask(service.store(), "cascade", {"document": document["iri"]}, service.base))
    ranks: dict[Any, Any] = {document["iri"]: None}
    for row in rows:
        ranks |= {row["upper"]: row["upperRank"], row["lower"]: row["lowerRank"]}
    return {
        "document": document,
        "levels": list(_levels(service, ranks)),
        "steps": [_step(row) for row in rows],
    }


def _levels(service: Service, ranks: Mapping[Any, Any]) -> Iterable[dict[str, Any]]:
    by_rank: dict[int, Tier] = {tier.rank: tier for tier in tiers()}
    known_ranks = sorted({rank for rank in ranks.values() if rank is not None})
    for rank in (*known_ranks, None):
        tier = by_rank[rank] if rank is not None else None
        members = sorted(iri for iri, of in ranks.items() if of == rank)
        documents = (search.document(service.index, _id(service, iri)) for iri in members)
        found = [each for each in documents if each is not None]
        if found:
            yield {
                "tier": tier.id if tier else None,
                "label": tier.label if tier else None,
                "label_en": tier.label_en if tier else None,
                "rank": rank,
                "documents": sorted(found, key=lambda each: (each["date"] or "", each["iri"])),
            }


def _step(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "lower": row["lower"],
        "upper": row["upper"],
        "relation": _RELATIONS[str(row["relation"]).rpartition("#")[2]],
        "up": row["direction"] == "up",
        "evidence": {
            "document": row["source"],
            "number": row["sourceNumber"],
            "title": row["sourceTitle"],
            "section": row["section"],
            "quote": row["quote"],
            "start": row["start"],
            "end": row["end"],
        },
    }


def _id(service: Service, iri: str) -> str:
    return iri.removeprefix(f"{service.base}eli/")
