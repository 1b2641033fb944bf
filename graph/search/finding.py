"""Finding tasks: the ways of looking for what a question asks, the most telling first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from extract.record import Role
from graph.search.index import Condition, Index, conjunction, marks
from graph.search.lookup import AGENCY, DOCUMENT
from graph.search.mistakes import meant, names, starts_a_name
from graph.search.question import Question, parted, read_question

Match = Literal["agency", "together", "agency and topic", "apart", "none"]
"""How words were found: as an agency's name, together in a task, both, or apart in a task; none
where there were no words or they were not found."""

_BM25 = "-bm25(task_words, 1.0, 0.5, 1.0, 0.5)"
"""What a word weighs in a task's own text and in the headings above it, as typed and bare."""

_SHORTEST_NAME = 4
"""Letters of a name that is looked for among other words; a shorter one must be in capitals."""

_SHORTEST_BEGINNING = 3
"""Words that stand for the whole of a name that begins with them; fewer may be a topic."""

_LONGEST_NAME = 10
"""Words of a name in which a letter may be wrong, when a topic follows it."""

_LONGEST_QUESTION = 32
"""Words of a question that are read; more would only cost."""

_NO_WORDS = Question(())


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What tasks must be; None asks for nothing.

    An agency is named by its slug or its office, a document by its id or its number, ``year`` is
    the document's, ``section`` the path of a heading, with all below it. With ``as_of`` (a day) an
    agency has also the tasks that it holds on that day, as the successor of another.
    """

    question: str | None = None
    agency: str | None = None
    role: Role | None = None
    lead: str | None = None
    coordinating: str | None = None
    document: str | None = None
    year: int | None = None
    section: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """How many tasks were found and how; they stand in the index as ``found (task, weight)``.

    ``sought`` are the words that stand in them, ``agencies`` whose tasks alone were looked for;
    ``meant`` are the names of those agencies where a letter of them was wrong.
    """

    match: Match
    tasks: int
    sought: Question
    agencies: tuple[str, ...]
    meant: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Way:
    """A way of looking: for an FTS5 expression, and for the tasks of agencies.

    ``guessed`` is true where the agencies' name had a letter wrong.
    """

    match: Match
    sought: Question = _NO_WORDS
    expression: str | None = None
    agencies: tuple[str, ...] = ()
    guessed: bool = False


def find(index: Index, wanted: TaskFilter) -> Found:
    """Gather the tasks that are wanted, in the first way that finds any."""
    conditions = tuple(_conditions(wanted))
    for way in _ways(index, wanted.question):
        tasks = index.gather(*_selection(way, conditions, wanted.as_of))
        if tasks:
            meant = names(index, way.agencies) if way.guessed else ()
            return Found(way.match, tasks, way.sought, way.agencies, meant)
    return Found("none", 0, _NO_WORDS, ())


def _ways(index: Index, typed: str | None) -> Iterator[_Way]:
    if typed is None:
        yield _Way("none")
        return
    phrases, rest = parted(typed)
    question = read_question(rest, _LONGEST_QUESTION)
    if phrases:
        yield from _phrased(index, phrases, question)
        return
    if not len(question):
        return
    named = _named(index, question) or _begun(index, question)
    if named:
        yield _Way("agency", agencies=named)
    for agencies, topic in _parted(index, question):
        for expression in topic.together():
            yield _Way("agency and topic", topic, expression, agencies)
    if not named:
        yield from _mistyped(index, question)
    for expression in question.together():
        yield _Way("together", question, expression)
    for expression in question.apart():
        yield _Way("apart", question, expression)


def _phrased(index: Index, phrases: tuple[Question, ...], rest: Question) -> Iterator[_Way]:
    """Return the ways of looking for phrases that must stand as typed, with the rest if any."""
    stand = " AND ".join(phrase.phrase() for phrase in phrases)
    sought = Question(tuple(word for phrase in phrases for word in phrase.words))
    if not len(rest):
        yield _Way("together", sought, stand)
        return
    named = _named(index, rest)
    if named:
        yield _Way("agency and topic", sought, stand, named)
    both = Question(sought.words + rest.words)
    for expression in rest.together():
        yield _Way("together", both, f"({expression}) AND {stand}")
    for expression in rest.apart():
        yield _Way("apart", both, f"({expression}) AND {stand}")


def _mistyped(index: Index, question: Question) -> Iterator[_Way]:
    """Return the ways of looking for an agency whose name has a letter wrong, alone or first."""
    found = meant(index, question)
    if found:
        yield _Way("agency", agencies=found, guessed=True)
        return
    if not starts_a_name(question.bare[0]):
        return
    for length in range(min(len(question) - 1, _LONGEST_NAME), 1, -1):
        found = meant(index, question.between(0, length))
        if found:
            topic = question.without(0, length)
            for expression in topic.together():
                yield _Way("agency and topic", topic, expression, found, guessed=True)
            return


def charged(slugs: str, values: tuple[object, ...], as_of: str | None) -> Condition:
    """Return the condition on a duty that it is one of agencies; ``slugs`` is a list or a query."""
    written = f"agency IN ({slugs})"
    if as_of is None:
        return written, values
    later = (
        "(task, role, agency) IN (SELECT task, role, agency FROM held"
        f" WHERE holder IN ({slugs}) AND since <= ? AND ? < until)"
    )
    return f"({written} OR {later})", (*values, *values, as_of, as_of)


def duties_of(agency: str | None, role: Role | None, as_of: str | None) -> Iterator[Condition]:
    """Return the conditions on a duty that it is an agency's, by slug or office, and of a role."""
    if agency is not None:
        yield charged(AGENCY, (agency, agency), as_of)
    if role is not None:
        yield "role = ?", (role,)


def _selection(
    way: _Way, conditions: Iterable[Condition], as_of: str | None
) -> tuple[str, tuple[object, ...]]:
    """Return the query for tasks and their weights, and its values."""
    all_conditions = list(conditions)
    if way.agencies:
        clause, given = charged(marks(way.agencies), way.agencies, as_of)
        all_conditions.append((f"task IN (SELECT task FROM duties WHERE {clause})", given))
    source, weight = "tasks", "0.0"
    if way.expression is not None:
        source, weight = "task_words JOIN tasks ON task = task_words.rowid", _BM25
        all_conditions.append(("task_words MATCH ?", (way.expression,)))
    where, values = conjunction(all_conditions)
    return f"SELECT task, {weight} FROM {source} WHERE {where}", values


def _conditions(wanted: TaskFilter) -> Iterator[Condition]:
    parts: tuple[tuple[str | None, Role | None], ...] = (
        (wanted.agency, wanted.role),
        (wanted.lead, "lead" if wanted.lead is not None else None),
        (wanted.coordinating, "coordinating" if wanted.coordinating is not None else None),
    )
    for agency, role in parts:
        asked = tuple(duties_of(agency, role, wanted.as_of))
        if asked:
            where, values = conjunction(asked)
            yield f"task IN (SELECT task FROM duties WHERE {where})", values
    if wanted.document is not None:
        yield f"document IN ({DOCUMENT})", (wanted.document, wanted.document)
    if wanted.year is not None:
        yield "year = ?", (wanted.year,)
    if wanted.section is not None:
        below = f"{wanted.section}."
        yield "(section = ? OR substr(section, 1, ?) = ?)", (wanted.section, len(below), below)


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
        " WHERE written AND key BETWEEN ? AND ? ORDER BY slug",
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
