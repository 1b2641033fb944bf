"""The pages of audits: which there are, and what one finds, each row with its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.pages.layout import english, heading, local, more, page, text_address
from api.pages.markup import Markup, element, join
from graph.questions import Question

Row = dict[str, Any]

_COLUMNS = {
    "aspect": "Khác nhau về",
    "all": "Cả năm",
    "clear": "Số điều rõ",
    "leads": "Số cơ quan chủ trì",
    "mention": "Lời dẫn",
    "name": "Tên",
    "otherValue": "Giá trị kia",
    "period": "Thời kỳ",
    "responsibility": "Rõ trách nhiệm",
    "result": "Rõ kết quả",
    "stated": "Nêu là",
    "tasks": "Nhiệm vụ",
    "time": "Rõ thời hạn",
    "unit": "Đơn vị",
    "value": "Giá trị",
    "who": "Rõ người",
    "work": "Rõ việc",
    "workNumber": "Số",
    "workDate": "Ngày",
}
"""The variables that a page shows in columns of their own, and what it calls them."""

_PLACES = (
    ("document", "number", "section", "start", "end", "quote"),
    ("document", "documentNumber", "section", "start", "end", "quote"),
    ("otherDocument", "otherNumber", "otherSection", "otherStart", "otherEnd", "otherQuote"),
)
"""The variables that say where a row was read: document, its number, section, span, quote."""

_TRUTH = {True: "✓", False: "–"}


def audits_page(audits: Sequence[Question]) -> str:
    """Return the list of audits with what each finds."""
    return page(
        "Kiểm tra · Chủ Trì",
        heading("Kiểm tra văn bản", "Audits", "h1"),
        element(
            "dl",
            *(
                (
                    element("dt", element("a", each.title_vi, href=f"/audits/{each.name}")),
                    element("dd", _rule(each)),
                )
                for each in audits
            ),
        ),
    )


def audit_page(
    audit: Question, answer: Row, asked: Mapping[str, str], limit: int, offset: int
) -> str:
    """Return what an audit found; ``answer`` has the shape of `api.models.QueryAnswer`."""
    kept = {key: value for key, value in asked.items() if key != "offset"}
    columns = [name for name in answer["variables"] if name in _COLUMNS]
    return page(
        f"{audit.title_vi} · Chủ Trì",
        heading(audit.title_vi, audit.title_en, "h1"),
        element("div", _rule(audit)),
        element("p", f"Tìm thấy {answer['total']} dòng.", role="status"),
        element(
            "div",
            element("table", _head(columns), *(_line(row, columns) for row in answer["rows"])),
            class_="scroll",
        )
        if answer["rows"]
        else None,
        more(f"/audits/{audit.name}", kept, answer["total"], limit, offset),
        element(
            "p",
            "Dữ liệu: ",
            element("a", "JSON", href=f"/api/audit/{audit.name}"),
            class_="note",
        ),
    )


def _rule(audit: Question) -> Markup | None:
    if audit.rule is None:
        return None
    return join(
        (
            element("p", audit.rule.definition_vi, " ", english(audit.rule.definition_en)),
            element("p", f"Nguồn: {audit.rule.source}", class_="note"),
        )
    )


def _head(columns: Sequence[str]) -> Markup:
    return element(
        "tr",
        element("th", "Nguyên văn", scope="col"),
        *(element("th", _COLUMNS[name], scope="col") for name in columns),
    )


def _line(row: Row, columns: Sequence[str]) -> Markup:
    return element(
        "tr",
        element("td", *_places(row)),
        *(element("td", _cell(row[name])) for name in columns),
    )


def _places(row: Row) -> Iterator[Markup]:
    """Return each quote of a row with where it stands; of a sum, what it is the sum of."""
    found = False
    for document, number, section, start, end, quote in _PLACES:
        if row.get(quote) is None or (number not in row):
            continue
        found = True
        yield element("p", " ".join(str(row[quote]).split()))
        at = f"{row[number] or row[document]} · mục {row[section] or '–'} · "
        place = text_address(row[document], row[start])
        link = element("a", f"ký tự {row[start]}–{row[end]}", href=place)
        yield element("p", at, link, class_="note")
    if not found:
        subject = next(iter(row.values()))
        said = row.get("name") or row.get("number") or subject
        yield element("a", str(said), href=local(str(subject)))


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return _TRUTH[value]
    return "" if value is None else str(value)
