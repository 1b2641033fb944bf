"""Search: who owns what, answered from the search index.

A task that holds the words of a question weighs by BM25, an agency as much as its tasks together.
Those who lead come before those who only coordinate, and among each the bodies before the groups
(các sở, ban, ngành), which are no one in particular.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from extract.record import Role
from graph.search.facts import Facts
from graph.search.index import Index, Page, conjunction
from graph.search.lookup import AGENCY, DOCUMENT
from graph.search.question import Question, read_question
from graph.search.snippets import Snippet, snippet

Match = Literal["agency", "together", "agency and topic", "apart", "none"]

_BM25 = "-bm25(task_words, 1.0, 0.5, 1.0, 0.5)"
"""What a word weighs in a task's own text and in the headings above it, as typed and bare."""

_COORDINATING = 0.5
"""What a task weighs for an agency that only coordinates it, when it weighs 1 for the lead."""

_SHORTEST_NAME = 4
"""Letters of a name that is looked for among other words; a shorter one must be in capitals."""

_LONGEST_QUESTION = 32
"""Words of a question that are read; more would only cost."""


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What tasks must be; None asks for nothing.

    An agency is named by its slug or its office, a document by its id or its number, ``year`` is
    the document's.
    """

    question: str | None = None
    agency: str | None = None
    role: Role | None = None
    lead: str | None = None
    coordinating: str | None = None
    document: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A task of an agency, its role in it, and where the words of the question stand."""

    role: Role
    task: Facts
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Owner:
    """An agency and its part in what was asked: how many tasks, and the weightiest of them."""

    agency: Facts
    leads: int
    coordinates: int
    weight: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Who:
    """The answer to "who owns …?".

    ``match`` says how the words were found: as the name of an agency, together in a task, as an
    agency's name and a topic, or apart. ``total`` counts the agencies, ``tasks`` the tasks;
    ``unowned`` are those of them that no one leads.
    """

    match: Match
    total: int
    tasks: int
    owners: tuple[Owner, ...]
    unowned: Page


@dataclass(frozen=True, slots=True)
class _Look:
    """A way of looking: the CTE ``found (task, weight)`` with its values, and whose tasks."""

    match: Match
    sought: Question
    found: str
    values: tuple[object, ...]
    agencies: tuple[str, ...] = ()


def who(index: Index, wanted: TaskFilter, limit: int, offset: int = 0, parts: int = 5) -> Who:
    """Say who owns what is asked for, with at most ``parts`` tasks of each."""
    for look in _looks(index, wanted):
        tasks = _count(index, look)
        if tasks:
            total, owners = _owners(index, look, wanted.role, limit, offset, parts)
            return Who(look.match, total, tasks, owners, _unowned(index, look, parts))
    return Who("none", 0, 0, (), Page(0, ()))


def tasks(index: Index, wanted: TaskFilter, limit: int, offset: int = 0) -> Page:
    """Return tasks in reading order; those that hold words of a question, weightiest first."""
    for look in _looks(index, wanted):
        total = _count(index, look)
        if total:
            query = (
                f"{look.found} SELECT facts FROM found JOIN tasks USING (task)"
                " ORDER BY weight DESC, task LIMIT ? OFFSET ?"
            )
            return Page(total, index.facts(query, (*look.values, limit, offset)))
    return Page(0, ())


def _looks(index: Index, wanted: TaskFilter) -> Iterator[_Look]:
    """Return the ways of looking for what is wanted, the most telling first."""
    given = tuple(_conditions(wanted))
    nothing = Question(())
    if wanted.question is None:
        yield _look("none", nothing, given)
        return
    question = read_question(wanted.question, _LONGEST_QUESTION)
    if not question.bare:
        return
    named = _named(index, question)
    if named:
        yield _look("agency", nothing, given, agencies=named)
    for agencies, topic in _parted(index, question):
        for expression in topic.together():
            yield _look("agency and topic", topic, given, expression, agencies)
    for expression in question.together():
        yield _look("together", question, given, expression)
    for expression in question.apart():
        yield _look("apart", question, given, expression)


def _conditions(wanted: TaskFilter) -> Iterator[tuple[str, tuple[object, ...]]]:
    charged = f"task IN (SELECT task FROM duties WHERE agency IN ({AGENCY})"
    if wanted.agency is not None and wanted.role is not None:
        yield f"{charged} AND role = ?)", (wanted.agency, wanted.agency, wanted.role)
    elif wanted.agency is not None:
        yield f"{charged})", (wanted.agency, wanted.agency)
    if wanted.lead is not None:
        yield f"{charged} AND role = 'lead')", (wanted.lead, wanted.lead)
    if wanted.coordinating is not None:
        yield f"{charged} AND role = 'coordinating')", (wanted.coordinating, wanted.coordinating)
    if wanted.document is not None:
        yield f"document IN ({DOCUMENT})", (wanted.document, wanted.document)
    if wanted.year is not None:
        yield "year = ?", (wanted.year,)


def _look(
    match: Match,
    sought: Question,
    given: Iterable[tuple[str, tuple[object, ...]]],
    expression: str | None = None,
    agencies: tuple[str, ...] = (),
) -> _Look:
    """Look for an FTS5 expression and for tasks of agencies, under the conditions given."""
    conditions = list(given)
    if agencies:
        conditions.append(
            (f"task IN (SELECT task FROM duties WHERE agency IN ({_marks(agencies)}))", agencies)
        )
    source, weight = "tasks", "0.0"
    if expression is not None:
        source, weight = "task_words JOIN tasks ON task = task_words.rowid", _BM25
        conditions.append(("task_words MATCH ?", (expression,)))
    where, values = conjunction(conditions)
    found = (
        f"WITH found AS MATERIALIZED (SELECT task, {weight} AS weight FROM {source} WHERE {where})"
    )
    return _Look(match, sought, found, values, agencies)


def _count(index: Index, look: _Look) -> int:
    total: int = index.rows(f"{look.found} SELECT count(*) FROM found", look.values)[0][0]
    return total


def _owners(
    index: Index, look: _Look, role: Role | None, limit: int, offset: int, parts: int
) -> tuple[int, tuple[Owner, ...]]:
    """Return the agencies whose duties were found, and how many there are in all."""
    conditions: list[tuple[str, tuple[object, ...]]] = []
    if look.agencies:
        conditions.append((f"agency IN ({_marks(look.agencies)})", look.agencies))
    if role is not None:
        conditions.append(("role = ?", (role,)))
    where, values = conjunction(conditions)
    source = f"FROM found JOIN duties USING (task) WHERE {where}"
    total = index.rows(
        f"{look.found} SELECT count(DISTINCT agency) {source}", (*look.values, *values)
    )[0][0]
    rows = index.rows(
        f"{look.found}, charged AS (SELECT agency,"
        " count(*) FILTER (WHERE role = 'lead') AS leads,"
        " count(*) FILTER (WHERE role = 'coordinating') AS coordinates,"
        f" total(weight * CASE role WHEN 'lead' THEN 1 ELSE ? END) AS weight {source}"
        " GROUP BY agency) SELECT agency, facts, leads, coordinates, weight"
        " FROM charged JOIN agencies ON slug = agency"
        " ORDER BY leads > 0 DESC, grouped, weight DESC, leads DESC, coordinates DESC, slug"
        " LIMIT ? OFFSET ?",
        (*look.values, _COORDINATING, *values, limit, offset),
    )
    shown = _parts(index, look, tuple(row[0] for row in rows), role, parts)
    return total, tuple(
        Owner(json.loads(facts), leads, coordinates, round(weight, 3), tuple(shown[slug]))
        for slug, facts, leads, coordinates, weight in rows
    )


def _parts(
    index: Index, look: _Look, agencies: tuple[str, ...], role: Role | None, parts: int
) -> dict[str, list[Part]]:
    """Return the weightiest tasks of each agency, those that it leads first."""
    where, values = conjunction(
        [(f"agency IN ({_marks(agencies)})", agencies)] + [("role = ?", (role,))] * bool(role)
    )
    rows = index.rows(
        f"{look.found} SELECT agency, role, facts FROM (SELECT agency, role, task, row_number()"
        " OVER (PARTITION BY agency ORDER BY role DESC, weight DESC, task) AS place"
        f" FROM found JOIN duties USING (task) WHERE {where}) JOIN tasks USING (task)"
        " WHERE place <= ? ORDER BY agency, place",
        (*look.values, *values, parts),
    )
    shown: dict[str, list[Part]] = defaultdict(list)
    for agency, part, facts in rows:
        task: Facts = json.loads(facts)
        shown[agency].append(Part(part, task, snippet(task["text"], look.sought.bare)))
    return shown


def _unowned(index: Index, look: _Look, limit: int) -> Page:
    """Return the tasks found that no one leads."""
    source = "FROM found WHERE task NOT IN (SELECT task FROM duties WHERE role = 'lead')"
    total = index.rows(f"{look.found} SELECT count(*) {source}", look.values)[0][0]
    items = index.facts(
        f"{look.found}, unowned AS (SELECT * {source}) SELECT facts FROM unowned"
        " JOIN tasks USING (task) ORDER BY weight DESC, task LIMIT ?",
        (*look.values, limit),
    )
    return Page(total, items)


def _named(index: Index, question: Question) -> tuple[str, ...]:
    """Return the agencies that a question names.

    One word with diacritics must be the very symbol: CAT is Công an tỉnh, cát is sand.
    """
    any_spelling = len(question) > 1 or question.exact == question.bare
    rows = index.rows(
        "SELECT DISTINCT slug FROM agency_names WHERE key = ? AND (? OR exact = ?) ORDER BY slug",
        (question.key, any_spelling, " ".join(question.exact)),
    )
    return tuple(slug for (slug,) in rows)


def _parted(index: Index, question: Question) -> Iterator[tuple[tuple[str, ...], Question]]:
    """Return the question parted into the longest name of an agency in it and the rest."""
    for length in range(len(question) - 1, 0, -1):
        for start in range(len(question) - length + 1):
            name = question.between(start, start + length)
            telling = len(name.key) >= _SHORTEST_NAME or name.words[0].isupper()
            named = _named(index, name) if telling else ()
            if named:
                yield named, question.without(start, start + length)
                return


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))
