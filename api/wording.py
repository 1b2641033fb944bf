"""How answers are worded for people, on pages and in a terminal."""

from __future__ import annotations

from graph.search import Facts

STATUSES = {
    "unchanged": "vẫn là cơ quan này",
    "succeeded": "cơ quan khác giữ",
    "shared": "nhiều cơ quan giữ, theo chức năng mà nhiệm vụ nêu",
    "undecided": "lời của nhiệm vụ không cho biết; có thể là",
    "ended": "đã kết thúc, chưa rõ cơ quan kế thừa",
}
"""What each status of `api.models.Succession` is called."""

CERTAINTIES = {
    "attested": "đã xác nhận",
    "high": "theo nguồn tin cậy",
    "medium": "theo nguồn khác",
    "pattern": "suy theo quy định chung",
}
"""What each certainty of `api.models.Change` is called."""


def full_name(agency: Facts) -> str:
    """Return the name of an agency with its place."""
    return f"{agency['name']} ({agency['place']})" if agency["place"] else str(agency["name"])


def day(date: str) -> str:
    """Return an ISO date as it is written in Vietnam: 13/12/2024."""
    return "/".join(reversed(date.split("-")))


def basis(change: Facts) -> str:
    """Return what a change rests on, and how sure it is."""
    stated = change["basis"]["name"] if change["basis"] else "chưa rõ căn cứ"
    return f"{stated} ({CERTAINTIES[change['certainty']]})"


def reason(change: Facts) -> str | None:
    """Return the functions by which a body was split, with the words that chose them."""
    if not change["functions"]:
        return None
    functions = "; ".join(function["name"] for function in change["functions"])
    words = ", ".join(f"“{word}”" for word in change["words"])
    return f"{functions}: {words}" if words else functions
