"""The page of a cascade: how a policy comes down, tier by tier, each step with its quote."""

from __future__ import annotations

from typing import Any

from api.pages.layout import document_link, document_name, english, heading, page, text_address
from api.pages.markup import Markup, element
from graph.search import Facts

_RELATIONS = {"implements": "thực hiện", "legal_basis": "căn cứ"}


def cascade_page(cascade: dict[str, Any]) -> str:
    """Return a cascade, which has the shape of `api.cascade.Cascade`."""
    document = cascade["document"]
    references = {each["iri"]: each for level in cascade["levels"] for each in level["documents"]}
    return page(
        f"Chuỗi văn bản qua {document_name(document)} · Chủ Trì",
        heading("Chuỗi văn bản", "The cascade", "h1"),
        element("p", "Qua ", document_link(document), "; mỗi bước là một lời dẫn."),
        *(_level(level, cascade["steps"], references) for level in cascade["levels"]),
        element(
            "p",
            "Dữ liệu: ",
            element("a", "JSON", href=f"/api/documents/{document['id']}/cascade"),
            class_="note",
        ),
    )


def _level(level: Facts, steps: list[Facts], references: dict[str, Facts]) -> Markup:
    label = level["label"] or "Chưa rõ cấp ban hành"
    return element(
        "section",
        element("h2", label, " ", english(level["label_en"] or "not known who issued it")),
        element(
            "ul",
            (
                element("li", document_link(each), _title(each), *_steps(each, steps, references))
                for each in level["documents"]
            ),
            class_="plain",
        ),
        class_="card",
    )


def _title(document: Facts) -> Markup | None:
    return element("p", document["title"], class_="note") if document["title"] else None


def _steps(document: Facts, steps: list[Facts], references: dict[str, Facts]) -> list[Markup]:
    """Return what a document carries out: for each other one, the places that say so."""
    own = [step for step in steps if step["lower"] == document["iri"]]
    found = []
    for upper, relation in dict.fromkeys((step["upper"], step["relation"]) for step in own):
        places = [
            _place(step["evidence"])
            for step in own
            if (step["upper"], step["relation"]) == (upper, relation)
        ]
        link = document_link(references[upper])
        found.append(element("p", f"{_RELATIONS[relation]} ", link, *places, class_="note"))
    return found


def _place(evidence: Facts) -> Markup:
    address = text_address(evidence["document"], evidence["start"])
    said = " ".join(evidence["quote"].split())
    return element("span", " · ", element("a", f"“{said}”", href=address))
