"""Pages of a list: `limit` and `offset`, and the Link header that leads from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote_plus

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
    kept = "".join(
        [f"{_encoded(key)}={_encoded(value)}&" for key, value in asked if key not in _OF_THE_PAGE]
    )
    address = f"<{path}?{kept}limit={limit}&offset="
    last = max(0, total - 1) // limit * limit
    before = f'{address}{max(0, offset - limit)}>; rel="prev", ' if offset else ""
    after = f'{address}{offset + limit}>; rel="next", ' if offset + limit < total else ""
    return f'{address}0>; rel="first", {before}{after}{address}{last}>; rel="last"'


def _encoded(text: str) -> str:
    """Return a text as a part of a query (as `urllib.parse.quote_plus` does, but faster)."""
    if text.isascii() and text.isalnum():
        return text
    return text.encode().decode("latin-1").translate(_ENCODED)


_OF_THE_PAGE = ("limit", "offset")
_ENCODED = {byte: quote_plus(bytes([byte])) for byte in range(0x100)}
"""What stands for each byte in a query."""


def _pages_of(items: int) -> Callable[..., Paging]:
    """Make the parameter of a list that shows ``items`` on a page where nothing else is asked."""

    def paging(
        request: Request,
        response: Response,
        limit: Annotated[int, Query(ge=1, le=MOST, description="Items on a page")] = items,
        offset: Annotated[int, Query(ge=0, le=2**53, description="Items before the page")] = 0,
    ) -> Paging:
        return Paging(limit, offset, request, response)

    return paging


Paged = Annotated[Paging, Depends(_pages_of(ITEMS))]
"""The parameter by which a route gets its page."""

PagedByFew = Annotated[Paging, Depends(_pages_of(LARGE_ITEMS))]
"""The same for a list of large items."""
