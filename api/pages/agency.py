"""The page of an agency: what it leads and what it helps with."""

from __future__ import annotations

from urllib.parse import urlencode

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
from api.pages.markup import Markup, element, join
from api.pages.succession import changes, date_form, succession
from api.wording import full_name
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


def agency_page(
    agency: Facts, later: Facts, tasks: Page, limit: int, offset: int, asked: dict[str, str]
) -> str:
    """Return an agency and a page of its tasks.

    ``asked`` tells which were asked for: those of a role, those that it holds on a day (as_of).
    ``later`` is all that became of it.
    """
    address = local(agency["iri"])
    name = full_name(agency)
    return page(
        f"{name} · Chủ Trì",
        element("h1", name),
        element("p", "Một nhóm cơ quan. ", english("A group of bodies."))
        if agency["group"]
        else None,
        _written(agency),
        _changes(later),
        heading("Nhiệm vụ", "Tasks"),
        date_form(address, asked.get("as_of"), _without(asked, "as_of")),
        element(
            "p",
            element("a", "Tất cả", href=_address(address, _without(asked, "role"))),
            *(
                (
                    " · ",
                    element("a", f"Chỉ {words}", href=_address(address, asked | {"role": role})),
                )
                for role, words in ROLES.items()
            ),
            class_="note",
        ),
        element("ol", (_task(agency, task) for task in tasks.items), class_="plain card"),
        more(address, asked, tasks.total, limit, offset),
        element(
            "p",
            "Dữ liệu: ",
            element("a", "JSON", href=_address(f"/api/agencies/{agency['slug']}/tasks", asked)),
            " · ",
            element("a", "Lịch thời hạn", href=f"/api/calendar.ics?agency={agency['slug']}"),
            class_="note",
        ),
    )


def _changes(later: Facts) -> Markup | None:
    """Return what became of the agency."""
    found = changes(later)
    return join((heading("Tổ chức lại", "Reorganised"), found)) if found else None


def _task(agency: Facts, task: Facts) -> Markup:
    duties = {role: [d for d in task[role] if _concerns(d, agency)] for role in ROLES}
    return element(
        "li",
        ((role_badge(role), " ") for role, found in duties.items() if found),
        element("a", task["text"], class_="task", href=local(task["iri"])),
        evidence_line(task),
        (
            (_written_for(duty, agency), succession(duty.get("succession")))
            for found in duties.values()
            for duty in found
        ),
    )


def _concerns(duty: Facts, agency: Facts) -> bool:
    """Whether a duty is the agency's, or has come to it."""
    held = duty.get("succession") or {"holders": []}
    holders = [holder["agency"] for holder in held["holders"] if holder["agency"]]
    return any(each["iri"] == agency["iri"] for each in (duty["agency"], *holders))


def _written_for(duty: Facts, agency: Facts) -> Markup | None:
    """Return for whom a duty was written, where that is another."""
    if duty["agency"]["iri"] == agency["iri"]:
        return None
    return element("p", "Văn bản ghi: ", agency_link(duty["agency"]), class_="note")


def _address(path: str, asked: dict[str, str]) -> str:
    return f"{path}?{urlencode(asked)}" if asked else path


def _without(asked: dict[str, str], key: str) -> dict[str, str]:
    return {name: value for name, value in asked.items() if name != key}


def _counts(agency: Facts) -> str:
    return f"chủ trì {agency['leads']}, phối hợp {agency['coordinates']}"


def _written(agency: Facts) -> Markup:
    """Return how many tasks documents give it; a successor has them only from a day on."""
    if agency["leads"] or agency["coordinates"]:
        return element("p", _counts(agency))
    return element(
        "p",
        "Không văn bản nào ở đây giao việc cho cơ quan này. Chọn ngày để xem việc đã nhận lại. ",
        english("No document here charges it. Choose a day to see what it took over."),
    )
