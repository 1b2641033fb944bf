"""The page of targets over the plans: what each plan set, in the order of the years aimed at."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from api.pages.layout import document_link, english, heading, more, page, text_address
from api.pages.markup import Markup, element
from graph.search import Facts, Series


def series_page(question: str, found: Sequence[Series], limit: int, offset: int) -> str:
    """Return a page of series; ``question`` are the words of the indicators asked for."""
    asked = {"q": question} if question else {}
    return page(
        "Chỉ tiêu qua các văn bản · Chủ Trì",
        heading("Chỉ tiêu qua các văn bản", "Targets over the plans", "h1"),
        element(
            "form",
            element("label", "Chỉ số ", english("Indicator"), for_="q"),
            element("input", type="search", id="q", name="q", value=question, maxlength=500),
            element("button", "Tìm", type="submit"),
            action="/series",
            role="search",
        ),
        None if found else element("p", "Không có chỉ tiêu nào như vậy.", role="status"),
        *map(_series, found[offset : offset + limit]),
        more("/series", asked, len(found), limit, offset),
        element(
            "p",
            "Dữ liệu: ",
            element("a", "JSON", href=f"/api/targets/series?{urlencode(asked)}"),
            class_="note",
        ),
    )


def _series(series: Series) -> Markup:
    others = "; ".join(series.labels[1:])
    return element(
        "section",
        element("h2", series.labels[0]),
        element("p", f"cũng viết: {others}", class_="note") if others else None,
        element(
            "div",
            element(
                "table",
                element(
                    "tr",
                    *(
                        element("th", name, scope="col")
                        for name in ("Thời kỳ", "Chỉ tiêu", "Văn bản", "Nguyên văn")
                    ),
                ),
                (_target(target) for target in series.targets),
            ),
            class_="scroll",
        ),
        class_="card",
    )


def _target(target: Facts) -> Markup:
    evidence = target["evidence"]
    value, unit = target["value"], target["unit"] or ""
    place = text_address(evidence["document"], evidence["start"])
    return element(
        "tr",
        element("td", target["period"] or "–"),
        element("td", value if unit in value else f"{value} {unit}"),
        element("td", document_link(target["document"])),
        element(
            "td",
            " ".join(evidence["quote"].split()),
            " · ",
            element("a", f"ký tự {evidence['start']}–{evidence['end']}", href=place),
        ),
    )
