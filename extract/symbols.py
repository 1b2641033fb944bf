"""Document numbers (24-NQ/TW, 16/2021/QH15) and what their symbols say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from types import MappingProxyType
from typing import NamedTuple

from extract.phrases import compiled
from extract.triggers import find_digits
from ontology import kinds

_pattern = partial(compiled, "symbols")

_SEPARATOR = re.compile(r"\s?([-–/])\s?")
_PARTED = 8  # characters before a number in which digits parted from it may stand
_PARTS = re.compile(r"[-–/]")


class Symbol(NamedTuple):
    """A document number in a text; ``number`` is clean, as the numbering writes it."""

    number: str
    start: int
    end: int

    @property
    def kind(self) -> str | None:
        """The kind of document that the symbol names ("Nghị quyết"), None where it names none."""
        return kind_of(self.number)

    @property
    def parts(self) -> int:
        """How many parts the symbol has (2 for NQ-CP)."""
        return len(_PARTS.split(self.number)) - 1 - (self.number.count("/") > 1)


def find_symbols(text: str, digits: Iterable[int] | None = None) -> Iterator[Symbol]:
    """Every document number in ``text``, in order; whether it is one the words around it tell.

    ``digits`` is where digits begin in the text, where that is known.
    """
    number, end = _pattern("number"), 0
    for start in find_digits(text) if digits is None else digits:
        found = number.match(text, start) if start >= end else None
        if found is None:
            continue
        end = found.end()
        before = text[start - 1] if start else " "
        if before.isdigit() or before.isupper() or before in "./,-–":
            continue
        if parted := _pattern("parted-digits").search(text, max(0, start - _PARTED), start):
            start = parted.start()
        symbol = Symbol(clean_number(text[start:end]), start, end)
        if symbol.kind or not before.isalpha():  # a known symbol may be glued to the word before
            yield symbol


def clean_number(written: str) -> str:
    """Write a number without spaces, its symbol's letters in their usual case (CTR is CTr)."""
    joined = _SEPARATOR.sub(lambda found: found[1].replace("–", "-"), written).replace(" ", "")
    usual = _usual_case()
    parts = re.split(r"([-/])", joined)
    return "".join(usual.get(part.upper(), part) for part in parts)


def kind_of(number: str) -> str | None:
    """Return the label of the kind that a number's symbol names ("Kết luận" for 57-KL/TW)."""
    party = re.match(r"[^/]*-", number) is not None
    for part in _PARTS.split(number)[1:]:
        if not part[:1].isdigit():
            table = _party_kinds() if party else _state_kinds()
            return table.get(part)
    return None


@cache
def _state_kinds() -> Mapping[str, str]:
    return MappingProxyType({s: kind.label for kind in reversed(kinds()) for s in kind.symbols})


@cache
def _party_kinds() -> Mapping[str, str]:
    return MappingProxyType({s: k.label for k in reversed(kinds()) for s in k.party_symbols})


@cache
def _usual_case() -> Mapping[str, str]:
    symbols = {*_state_kinds(), *_party_kinds(), "TTg"}
    return MappingProxyType({s.upper(): s for s in sorted(symbols) if s != s.upper()})
