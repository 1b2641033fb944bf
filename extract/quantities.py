"""Quantities: Vietnamese numbers with their comparator, range and unit.

A point groups thousands and a comma divides ("74.617" is 74617, "8,5" is 8.5). The words are those
of ontology/cues/quantities.ttl.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from typing import NamedTuple

from extract.phrases import any_of
from extract.record import Comparator
from extract.triggers import find_digits
from ontology import cues, patterns

_NUMBER = r"\d+(?:[.,]\d+)*"
_PER = re.compile(r"\s*/\s*")
_LOOK_BACK = 40
_BEFORE = ("greater-than", "at-least", "less-than", "at-most", "about", "from", "between")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}")
_COMPARATORS: dict[str, Comparator] = {
    "at_least": ">=",
    "at_most": "<=",
    "greater": ">",
    "less": "<",
    "about": "~",
}


class Quantity(NamedTuple):
    """A quantity as written: ``[start, end)`` from comparator to unit, ``number`` its digits.

    ``comparator``, ``min``, ``max`` and ``unit`` are those of `extract.record.Target`. ``kind`` is
    the unit's: percent, measure (money too), counted, attribute (of one thing: age, stars), or ""
    where there is none; ``noun`` is what is counted ("triệu lượt khách" counts "lượt khách").
    ``part`` counts the parts of a series such as "62,3% - 28% - 2,5%", None elsewhere.
    """

    start: int
    end: int
    number: int
    comparator: Comparator
    min: float | None
    max: float | None
    unit: str | None
    kind: str
    noun: str = ""
    part: int | None = None


def parse_number(digits: str) -> float:
    """Read a number written with Vietnamese separators; other text raises ValueError."""
    if _THOUSANDS.fullmatch(digits) and not digits.startswith("0"):
        separator = "." if "." in digits else ","
        return float(digits.replace(separator, "").replace(",", "."))
    return float(digits.replace(",", "."))


def find_quantities(
    text: str, start: int, end: int, digits: Iterable[int] | None = None
) -> tuple[Quantity, ...]:
    """Find the quantities of ``text[start:end]``: numbers with a unit or with a comparator.

    Dates, numbers of documents and names with digits (Covid-19, 5G, Quốc lộ 13) are none.
    ``digits`` is where digits begin there, where that is known.
    """
    return tuple(
        _scan(text, start, end, find_digits(text, start, end) if digits is None else digits)
    )


def read_cell(text: str, unit: str | None = None) -> tuple[Quantity, ...]:
    """Find the quantities of a table cell, where a bare number is one; ``unit`` is its column's."""
    found = []
    for quantity in _scan(text, 0, len(text), find_digits(text), bare=True):
        if quantity.unit is None or (unit and quantity.kind != "percent"):
            quantity = quantity._replace(unit=unit or quantity.unit)
        elif unit and "%" in unit:
            quantity = quantity._replace(unit=unit)
        found.append(quantity)
    return tuple(found)


def _scan(
    text: str, start: int, end: int, digits: Iterable[int], bare: bool = False
) -> Iterator[Quantity]:
    shape = _shapes().quantity
    position, unitless = start, False
    for at in digits:
        match = shape.match(text, at, end) if at >= position else None
        if match is None:
            continue
        position = match.end()
        with suppress(ValueError):  # 1.2.3.4 is no number
            found = _read(text, start, match, bare or (unitless and _goes_on(text, match, end)))
            yield from found
            unitless = found[-1].unit is None if found else unitless


def _goes_on(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a number goes on from one without a unit ("dưới 9,5 vào năm 2025 và 9 …")."""
    return _shapes().reached.match(text, match.end(), end) is not None


def _read(text: str, start: int, match: re.Match[str], bare: bool) -> tuple[Quantity, ...]:
    """Read the quantities of a match; ``bare`` ones need no unit. ValueError where none is one."""
    if match["series"]:
        return tuple(_series(match))
    unit, kind = _unit(match)
    needs_bound = unit is None and not bare
    if needs_bound and _is_year(match["low"]):
        return ()
    before = _comparator(text, start, match.start())
    comparator = before.lastgroup if before else None
    bounded = comparator not in (None, "start", "about")
    if needs_bound and not (bounded or _is_reached(text, start, match)):
        return ()
    if match["more"] is None and match["fewer"] is None and comparator == "start":
        before, comparator = None, None
    return (_quantity(match, before, comparator, unit, kind),)


def _is_reached(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a number without a unit is led to by a verb, and followed by nothing but its year."""
    shapes = _shapes()
    if shapes.reached.match(text, match.end()) is None:
        return False
    before = text[max(start, match.start() - _LOOK_BACK) : match.start()].rstrip(" ").lower()
    return before.endswith(shapes.reaching)


def _comparator(text: str, start: int, end: int) -> re.Match[str] | None:
    """Find the comparator that ends at ``end``; the word there tells whether one may."""
    near = max(start, end - _LOOK_BACK)
    word = text[near:end].rstrip(" ").rpartition(" ")[2].lower()
    if not word.endswith(_shapes().endings):
        return None
    return _shapes().comparator.search(text, near, end)


def _quantity(
    match: re.Match[str],
    before: re.Match[str] | None,
    comparator: str | None,
    unit: str | None,
    kind: str,
) -> Quantity:
    low = parse_number(match["low"])
    sign: Comparator = _COMPARATORS.get(comparator or "", "=")
    lower: float | None = low
    upper: float | None = low
    if match["high"] is not None:
        sign, upper = "range", parse_number(match["high"])
    elif match["more"] is not None or sign in (">", ">="):
        sign, upper = (sign if match["more"] is None else ">="), None
    elif match["fewer"] is not None or sign in ("<", "<="):
        sign, lower = (sign if match["fewer"] is None else "<="), None
    start = before.start() if before else match.start()
    return Quantity(
        start, match.end(), match.start(), sign, lower, upper, unit, kind, match["noun"] or ""
    )


def _series(match: re.Match[str]) -> Iterator[Quantity]:
    """Each part of "62,3% - 28% - 2,5%"; a unit that only the last one has is everyone's."""
    unit, kind = _unit(match)
    for part, number in enumerate(re.finditer(_NUMBER, match["series"])):
        value = parse_number(number.group())
        at = match.start("series") + number.start()
        stop = at + len(number.group())
        stop += match.string[stop : stop + 1] == "%"
        yield Quantity(at, stop, at, "=", value, value, unit, kind, part=part)


def _unit(match: re.Match[str]) -> tuple[str | None, str]:
    for kind in ("percent", "measure", "counted", "attribute"):
        if unit := match[kind]:
            return (_PER.sub("/", unit.strip()) if "/" in unit else unit.strip()), kind
    return None, ""


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits[:2] in ("19", "20")


@dataclass(frozen=True, slots=True)
class _Shapes:
    quantity: re.Pattern[str]
    comparator: re.Pattern[str]
    endings: tuple[str, ...]
    reaching: tuple[str, ...]
    reached: re.Pattern[str]


@cache
def _shapes() -> _Shapes:
    words, known = patterns("quantities"), partial(any_of, "quantities")
    percent, scale = known("percent"), known("scale")
    dash = rf"(?: ?[-–—] ?| {known('to')} )"
    kinds = "|".join(
        f"(?P<{kind}>{words[kind + '-unit']})"
        for kind in ("percent", "measure", "counted", "attribute")
    )
    # A denominator ("1 vạn dân") is read as part of the indicator: it consumes its number here and
    # gives no quantity.
    quantity = (
        rf"(?<![\w/.,])(?<!\w-)(?!{words['per']})(?:"
        rf"(?P<series>{_NUMBER}(?: ?%? ?[-–—] ?{_NUMBER}){{2,}})"
        rf"|(?P<low>{_NUMBER})(?: ?(?:{percent}|{scale})?{dash}(?P<high>{_NUMBER}))?)"
        rf"(?: ?(?:{kinds})|(?![\w/]|[.,]\d|-\w))"
        rf"(?: (?:(?P<more>{known('or-more')})|(?P<fewer>{known('or-less')})))?"
    )
    comparator = rf"(?<!\w)(?:{words['comparator']}) ?\Z"
    phrases = [phrase for concept in _BEFORE for phrase in cues("quantities")[concept]]
    endings = tuple(sorted({phrase.split()[-1] for phrase in phrases}))
    return _Shapes(
        re.compile(quantity),
        re.compile(comparator, re.IGNORECASE),
        endings,
        tuple(f" {phrase}" for phrase in cues("quantities")["reaching"]),
        re.compile(words["reached"]),
    )
