"""What travels between the service and its workers: queries, answers, errors."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, BinaryIO, Literal, Self

Form = Literal["bindings", "boolean", "graph"]


@dataclass(frozen=True, slots=True)
class Query:
    """A query and what its answer may look like.

    ``default_graphs`` and ``named_graphs`` are the dataset that the protocol names; both None where
    it names none, and then FROM counts. A format is a name of `graph.pool.formats`, None where the
    client accepts none for that form of query.
    """

    text: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    bindings: str | None = "json"
    boolean: str | None = "json"
    graph: str | None = "turtle"

    def encode(self) -> bytes:
        """Return it as it goes to a worker; equal queries give equal bytes."""
        return json.dumps([getattr(self, name) for name in self.__slots__]).encode("ascii")

    @classmethod
    def decode(cls, encoded: bytes) -> Self:
        """Read what `encode` wrote."""
        return cls(*json.loads(encoded))


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer, in memory (``body``) or, where it is large, in a file without a name.

    ``cut`` names the limit that ended it early, None for a whole answer: the rows that are there
    are right, more would follow. A ``volatile`` answer may differ the next time. A graph without a
    triple is ``empty``.
    """

    form: Form
    format: str
    size: int
    body: bytes = b""
    file: BinaryIO | None = None
    cut: Literal["rows", "bytes"] | None = None
    volatile: bool = False
    empty: bool = False


class QueryError(Exception):
    """A query that gets no answer. ``kind`` is a kind of problem that the service describes."""

    def __init__(self, kind: str, detail: str, **members: Any) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.members = members
