"""Who holds a duty on a day that was asked for: then and now, and the changes between."""

from __future__ import annotations

from api.pages.layout import agency_link, english
from api.pages.markup import Markup, element, join
from api.wording import STATUSES, basis, day, reason
from graph.search import Facts


def succession(found: Facts | None) -> Markup | None:
    """Return who holds on the day, each with its chain; None where no day was asked for."""
    if found is None:
        return None
    return element(
        "div",
        element(
            "p",
            element("strong", f"Ngày {day(found['as_of'])}: "),
            STATUSES[found["status"]],
            ". " if found["status"] in ("unchanged", "ended") else ":",
        ),
        element("ul", (element("li", _holder(holder)) for holder in found["holders"]))
        if found["status"] != "unchanged"
        else None,
        class_="succession",
    )


def changes(found: Facts) -> Markup | None:
    """Return all that became of an agency, None where it is unchanged."""
    if found["status"] == "unchanged":
        return None
    return element("ul", (element("li", _holder(holder)) for holder in found["holders"]))


def date_field(as_of: str | None) -> Markup:
    """Return the field of a form that asks for a day."""
    return join(
        (
            element(
                "label",
                "Ai giữ nhiệm vụ vào ngày (không bắt buộc) ",
                english("Who holds it on this day (optional)"),
                for_="as_of",
            ),
            element("input", type="date", id="as_of", name="as_of", value=as_of),
        )
    )


def date_form(address: str, as_of: str | None, asked: dict[str, str]) -> Markup:
    """Return a form that shows the page at ``address`` as of a day."""
    kept = (element("input", type="hidden", name=key, value=value) for key, value in asked.items())
    return element(
        "form", date_field(as_of), *kept, element("button", "Xem", type="submit"), action=address
    )


def _holder(holder: Facts) -> Markup:
    return join(
        (
            agency_link(holder["agency"]) if holder["agency"] else "Chưa rõ cơ quan kế thừa",
            element("ol", (element("li", _change(change)) for change in holder["chain"])),
        )
    )


def _change(change: Facts) -> Markup:
    why = reason(change)
    return join(
        (
            element("time", day(change["date"]), datetime=change["date"]),
            f": {change['name']}. Căn cứ: {basis(change)}.",
            f" {why}." if why else None,
        )
    )
