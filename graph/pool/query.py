"""What travels between the service and its workers: queries, answers, errors.

Named tuples, because one of each is made for a query, and cheap ones are many.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, BinaryIO, Literal, NamedTuple, Self

Form = Literal["bindings", "boolean", "graph"]


class Query(NamedTuple):
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
        """Return it as it goes to a worker: a line of what is asked for, then the text.

        Equal queries give equal bytes.
        """
        graphs = self.default_graphs, self.named_graphs
        return _line(*graphs, self.bindings, self.boolean, self.graph) + self.text.encode(
            "utf-8", "surrogatepass"
        )

    @classmethod
    def decode(cls, encoded: bytes) -> Self:
        """Read what `encode` wrote."""
        line, _, text = encoded.partition(b"\n")
        return cls(text.decode("utf-8", "surrogatepass"), *_read(line))


# There are few different lines, unless clients name graphs.
@lru_cache(maxsize=64)
def _line(*wanted: tuple[str, ...] | str | None) -> bytes:
    return json.dumps(wanted).encode("ascii") + b"\n"


@lru_cache(maxsize=64)
def _read(line: bytes) -> tuple[Any, ...]:
    return tuple(json.loads(line))


class Answer(NamedTuple):
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
