"""/api/targets: the numbers that plans set as goals."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api import models
from api.answers import page_answer
from api.filters import Agency, Document, Words, Year
from api.paging import Paged
from api.service import Served
from graph import search

router = APIRouter(tags=["targets"])

Indicator = Annotated[str | None, Query(description="The slug of what is measured")]


class TargetSeries(BaseModel):
    """Targets of one indicator by the years that they aim at, however plans word it."""

    indicator: str
    labels: list[str]
    documents: int
    targets: list[models.Target]


class AllSeries(BaseModel):
    """Some of `total` series."""

    total: int
    items: list[TargetSeries]


@router.get("/api/targets", response_model=models.Targets)
def targets(
    service: Served,
    page: Paged,
    q: Words = None,
    indicator: Indicator = None,
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


@router.get("/api/targets/series", response_model=AllSeries)
def series(
    service: Served,
    page: Paged,
    q: Words = None,
    indicator: Indicator = None,
    agency: Agency = None,
    document: Document = None,
    documents: Annotated[int, Query(ge=1, description="Set by at least so many documents")] = 2,
) -> dict[str, Any]:
    """Follow indicators over the plans, those first that most plans set a target for."""
    wanted = search.TargetFilter(q, indicator, agency, document)
    found = search.series(service.index, wanted, documents)
    page.link(len(found))
    shown = found[page.offset : page.offset + page.limit]
    return {"total": len(found), "items": [asdict(each) for each in shown]}
