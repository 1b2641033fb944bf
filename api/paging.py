"""Pages of a list: `limit` and `offset`, and the Link header that leads from one to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query, Request, Response

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
        """Set the Link header (RFC 8288) of a list of ``total`` items: first, prev, next, last."""
        last = max(0, total - 1) // self.limit * self.limit
        places = {
            "first": 0,
            "prev": max(0, self.offset - self.limit) if self.offset else None,
            "next": self.offset + self.limit if self.offset + self.limit < total else None,
            "last": last,
        }
        self.response.headers["link"] = ", ".join(
            f'<{self._address(offset)}>; rel="{name}"'
            for name, offset in places.items()
            if offset is not None
        )

    def _address(self, offset: int) -> str:
        asked = self.request.query_params.multi_items()
        kept = [(key, value) for key, value in asked if key not in ("limit", "offset")]
        page = [("limit", str(self.limit)), ("offset", str(offset))]
        return f"{self.request.url.path}?{urlencode(kept + page)}"


def _paging(
    request: Request,
    response: Response,
    limit: Annotated[int, Query(ge=1, le=MOST, description="Items on a page")] = 20,
    offset: Annotated[int, Query(ge=0, le=2**53, description="Items before the page")] = 0,
) -> Paging:
    return Paging(limit, offset, request, response)


Paged = Annotated[Paging, Depends(_paging)]
"""The parameter by which a route gets its page."""
