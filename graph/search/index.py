"""The search index of a build, opened to be read: rows, facts and pages of them."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from graph.search.directory import Directory
from graph.search.duties import Duties
from graph.search.facts import Facts
from graph.search.kernels import PLAIN, compiled
from graph.search.occurrences import Occurrences
from graph.search.ready import Ready
from graph.search.snippets import Texts
from graph.search.writing import FORMAT, INDEX
from graph.versions import current

Condition = tuple[str, tuple[object, ...]]
"""A condition in SQL and the values of its question marks."""

_AT_ONCE = 500
"""Rows that are asked for by number in one query."""


class NoIndexError(FileNotFoundError):
    """A build has no search index that this program reads; the message says how to make one."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of ``total`` items."""

    total: int
    items: tuple[Facts, ...]


class Index:
    """A search index, read only; safe to use from several threads.

    What questions are answered from is read into memory when it is first needed.
    """

    def __init__(self, path: Path) -> None:
        """Open the index of a build or raise `NoIndexError`."""
        self._path = path
        self._local = threading.local()
        self._kernels = PLAIN
        mend = "make the graph again with: chutri build"
        if not path.is_file():
            raise NoIndexError(f"{path}: no search index here; {mend}")
        if self.rows("PRAGMA user_version")[0][0] != FORMAT:
            raise NoIndexError(f"{path}: a search index of another version; {mend}")

    def load(self) -> None:
        """Read now what else is read when it is first needed, and compile what answers questions.

        That is for who answers many; nothing may have been asked before.
        """
        self._kernels = compiled()
        for needed in ("occurrences", "directory", "duties", "ready", "task_count"):
            getattr(self, needed)

    @cached_property
    def occurrences(self) -> Occurrences:
        """Where each word stands in the tasks."""
        return Occurrences(dict(self.rows("SELECT name, data FROM arrays")), self._kernels)

    @cached_property
    def directory(self) -> Directory:
        """All agencies, by number and by name."""
        return Directory(
            self.rows(
                "SELECT slug, office, json_extract(facts, '$.name'), grouped, written,"
                " CAST(facts AS BLOB) FROM agencies ORDER BY slug"
            ),
            self.rows("SELECT key, exact, slug FROM agency_names ORDER BY key, exact, slug"),
        )

    @cached_property
    def duties(self) -> Duties:
        """Which agency has which part in which task."""
        rows = self.rows("SELECT name, data FROM arrays WHERE name LIKE 'duty_%'")
        return Duties(dict(rows), self.task_count, self._kernels)

    @cached_property
    def ready(self) -> Ready:
        """All agencies and tasks as JSON."""
        columns = "CAST(facts AS BLOB), CAST(brief AS BLOB)"
        tasks = self.rows(f"SELECT {columns} FROM tasks ORDER BY task")
        return Ready(self.directory.facts, tasks, self.texts, self._kernels)

    @cached_property
    def texts(self) -> Texts:
        """The texts of all tasks, by their numbers."""
        rows = self.rows("SELECT text FROM tasks ORDER BY task")
        numbers = self.occurrences.spelling(exact=False).numbers
        return Texts([text for (text,) in rows], numbers, self._kernels)

    @cached_property
    def task_count(self) -> int:
        """How many tasks there are; their numbers are those below it."""
        count: int = self.rows("SELECT count(*) FROM tasks")[0][0]
        return count

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        return self._connection().execute(query, values).fetchall()

    def tasks(self, columns: str, numbers: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        """Return tasks by their numbers: each one's number, then its columns."""
        for start in range(0, len(numbers), _AT_ONCE):
            some = numbers[start : start + _AT_ONCE]
            query = f"SELECT task, {columns} FROM tasks WHERE task IN ({marks(some)})"
            yield from self.rows(query, some)

    def facts(self, query: str, values: Sequence[object] = ()) -> tuple[Facts, ...]:
        """Return the facts that a query gives as its only column."""
        return tuple(json.loads(facts) for (facts,) in self.rows(query, values))

    def one(self, query: str, values: Sequence[object] = ()) -> Facts | None:
        """Return the facts of the first row, None where there is none."""
        return next(iter(self.facts(query, values)), None)

    def page(
        self, source: str, values: Sequence[object], order: str, limit: int, offset: int
    ) -> Page:
        """Return some of the facts of ``source`` (FROM and WHERE), and how many it has in all."""
        total = self.rows(f"SELECT count(*) FROM {source}", values)[0][0]
        query = f"SELECT facts FROM {source} ORDER BY {order} LIMIT ? OFFSET ?"
        return Page(total, self.facts(query, (*values, limit, offset)))

    def _connection(self) -> sqlite3.Connection:
        """Return this thread's own connection."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            address = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(address, uri=True, isolation_level=None)
            self._local.connection = connection
        return connection


def open_index(location: str | Path) -> Index:
    """Open the search index of a build directory.

    Raises `graph.versions.NoGraphError` or `NoIndexError` where there is none.
    """
    return Index(current(location).directory / INDEX)


def marks(values: Sequence[object]) -> str:
    """Return as many question marks as there are values."""
    return ", ".join("?" * len(values))


def conjunction(conditions: Iterable[Condition]) -> tuple[str, tuple[object, ...]]:
    """Join conditions and their values by AND; of none, what is always true."""
    clauses = ["true"]
    values: list[object] = []
    for clause, given in conditions:
        clauses.append(clause)
        values.extend(given)
    return " AND ".join(clauses), tuple(values)
