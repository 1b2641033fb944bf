"""Answers to "who owns …?" in the shape of `api.models.WhoAnswer`, and in lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from graph.search import Page, Part, Who

ROLES = {"lead": "chủ trì", "coordinating": "phối hợp"}
"""What each role is called."""


def who_answer(question: str, answer: Who) -> dict[str, Any]:
    """Give an answer the shape of `api.models.WhoAnswer`."""
    return {
        "question": question,
        "match": answer.match,
        "total": answer.total,
        "tasks": answer.tasks,
        "agencies": [
            {
                "agency": owner.agency,
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
    for owner in answer.owners:
        agency = owner.agency
        place = f" ({agency['place']})" if agency["place"] else ""
        yield f"{agency['name']}{place}: chủ trì {owner.leads}, phối hợp {owner.coordinates}"
        for part in owner.parts:
            yield from _part_lines(part)
        yield ""
    if answer.unowned.total:
        yield f"Không ghi cơ quan chủ trì: {answer.unowned.total}"
        for task in answer.unowned.items:
            yield f"  {_place(task)}"
            yield f"    {_quote(task)}"


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
