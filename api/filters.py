"""The parameters by which several routes choose among tasks and targets."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Depends, Query
from pydantic import BeforeValidator

from api import models
from graph.search import TaskFilter

Role = Annotated[
    models.Role | None, Query(description="What the agency is to do: lead or coordinating")
]
Agency = Annotated[
    str | None,
    Query(description="An agency's slug, or that of an office for every place that has it"),
]
Document = Annotated[
    str | None, Query(description="A document's id, or its number (7099/KH-UBND)", max_length=300)
]
Year = Annotated[int | None, Query(ge=1945, le=2200, description="The year of the document")]
Section = Annotated[
    str | None, Query(description="The path of a section (II.2), with all below it", max_length=100)
]
AsOf = Annotated[
    date | None,
    BeforeValidator(lambda value: value or None),  # a form sends an empty field
    Query(description="A day, YYYY-MM-DD: who holds each duty then, through which changes"),
]
Words = Annotated[
    str | None, Query(description="Words, with or without diacritics", max_length=500)
]


def _narrowed(
    document: Document = None, year: Year = None, section: Section = None, as_of: AsOf = None
) -> TaskFilter:
    return TaskFilter(document=document, year=year, section=section, as_of=iso(as_of))


Narrowed = Annotated[TaskFilter, Depends(_narrowed)]
"""The parameter by which a route gets what tasks are narrowed to, whatever else is asked."""


def iso(as_of: date | None) -> str | None:
    """Return a day as the index writes it."""
    return as_of.isoformat() if as_of else None
