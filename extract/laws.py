"""Laws by name (Luật Quy hoạch, Bộ luật Lao động, Hiến pháp), with or without a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from extract.governors import cue, is_drafted, last_governor, phrases
from extract.mentions import Mention, Passage, TypeWord, clean, read_tail
from extract.symbols import Symbol
from ontology import cues


class Paragraph(NamedTuple):
    """The bounds within which a law is read, and the numbers that stand there by their places."""

    start: int
    end: int
    symbols: Mapping[int, Symbol]


def read_law(passage: Passage, word: TypeWord, within: Paragraph) -> tuple[Mention, ...]:
    """Read the law named at a type word, none where it names none or one still to be written.

    A law that amends others comes first, then those others, which stand in its name; a number after
    the last alone is the amending law's: "Luật sửa đổi, bổ sung một số điều của Luật Xây dựng số
    62/2020/QH14".
    """
    if not passage.text[word.start].isupper():
        return ()
    amending = cue("amending-law").match(passage.text, word.end, within.end)
    if amending:
        laws = _read_amending(passage, word, amending.end(), within)
    else:
        laws = _read_plain(passage, word, within)
    return laws[1:] if _is_drafted(passage, word, within) else laws


def _is_drafted(passage: Passage, word: TypeWord, within: Paragraph) -> bool:
    """Tell whether the law, or the list of laws that it stands in, is still to be written."""
    governor = last_governor(passage.backward, within.start, word.start)
    if governor is None:
        return False
    listed = cue("drafted-list").fullmatch(passage.text, governor.end, word.start)
    return listed is not None and is_drafted(passage.backward, governor, within.start, -1)


def _read_plain(passage: Passage, word: TypeWord, within: Paragraph) -> tuple[Mention, ...]:
    end = _name_end(passage, word, within)
    return () if end is None else (_mention(passage, word, end, within),)


def _read_amending(
    passage: Passage, word: TypeWord, at: int, within: Paragraph
) -> tuple[Mention, ...]:
    amended: list[Mention] = []
    end = name_end = at
    while inner := cue("inner-law").match(passage.text, at, within.end):
        start, stop = inner.span(1)
        name = TypeWord(passage.lowered[start:stop], start, stop)
        here = _name_end(passage, name, within)
        if here is None:
            break
        amended.append(_mention(passage, name, here, within))
        end, name_end = amended[-1].end, here
        separator = cue("law-separator").match(passage.text, end, within.end)
        if not separator:
            break
        at = separator.end()
    whole = _mention(passage, word, end, within)
    if not amended:
        return (whole,)
    last = amended[-1]
    whole = whole._replace(date=last.date)
    if not any(law.number for law in amended[:-1]):  # number and day are the amending law's
        if last.number:
            whole = whole._replace(kind="numbered", number=last.number)
        text = clean(passage.text[last.start : name_end])
        amended[-1] = Mention("law", text, last.type, None, None, None, last.start, name_end)
    return (whole, *amended)


def _mention(passage: Passage, word: TypeWord, name_end: int, within: Paragraph) -> Mention:
    text = passage.text
    lead = cue("number-lead").match(text, name_end, within.end)
    symbol = within.symbols.get(lead.end() if lead else name_end)
    tail = read_tail(passage, symbol.end if symbol else name_end, within.end)
    written = text[word.start : tail.end]
    if symbol:
        written = text[word.start : symbol.start] + symbol.number + text[symbol.end : tail.end]
    return Mention(
        kind="numbered" if symbol else "law",
        text=clean(written),
        type=word.label,
        number=symbol.number if symbol else None,
        date=tail.date,
        issuer=tail.issuer,
        start=word.start,
        end=tail.end,
    )


def _name_end(passage: Passage, word: TypeWord, within: Paragraph) -> int | None:
    """Find where the law's name ends, None where no name follows the type word."""
    if word.phrase in phrases("nameless-law"):
        return word.end
    if cue("no-law").match(passage.text, word.end, within.end):
        return None
    start = word.end + 1
    last = None
    for name in _names().get(passage.lowered[start : start + _FIRST], ()):
        if passage.lowered.startswith(name, start):
            last = start + len(name)
            if not passage.lowered[last : last + 1].isalpha():
                break
            last = None
    if last is None:
        other = cue("other-law-name").match(passage.text, word.end, within.end)
        if not other:
            return None
        last = word.end + len(other[0].rstrip())
    revised = cue("revised").match(passage.text, last, within.end)
    return revised.end() if revised else last


_FIRST = 3  # letters by which names of laws are looked up


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    """Group the names of laws by their first letters, longest first."""
    names = defaultdict(list)
    for name in cues("citations")["law-name"]:
        names[name[:_FIRST]].append(name)
    return MappingProxyType({first: tuple(group) for first, group in names.items()})
