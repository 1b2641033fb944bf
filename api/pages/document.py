"""The pages of a document: what it is, asks for and cites; and its text with what was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from api.pages.excerpt import KINDS, excerpt
from api.pages.layout import (
    agency_link,
    document_link,
    document_name,
    english,
    heading,
    local,
    more,
    page,
    role_badge,
    text_address,
)
from api.pages.markup import Markup, element, join
from api.wording import day
from graph.search import Facts, Page

_RELATIONS = {
    "legal_basis": "căn cứ",
    "implements": "thực hiện",
    "attached_to": "ban hành kèm theo",
    "cites": "dẫn",
}


def documents_page(found: Page, limit: int, offset: int) -> str:
    """Return the list of documents, the latest first."""
    return page(
        "Văn bản · Chủ Trì",
        heading("Văn bản", "Documents", "h1"),
        element(
            "ul",
            (
                element("li", document_link(each), element("p", each["title"], class_="note"))
                for each in found.items
            ),
        ),
        more("/documents", {}, found.total, limit, offset),
    )


def document_page(
    document: Facts, tasks: Page, cites: Page, cited_by: Page, limit: int, offset: int
) -> str:
    """Return a document with a page of its tasks and of its citations either way."""
    address = local(document["iri"])
    return page(
        f"{document_name(document)} · Chủ Trì",
        element("h1", document_name(document)),
        element("p", document["title"]) if document["title"] else None,
        element("dl", *_stated(document)),
        _more_of(document, address) if document["source"] else None,
        _tasks(tasks, address, limit, offset),
        _citations("Dẫn các văn bản", "Cites", cites, "cited"),
        _citations("Được dẫn trong", "Cited by", cited_by, "citing"),
    )


def text_page(document: Facts, text: str, spans: Sequence[Facts]) -> str:
    """Return the text of a document as received, each span that was read from it marked."""
    return page(
        f"Toàn văn {document_name(document)} · Chủ Trì",
        element("h1", document_name(document)),
        element("p", element("a", "Về trang văn bản", href=local(document["iri"]))),
        element(
            "p",
            "Đánh dấu: ",
            join(
                (element("span", name, class_=kind) for kind, name in KINDS.items()),
                between=" · ",
            ),
            class_="source",
        ),
        element("div", *excerpt(text, spans, 0, len(text)), class_="source"),
    )


def _more_of(document: Facts, address: str) -> Markup:
    """Return links to what else there is of a document whose text is here."""
    asked = urlencode({"document": document["id"]})
    return element(
        "p",
        element("a", "Toàn văn, có đánh dấu", href=f"{address}/text"),
        " ",
        english("full text, marked"),
        " · ",
        element("a", "Lịch thời hạn", href=f"/api/calendar.ics?{asked}"),
        " ",
        english("deadlines as a calendar"),
        " · ",
        element("a", "Chuỗi văn bản", href=f"/cascade?{asked}"),
        " ",
        english("what it carries out, and what carries it out"),
    )


def _stated(document: Facts) -> Iterator[Markup]:
    stated = (
        ("Cơ quan ban hành", document["issuer"]),
        ("Ngày", day(document["date"]) if document["date"] else None),
        ("Kèm theo", document["attached"]["title"] if document["attached"] else None),
        ("Được gọi là", "; ".join(document["names"]) or None),
    )
    for name, value in stated:
        if value:
            yield element("dt", name)
            yield element("dd", value)


def _tasks(tasks: Page, address: str, limit: int, offset: int) -> Markup | None:
    if not tasks.total:
        return None
    return join(
        (
            heading(f"Nhiệm vụ ({tasks.total})", "Tasks"),
            element("ol", (_task(task) for task in tasks.items), class_="plain card"),
            more(address, {}, tasks.total, limit, offset),
        )
    )


def _task(task: Facts) -> Markup:
    owners = [
        (role_badge(duty["role"]), " ", agency_link(duty["agency"]), " ") for duty in task["lead"]
    ]
    return element(
        "li",
        element("a", task["path"], href=local(task["iri"])),
        " ",
        task["text"],
        element("p", *owners) if owners else None,
    )


def _citations(vietnamese: str, in_english: str, found: Page, other: str) -> Markup | None:
    if not found.total:
        return None
    shown = "" if found.total == len(found.items) else f", {len(found.items)} đầu tiên"
    return join(
        (
            heading(f"{vietnamese} ({found.total}{shown})", in_english),
            element("ul", (_citation(each, other) for each in found.items)),
        )
    )


def _citation(citation: Facts, other: str) -> Markup:
    evidence = citation["evidence"]
    place = text_address(evidence["document"], evidence["start"])
    to = citation["cited"][0] if citation["status"] == "resolved" else None
    named: Markup | str = citation["mention"]
    if other == "citing":
        named = document_link(citation["document"])
    elif to:
        named = element("a", citation["mention"], href=local(to["iri"]))
    return element(
        "li",
        f"{_RELATIONS[citation['relation']]}: ",
        named,
        " · ",
        element("a", f"ký tự {evidence['start']}–{evidence['end']}", href=place),
        None if to else " · chưa rõ là văn bản nào",
    )
