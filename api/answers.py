"""Answers to "who owns …?" in the shape of `api.models.WhoAnswer`, and in lines for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from api.wording import STATUSES, basis, day, full_name, reason
from extract.record import Role
from graph import search
from graph.search import Facts, Index, Page, Part, TaskFilter, Who
from graph.search.duties import Share
from graph.search.holdings import agency_as_of, task_as_of
from graph.search.owners import Ranking
from graph.search.snippets import snippet

JSON = "application/json"

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

ROLES = {"lead": "chủ trì", "coordinating": "phối hợp"}
"""What each role is called."""


def who_body(index: Index, wanted: TaskFilter, answer: Ranking) -> bytes:
    """Return an answer to "who owns …?" as JSON in the shape of `api.models.WhoAnswer`.

    It is joined of what the index keeps ready, because it is asked for most.
    """
    tasks = _briefs(index, answer, wanted.as_of)
    owners = (_owner(index, share, tasks, wanted.as_of) for share in answer.shares)
    unowned = (tasks[number].brief for number in answer.unowned)
    return b"".join(
        (
            b'{"question":',
            _json(wanted.question),
            b',"match":"%s","meant":' % answer.match.encode(),
            _json(answer.meant),
            b',"total":%d,"tasks":%d,"agencies":[' % (answer.total, answer.tasks),
            b",".join(owners),
            b'],"without_lead":',
            _list(answer.unowned_total, unowned),
            b"}",
        )
    )


def tasks_body(index: Index, wanted: TaskFilter, limit: int, offset: int) -> tuple[int, bytes]:
    """Return how many tasks are as wanted, and a page of them as JSON (`api.models.Tasks`)."""
    if wanted.as_of is not None:
        page = search.tasks(index, wanted, limit, offset)
        return page.total, _json(page_answer(page))
    total, numbers = search.task_numbers(index, wanted, limit, offset)
    kept = dict(index.tasks("CAST(facts AS BLOB)", numbers))
    return total, _list(total, (kept[number] for number in numbers))


def page_answer(page: Page) -> dict[str, Any]:
    """Give a page of a list its shape."""
    return {"total": page.total, "items": page.items}


@dataclass(frozen=True, slots=True)
class _Brief:
    """A task for an answer: as JSON, the snippet of it too; ``whole`` only where a day is asked."""

    brief: bytes
    snippet: bytes
    whole: Facts | None


def _briefs(index: Index, answer: Ranking, as_of: str | None) -> dict[int, _Brief]:
    """Return all tasks that an answer names, by their numbers."""
    whole = ", facts" if as_of else ""
    columns = f"CAST(brief AS BLOB), text, bare_text{whole}"
    found = {}
    for number, brief, text, letters, *facts in index.tasks(columns, answer.named()):
        shown = snippet(text, answer.sought.bare, letters)
        marked = b'{"text":%s,"hits":%s}' % (_json(shown.text), _json(shown.hits))
        task = task_as_of(json.loads(facts[0]), as_of) if facts else None
        found[number] = _Brief(brief, marked, task)
    return found


def _owner(index: Index, share: Share, tasks: Mapping[int, _Brief], as_of: str | None) -> bytes:
    """Return an owner as JSON in the shape of `api.models.Owner`."""
    agency = index.directory.facts[share.agency]
    slug = index.directory.slugs[share.agency]
    parts = [
        b'{"role":"%s","succession":%s,"snippet":%s,"task":%s}'
        % (role.encode(), _succession(task, role, slug), task.snippet, task.brief)
        for role, number in share.tasks
        for task in (tasks[number],)
    ]
    return b'{"agency":%s,"succession":%s,"leads":%d,"coordinates":%d,"weight":%s,"tasks":[%s]}' % (
        agency,
        _json(agency_as_of(json.loads(agency), as_of)) if as_of else b"null",
        share.leads,
        share.coordinates,
        _json(round(share.weight, 3)),
        b",".join(parts),
    )


def _succession(task: _Brief, role: Role, slug: str) -> bytes:
    """Return as JSON who came after an agency in its duty, null where no day was asked for."""
    if task.whole is None:
        return b"null"
    own = (duty for duty in task.whole[role] if duty["agency"]["slug"] == slug)
    return _json(next(own)["succession"])


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
