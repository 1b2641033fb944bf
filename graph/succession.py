"""Succession: who holds today what a document gave to a body that has been reorganised since.

What was written stays as it was written; this says who holds it on another date, through which
events. A body that was split by function is followed by those functions that the task's own words
tell, and where they tell none, by every one: there is no silent choice. The rules are the
register's (`ontology.changes`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal

from extract.folding import fold
from graph.bodies import Body, body
from graph.naming import slug
from ontology import (
    Agency,
    ChangeEvent,
    ChangeKind,
    Function,
    FunctionTransfer,
    LegalBasis,
    Province,
    changes,
    register,
)

Status = Literal["unchanged", "succeeded", "shared", "undecided", "ended"]

_WORD = re.compile(r"[^\W_]+")

FOREVER = "9999-12-31"
"""A date after every event."""


@dataclass(frozen=True, slots=True)
class Change:
    """One step: on ``date``, ``origin`` was followed by ``result``.

    ``event`` is its id in the register, None where only the end of a body is known. ``result`` is
    None where nothing followed, or it is not known what. Where the origin was split, ``transfers``
    are those of its functions to the result, and ``words`` those of the text by which they were
    chosen; without words they are only possible.
    """

    event: str | None
    name: str
    kind: ChangeKind
    date: str
    basis: LegalBasis | None
    certainty: str
    origin: Body
    result: Body | None
    transfers: tuple[FunctionTransfer, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def node(self) -> str | None:
        """The name of its event in the graph: that of the place or body, else the register's."""
        if self.event is None or self.origin.province is None:
            return self.event
        if self.result is None and self.kind != "end":
            return self.event
        if self.result is None or self.result.province == self.origin.province:
            return f"{self.event}-{self.origin.province.id}"
        return f"{self.event}-{self.origin.id or self.origin.slug}"

    @property
    def functions(self) -> tuple[Function, ...]:
        """The functions that went, or may have gone, to the result."""
        return tuple(transfer.function for transfer in self.transfers)


@dataclass(frozen=True, slots=True)
class Holder:
    """A body that holds a duty, or may; None where none is known. ``chain`` leads there."""

    body: Body | None
    chain: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds on ``as_of`` what was given to ``written``.

    ``status``: unchanged, succeeded by one body, shared by several whose functions the text tells,
    undecided between several, or ended without a known successor.
    """

    written: Body
    as_of: str
    status: Status
    holders: tuple[Holder, ...]


def holding(written: Body, as_of: str, text: str = "", named: Iterable[str] = ()) -> Holding:
    """Say who holds the duty of a body on a day (YYYY-MM-DD).

    ``text`` is the task's own, ``named`` the words in it that name bodies and so tell no function.
    When the document was written makes no difference: it names bodies of its own time, and one that
    had ended even then was followed by the same.
    """
    said = _said(text, named)
    holders = tuple(
        Holder(chain[-1].result if chain else written, chain)
        for chain in _chains(written, as_of, said)
    )
    return Holding(written, as_of, _status(holders), holders)


def successors(written: Body) -> tuple[Body, ...]:
    """Return every body that holds, or may hold, a duty of this one on any later date."""
    found = {change.result.slug: change.result for change in history(written) if change.result}
    return tuple(found[name] for name in sorted(found))


def history(written: Body) -> tuple[Change, ...]:
    """Return every change that a duty of a body went, or may have gone, through."""
    chains = _chains(written, FOREVER, "")
    return tuple(dict.fromkeys(change for chain in chains for change in chain))


def _status(holders: tuple[Holder, ...]) -> Status:
    if len(holders) > 1:
        split = (change for holder in holders for change in holder.chain if change.transfers)
        return "shared" if all(change.words for change in split) else "undecided"
    (holder,) = holders
    if holder.body is None:
        return "ended"
    return "succeeded" if holder.chain else "unchanged"


def _chains(origin: Body, as_of: str, said: str) -> Iterator[tuple[Change, ...]]:
    """Return the ways from a body to those that hold its duty; an empty one where it still does."""
    step = _next(origin, as_of)
    if not step:
        yield ()
        return
    for change in _followed(origin, step, said):
        if change.result is None:
            yield (change,)
            continue
        for rest in _chains(change.result, as_of, said):
            yield (change, *rest)


_Step = ChangeEvent | Agency
"""What ended a body: an event, or no more than the register's date."""


def _next(origin: Body, as_of: str) -> _Step | None:
    """Return what ended a body first, by the day; a body's own event before its province's."""
    ends: list[tuple[str, _Step]] = []
    own = changes().agencies.get(origin.id or "")
    entry = register().agencies.get(origin.id or "")
    if own:
        ends.append((own.date, own))
    elif entry and entry.valid_until:
        ends.append((entry.valid_until, entry))
    place = changes().provinces.get(origin.province.id) if origin.province else None
    if place:
        ends.append((place.date, place))
    ends = [end for end in ends if end[0] <= as_of]
    return min(ends, key=lambda end: end[0])[1] if ends else None


def _followed(origin: Body, step: _Step, said: str) -> Iterator[Change]:
    """Return what followed a body in one step: one change for each body that took something."""
    if isinstance(step, Agency):
        yield _end(origin, step)
        return
    province = origin.province
    of_provinces = province is not None and province.id in step.originals
    where = register().provinces[step.results[0]] if of_provinces else province
    transfers = [each for each in step.transfers if each.origin == origin.id]
    told = [each for each in transfers if _told(each.function, said)]
    chosen = told or transfers
    for taker in dict.fromkeys(each.result for each in chosen):
        taken = [each for each in chosen if each.result == taker]
        yield _change(
            origin,
            step,
            _there(taker, where),
            step.sure(province.id if province else None, taken[0].certainty),
            transfers=tuple(taken),
            words=tuple(word for each in taken for word in _told(each.function, said)),
        )
    if chosen:
        return
    if of_provinces:
        certainty = _continued(origin, step.results[0])
        result = _there(origin.id, where) if certainty and origin.id else None
        yield _change(origin, step, result, certainty or step.certainty)
        return
    certainty = step.sure(province.id if province else None)
    for each in step.results:
        yield _change(origin, step, _there(each, where), certainty)
    if not step.results:
        yield _change(origin, step, None, certainty)


def _change(
    origin: Body,
    event: ChangeEvent,
    result: Body | None,
    certainty: str,
    transfers: tuple[FunctionTransfer, ...] = (),
    words: tuple[str, ...] = (),
) -> Change:
    return Change(
        event=event.id,
        name=event.name,
        kind=event.kind,
        date=event.date,
        basis=event.basis,
        certainty=certainty,
        origin=origin,
        result=result,
        transfers=transfers,
        words=words,
    )


def _end(origin: Body, entry: Agency) -> Change:
    """Return the end of a body of which the register knows the day and no more."""
    source = entry.source
    return Change(
        event=None,
        name=f"{entry.name} kết thúc",
        kind="end",
        date=entry.valid_until or "",
        basis=LegalBasis(slug(source), source, None, None, None) if source else None,
        certainty=entry.certainty or "medium",
        origin=origin,
        result=None,
    )


def _continued(origin: Body, province: str) -> str | None:
    """Say how sure it is that a body goes on in the new province, None where that is not known."""
    own = _counterpart(origin.id or "", "tỉnh")
    for continuation in changes().continuations:
        if continuation.province in (province, None) and own in continuation.agencies:
            return continuation.certainty
    return None


def _there(agency: str, province: Province | None) -> Body:
    """Return the body of a kind in a province, by the name that it has there."""
    kind = _counterpart(agency, province.kind) if province else agency
    return body(register().agencies[kind].name, province, id=kind)


def _counterpart(agency: str, kind: str) -> str:
    """Return Công an Thành phố for Công an tỉnh, where the kind of province is a city."""
    entry = register().agencies.get(agency)
    if entry is None or entry.province_kind in (kind, None):
        return agency
    return _counterparts().get((entry.name.removesuffix(entry.place_word), kind), agency)


@cache
def _counterparts() -> Mapping[tuple[str, str], str]:
    """Return the id of each body whose name ends with the level, by what stands before it."""
    return MappingProxyType(
        {
            (entry.name.removesuffix(entry.place_word), entry.province_kind): entry.id
            for entry in register().agencies.values()
            if entry.place_word and entry.province_kind
        }
    )


def _told(function: Function, said: str) -> tuple[str, ...]:
    """Return the words of a function that stand in a text (see `_said`)."""
    return tuple(word for word in function.words if _folded(word) in said)


def _said(text: str, named: Iterable[str] = ()) -> str:
    """Fold a text to words between single spaces, without those that name bodies."""
    said = _folded(text)
    for name in named:
        said = said.replace(_folded(name), " | ")
    return said


@lru_cache(maxsize=1024)
def _folded(text: str) -> str:
    return f" {' '.join(_WORD.findall(fold(text)))} "
