"""The page of anything else that the graph names: what is said of it, and what points at it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from api.pages.layout import english, heading, local, page
from api.pages.markup import Markup, element

_LABELS = ("prefLabel", "label", "title", "description")


def resource_page(iri: str, said: list[dict[str, Any]]) -> str:
    """Return the page of an IRI; ``said`` are rows of `graph.statements`."""
    out = [row for row in said if row["direction"] == "out"]
    incoming = [row for row in said if row["direction"] == "in"]
    return page(
        f"{_name(iri, out)} · Chủ Trì",
        element("h1", _name(iri, out)),
        element("p", element("code", iri), class_="note"),
        _table(out),
        heading("Được nói đến trong", "Pointed at by") if incoming else None,
        _table(incoming) if incoming else None,
        element(
            "p",
            "Dữ liệu: ",
            element("a", "Turtle", href=f"{local(iri)}.ttl"),
            " · ",
            element("a", "JSON-LD", href=f"{local(iri)}.jsonld"),
            class_="note",
        ),
    )


def missing_page(path: str) -> str:
    """Return the page for what is not there."""
    return page(
        "Không có · Chủ Trì",
        element("h1", "Không có gì ở địa chỉ này"),
        element("p", english("There is nothing at this address."), " ", element("code", path)),
        element("p", element("a", "Hỏi ai chủ trì", href="/")),
    )


def _name(iri: str, out: list[dict[str, Any]]) -> str:
    """Return what a thing is called in the graph, else the end of its IRI."""
    said = {_short(row["property"]): str(row["value"]) for row in reversed(out)}
    names = (said[label] for label in _LABELS if label in said)
    return next(names, _short(iri))


def _table(rows: list[dict[str, Any]]) -> Markup:
    return element("div", element("table", *_lines(rows)), class_="scroll")


def _lines(rows: list[dict[str, Any]]) -> Iterator[Markup]:
    before = None
    for row in rows:
        named = row["property"] if row["property"] != before else None
        before = row["property"]
        yield element(
            "tr",
            element("th", _short(named) if named else None, title=named, scope="row"),
            element("td", _value(row)),
        )


def _value(row: dict[str, Any]) -> Markup | str:
    value = str(row["value"])
    if not value.startswith(("http://", "https://")):
        return value
    return element("a", row["label"] or value, href=local(value))


def _short(iri: str) -> str:
    """Return the end of an IRI."""
    return iri.replace("#", "/").rpartition("/")[2]
