"""Finding tasks: the ways of looking for what a question asks, the most telling first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Literal, NamedTuple

import numpy as np

from extract.record import Role
from graph.search.arrays import Array, flags
from graph.search.directory import starts_a_name
from graph.search.index import Condition, Index, conjunction, marks
from graph.search.lookup import DOCUMENT
from graph.search.occurrences import MOST_WORDS
from graph.search.question import NO_WORDS, Question, joined, parted, read_question
from graph.search.scored import Scored, every, unweighed

Match = Literal["agency", "together", "agency and topic", "apart", "none"]
"""How words were found: as an agency's name, together in a task, both, or apart in a task; none
where there were no words or they were not found."""

_LEAD: Role = "lead"
_COORDINATING: Role = "coordinating"

_SHORTEST_NAME = 4
"""Letters of a name that is looked for among other words; a shorter one must be in capitals."""

_LONGEST_NAME = 10
"""Words of a name in which a letter may be wrong, when a topic follows it."""


class TaskFilter(NamedTuple):
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


class Found(NamedTuple):
    """The tasks that were found, with their weights, and how.

    ``sought`` are the words that stand in them, ``duties`` those that were asked for, None for
    all; ``meant`` are the names of agencies where a letter of them was wrong.
    """

    match: Match
    tasks: Scored
    sought: Question
    duties: Array | None
    meant: tuple[str, ...] = ()


class _Way(NamedTuple):
    """A way of looking: for words, and for the tasks of agencies.

    ``guessed`` is true where the agencies' name had a letter wrong.
    """

    match: Match
    sought: Question = NO_WORDS
    look: Callable[[], Scored] | None = None
    agencies: Sequence[int] = ()
    guessed: bool = False


def find(index: Index, wanted: TaskFilter) -> Found:
    """Find the tasks that are wanted, in the first way that finds any."""
    duties = _asked(index, wanted.agency, wanted.role, wanted.as_of)
    allowed = _allowed(index, wanted, duties)
    for way in _ways(index, wanted.question):
        own = _duties_of(index, way.agencies, wanted.as_of) if way.agencies else None
        among = allowed if own is None else _common(allowed, index.duties.tasks(own))
        tasks = _looked(index, way, among)
        if not len(tasks):
            continue
        names = index.directory.names
        meant = sorted({names[number] for number in way.agencies}) if way.guessed else ()
        return Found(way.match, tasks, way.sought, _common(duties, own), tuple(meant))
    return Found("none", unweighed(np.arange(0)), NO_WORDS, duties)


def _looked(index: Index, way: _Way, allowed: Array | None) -> Scored:
    """Return the tasks that a way of looking finds among those allowed."""
    if way.look is None:
        return unweighed(np.arange(index.task_count) if allowed is None else allowed)
    found = way.look()
    return found if allowed is None else found.among(flags(allowed, index.task_count))


def _common(one: Array | None, other: Array | None) -> Array | None:
    """Return in order the numbers that are in both; None stands for all there are."""
    if one is None or other is None:
        return other if one is None else one
    return np.intersect1d(one, other)


def _ways(index: Index, typed: str | None) -> Iterator[_Way]:
    if typed is None:
        yield _Way("none")
        return
    phrases, rest = parted(typed)
    question = read_question(rest, MOST_WORDS)
    if phrases:
        yield from _phrased(index, phrases, question)
        return
    if not len(question):
        return
    directory = index.directory
    named: tuple[int, ...] = ()
    beginnings = directory.beginnings(question.bare)
    if beginnings and beginnings[0] == 0:
        named = directory.named(question) or directory.begun(question)
    if named:
        yield _Way("agency", agencies=named)
    for agencies, topic in _parted(index, question, beginnings) if beginnings else ():
        for look in _together(index, topic):
            yield _Way("agency and topic", topic, look, agencies)
    if not named:
        yield from _mistyped(index, question)
    for look in _together(index, question):
        yield _Way("together", question, look)
    for look in _apart(index, question):
        yield _Way("apart", question, look)


def _phrased(index: Index, phrases: tuple[Question, ...], rest: Question) -> Iterator[_Way]:
    """Return the ways of looking for phrases that must stand as typed, with the rest if any."""
    stand = partial(_phrases, index, phrases)
    sought = joined(phrases)
    if not len(rest):
        yield _Way("together", sought, stand)
        return
    named = index.directory.named(rest)
    if named:
        yield _Way("agency and topic", sought, stand, named)
    both = joined((sought, rest))
    for look in _together(index, rest):
        yield _Way("together", both, partial(_both, look, stand))
    for look in _apart(index, rest):
        yield _Way("apart", both, partial(_both, look, stand))


def _mistyped(index: Index, question: Question) -> Iterator[_Way]:
    """Return the ways of looking for an agency whose name has a letter wrong, alone or first."""
    directory = index.directory
    found = directory.meant(question.bare)
    if found:
        yield _Way("agency", agencies=found, guessed=True)
        return
    if not starts_a_name(question.bare[0]):
        return
    for length in range(min(len(question) - 1, _LONGEST_NAME), 1, -1):
        found = directory.meant(question.bare[:length])
        if found:
            topic = question.without(0, length)
            for look in _together(index, topic):
                yield _Way("agency and topic", topic, look, found, guessed=True)
            return


def _parted(
    index: Index, question: Question, beginnings: Sequence[int]
) -> Iterator[tuple[tuple[int, ...], Question]]:
    """Return the question parted into the longest name of an agency in it and the rest.

    ``beginnings`` say at which words a name may begin.
    """
    for length in range(len(question) - 1, 0, -1):
        for start in beginnings:
            if start + length > len(question):
                break
            name = question.between(start, start + length)
            telling = len(name.key) >= _SHORTEST_NAME or name.words[0].isupper()
            named = index.directory.named(name) if telling else ()
            if named:
                yield named, question.without(start, start + length)
                return


def _together(index: Index, question: Question) -> Iterator[Callable[[], Scored]]:
    """Return the ways of looking for words near each other, the most exact first."""
    words = index.occurrences
    for exact, spelled in question.spellings:
        for others in question.slacks:
            yield partial(words.together, words.spelling(exact), spelled, others)


def _apart(index: Index, question: Question) -> Iterator[Callable[[], Scored]]:
    """Return the ways of looking for all words, wherever in a task, the most exact first."""
    words = index.occurrences
    for exact, spelled in question.spellings:
        yield partial(words.apart, words.spelling(exact), spelled)


def _phrases(index: Index, phrases: tuple[Question, ...]) -> Scored:
    """Look for phrases as they were typed."""
    words = index.occurrences
    typed = [phrase.spellings[0] for phrase in phrases]
    return every(words.phrase(words.spelling(exact), spelled) for exact, spelled in typed)


def _both(one: Callable[[], Scored], other: Callable[[], Scored]) -> Scored:
    return every((one(), other()))


def _duties_of(index: Index, agencies: Sequence[int], as_of: str | None) -> Array:
    """Return the duties that were given to agencies, and those that they hold on a day."""
    written = index.duties.of_agencies(agencies)
    if as_of is None:
        return written
    slugs = [index.directory.slugs[number] for number in agencies]
    held = index.rows(
        "SELECT DISTINCT duty FROM held"
        f" WHERE holder IN ({marks(slugs)}) AND since <= ? AND ? < until",
        (*slugs, as_of, as_of),
    )
    return np.concatenate((written, np.array([duty for (duty,) in held], np.int64)))


def _asked(index: Index, agency: str | None, role: Role | None, as_of: str | None) -> Array | None:
    """Return the duties of an agency, by slug or office, and of a role; None where neither is."""
    if agency is None and role is None:
        return None
    if agency is None:
        duties = np.arange(len(index.duties))
    else:
        duties = _duties_of(index, index.directory.of(agency), as_of)
    return index.duties.of_role(duties, role) if role else duties


def _allowed(index: Index, wanted: TaskFilter, duties: Array | None) -> Array | None:
    """Return in order the tasks that are as wanted but for the question, None where all are.

    ``duties`` are those of the agency and the role that are wanted.
    """
    allowed = None if duties is None else index.duties.tasks(duties)
    for agency, role in ((wanted.lead, _LEAD), (wanted.coordinating, _COORDINATING)):
        if agency is not None:
            own = _asked(index, agency, role, wanted.as_of)
            allowed = _common(allowed, None if own is None else index.duties.tasks(own))
    conditions = tuple(_conditions(wanted))
    if conditions:
        where, values = conjunction(conditions)
        rows = index.rows(f"SELECT task FROM tasks WHERE {where} ORDER BY task", values)
        allowed = _common(allowed, np.array([task for (task,) in rows], np.int64))
    return allowed


def _conditions(wanted: TaskFilter) -> Iterator[Condition]:
    if wanted.document is not None:
        yield f"document IN ({DOCUMENT})", (wanted.document, wanted.document)
    if wanted.year is not None:
        yield "year = ?", (wanted.year,)
    if wanted.section is not None:
        below = f"{wanted.section}."
        yield "(section = ? OR substr(section, 1, ?) = ?)", (wanted.section, len(below), below)
