"""Names that a wrap breaks: of agencies, and those with a dash in them."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

import ontology


def dash_goes_on(above: str, below: str) -> bool:
    """Whether a name with a dash in it (Lao động - Thương binh) breaks at its dash here."""
    parted = (name.rsplit(" - ", 1) for name in _compound_names())
    return any(above.endswith(left) and below.startswith(f"- {right}") for left, right in parted)


def agency_goes_on(above: str, below: str) -> bool:
    """Whether an agency's name (Liên đoàn Lao động tỉnh) breaks between two lines."""
    joined, names = f"{above} {below}", _agencies()
    at = bisect_right(names, above)
    while at < len(names) and names[at].startswith(above):
        if joined.startswith(names[at]):
            return True
        at += 1
    return False


@cache
def compounds() -> tuple[str, ...]:
    """Words that go on with another after a dash."""
    return ontology.cues("repair")["compound"]


@cache
def _agencies() -> tuple[str, ...]:
    return tuple(sorted(agency.name for agency in ontology.register().agencies.values()))


@cache
def _compound_names() -> tuple[str, ...]:
    return ontology.cues("repair")["compound-name"]
