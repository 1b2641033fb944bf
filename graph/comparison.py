"""Comparison: what became of the tasks of a plan in a later one.

How alike two tasks are is the cosine of their words: each word and each pair of neighbouring words
counts by its weight, 1 + log(times it stands in the task) times log(tasks of both plans / tasks
that have it), so that what few tasks say decides and what all say ("phối hợp với các sở") does not.
It runs from 0, no word in common, to 1, the same words.

Two tasks are one where each is the likest to the other of all in the other plan, and they are alike
enough: `SAME_LEAD` where a body that led goes on leading, `OTHER_LEAD` where none does, since that
a task was handed on needs more proof. So no task has two counterparts, and it makes no difference
which plan is read first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt
from typing import Literal

from graph.bodies import body
from graph.search import Facts, Index, TaskFilter, documents, documents_named, tasks
from graph.search.words import exact_words
from graph.succession import holding
from ontology import register

Fate = Literal["kept", "reworded", "handed", "new", "dropped"]

SAME_LEAD = 0.15
OTHER_LEAD = 0.25
"""How alike two tasks must be to be one. Below, most pairs share no more than a topic: so it was
when all pairs of the corpus's plans were read, from the likest down."""

KEPT = 0.95
"""How alike they must be for the words to count as kept."""

_TELLING = 5
_EVERYTHING = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two tasks are, and the words in common that weigh most in it."""

    value: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nearest:
    """The task of the other plan that is the likest to one without a counterpart there."""

    task: Facts
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Compared:
    """One task over two plans.

    It is ``kept`` or ``reworded`` while the same bodies lead it, or their successors
    (``succeeded``); ``handed`` where none of those that led it does so any more. A task that is
    ``new`` or ``dropped`` has no counterpart; ``nearest`` is the likest there is, None where no
    task of the other plan has a word in common with it.
    """

    fate: Fate
    old: Facts | None
    new: Facts | None
    likeness: Likeness | None
    succeeded: bool = False
    nearest: Nearest | None = None


class PlanError(LookupError):
    """No text here is that of a plan so called, or several are; the message says which.

    ``candidates`` are the ids of several, none where there is none.
    """

    def __init__(self, message: str, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.candidates = candidates


def compare_plans(
    index: Index, old: str, new: str
) -> tuple[tuple[Facts, Facts], tuple[Compared, ...]]:
    """Compare two documents by number or id; give them, and what became of their tasks.

    Raises `PlanError` where one is not to be had.
    """
    before, after = plan(index, old), plan(index, new)
    return (before, after), compare(_tasks(index, before), _tasks(index, after), after["date"])


def plan(index: Index, name: str) -> Facts:
    """Return the one document of a number or id whose text is here, or raise `PlanError`."""
    named = documents_named(index, name)
    here = [document for document in named if document["source"]]
    if len(here) == 1:
        return here[0]
    if here:
        ids = tuple(document["id"] for document in here)
        raise PlanError(f"{name} is more than one document: {', '.join(ids)}", ids)
    what = "its text is not here" if named else "no document is called so"
    raise PlanError(f"{name}: {what}; the numbers of those that are: {_numbers(index)}")


def compare(
    old: Sequence[Facts], new: Sequence[Facts], as_of: str | None = None
) -> tuple[Compared, ...]:
    """Compare the tasks (as facts) of an old plan and a new one, which is of the day ``as_of``.

    The result follows the new plan; what was dropped comes last, in the order of the old one.
    """
    weighed = _weighed([task["text"] for task in (*old, *new)])
    before, after = weighed[: len(old)], weighed[len(old) :]
    likest_new = _likest(before, after)
    likest_old = _likest(after, before)
    found: list[Compared] = []
    taken: set[int] = set()
    for place, task in enumerate(new):
        other, value = likest_old[place]
        pair = None
        if other is not None and likest_new[other][0] == place:
            likeness = _likeness(before[other], after[place], value)
            pair = _counterparts(old[other], task, likeness, as_of)
        if pair is not None and other is not None:
            taken.add(other)
            found.append(pair)
        else:
            nearest = _nearest(old, before, after[place], other, value)
            found.append(Compared("new", None, task, None, nearest=nearest))
    for place, task in enumerate(old):
        if place not in taken:
            other, value = likest_new[place]
            nearest = _nearest(new, after, before[place], other, value)
            found.append(Compared("dropped", task, None, None, nearest=nearest))
    return tuple(found)


def counts(compared: Iterable[Compared]) -> dict[Fate, int]:
    """Count the tasks of each fate."""
    found: dict[Fate, int] = {"kept": 0, "reworded": 0, "handed": 0, "new": 0, "dropped": 0}
    for each in compared:
        found[each.fate] += 1
    return found


_Weights = Mapping[str, float]


def _weighed(texts: Sequence[str]) -> list[_Weights]:
    """Weigh the words of each text and their pairs; the squares of a text's weights make 1."""
    terms = [Counter(_terms(exact_words(text))) for text in texts]
    having = Counter(term for each in terms for term in each)
    weighed: list[_Weights] = []
    for each in terms:
        weights = {
            term: (1 + log(times)) * log((1 + len(texts)) / having[term])
            for term, times in each.items()
        }
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        weighed.append({term: weight / length for term, weight in weights.items()})
    return weighed


def _terms(words: Sequence[str]) -> Iterable[str]:
    yield from words
    yield from (f"{one} {other}" for one, other in pairwise(words))


def _likest(these: Sequence[_Weights], those: Sequence[_Weights]) -> list[tuple[int | None, float]]:
    """Find for each of these the likest of those, the first of several, and how like it is."""
    places: dict[str, list[tuple[int, float]]] = {}
    for place, weights in enumerate(those):
        for term, weight in weights.items():
            places.setdefault(term, []).append((place, weight))
    found: list[tuple[int | None, float]] = []
    for weights in these:
        sums: Counter[int] = Counter()
        for term, weight in weights.items():
            for place, other in places.get(term, ()):
                sums[place] += weight * other  # type: ignore[assignment] # a sum of weights
        best = min(sums, key=lambda place: (-round(sums[place], 9), place), default=None)
        found.append((best, round(sums[best], 4) if best is not None else 0.0))
    return found


def _likeness(one: _Weights, other: _Weights, value: float) -> Likeness:
    shared = sorted(one.keys() & other.keys(), key=lambda term: (-one[term] * other[term], term))
    telling: list[str] = []
    for term in shared:
        if len(telling) < _TELLING and not any(_holds(term, each) for each in telling):
            telling.append(term)
    return Likeness(value, tuple(telling))


def _holds(one: str, other: str) -> bool:
    """Whether a word is one of a pair, either way round."""
    return not set(one.split()).isdisjoint(other.split())


def _nearest(
    tasks: Sequence[Facts],
    weighed: Sequence[_Weights],
    own: _Weights,
    place: int | None,
    value: float,
) -> Nearest | None:
    if place is None:
        return None
    return Nearest(tasks[place], _likeness(own, weighed[place], value))


def _counterparts(old: Facts, new: Facts, likeness: Likeness, as_of: str | None) -> Compared | None:
    """Say what became of a task in the likest of the new plan, None where they are two."""
    before, after = _leads(old), _leads(new)
    succeeded = bool(not before & after and as_of and after & _successors(old, as_of))
    same = bool(before & after) or succeeded
    if likeness.value < (SAME_LEAD if same else OTHER_LEAD):
        return None
    if before and after and not same:
        return Compared("handed", old, new, likeness)
    return Compared("kept" if likeness.value >= KEPT else "reworded", old, new, likeness, succeeded)


def _tasks(index: Index, document: Facts) -> tuple[Facts, ...]:
    return tasks(index, TaskFilter(document=document["id"]), _EVERYTHING).items


def _numbers(index: Index) -> str:
    every = documents(index, _EVERYTHING).items
    return ", ".join(sorted(document["number"] or document["id"] for document in every))


def _leads(task: Facts) -> set[str]:
    return {duty["agency"]["slug"] for duty in task["lead"]}


def _successors(task: Facts, as_of: str) -> set[str]:
    """Return who holds the duties of those that led a task, on a day."""
    provinces = {province.name: province for province in register().provinces.values()}
    found = set()
    for duty in task["lead"]:
        agency = duty["agency"]
        written = body(
            agency["name"],
            provinces.get(agency["place"]),
            id=agency["office"],
            group=agency["group"],
        )
        held = holding(written, as_of, task["text"], [duty["quote"]])
        found |= {holder.body.slug for holder in held.holders if holder.body}
    return found
