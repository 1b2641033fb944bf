"""What every answer names: documents, agencies, and the evidence."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

Role = Literal["lead", "coordinating"]
Basis = Literal["explicit", "implicit", "none"]


class DocumentReference(BaseModel):
    """A document as an answer names it; what is not known is null."""

    iri: str
    id: str
    number: str | None
    type: str | None
    title: str | None
    date: str | None
    issuer: str | None


class Agency(BaseModel):
    """A body or a group; `office` is its slug without place."""

    iri: str
    slug: str
    office: str
    name: str
    group: bool
    place: str | None


class AgencyName(BaseModel):
    """An agency by its slug and its name."""

    slug: str
    name: str


class Evidence(BaseModel):
    """Where an answer was read: document, section, and the quote by its place in the text."""

    document: str
    number: str | None
    title: str | None
    section: str
    quote: str
    start: int
    end: int
