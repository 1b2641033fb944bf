"""/api/who: who owns what."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.answers import JSON, who_body
from api.filters import Agency, Narrowed, Role
from api.models import WhoAnswer
from api.paging import PagedByFew
from api.service import Served
from graph import search

TASKS = 1
"""Tasks to show of each agency where nothing else is asked for."""

router = APIRouter(tags=["who owns what"])


@router.get("/api/who", response_model=WhoAnswer)
def who(
    service: Served,
    page: PagedByFew,
    narrowed: Narrowed,
    q: Annotated[str, Query(description="Words, with or without diacritics; an agency; both")],
    role: Role = None,
    agency: Agency = None,
    tasks: Annotated[int, Query(ge=1, le=50, description="Tasks to show of each agency")] = TASKS,
) -> Response:
    """Answer with agencies ranked by the weight of their tasks, the weightiest as evidence.

    Words between quotation marks must stand together. With `as_of` each agency and each duty says
    who holds it on that day; what was written stays as it was written. A task's address gives all
    that is known of it.
    """
    wanted = narrowed._replace(question=q, agency=agency, role=role)
    answer = search.rank(service.index, wanted, page.limit, page.offset, tasks)
    body = who_body(service.index, wanted, answer)
    return Response(body, media_type=JSON, headers={"link": page.links(answer.shares.total)})
