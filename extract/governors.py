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
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from ontology import alternation, cues, patterns

_REACH = 240  # characters: no word governs from further off
_CLOSING = 40  # characters: no words that lead to a mention are longer
_SORTS = ("implements", "cites", "basis", "leading", "drafting", "naming", "neutral")


@cache
def cue(name: str) -> re.Pattern[str]:
    """Compile a pattern of ontology/cues/citations.ttl, letter case ignored."""
    return re.compile(patterns("citations")[name], re.IGNORECASE)


def closing(name: str, text: str, start: int, end: int) -> re.Match[str] | None:
    """Match a pattern that ends with ``$`` against the last words before ``end``."""
    return cue(name).search(text, max(start, end - _CLOSING), end)


@cache
def phrases(name: str) -> frozenset[str]:
    """Return the phrases of a concept of ontology/cues/citations.ttl."""
    return frozenset(cues("citations")[name])


class Governor(NamedTuple):
    """A governing word where it stands; ``sort`` is one of the module's seven."""

    sort: str
    start: int
    end: int


def last_governor(
    backward: str, start: int, end: int, passing: tuple[str, ...] = ("neutral",)
) -> Governor | None:
    """Find the governing word nearest before ``end``, passing over those of some sorts.

    ``backward`` is the lower-case text reversed, in which the nearest word is the first.
    """
    length, sorts = len(backward), _sort_by_phrase()
    at, stop = length - end, length - max(start, end - _REACH)
    while found := _pattern().search(backward, at, stop):
        sort = sorts[found[0]]
        if sort not in passing:
            return Governor(sort, length - found.end(), length - found.start())
        at = found.end()
    return None


def is_drafted(backward: str, governor: Governor, start: int, written: int) -> bool:
    """Tell whether what is governed is still to be written: "xây dựng và triển khai thực hiện …".

    ``start`` is where the sentence begins. What stands at once after ``written``, the end of the
    document just named, approves or issues what is there: "Quyết định số … phê duyệt Quy hoạch".
    """
    while governor.sort != "drafting":
        before = last_governor(backward, start, governor.start)
        if before is None:
            return False
        between = backward[len(backward) - governor.start : len(backward) - before.end][::-1]
        if not cue("chained").fullmatch(between):
            return False
        governor = before
    if written < 0:
        return True
    return backward[len(backward) - governor.start : len(backward) - written].strip(" ,") != ""


@cache
def _sort_by_phrase() -> Mapping[str, str]:
    """Map each phrase, reversed, to its sort."""
    written = cues("citations")
    return MappingProxyType({phrase[::-1]: sort for sort in _SORTS for phrase in written[sort]})


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternation(_sort_by_phrase())}(?!\w)")
