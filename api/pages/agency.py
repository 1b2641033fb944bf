"""The page of an agency: what it leads and what it helps with."""

from __future__ import annotations

from api.answers import ROLES
from api.pages.layout import (
    agency_link,
    english,
    evidence_line,
    heading,
    local,
    more,
    page,
    role_badge,
)
from api.pages.markup import Markup, element
from graph.search import Facts, Page


def agencies_page(found: Page, limit: int, offset: int) -> str:
    """Return the list of agencies, the busiest first."""
    return page(
        "Cơ quan · Chủ Trì",
        heading("Cơ quan", "Agencies", "h1"),
        element(
            "ul",
            (
                element(
                    "li",
                    agency_link(each),
                    element("span", f" · {_counts(each)}", class_="note"),
                )
                for each in found.items
            ),
        ),
        more("/agencies", {}, found.total, limit, offset),
    )


def agency_page(agency: Facts, tasks: Page, limit: int, offset: int, role: str | None) -> str:
    """Return an agency and a page of its tasks; ``role`` tells which were asked for."""
    address = local(agency["iri"])
    name = agency["name"] + (f" ({agency['place']})" if agency["place"] else "")
    asked = {"role": role} if role else {}
    return page(
        f"{name} · Chủ Trì",
        element("h1", name),
        element("p", "Một nhóm cơ quan. ", english("A group of bodies."))
        if agency["group"]
        else None,
        element("p", _counts(agency)),
        element(
            "p",
            element("a", "Tất cả", href=address),
            *(
                (" · ", element("a", f"Chỉ {words}", href=f"{address}?role={each}"))
                for each, words in ROLES.items()
            ),
            class_="note",
        ),
        heading("Nhiệm vụ", "Tasks"),
        element("ol", (_task(agency, task) for task in tasks.items), class_="plain card"),
        more(address, asked, tasks.total, limit, offset),
        element(
            "p",
            "Dữ liệu: ",
            element("a", "JSON", href=f"/api/agencies/{agency['slug']}/tasks"),
            " · ",
            element("a", "Lịch thời hạn", href=f"/api/calendar.ics?agency={agency['slug']}"),
            class_="note",
        ),
    )


def _task(agency: Facts, task: Facts) -> Markup:
    roles = [role for role in ROLES if any(d["agency"]["iri"] == agency["iri"] for d in task[role])]
    return element(
        "li",
        ((role_badge(role), " ") for role in roles),
        element("a", task["text"], class_="task", href=local(task["iri"])),
        evidence_line(task),
    )


def _counts(agency: Facts) -> str:
    return f"chủ trì {agency['leads']}, phối hợp {agency['coordinates']}"
