"""Answers to "who owns …?" in the shape of `api.models.WhoAnswer`, and in lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from api.wording import STATUSES, basis, day, full_name, reason
from graph.search import Facts, Page, Part, Who

ROLES = {"lead": "chủ trì", "coordinating": "phối hợp"}
"""What each role is called."""


def who_answer(question: str, answer: Who) -> dict[str, Any]:
    """Give an answer the shape of `api.models.WhoAnswer`."""
    return {
        "question": question,
        "match": answer.match,
        "meant": answer.meant,
        "total": answer.total,
        "tasks": answer.tasks,
        "agencies": [
            {
                "agency": owner.agency,
                "succession": owner.succession,
                "leads": owner.leads,
                "coordinates": owner.coordinates,
                "weight": owner.weight,
                "tasks": [
                    {"role": part.role, "snippet": asdict(part.snippet), "task": part.task}
                    for part in owner.parts
                ],
            }
            for owner in answer.owners
        ],
        "without_lead": page_answer(answer.unowned),
    }


def page_answer(page: Page) -> dict[str, Any]:
    """Give a page of a list its shape."""
    return {"total": page.total, "items": page.items}


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
