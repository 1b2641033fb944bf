"""The reference of the HTTP interface: a page made from its OpenAPI document, without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from api.pages.layout import english, page
from api.pages.markup import Markup, element, join

_Schema = dict[str, Any]


def reference_page(openapi: _Schema) -> str:
    """Return the page of an OpenAPI 3.1 document."""
    return page(
        "API · Chủ Trì",
        element("h1", "API"),
        element(
            "p",
            "Mọi địa chỉ đều chỉ đọc, trả JSON; lỗi theo RFC 9457; danh sách có header Link. ",
            english("Read only, JSON; errors follow RFC 9457; lists carry Link headers."),
        ),
        element("p", element("a", "OpenAPI", href="/openapi.json")),
        *(
            _operation(method, path, operation)
            for path, methods in openapi["paths"].items()
            for method, operation in methods.items()
        ),
        element("h2", "Kiểu dữ liệu ", english("Shapes")),
        *(_shape(name, schema) for name, schema in openapi["components"]["schemas"].items()),
    )


def _operation(method: str, path: str, operation: _Schema) -> Markup:
    parameters = operation.get("parameters", [])
    return element(
        "section",
        element("h2", element("code", f"{method.upper()} {path}")),
        element("p", operation.get("description"), lang="en"),
        _table(_parameter(each) for each in parameters) if parameters else None,
        element("p", "→ ", join(_answers(operation), between=", ")),
        class_="card",
        lang="en",
    )


def _parameter(parameter: _Schema) -> Markup:
    need = " (required)" if parameter.get("required") else ""
    return element(
        "tr",
        element("td", element("code", parameter["name"]), need),
        element("td", _type(_without_null(parameter["schema"]))),
        element("td", parameter.get("description") or parameter["schema"].get("description")),
    )


def _without_null(schema: _Schema) -> _Schema:
    """Return what a parameter can be when it is given."""
    stated = [each for each in schema.get("anyOf", []) if each.get("type") != "null"]
    return stated[0] if len(stated) == 1 else schema


def _answers(operation: _Schema) -> Iterator[Markup | str]:
    """Return the shape of the answer with status 200."""
    for content in operation["responses"].get("200", {}).get("content", {}).values():
        yield _type(content["schema"])


def _shape(name: str, schema: _Schema) -> Markup:
    rows = (
        element("tr", element("td", element("code", each)), element("td", _type(said)))
        for each, said in schema.get("properties", {}).items()
    )
    return element(
        "section",
        element("h2", name, id=name),
        element("p", schema.get("description")),
        _table(rows),
        class_="card",
        lang="en",
    )


def _table(rows: Iterator[Markup]) -> Markup:
    return element("div", element("table", *rows), class_="scroll")


def _type(schema: _Schema) -> Markup | str:
    """Return a type in words: a link for a shape, the values of an enumeration."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return element("a", name, href=f"#{name}")
    if "anyOf" in schema:
        return join((_type(each) for each in schema["anyOf"]), between=" or ")
    if "enum" in schema:
        return " | ".join(schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    if schema.get("type") == "array":
        return join(("list of ", _type(schema.get("items", {}))))
    return str(schema.get("type", "any"))
