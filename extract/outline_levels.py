"""Levels: which of those that are open in an outline a marker closes.

A marker of a kind that is open is its next sibling; one of a new kind opens a level below.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import ontology
from extract.layout import Zone
from extract.markers import BULLETS, TOP, Marker, rank

_ORDER: dict[str, int] = {
    "annex": 0, "part": 1, "chapter": 2, "division": 3, "article": 4, "upper": 5, "roman": 6,
    "number": 7, "dotted": 8, "paren": 9, "letter": 10, "intro": 11, "dash": 12, "plus": 13,
    "dot": 14,
}  # fmt: skip


class OpenLevel(NamedTuple):
    """A level of the outline that is open: its marker's kind, value and rank, and its block.

    ``parts`` and ``path`` lead to it, its own value included.
    """

    kind: str
    value: str
    rank: int
    block: int
    zone: Zone
    parts: tuple[str, ...]
    path: str


def close_from(stack: list[OpenLevel], kind: str) -> None:
    """Close every level from ``kind`` down."""
    while stack and _ORDER[stack[-1].kind] >= _ORDER[kind]:
        stack.pop()


def close_introduced(stack: list[OpenLevel]) -> None:
    """A sentence that introduces a list ends the bracketed one, (1) (2), introduced before it."""
    for i, (intro, level) in enumerate(pairwise(stack)):
        if intro.kind == "intro" and level.kind == "paren":
            del stack[i:]
            return


def _close_to_sibling(stack: list[OpenLevel], marker: Marker, heads: bool) -> None:
    """Close the levels that a marker ends: its elder sibling's, and those below.

    Of several elders it follows the one that it counts on from, the nearest if it does from none.
    """
    kinds = [level.kind for level in stack]
    if marker.kind not in kinds:
        opened = [k for k in kinds if _ORDER[k] < _ORDER[marker.kind]]
        if marker.kind == "upper" and rank(marker) == 1 and "roman" in kinds:
            opened.append("roman")  # capitals that begin under a numeral are its parts
        if "intro" in kinds and not (set(kinds) & BULLETS):
            opened.append("intro")  # a numbered list hangs under the sentence that introduces it
        while stack and stack[-1].kind not in opened:
            stack.pop()
        return
    elders = [at for at, kind in enumerate(kinds) if kind == marker.kind]
    continued = [at for at in elders if stack[at].rank + 1 == rank(marker) > 1]
    at = (continued or elders)[-1]
    restarts = rank(marker) == 1 and stack[at].rank >= 1 and (at < len(kinds) - 1 or heads)
    if restarts and marker.kind not in TOP and _ORDER[kinds[-1]] < _ORDER["dash"]:
        return  # a list begins anew below the one that is open
    del stack[at:]


def _close_to_prefix(stack: list[OpenLevel], marker: Marker) -> None:
    """2.1 hangs under 2, 2.1.1 under 2.1, or under the sentence there that introduces them.

    The prefix is not written twice in a path.
    """

    def leads_to(level: OpenLevel) -> bool:
        number = level.value.split()[-1:]  # 2.1 under 2, or Điều 2
        return bool(number) and marker.value.startswith(number[0] + ".")

    if stack[1:] and stack[-1].kind == "intro" and leads_to(stack[-2]):
        return
    close_from(stack, "paren")

    while stack and stack[-1].kind in ("dotted", "intro"):
        numbered = stack[-1] if stack[-1].kind == "dotted" else stack[-2] if stack[:-1] else None
        if numbered is not None and numbered.value and leads_to(numbered):
            return
        stack.pop()


def close_before(stack: list[OpenLevel], marker: Marker, *, heads: bool) -> None:
    """Close the levels that a marker does not hang under.

    ``heads`` says that it stands right under a numbered line that ends like a heading.
    """
    if marker.kind == "dotted":
        _close_to_prefix(stack, marker)
    else:
        _close_to_sibling(stack, marker, heads)


def component(marker: Marker) -> str:
    """What a marker adds to the path of what stands under it."""
    if marker.kind == "annex":
        number = re.search(r"[IVX\d]+(?:\.\d+)?$", marker.text)
        return _annex() + (f" {number.group()}" if number else "")
    if marker.kind in ("article", "chapter", "division", "part"):
        word, *rest = marker.value.split()
        return " ".join([word.capitalize(), *rest])
    return marker.value


@cache
def _annex() -> str:
    return ontology.cues("outline")["annex-path"][0]
