"""The parameters by which several routes choose among tasks and targets."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from api import models

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
Words = Annotated[
    str | None, Query(description="Words, with or without diacritics", max_length=500)
]
