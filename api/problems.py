"""Problem details (RFC 9457): the one shape of every error that the service gives.

Each kind of problem is a row of `KINDS`. Code that finds a fault raises
``ProblemError(problem("query-syntax", "…"))``; whoever answers sends `Problem.body` with
`CONTENT_TYPE`. A plain ASGI application sends it with `send_problem`.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

CONTENT_TYPE = "application/problem+json"

#: Where each kind of problem is described: this and the kind's name are its ``type``.
TYPE_BASE = "https://w3id.org/chutri/problem/"

#: What each kind of problem is: its name, the HTTP status and the title.
KINDS: Mapping[str, tuple[int, str]] = MappingProxyType(
    {
        "bad-request": (400, "The request cannot be understood"),
        "bad-parameter": (400, "A parameter has a value that it cannot have"),
        "not-utf-8": (400, "The request is not UTF-8"),
        "query-missing": (400, "There is no query"),
        "query-repeated": (400, "There is more than one query"),
        "query-syntax": (400, "The query is not SPARQL 1.1"),
        "query-function": (400, "The query calls a function that there is not"),
        "query-words": (400, "The words to search for cannot be sought"),
        "query-depth": (400, "The query is nested too deep"),
        "graph-syntax": (400, "A graph is not named by an absolute IRI"),
        "update-refused": (403, "This service is read only"),
        "service-refused": (403, "SERVICE is not allowed"),
        "dataset-refused": (403, "FROM names a graph that this dataset does not have"),
        "not-found": (404, "There is nothing at this address"),
        "graph-not-found": (404, "The dataset has no such graph"),
        "method-not-allowed": (405, "This address does not have that method"),
        "not-acceptable": (406, "No representation that the client accepts"),
        "request-slow": (408, "The request did not arrive in time"),
        "content-too-large": (413, "The request is too large"),
        "query-too-long": (413, "The query is too long"),
        "uri-too-long": (414, "The address is too long"),
        "unsupported-media-type": (415, "The body has a media type that is not read here"),
        "unprocessable": (422, "The parameters do not fit what this address takes"),
        "internal-error": (500, "The service failed"),
        "export-failed": (500, "The export could not be made"),
        "query-crash": (500, "The query ended the process that evaluated it"),
        "engine-failure": (502, "The store failed"),
        "busy": (503, "The service is busy"),
        "starting": (503, "The service is not ready"),
        "query-timeout": (504, "The query took longer than it may"),
        "query-memory": (507, "The query needs more memory than it may have"),
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem, ready to send.

    ``members`` are its extension members (``line``, ``column``, ``limit_seconds`` …), ``headers``
    the header fields that go with it (``Retry-After``, ``Allow``).
    """

    kind: str
    detail: str = ""
    instance: str | None = None
    members: Mapping[str, Any] = field(default_factory=dict)
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def status(self) -> int:
        """The HTTP status."""
        return KINDS[self.kind][0]

    @property
    def title(self) -> str:
        """The short sentence that all problems of the kind share."""
        return KINDS[self.kind][1]

    def content(self) -> dict[str, Any]:
        """Return the members of the problem document, the extension members last."""
        document: dict[str, Any] = {
            "type": TYPE_BASE + self.kind,
            "title": self.title,
            "status": self.status,
        }
        if self.detail:
            document["detail"] = self.detail
        if self.instance is not None:
            document["instance"] = self.instance
        return {**document, **{k: v for k, v in self.members.items() if k not in document}}

    def body(self) -> bytes:
        """Return the problem document as UTF-8 JSON."""
        return json.dumps(self.content(), ensure_ascii=False).encode("utf-8", "replace")


class ProblemError(Exception):
    """A request that ends in a problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail or problem.title)
        self.problem = problem


def problem(
    kind: str,
    detail: str = "",
    *,
    headers: Iterable[tuple[str, str]] = (),
    instance: str | None = None,
    **members: Any,
) -> Problem:
    """Make a problem of `kind` (a key of `KINDS`; any other is a KeyError)."""
    if kind not in KINDS:
        raise KeyError(kind)
    return Problem(kind, detail, instance, members, tuple(headers))


Send = Callable[[dict[str, Any]], Awaitable[None]]


async def send_problem(send: Send, problem: Problem, *, head: bool = False) -> None:
    """Send `problem` as a whole ASGI answer; `head` leaves the body out."""
    body = problem.body()
    headers = [
        (b"content-type", CONTENT_TYPE.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        *((name.lower().encode(), value.encode("latin-1")) for name, value in problem.headers),
    ]
    await send({"type": "http.response.start", "status": problem.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if head else body})
