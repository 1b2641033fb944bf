"""Finding tasks: the ways of looking for what a question asks, the most telling first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from extract.record import Role
from graph.search.index import Condition, Index, conjunction, marks
from graph.search.lookup import AGENCY, DOCUMENT
from graph.search.question import Question, read_question

Match = Literal["agency", "together", "agency and topic", "apart", "none"]
"""How words were found: as an agency's name, together in a task, both, or apart in a task; none
where there were no words or they were not found."""

_BM25 = "-bm25(task_words, 1.0, 0.5, 1.0, 0.5)"
"""What a word weighs in a task's own text and in the headings above it, as typed and bare."""

_SHORTEST_NAME = 4
"""Letters of a name that is looked for among other words; a shorter one must be in capitals."""

_SHORTEST_BEGINNING = 3
"""Words that stand for the whole of a name that begins with them; fewer may be a topic."""

_LONGEST_QUESTION = 32
"""Words of a question that are read; more would only cost."""

_NO_WORDS = Question(())


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
class Found:
    """How many tasks were found and how; they stand in the index as ``found (task, weight)``.

    ``sought`` are the words that stand in them, ``agencies`` whose tasks alone were looked for.
    """

    match: Match
    tasks: int
    sought: Question
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Way:
    """A way of looking: for an FTS5 expression, and for the tasks of agencies."""

    match: Match
    sought: Question = _NO_WORDS
    expression: str | None = None
    agencies: tuple[str, ...] = ()


def find(index: Index, wanted: TaskFilter) -> Found:
    """Gather the tasks that are wanted, in the first way that finds any."""
    conditions = tuple(_conditions(wanted))
    for way in _ways(index, wanted.question):
        tasks = index.gather(*_selection(way, conditions))
        if tasks:
            return Found(way.match, tasks, way.sought, way.agencies)
    return Found("none", 0, _NO_WORDS, ())


def _ways(index: Index, typed: str | None) -> Iterator[_Way]:
    if typed is None:
        yield _Way("none")
        return
    question = read_question(typed, _LONGEST_QUESTION)
    if not len(question):
        return
    named = _named(index, question) or _begun(index, question)
    if named:
        yield _Way("agency", agencies=named)
    for agencies, topic in _parted(index, question):
        for expression in topic.together():
            yield _Way("agency and topic", topic, expression, agencies)
    for expression in question.together():
        yield _Way("together", question, expression)
    for expression in question.apart():
        yield _Way("apart", question, expression)


def _selection(way: _Way, conditions: Iterable[Condition]) -> tuple[str, tuple[object, ...]]:
    """Return the query for tasks and their weights, and its values."""
    all_conditions = list(conditions)
    if way.agencies:
        charged = f"task IN (SELECT task FROM duties WHERE agency IN ({marks(way.agencies)}))"
        all_conditions.append((charged, way.agencies))
    source, weight = "tasks", "0.0"
    if way.expression is not None:
        source, weight = "task_words JOIN tasks ON task = task_words.rowid", _BM25
        all_conditions.append(("task_words MATCH ?", (way.expression,)))
    where, values = conjunction(all_conditions)
    return f"SELECT task, {weight} FROM {source} WHERE {where}", values


def _conditions(wanted: TaskFilter) -> Iterator[Condition]:
    charged = f"task IN (SELECT task FROM duties WHERE agency IN ({AGENCY})"
    if wanted.agency is not None and wanted.role is not None:
        yield f"{charged} AND role = ?)", (wanted.agency, wanted.agency, wanted.role)
    elif wanted.agency is not None:
        yield f"{charged})", (wanted.agency, wanted.agency)
    elif wanted.role is not None:
        yield "task IN (SELECT task FROM duties WHERE role = ?)", (wanted.role,)
    if wanted.lead is not None:
        yield f"{charged} AND role = 'lead')", (wanted.lead, wanted.lead)
    if wanted.coordinating is not None:
        yield f"{charged} AND role = 'coordinating')", (wanted.coordinating, wanted.coordinating)
    if wanted.document is not None:
        yield f"document IN ({DOCUMENT})", (wanted.document, wanted.document)
    if wanted.year is not None:
        yield "year = ?", (wanted.year,)


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


def _begun(index: Index, question: Question) -> tuple[str, ...]:
    """Return the agencies of the one office whose name begins with a question's words."""
    if len(question) < _SHORTEST_BEGINNING:
        return ()
    rows = index.rows(
        "SELECT DISTINCT slug, office FROM agency_names JOIN agencies USING (slug)"
        " WHERE key BETWEEN ? AND ? ORDER BY slug",
        (f"{question.key} ", f"{question.key}!"),
    )
    return tuple(slug for slug, _ in rows) if len({office for _, office in rows}) == 1 else ()


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
