"""Who holds today what was given to a body that has been reorganised since."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from api.models.references import Agency


class LegalBasis(BaseModel):
    """What a reorganisation rests on; dates are null where not known."""

    id: str
    name: str
    date: str | None
    in_force: str | None
    replaced_by: str | None


class Function(BaseModel):
    """A field of work that passed from one body to another."""

    iri: str
    name: str
    name_en: str


class Change(BaseModel):
    """A reorganisation on the way from who was written to who holds now.

    `result` is null where nothing followed the origin, or it is not known what. `functions` are
    those of a split body that went to the result, chosen by the `words` of the task where it has
    such; else they are only possible. `certainty`: attested, high, medium, or pattern (the practice
    of other provinces applied).
    """

    event: str | None
    name: str
    kind: Literal["merge", "split", "rename", "end"]
    date: str
    basis: LegalBasis | None
    certainty: str
    origin: Agency
    result: Agency | None
    functions: list[Function]
    words: list[str]


class Holder(BaseModel):
    """A body that holds a duty, or may, and what led there; null where none is known."""

    agency: Agency | None
    chain: list[Change]


class Succession(BaseModel):
    """Who holds on a day what was given to an agency.

    `status`: unchanged, succeeded (by one body), shared (several, by functions that the task's
    words tell), undecided (its words do not tell: all candidates), ended (no successor is known).
    """

    as_of: str
    status: Literal["unchanged", "succeeded", "shared", "undecided", "ended"]
    holders: list[Holder]
