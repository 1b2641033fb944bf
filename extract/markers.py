"""Markers: what numbers or bullets a line of a plan.

Nghị định 30/2020/NĐ-CP, annex I, orders the parts of a document as phần, chương, mục, tiểu mục,
điều, khoản (1.), điểm (a)); plans number by I., 1., 1.1., a) and set bullets -, + below.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

import ontology

MarkerKind = Literal[
    "part", "chapter", "division", "annex", "article", "upper", "roman", "number", "dotted",
    "paren", "letter", "dash", "plus", "dot",
]  # fmt: skip

BULLETS: frozenset[MarkerKind] = frozenset({"dash", "plus", "dot"})
TOP: frozenset[MarkerKind] = frozenset({"part", "chapter", "division", "upper", "roman"})
ALPHABET = "abcdđeghiklmnopqrstuvxy"  # the order of points; f, j, w, z are not in it


class Marker(NamedTuple):
    """A marker at the start of a line: ``length`` counts its code points and the space after."""

    kind: MarkerKind
    text: str
    value: str
    length: int


@cache
def _pattern() -> re.Pattern[str]:
    words = ontology.cues("outline")

    def any_of(name: str) -> str:
        return "|".join(map(re.escape, words[name]))

    count = rf"[IVXLC]+|\d+|{any_of('ordinal')}"
    return re.compile(
        rf"(?P<part>(?:{any_of('part')}) (?:{count}))\b[.:]? *"
        rf"|(?P<chapter>(?:{any_of('chapter')}) (?:{count}))\b[.:]? *"
        rf"|(?P<division>(?:{any_of('division')}) \d+)\b[.:]? *(?=[A-ZĐÀ-Ỹ]|$)"
        rf"|(?P<article>(?:{any_of('article')}) \d+[a-zđ]?)[.:] *"
        rf"|(?P<annex>(?:{any_of('annex')})(?: (?:số )?(?:[IVX]+|\d+)(?:\.\d+)?)?)(?![\w,;])[.:]? *"
        r"|(?P<roman>[IVXL][IVXLivxl]*)(?:[.)]|/ |-(?= )| -) *(?=[^\W\d_]|[“\"(])"
        r"|(?P<dotted>[1-9]\d?(?:\.[1-9]\d?){1,3})(?:[.):] *(?=[^\d\s%])|-? +(?=[A-ZĐÀ-Ỹ]))"
        r"|(?P<number>\d{1,2})(?:[.)] *(?=[A-ZĐÀ-Ỹ“\"(<])|[.)/] +(?=[^\d\s])|- +(?=[A-ZĐÀ-Ỹ]))"
        r"|(?P<paren>\((?:\d{1,2}|[a-zđ]|[ivx]{1,4})\)) *(?=\S)"
        r"|(?P<upper>[A-HĐ])[.)-] *(?=[A-ZĐÀ-Ỹ]{2}|[A-ZĐÀ-Ỹ][a-zà-ỹ])"
        r"|(?P<letter>[a-zđ])(?:[)/] *|\. *)(?=[^\s.\d])(?!v\.)"
        r"|(?P<dash>[-–—−])(?![-–—−\d_]) *(?=\S)"
        r"|(?P<plus>\+) *(?=\S)"
        r"|(?P<dot>[•·●▪■◦➢✓§]|\*(?= )|o(?= [A-ZĐÀ-Ỹ])) *(?=\S)"
    )


@cache
def _initials() -> frozenset[str]:
    """The letters with which markers begin that have a letter after the first."""
    words = ontology.cues("outline")
    names = ("part", "chapter", "division", "article", "annex")
    return frozenset("IVXL").union(phrase[0] for name in names for phrase in words[name])


def find_marker(line: str) -> Marker | None:
    """The marker that ``line`` begins with, None where it begins with none."""
    if line[:2].isalpha() and (line[0].islower() or line[0] not in _initials()):
        return None  # words; a letter that numbers has a sign behind it
    found = _pattern().match(line)
    if found is None:
        return None
    kind: MarkerKind = found.lastgroup  # type: ignore[assignment]  # the groups are the kinds
    value = found.group(kind).strip("()")
    if kind == "roman":  # a conversion of capitals leaves Ii, a scan Il
        value = value.replace("l", "I").upper()
    return Marker(kind, found.group().rstrip(), value, found.end())


def rank(marker: Marker) -> int:
    """The place of a marker in its list, from 1; 0 where it tells none (bullets, dotted)."""
    if marker.kind in ("roman", "part", "chapter"):
        return _roman(marker.value.split()[-1])
    if marker.kind == "letter":
        return ALPHABET.find(marker.value) + 1
    if marker.kind == "upper":
        return "ABCDĐEGH".find(marker.value) + 1
    digits = marker.value.split()[-1] if marker.value else ""
    return int(digits) if digits.isdecimal() else 0


def _roman(numeral: str) -> int:
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    if not numeral or any(c not in values for c in numeral):
        return int(numeral) if numeral.isdecimal() else 0
    total = 0
    for this, following in zip(numeral, numeral[1:] + " ", strict=True):
        value = values[this]
        total += -value if values.get(following, 0) > value else value
    return total
