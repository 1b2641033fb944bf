"""/api/targets: the numbers that plans set as goals."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api import models
from api.answers import page_answer
from api.filters import Agency, Document, Words, Year
from api.paging import Paged
from api.service import Served
from graph import search

router = APIRouter(tags=["targets"])


@router.get("/api/targets", response_model=models.Targets)
def targets(
    service: Served,
    page: Paged,
    q: Words = None,
    indicator: Annotated[str | None, Query(description="The slug of what is measured")] = None,
    agency: Agency = None,
    document: Document = None,
    year: Year = None,
    period: Annotated[str | None, Query(description="2025, 2021-2025")] = None,
) -> dict[str, Any]:
    """List targets in reading order."""
    wanted = search.TargetFilter(q, indicator, agency, document, year, period)
    found = search.targets(service.index, wanted, page.limit, page.offset)
    page.link(found.total)
    return page_answer(found)
