"""Owners: who owns what was found, and how much of it, as facts with their evidence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.record import Role
from graph.search.duties import Shares
from graph.search.facts import Facts
from graph.search.finding import Match, TaskFilter, find
from graph.search.holdings import agency_as_of, task_as_of
from graph.search.index import Index, Page
from graph.search.question import Question
from graph.search.snippets import Snippet


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


class Ranking(NamedTuple):
    """The answer to "who owns …?" by numbers: of agencies in the directory, and of tasks.

    ``tasks`` is how many were found, ``sought`` are the words that stand in them; for the rest see
    `Who`.
    """

    match: Match
    meant: tuple[str, ...]
    sought: Question
    tasks: int
    shares: Shares


def rank(index: Index, wanted: TaskFilter, limit: int, offset: int = 0, parts: int = 5) -> Ranking:
    """Say who owns what is asked for, with at most ``parts`` tasks of each."""
    found = find(index, wanted)
    page = slice(offset, offset + limit)
    shares = index.duties.shares(found.tasks, found.duties, index.directory.groups, page, parts)
    return Ranking(found.match, found.meant, found.sought, len(found.tasks), shares)


def who(index: Index, wanted: TaskFilter, limit: int, offset: int = 0, parts: int = 5) -> Who:
    """Say who owns what is asked for, with at most ``parts`` tasks of each."""
    ranking = rank(index, wanted, limit, offset, parts)
    shares = tuple(ranking.shares.each())
    named = [task for share in shares for _, task in share.tasks]
    facts = _facts(index, tuple(dict.fromkeys((*named, *ranking.shares.unowned))))
    snippets = index.texts.read(ranking.sought.bare, tuple(facts))
    tasks = {
        number: (task_as_of(task, wanted.as_of), snippet)
        for (number, task), snippet in zip(facts.items(), snippets, strict=True)
    }
    owners = (
        Owner(
            agency=agency,
            succession=agency_as_of(agency, wanted.as_of) if wanted.as_of else None,
            leads=share.leads,
            coordinates=share.coordinates,
            weight=share.weight,
            parts=tuple(Part(role, *tasks[number]) for role, number in share.tasks),
        )
        for share in shares
        for agency in (json.loads(index.directory.facts[share.agency]),)
    )
    return Who(
        match=ranking.match,
        meant=ranking.meant,
        total=ranking.shares.total,
        tasks=ranking.tasks,
        owners=tuple(owners),
        unowned=Page(
            ranking.shares.unowned_total,
            tuple(facts[number] for number in ranking.shares.unowned),
        ),
    )


def tasks(index: Index, wanted: TaskFilter, limit: int, offset: int = 0) -> Page:
    """Return tasks in reading order; those that hold words of a question, weightiest first."""
    total, numbers = task_numbers(index, wanted, limit, offset)
    facts = _facts(index, numbers)
    return Page(total, tuple(task_as_of(facts[number], wanted.as_of) for number in numbers))


def task_numbers(
    index: Index, wanted: TaskFilter, limit: int, offset: int = 0
) -> tuple[int, tuple[int, ...]]:
    """Return how many tasks are as wanted, and the numbers of some, in the order of `tasks`."""
    found = find(index, wanted).tasks
    return len(found), tuple(found.weightiest(slice(offset, offset + limit)).tolist())


def _facts(index: Index, numbers: Sequence[int]) -> dict[int, Facts]:
    """Return tasks by their numbers."""
    return {number: json.loads(facts) for number, facts in index.tasks("facts", numbers)}
