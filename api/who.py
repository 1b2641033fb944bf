"""/api/who: who owns what."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.answers import who_answer
from api.filters import Agency, AsOf, Document, Role, Section, Year, iso
from api.models import WhoAnswer
from api.paging import Paged
from api.service import Served
from graph import search

router = APIRouter(tags=["who owns what"])


@router.get("/api/who", response_model=WhoAnswer)
def who(
    service: Served,
    page: Paged,
    q: Annotated[str, Query(description="Words, with or without diacritics; an agency; both")],
    role: Role = None,
    agency: Agency = None,
    document: Document = None,
    year: Year = None,
    section: Section = None,
    as_of: AsOf = None,
    tasks: Annotated[int, Query(ge=1, le=50, description="Tasks to show of each agency")] = 3,
) -> dict[str, Any]:
    """Answer with agencies ranked by the weight of their tasks, each with evidence.

    Words between quotation marks must stand together. With `as_of` each agency and each duty says
    who holds it on that day; what was written stays as it was written.
    """
    wanted = search.TaskFilter(
        question=q,
        agency=agency,
        role=role,
        document=document,
        year=year,
        section=section,
        as_of=iso(as_of),
    )
    answer = search.who(service.index, wanted, page.limit, page.offset, tasks)
    page.link(answer.total)
    return who_answer(q, answer)
