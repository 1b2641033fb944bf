"""The word that governs a mention: what its sentence does with the document.

``implements`` (thực hiện, theo …), ``cites`` (phù hợp với, sửa đổi …), ``basis`` (căn cứ),
``leading`` (tại, nhất là: it leads to the document, the word before it tells the relation),
``drafting`` (xây dựng, trình …: the document is still to be), ``naming`` (về: the mention stands in
a title), ``neutral`` (lộ trình, quá trình: no governing word). The phrases are those concepts of
ontology/cues/citations.ttl.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from ontology import cues, patterns

_SORTS = ("implements", "cites", "basis", "leading", "drafting", "naming", "neutral")


@cache
def cue(name: str) -> re.Pattern[str]:
    """Compile a pattern of ontology/cues/citations.ttl, letter case ignored."""
    return re.compile(patterns("citations")[name], re.IGNORECASE)


@cache
def phrases(name: str) -> frozenset[str]:
    """Return the phrases of a concept of ontology/cues/citations.ttl."""
    return frozenset(cues("citations")[name])


@dataclass(frozen=True, slots=True)
class Governor:
    """A governing word where it stands; ``sort`` is one of the module's seven."""

    sort: str
    start: int
    end: int


def last_governor(
    lowered: str, start: int, end: int, passing: tuple[str, ...] = ("neutral",)
) -> Governor | None:
    """Find the governing word nearest before ``end``, passing over those of some sorts."""
    sorts, last = _sort_by_phrase(), None
    for found in _pattern().finditer(lowered, start, end):
        if sorts[found[0]] not in passing:
            last = found
    return Governor(sorts[last[0]], last.start(), last.end()) if last else None


def is_drafted(lowered: str, governor: Governor, start: int, written: int) -> bool:
    """Tell whether what is governed is still to be written: "xây dựng và triển khai thực hiện …".

    ``start`` is where the sentence begins. What stands at ``written``, the end of the document just
    named, approves or issues one that is there: "Quyết định số … phê duyệt Quy hoạch …".
    """
    while governor.sort != "drafting":
        before = last_governor(lowered, start, governor.start)
        if before is None or not cue("chained").fullmatch(lowered, before.end, governor.start):
            return False
        governor = before
    return written < 0 or lowered[written : governor.start].strip(" ,") != ""


@cache
def _sort_by_phrase() -> Mapping[str, str]:
    written = cues("citations")
    return MappingProxyType({phrase: sort for sort in _SORTS for phrase in written[sort]})


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_sort_by_phrase(), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
