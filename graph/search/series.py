"""Series: the targets of one indicator over the plans, in the order of the years that they aim at.

Plans word an indicator in several ways; that they mean one is decided where the graph is built (see
`extract.indicator_keys`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.search.facts import Facts
from graph.search.index import Index
from graph.search.lookup import TargetFilter, targets

_EVERYTHING = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Series:
    """Targets of one indicator: by the last year of their period, then by the document's date.

    ``labels`` are the ways in which the indicator is worded, ``documents`` counts those that set a
    target for it.
    """

    indicator: str
    labels: tuple[str, ...]
    documents: int
    targets: tuple[Facts, ...]


def series(index: Index, wanted: TargetFilter, least: int = 2) -> tuple[Series, ...]:
    """Return the series of targets, those first that most documents speak of.

    ``least`` is how many documents must set a target for an indicator.
    """
    by_indicator: dict[str, list[Facts]] = {}
    for target in targets(index, wanted, _EVERYTHING).items:
        by_indicator.setdefault(target["indicator"]["slug"], []).append(target)
    found = (_series(name, members) for name, members in by_indicator.items())
    ordered = sorted(found, key=lambda each: (-each.documents, each.indicator))
    return tuple(each for each in ordered if each.documents >= least)


def _series(indicator: str, members: Iterable[Facts]) -> Series:
    ordered = tuple(sorted(members, key=_when))
    return Series(
        indicator=indicator,
        labels=tuple(dict.fromkeys(target["indicator"]["label"] for target in ordered)),
        documents=len({target["document"]["iri"] for target in ordered}),
        targets=ordered,
    )


def _when(target: Facts) -> tuple[str, str, str, int]:
    first, _, last = (target["period"] or "").partition("-")
    written = target["document"]["date"] or ""
    return last or first, first, written, target["evidence"]["start"]
