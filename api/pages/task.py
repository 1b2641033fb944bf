"""The page of a task: who owns it, by when, and the sentence that says so in its surroundings."""

from __future__ import annotations

from collections.abc import Iterator

from api.answers import ROLES
from api.pages.excerpt import excerpt
from api.pages.layout import (
    agency_link,
    document_link,
    english,
    heading,
    local,
    page,
    text_address,
)
from api.pages.markup import Markup, element, join
from api.pages.succession import date_form, succession
from api.wording import day
from graph.search import Facts

_AROUND = 400
"""Code points of the text that are shown before and after the evidence."""

_BASES = {
    "explicit": "văn bản giao đích danh",
    "implicit": "văn bản nêu tên, không ghi “chủ trì”",
    "none": "",
}
"""How a text gives a duty."""


def task_page(task: Facts, text: str, as_of: str | None) -> str:
    """Return a task; ``text`` is that of its document as received.

    With ``as_of`` each of its duties says who holds it on that day.
    """
    evidence = task["evidence"]
    return page(
        f"Nhiệm vụ {task['path']} · Chủ Trì",
        element("p", document_link(task["document"]), class_="note"),
        element("p", join(evidence["headings"], between=" › "), class_="note"),
        element("h1", f"Nhiệm vụ {task['path']}"),
        element("p", task["text"]),
        element(
            "dl",
            *(
                (element("dt", ROLES[role].capitalize()), element("dd", _duties(task[role])))
                for role in ROLES
            ),
            element("dt", "Hạn"),
            element("dd", _deadlines(task)),
            element("dt", "Sản phẩm"),
            element("dd", _products(task)),
        ),
        date_form(local(task["iri"]), as_of, {}),
        heading("Nguyên văn", "In the source"),
        *_source(text, task),
        element(
            "p",
            element(
                "a",
                f"Xem trong toàn văn (ký tự {evidence['start']}–{evidence['end']})",
                href=text_address(evidence["document"], evidence["start"]),
            ),
            " · ",
            element("a", "JSON", href=f"/api/tasks/{task['id']}"),
            class_="note",
        ),
    )


def _duties(duties: list[Facts]) -> Markup:
    if not duties:
        return join(("không ghi ", english("not stated")))
    return element("ul", (element("li", _duty(duty)) for duty in duties), class_="plain")


def _duty(duty: Facts) -> Markup:
    how = [_BASES[duty["basis"]], "từ đề mục phía trên" if duty["inherited"] else ""]
    said = ", ".join(each for each in how if each)
    return join(
        (
            agency_link(duty["agency"]),
            element("span", f" · {said}", class_="note"),
            succession(duty.get("succession")),
        )
    )


def _products(task: Facts) -> Markup:
    if not task["products"]:
        return join(("không ghi ", english("not stated")))
    said = (" ".join(product["quote"].split()) for product in task["products"])
    return join((f"“{each}”" for each in said), between="; ")


def _deadlines(task: Facts) -> Markup:
    if not task["deadlines"]:
        return join((task["deadline"] or "không ghi ", english("not stated")))
    return join(
        (
            join((day(due["value"]), " ") if due["value"] else ()) + f"“{due['text']}”"
            for due in task["deadlines"]
        ),
        between="; ",
    )


def _source(text: str, task: Facts) -> Iterator[Markup]:
    """Return the quote in its surroundings, before it each heading farther up that charges it."""
    evidence = task["evidence"]
    duties = [
        {**duty, "kind": role, "label": duty["agency"]["name"]}
        for role in ROLES
        for duty in task[role]
    ]
    spans = [*duties, {**evidence, "kind": "quote", "label": ""}]
    start = text.rfind("\n", 0, max(0, evidence["start"] - _AROUND)) + 1
    end = min(len(text), evidence["end"] + _AROUND)
    above = sorted({_paragraph(text, d["start"]) for d in duties if not start <= d["start"] < end})
    for first, last in (*above, (start, end)):
        pieces = excerpt(text, spans, first, last)
        before, after = "…" if first else None, "…" if last < len(text) else None
        yield element("blockquote", before, *pieces, after, class_="source")


def _paragraph(text: str, place: int) -> tuple[int, int]:
    """Return the span of the lines around a place, up to empty ones."""
    start = text.rfind("\n\n", 0, place)
    end = text.find("\n\n", place)
    return (start + 2 if start >= 0 else 0), (end if end >= 0 else len(text))
