"""Answers to "who owns …?" in the shape of `api.models.WhoAnswer`, and in lines for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from api.wording import STATUSES, basis, day, full_name, reason
from graph import search
from graph.search import Facts, Index, Page, Part, TaskFilter, Who
from graph.search.holdings import agency_as_of
from graph.search.owners import Ranking

JSON = "application/json"

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

ROLES = {"lead": "chủ trì", "coordinating": "phối hợp"}
"""What each role is called."""

_WHO = b'{"question":%b,"match":"%b","meant":%b,"total":%d,"tasks":%d,"agencies":['
_WHO_END = b'],"without_lead":%b}'


def who_body(index: Index, wanted: TaskFilter, answer: Ranking) -> bytes:
    """Return an answer to "who owns …?" as JSON in the shape of `api.models.WhoAnswer`.

    It is joined, once, of what the index keeps ready, because it is asked for most.
    """
    shares = answer.shares
    meant = _json(answer.meant) if answer.meant else b"[]"
    question, match = _json(wanted.question), answer.match.encode()
    unowned = _list(shares.unowned_total, map(index.ready.brief, shares.unowned))
    body = b"".join(
        (
            _WHO % (question, match, meant, shares.total, answer.tasks),
            index.ready.owners(shares, answer.sought.bare),
            _WHO_END % unowned,
        )
    )
    return body if wanted.as_of is None else _json(_as_of(index, json.loads(body), wanted.as_of))


def _as_of(index: Index, answer: Facts, as_of: str) -> Facts:
    """Say in an answer who holds each duty on a day."""
    for owner in answer["agencies"]:
        agency = owner["agency"]
        owner["succession"] = agency_as_of(agency, as_of)
        for part in owner["tasks"]:
            task = search.task(index, part["task"]["id"], as_of) or {}
            (part["succession"],) = [
                duty["succession"]
                for duty in task[part["role"]]
                if duty["agency"]["slug"] == agency["slug"]
            ][:1]
    return answer


def tasks_body(index: Index, wanted: TaskFilter, limit: int, offset: int) -> tuple[int, bytes]:
    """Return how many tasks are as wanted, and a page of them as JSON (`api.models.Tasks`)."""
    if wanted.as_of is not None:
        page = search.tasks(index, wanted, limit, offset)
        return page.total, _json(page_answer(page))
    total, numbers = search.task_numbers(index, wanted, limit, offset)
    return total, _list(total, (index.ready.tasks[number] for number in numbers))


def page_answer(page: Page) -> dict[str, Any]:
    """Give a page of a list its shape."""
    return {"total": page.total, "items": page.items}


def _list(total: int, items: Iterable[bytes]) -> bytes:
    return b"".join((b'{"total":%d,"items":[' % total, b",".join(items), b"]}"))


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
