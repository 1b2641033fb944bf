"""What all pages share: the frame around them, the words of two languages, links, ways to say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from api.answers import ROLES
from api.pages.markup import Content, Markup, element, join
from api.wording import day, full_name

_NAVIGATION = (
    ("/documents", "Văn bản"),
    ("/agencies", "Cơ quan"),
    ("/audits", "Kiểm tra"),
    ("/series", "Chỉ tiêu"),
    ("/compare", "So sánh"),
    ("/sparql", "SPARQL"),
    ("/docs", "API"),
)


def page(title: str, *content: Content) -> str:
    """Return a whole page: ``title`` is its name in a browser, ``content`` its main part."""
    return "<!doctype html>" + element(
        "html",
        element(
            "head",
            element("meta", charset="utf-8"),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("title", title),
            element("link", rel="stylesheet", href="/style.css"),
        ),
        element(
            "body",
            element("a", "Đến nội dung chính", class_="skip", href="#main"),
            element(
                "header",
                element("a", "Chủ Trì", class_="name", href="/"),
                element(
                    "nav",
                    join(
                        (element("a", name, href=to) for to, name in _NAVIGATION),
                        between=" · ",
                    ),
                    aria_label="Các trang",
                ),
            ),
            element("main", *content, id="main"),
            element(
                "footer",
                "Mỗi câu trả lời đều dẫn nguyên văn. ",
                english("Every answer carries the sentence that proves it."),
            ),
        ),
        lang="vi",
    )


def english(words: str) -> Markup:
    """Return the same in English, to stand beside."""
    return element("span", words, lang="en")


def heading(vietnamese: str, in_english: str, level: str = "h2") -> Markup:
    """Return a heading in both languages."""
    return element(level, vietnamese, " ", english(in_english))


def role_badge(role: str) -> Markup:
    """Return the name of a role."""
    return element("span", ROLES[role], class_=f"role {role}")


def local(iri: str) -> str:
    """Return the address of an IRI of the graph on this host: the same path."""
    path = urlsplit(iri).path
    for root in ("/eli/", "/id/"):
        if root in path:
            return quote(root + path.partition(root)[2])
    return iri


def agency_link(agency: dict[str, Any]) -> Markup:
    """Return a link to an agency, with its place."""
    return element("a", full_name(agency), href=local(agency["iri"]))


def document_name(document: dict[str, Any]) -> str:
    """Return how a document is called: its type and number, its title where it has none."""
    if document["number"]:
        return f"{document['type'] or 'Văn bản'} {document['number']}"
    names = document.get("names") or [document["id"].rpartition("/")[2]]
    return str(document["title"] or names[0])


def document_link(document: dict[str, Any]) -> Markup:
    """Return a link to a document, with its date."""
    link = element("a", document_name(document), href=local(document["iri"]))
    return join((link, f" ({day(document['date'])})" if document["date"] else None))


def evidence_line(task: dict[str, Any]) -> Markup:
    """Return where a task stands: document, section, place in the text."""
    evidence = task["evidence"]
    place = f"{evidence['start']}–{evidence['end']}"
    return element(
        "p",
        document_link(task["document"]),
        f" · mục {evidence['section']} · " if evidence["section"] else " · ",
        element("a", f"ký tự {place}", href=text_address(evidence["document"], evidence["start"])),
        f" · hạn {task['deadline']}" if task["deadline"] else None,
        class_="note",
    )


def text_address(document: str, start: int) -> str:
    """Return the address of a place in the text of a document."""
    return f"{local(document)}/text#c{start}"


def more(path: str, asked: dict[str, str], total: int, limit: int, offset: int) -> Markup | None:
    """Return links to the pages before and after, None where all is shown."""
    if total <= limit:
        return None
    places = (("Trước", offset - limit, "prev"), ("Tiếp", offset + limit, "next"))
    links: Iterable[Markup] = (
        element("a", name, href=f"{path}?{urlencode(asked | {'offset': str(at)})}", rel=rel)
        for name, at, rel in places
        if -limit < at < total
    )
    shown = f"{offset + 1}–{min(offset + limit, total)} / {total}"
    return element("p", shown, " · ", join(links, between=" · "))
