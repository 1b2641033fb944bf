"""Answers given at once: the two questions that are asked most, in their plainest form.

A route of FastAPI costs more than finding the answer. So these are read and answered before the
routes, on the thread that serves. What has other parameters, asks for much, or is wrong goes on to
the routes: they describe the addresses, and say what is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from api.answers import JSON, tasks_body, who_body
from api.asgi import Headers, Parameters, parameters
from api.paging import LARGE_ITEMS, links
from api.problems import ProblemError
from api.who import TASKS
from graph import search
from graph.search import Index, TaskFilter

_LONGEST_QUESTION = 100
"""Letters of a question that is answered at once."""

_NUMBERS: Mapping[str, range] = MappingProxyType(
    {"limit": range(1, 21), "offset": range(10_000), "tasks": range(1, 4)}
)
"""The numbers that may be asked for."""

_CONTENT_TYPE = (b"content-type", JSON.encode())
_ROLES = ("lead", "coordinating")
_WHO, _AGENCIES, _OF_AGENCY = "/api/who", "/api/agencies/", "/tasks"


class DirectAnswers:
    """Answers the plainest questions (see `api.cache.Direct`)."""

    def __init__(self, index: Index) -> None:
        """Load the index, so that the first question need not wait for it."""
        index.load()
        self._index = index

    def takes(self, path: str) -> bool:
        """Whether it may answer what is asked under a path."""
        return path == _WHO or (path.startswith(_AGENCIES) and path.endswith(_OF_AGENCY))

    def answer(self, path: str, query: bytes) -> tuple[Headers, bytes] | None:
        """Return headers and body of a 200 answer to GET, None where the routes should answer."""
        given = _given(query) if self.takes(path) else None
        asked = None if given is None else _read(given)
        if given is None or asked is None:
            return None
        if path == _WHO:
            found = self._who(path, given, **asked)
        else:
            slug = path[len(_AGENCIES) : -len(_OF_AGENCY)]
            found = self._tasks(path, given, slug, **asked)
        if found is None:
            return None
        link, body = found
        return [_CONTENT_TYPE, (b"link", link.encode())], body

    def _who(
        self,
        path: str,
        given: Parameters,
        q: str | None = None,
        role: Any = None,
        limit: int = LARGE_ITEMS,
        offset: int = 0,
        tasks: int = TASKS,
    ) -> tuple[str, bytes] | None:
        if q is None:
            return None
        wanted = TaskFilter(question=q, role=role)
        answer = search.rank(self._index, wanted, limit, offset, tasks)
        body = who_body(self._index, wanted, answer)
        return links(path, given, limit, offset, answer.shares.total), body

    def _tasks(
        self,
        path: str,
        given: Parameters,
        slug: str,
        q: str | None = None,
        role: Any = None,
        limit: int = LARGE_ITEMS,
        offset: int = 0,
        tasks: int | None = None,
    ) -> tuple[str, bytes] | None:
        if not self._index.directory.listed(slug) or tasks is not None:
            return None
        wanted = TaskFilter(question=q, agency=slug, role=role)
        total, body = tasks_body(self._index, wanted, limit, offset)
        return links(path, given, limit, offset, total), body


def _given(query: bytes) -> Parameters | None:
    try:
        return parameters(query)
    except ProblemError:
        return None


def _read(given: Parameters) -> dict[str, Any] | None:
    """Read parameters, each given once; None where the routes should."""
    read: dict[str, Any] = {}
    for name, value in given:
        if name in read:
            return None
        if name in _NUMBERS:
            number = int(value) if value.isascii() and value.isdigit() and len(value) < 6 else -1
            if number not in _NUMBERS[name]:
                return None
            read[name] = number
        elif (name == "q" and len(value) <= _LONGEST_QUESTION) or (
            name == "role" and value in _ROLES
        ):
            read[name] = value
        else:
            return None
    return read
