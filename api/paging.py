"""Pages of a list: `limit` and `offset`, and the Link header that leads from one to the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query, Request, Response

ITEMS, LARGE_ITEMS = 20, 10
"""Items of a page where nothing else is asked for, the second where each says much."""

MOST = 200
"""Items of the largest page."""


@dataclass(frozen=True, slots=True)
class Paging:
    """Which part of a list is asked for, and where to say how to go on."""

    limit: int
    offset: int
    request: Request
    response: Response

    def link(self, total: int) -> None:
        """Set the Link header of a list of ``total`` items."""
        self.response.headers["link"] = self.links(total)

    def links(self, total: int) -> str:
        """Return the Link header of a list of ``total`` items."""
        asked = self.request.query_params.multi_items()
        return links(self.request.url.path, asked, self.limit, self.offset, total)


def links(path: str, asked: Iterable[tuple[str, str]], limit: int, offset: int, total: int) -> str:
    """Return the Link header (RFC 8288) of a page of a list: first, prev, next, last.

    ``asked`` are the parameters with which it was asked for.
    """
    kept = urlencode([(key, value) for key, value in asked if key not in ("limit", "offset")])
    address = f"{path}?{kept}{'&' if kept else ''}limit={limit}&offset="
    places = {
        "first": 0,
        "prev": max(0, offset - limit) if offset else None,
        "next": offset + limit if offset + limit < total else None,
        "last": max(0, total - 1) // limit * limit,
    }
    return ", ".join(
        f'<{address}{place}>; rel="{name}"' for name, place in places.items() if place is not None
    )


def _paging(
    request: Request,
    response: Response,
    limit: Annotated[int, Query(ge=1, le=MOST, description="Items on a page")] = ITEMS,
    offset: Annotated[int, Query(ge=0, le=2**53, description="Items before the page")] = 0,
) -> Paging:
    return Paging(limit, offset, request, response)


def _few(
    request: Request,
    response: Response,
    limit: Annotated[int, Query(ge=1, le=MOST, description="Items on a page")] = LARGE_ITEMS,
    offset: Annotated[int, Query(ge=0, le=2**53, description="Items before the page")] = 0,
) -> Paging:
    return Paging(limit, offset, request, response)


Paged = Annotated[Paging, Depends(_paging)]
"""The parameter by which a route gets its page."""

PagedByFew = Annotated[Paging, Depends(_few)]
"""The same for a list of large items."""
