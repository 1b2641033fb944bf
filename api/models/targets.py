"""Targets: numbers set as goals."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from api.models.references import Agency, DocumentReference, Evidence


class Indicator(BaseModel):
    """What a target measures; plans share the slug."""

    slug: str
    label: str


class Target(BaseModel):
    """A number set as a goal."""

    iri: str
    indicator: Indicator
    value: str
    comparator: Literal["=", ">=", ">", "<=", "<", "range", "~"]
    min: float | None
    max: float | None
    unit: str | None
    period: str | None
    agencies: list[Agency]
    document: DocumentReference
    evidence: Evidence


class Targets(BaseModel):
    """Some of `total` targets."""

    total: int
    items: list[Target]
