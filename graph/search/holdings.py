"""Holdings: what `graph.succession` says of the duties in the index, as facts of an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import pairwise
from typing import NamedTuple

from extract.record import Role
from graph.bodies import Body, body_of, full_name
from graph.naming import Naming
from graph.search.catalogue import AgencyEntry, TaskEntry
from graph.search.facts import Facts
from graph.succession import FOREVER, Change, Holder, Holding, holding

_ROLES: tuple[Role, ...] = ("lead", "coordinating")


DutyKey = tuple[int, Role, str]
"""A duty: the number of its task, the role, and the slug of the agency."""


class HeldEntry(NamedTuple):
    """That ``holder`` holds, or may hold, a duty (by number) from ``since`` until ``until``.

    The holder is a slug; the days are ISO, the second no more included.
    """

    duty: int
    holder: str
    since: str
    until: str


def held(
    task: TaskEntry,
    number: int,
    duties: Mapping[DutyKey, int],
    agencies: Mapping[str, AgencyEntry],
) -> Iterator[HeldEntry]:
    """Return who holds the duties of a task on any later day, but for those it was written for."""
    named = [duty.mention.quote for duty in task.duties]
    for duty in task.duties:
        entry = agencies[duty.agency]
        written = body_of(entry.slug, entry.office, entry.name, entry.group)
        for holder in holding(written, FOREVER, task.text, named).holders:
            days = [*(change.date for change in holder.chain), FOREVER]
            for change, (since, until) in zip(holder.chain, pairwise(days), strict=True):
                if change.result:
                    own = duties[number, duty.role, duty.agency]
                    yield HeldEntry(own, change.result.slug, since, until)


def task_as_of(task: Facts, as_of: str | None) -> Facts:
    """Return a task with the succession of each of its duties on a day (YYYY-MM-DD), if any."""
    if as_of is None:
        return task
    named = [duty["quote"] for role in _ROLES for duty in task[role]]
    return task | {
        role: [
            duty | {"succession": agency_as_of(duty["agency"], as_of, task["text"], named)}
            for duty in task[role]
        ]
        for role in _ROLES
    }


def agency_as_of(agency: Facts, as_of: str, text: str = "", named: Iterable[str] = ()) -> Facts:
    """Return the succession of an agency on a day, in a task or whatever the task.

    See `graph.succession.holding`.
    """
    written = body_of(agency["slug"], agency["office"], agency["name"], agency["group"])
    base = agency["iri"].removesuffix(Naming("").agency(agency["slug"]))
    return _holding_facts(holding(written, as_of, text, named), Naming(base))


def _holding_facts(held: Holding, naming: Naming) -> Facts:
    return {
        "as_of": held.as_of,
        "status": held.status,
        "holders": [_holder_facts(holder, naming) for holder in held.holders],
    }


def _holder_facts(holder: Holder, naming: Naming) -> Facts:
    return {
        "agency": _agency_facts(holder.body, naming),
        "chain": [_change_facts(change, naming) for change in holder.chain],
    }


def _change_facts(change: Change, naming: Naming) -> Facts:
    return {
        "event": naming.change(change.node) if change.node else None,
        "name": change.name,
        "kind": change.kind,
        "date": change.date,
        "basis": asdict(change.basis) if change.basis else None,
        "certainty": change.certainty,
        "origin": _agency_facts(change.origin, naming),
        "result": _agency_facts(change.result, naming),
        "functions": [
            {"iri": naming.function(each.id), "name": each.name, "name_en": each.name_en}
            for each in change.functions
        ],
        "words": list(change.words),
    }


def _agency_facts(body: Body | None, naming: Naming) -> Facts | None:
    """Return an agency as `graph.search.facts.agency_facts` does."""
    if body is None:
        return None
    place = body.province
    return {
        "iri": naming.agency(body.slug),
        "slug": body.slug,
        "office": body.slug.removesuffix(f"-{place.id}") if place else body.slug,
        "name": body.name,
        "group": body.group,
        "place": full_name(place) if place else None,
    }
