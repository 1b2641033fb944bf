"""Answers to "who owns …?" in the shape of `api.models.WhoAnswer`, and in lines for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from api.wording import STATUSES, basis, day, full_name, reason
from extract.record import Role
from graph import search
from graph.search import Facts, Index, Page, Part, TaskFilter, Who
from graph.search.duties import Share
from graph.search.holdings import agency_as_of, task_as_of
from graph.search.owners import Ranking

JSON = "application/json"

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

ROLES = {"lead": "chủ trì", "coordinating": "phối hợp"}
"""What each role is called."""

_WHO = (
    b'{"question":%b,"match":"%b","meant":%b,"total":%d,"tasks":%d,"agencies":[%b],'
    b'"without_lead":%b}'
)
_OWNER = b'{"agency":%b,"succession":%b,"leads":%d,"coordinates":%d,"weight":%a,"tasks":[%b]}'
_OWNED = b'{"role":"%b","succession":%b,"snippet":%b,"task":%b}'


def who_body(index: Index, wanted: TaskFilter, answer: Ranking) -> bytes:
    """Return an answer to "who owns …?" as JSON in the shape of `api.models.WhoAnswer`.

    It is joined of what the index keeps ready, because it is asked for most.
    """
    named = answer.named()
    snippets = dict(zip(named, index.texts.snippets(answer.sought.bare, named), strict=True))
    unowned = (index.ready[number].brief for number in answer.unowned)
    return _WHO % (
        _json(wanted.question),
        answer.match.encode(),
        _json(answer.meant) if answer.meant else b"[]",
        answer.total,
        answer.tasks,
        b",".join([_owner(index, share, snippets, wanted.as_of) for share in answer.shares]),
        _list(answer.unowned_total, unowned),
    )


def _owner(index: Index, share: Share, snippets: Mapping[int, bytes], as_of: str | None) -> bytes:
    """Return an owner as JSON in the shape of `api.models.Owner`."""
    agency = index.directory.facts[share.agency]
    succession = _json(agency_as_of(json.loads(agency), as_of)) if as_of else b"null"
    tasks = []
    for role, number in share.tasks:
        later = _duty_as_of(index, share.agency, role, number, as_of) if as_of else b"null"
        brief = index.ready[number].brief
        tasks.append(_OWNED % (role.encode(), later, snippets[number], brief))
    weight = round(share.weight, 3)
    counts = (share.leads, share.coordinates, weight)
    return _OWNER % (agency, succession, *counts, b",".join(tasks))


def tasks_body(index: Index, wanted: TaskFilter, limit: int, offset: int) -> tuple[int, bytes]:
    """Return how many tasks are as wanted, and a page of them as JSON (`api.models.Tasks`)."""
    if wanted.as_of is not None:
        page = search.tasks(index, wanted, limit, offset)
        return page.total, _json(page_answer(page))
    total, numbers = search.task_numbers(index, wanted, limit, offset)
    return total, _list(total, (index.ready[number].whole for number in numbers))


def page_answer(page: Page) -> dict[str, Any]:
    """Give a page of a list its shape."""
    return {"total": page.total, "items": page.items}


def _duty_as_of(index: Index, agency: int, role: Role, number: int, as_of: str) -> bytes:
    """Return as JSON who holds on a day the duty of an agency in a task."""
    slug = index.directory.slugs[agency]
    duties = task_as_of(json.loads(index.ready[number].whole), as_of)[role]
    return _json(next(duty["succession"] for duty in duties if duty["agency"]["slug"] == slug))


def _list(total: int, items: Iterable[bytes]) -> bytes:
    return b'{"total":%d,"items":[%s]}' % (total, b",".join(items))


def _json(value: object) -> bytes:
    return _ENCODER.encode(value).encode()


def who_lines(answer: Who) -> Iterator[str]:
    """Say it in lines: each agency, then its tasks with document, section, offsets and quote."""
    if answer.meant:
        yield f"Hiểu là: {', '.join(answer.meant)}"
    for owner in answer.owners:
        counts = f"chủ trì {owner.leads}, phối hợp {owner.coordinates}"
        yield f"{full_name(owner.agency)}: {counts}"
        by_task = owner.succession is not None and len(owner.succession["holders"]) > 1
        if owner.succession and not by_task:
            yield from (f"  {line}" for line in succession_lines(owner.succession))
        for part in owner.parts:
            yield from _part_lines(part)
            for duty in part.task[part.role] if by_task else ():
                if duty["agency"]["iri"] == owner.agency["iri"]:
                    yield from (f"    {line}" for line in succession_lines(duty["succession"]))
        yield ""
    if answer.unowned.total:
        yield f"Không ghi cơ quan chủ trì: {answer.unowned.total}"
        for task in answer.unowned.items:
            yield f"  {_place(task)}"
            yield f"    {_quote(task)}"


def succession_lines(succession: Facts) -> Iterator[str]:
    """Say who holds a duty on a day: each holder, and the changes that led there."""
    yield f"{day(succession['as_of'])}: {STATUSES[succession['status']]}"
    for holder in succession["holders"]:
        if holder["agency"] and holder["chain"]:
            yield f"  → {full_name(holder['agency'])}"
        for change in holder["chain"]:
            why = reason(change)
            said = f"{day(change['date'])} {change['name']}, {basis(change)}"
            yield f"    {said}; {why}" if why else f"    {said}"


def _part_lines(part: Part) -> Iterator[str]:
    yield f"  {ROLES[part.role]} · {_place(part.task)}"
    yield f"    {_quote(part.task)}"


def _place(task: dict[str, Any]) -> str:
    evidence = task["evidence"]
    document = evidence["number"] or task["document"]["id"]
    return f"{document} · {evidence['section']} · {evidence['start']}-{evidence['end']}"


def _quote(task: dict[str, Any]) -> str:
    """Return the quote on one line; its characters stay as they were received."""
    return " ".join(str(task["evidence"]["quote"]).split())
