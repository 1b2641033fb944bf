"""Agencies, and how many tasks they have."""

from __future__ import annotations

from pydantic import BaseModel

from api.models.references import Agency


class CountedAgency(Agency):
    """An agency and how many tasks it leads and coordinates."""

    leads: int
    coordinates: int


class Agencies(BaseModel):
    """Some of `total` agencies."""

    total: int
    items: list[CountedAgency]


class AgencyAnswer(BaseModel):
    """The agency of a slug, or that of every place where the slug is an office's."""

    items: list[CountedAgency]
