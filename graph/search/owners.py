"""Owners: who owns what was found, and how much of it.

A task that holds the words of a question weighs by BM25, an agency as much as its tasks together.
Those who lead come before those who only coordinate, and among each the bodies before the groups
(các sở, ban, ngành), which are no one in particular.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from extract.record import Role
from graph.search.facts import Facts
from graph.search.finding import Found, Match, TaskFilter, charged, duties_of, find
from graph.search.holdings import agency_as_of, task_as_of
from graph.search.index import Condition, Index, Page, conjunction, marks
from graph.search.question import Question
from graph.search.snippets import Snippet, snippet

_COORDINATING = 0.5
"""What a task weighs for an agency that only coordinates it, when it weighs 1 for the lead."""


@dataclass(frozen=True, slots=True)
class Part:
    """A task of an agency, its role in it, and where the words of the question stand."""

    role: Role
    task: Facts
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Owner:
    """An agency and its part in what was asked: how many tasks, and the weightiest of them.

    ``succession`` says what became of it, whatever the task, None where no day was asked for.
    """

    agency: Facts
    succession: Facts | None
    leads: int
    coordinates: int
    weight: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Who:
    """The answer to "who owns …?".

    ``match`` says how the words were found, ``meant`` the names of the agencies that a name with a
    letter wrong was taken for. ``total`` counts the agencies, ``tasks`` the tasks; ``unowned`` are
    those of them that no one leads.
    """

    match: Match
    meant: tuple[str, ...]
    total: int
    tasks: int
    owners: tuple[Owner, ...]
    unowned: Page


def who(index: Index, wanted: TaskFilter, limit: int, offset: int = 0, parts: int = 5) -> Who:
    """Say who owns what is asked for, with at most ``parts`` tasks of each."""
    found = find(index, wanted)
    total, owners = _owners(index, found, wanted, limit, offset, parts)
    return Who(found.match, found.meant, total, found.tasks, owners, _unowned(index, parts))


def tasks(index: Index, wanted: TaskFilter, limit: int, offset: int = 0) -> Page:
    """Return tasks in reading order; those that hold words of a question, weightiest first."""
    found = find(index, wanted)
    query = "SELECT facts FROM found JOIN tasks USING (task) ORDER BY weight DESC, task"
    items = index.facts(f"{query} LIMIT ? OFFSET ?", (limit, offset))
    return Page(found.tasks, tuple(task_as_of(task, wanted.as_of) for task in items))


def _owners(
    index: Index, found: Found, wanted: TaskFilter, limit: int, offset: int, parts: int
) -> tuple[int, tuple[Owner, ...]]:
    """Return the agencies whose duties were found, and how many there are in all."""
    asked = list(duties_of(wanted.agency, wanted.role, wanted.as_of))
    if found.agencies:
        asked.append(charged(marks(found.agencies), found.agencies, wanted.as_of))
    where, values = conjunction(asked)
    source = f"FROM found JOIN duties USING (task) WHERE {where}"
    total = index.rows(f"SELECT count(DISTINCT agency) {source}", values)[0][0]
    rows = index.rows(
        "WITH charged AS (SELECT agency,"
        " count(*) FILTER (WHERE role = 'lead') AS leads,"
        " count(*) FILTER (WHERE role = 'coordinating') AS coordinates,"
        f" total(weight * CASE role WHEN 'lead' THEN 1 ELSE ? END) AS weight {source}"
        " GROUP BY agency) SELECT agency, facts, leads, coordinates, weight"
        " FROM charged JOIN agencies ON slug = agency"
        " ORDER BY leads > 0 DESC, grouped, weight DESC, leads DESC, coordinates DESC, slug"
        " LIMIT ? OFFSET ?",
        (_COORDINATING, *values, limit, offset),
    )
    shown = _parts(index, found.sought, tuple(row[0] for row in rows), asked, parts, wanted.as_of)
    return total, tuple(
        Owner(
            agency=agency,
            succession=agency_as_of(agency, wanted.as_of) if wanted.as_of else None,
            leads=leads,
            coordinates=coordinates,
            weight=round(weight, 3),
            parts=tuple(shown[slug]),
        )
        for slug, facts, leads, coordinates, weight in rows
        for agency in (json.loads(facts),)
    )


def _parts(
    index: Index,
    sought: Question,
    agencies: tuple[str, ...],
    asked: Iterable[Condition],
    parts: int,
    as_of: str | None,
) -> dict[str, list[Part]]:
    """Return the weightiest tasks of each agency, those that it leads first."""
    where, values = conjunction([(f"agency IN ({marks(agencies)})", agencies), *asked])
    rows = index.rows(
        "SELECT agency, role, task FROM (SELECT agency, role, task, row_number()"
        " OVER (PARTITION BY agency ORDER BY role DESC, weight DESC, task) AS place"
        f" FROM found JOIN duties USING (task) WHERE {where}) WHERE place <= ?"
        " ORDER BY agency, place",
        (*values, parts),
    )
    numbers = tuple({task for _, _, task in rows})
    tasks = {
        number: (task, snippet(task["text"], sought.bare))
        for number, facts in index.rows(
            f"SELECT task, facts FROM tasks WHERE task IN ({marks(numbers)})", numbers
        )
        for task in (task_as_of(json.loads(facts), as_of),)
    }
    shown: dict[str, list[Part]] = defaultdict(list)
    for agency, part, number in rows:
        shown[agency].append(Part(part, *tasks[number]))
    return shown


def _unowned(index: Index, limit: int) -> Page:
    """Return the tasks found that no one leads."""
    source = "found WHERE task NOT IN (SELECT task FROM duties WHERE role = 'lead')"
    total = index.rows(f"SELECT count(*) FROM {source}")[0][0]
    items = index.facts(
        f"SELECT facts FROM (SELECT * FROM {source}) JOIN tasks USING (task)"
        " ORDER BY weight DESC, task LIMIT ?",
        (limit,),
    )
    return Page(total, items)
