"""Documents named without a number: programmes, strategies, schemes, resolutions of a congress.

A common type word is a mention only where a name follows (a quotation, a short number, the years it
looks to, a congress, a national programme) and where its sentence does something with a document
that is there (thực hiện, theo, phù hợp với …); what is still to be written is none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal, NamedTuple

from extract.agencies import find_issuer
from extract.governors import Governor, closing, cue, is_drafted, last_governor, phrases
from extract.mentions import Mention, Passage, TypeWord, clean, read_tail

_TIE = 120  # characters: a governing word stands no further before what it governs
_LONGEST = 320  # characters: no name of a document is longer


class Place(NamedTuple):
    """Where a type word stands in its paragraph.

    ``sentence`` is where its sentence begins, ``limit`` where the next mention begins or the
    paragraph ends, ``previous`` the mention before.
    """

    sentence: int
    limit: int
    previous: Mention | None


class _Name(NamedTuple):
    """A name after a type word: how surely it is one, where it ends.

    ``own`` names need no governing word (Đề án 06), ``proper`` ones do, ``plain`` ones need a
    capital type word besides. ``dated`` is true where the name tells the years it looks to.
    """

    sureness: Literal["own", "proper", "plain"]
    end: int
    dated: bool = False
    issuer: str | None = None
    number: str | None = None


def read_named(
    passage: Passage, word: TypeWord, types: Sequence[TypeWord], place: Place
) -> Mention | None:
    """Read the document named at a word of "named-type", None where none is."""
    text = passage.text
    capital = text[word.start].isupper()
    needs_capital = word.phrase in phrases("capital-type")
    if needs_capital and not capital:
        return None
    if cue("no-name").match(text, word.end, place.limit):
        return None
    before = passage.lowered[place.sentence : word.start].rsplit(None, 2)[-2:]
    if before[-1:] and before[-1] in phrases("itself"):
        return None
    tie = _tie(passage, word, place)
    if isinstance(tie, Governor) and _is_to_be(passage, tie, place):
        return None
    name = _numbered_or_quoted(passage, word, place, capital)
    if name is None and (tie or word.phrase in phrases("titled-type")):
        name = _name(passage, word, types, place)
    if name is None or cue("list-head").match(text, name.end, place.limit):
        return None
    if not _is_meant(passage, word, name, place, before, tie, capital):
        return None
    return Mention(
        kind="numbered" if name.number else "named",
        text=clean(text[word.start : name.end]),
        type=word.label,
        number=name.number,
        date=None,
        issuer=name.issuer,
        start=word.start,
        end=name.end,
    )


def _tie(passage: Passage, word: TypeWord, place: Place) -> Governor | Literal["beside"] | None:
    """Find what ties a type word to its sentence: a governing word, or the mention beside it."""
    previous = place.previous
    if previous and cue("coordination").fullmatch(passage.text, previous.end, word.start):
        return "beside"
    first = max(place.sentence, word.start - _TIE)
    governor = last_governor(passage.backward, first, word.start)
    if governor and cue("between").fullmatch(passage.text, governor.end, word.start):
        return governor
    return None


def _numbered_or_quoted(
    passage: Passage, word: TypeWord, place: Place, capital: bool
) -> _Name | None:
    """Read a name that is a short number (Đề án 06), a quotation or initials."""
    limit = min(place.limit, word.end + _LONGEST)
    if capital and (short := cue("short-number").match(passage.text, word.end, limit)):
        tail = read_tail(passage, short.end(), limit)
        numbered = short[1] or word.phrase in phrases("capital-type")
        number = short[2] if numbered else None
        return _Name("own", tail.end, issuer=tail.issuer, number=number)
    if quoted := cue("quoted-name").match(passage.text, word.end, limit):
        return _Name("own", quoted.end())
    if initials := cue("initials").match(passage.text, word.end, limit):
        sure = capital and not passage.text[word.start : word.end].isupper()
        return _Name("own" if sure else "proper", initials.end())
    return None


def _name(
    passage: Passage, word: TypeWord, types: Sequence[TypeWord], place: Place
) -> _Name | None:
    """Read a name in words."""
    text, limit = passage.text, min(place.limit, word.end + _LONGEST)
    end, dated = _extent(passage, word, types, limit)
    if end == word.end:
        return None
    if cue("congress").match(text, word.end, end):
        return _Name("own", read_tail(passage, end, limit).end, dated)
    if by := cue("issued").match(text, word.end, limit):
        return _issued(passage, word, by.end(), limit, end)
    if word.phrase in phrases("treaty-type"):
        return _Name("own", end, dated) if text[word.end + 1].isupper() else None
    proper = dated or any(
        cue(sign).search(text, word.end, end) for sign in ("national-programme", "scope")
    )
    if not proper and word.phrase in phrases("capital-type"):
        return None
    issuer = _closing_issuer(passage, word.end, end)
    return _Name("proper" if proper else "plain", end, dated, issuer)


def _issued(passage: Passage, word: TypeWord, by: int, limit: int, end: int) -> _Name | None:
    """Read a name that tells its issuer first: "Nghị quyết của Quốc hội về kế hoạch …"."""
    issuer = find_issuer(passage.text, by, limit, passage.context)
    if not issuer:
        return None
    if word.phrase in phrases("action-programme"):
        return _Name("proper", issuer.end, issuer=issuer.name)
    if cue("issued-about").match(passage.text, issuer.end, limit):
        dated = cue("horizon").search(passage.text, issuer.end, end) is not None
        return _Name("proper", max(end, issuer.end), dated, issuer.name)
    return None


def _extent(
    passage: Passage, word: TypeWord, types: Sequence[TypeWord], limit: int
) -> tuple[int, bool]:
    """Find where the name ends, and whether it tells the years it looks to."""
    text = passage.text
    stop = cue("name-end").search(text, word.end, limit)
    end = stop.start() if stop else limit
    for index in range(bisect_right(types, word.start, key=lambda w: w.start), len(types)):
        if types[index].start >= end:
            break
        if beside := closing("coordination", text, word.end, types[index].start):
            end = beside.start()
            break
    if trailing := closing("coordination", text, word.end, end):
        end = trailing.start()
    dated = passage.triggers.any("number", word.end, end)
    horizon = cue("horizon").search(text, word.end, end) if dated else None
    if not horizon:
        return word.end + len(text[word.end : end].rstrip(" ,-–")), False
    tail = cue("horizon-tail").match(text, horizon.end(), limit)
    return (tail or horizon).end(), True


def _closing_issuer(passage: Passage, start: int, end: int) -> str | None:
    """Find the issuer that closes a name ("… phát triển bền vững 2030 của Liên hợp quốc")."""
    for by in cue("issued").finditer(passage.text, start, end):
        found = find_issuer(passage.text, by.end(), end, passage.context)
        if found and found.end == end:
            return found.name
    return None


def _is_meant(
    passage: Passage,
    word: TypeWord,
    name: _Name,
    place: Place,
    before: Sequence[str],
    tie: Governor | Literal["beside"] | None,
    capital: bool,
) -> bool:
    """Tell whether the sentence does something with a document that is there.

    ``before`` are the last two words before the type word.
    """
    if before and (before[-1].isdigit() or phrases("plural") & {before[-1], " ".join(before)}):
        one = name.dated and word.phrase not in phrases("common-type")
        if not one and not (capital and name.sureness == "own"):
            return False
    if tie is None:
        return name.sureness == "own"
    if tie == "beside":
        return capital or name.sureness != "plain"
    approved = tie.sort == "drafting"  # by the document just named
    return approved or name.sureness != "plain" or _is_plainly_meant(passage, word, place, capital)


def _is_to_be(passage: Passage, tie: Governor, place: Place) -> bool:
    """Tell whether what a word governs is still to be written, or only named."""
    written = place.previous.end if place.previous else -1
    return tie.sort == "naming" or is_drafted(passage.backward, tie, place.sentence, written)


def _is_plainly_meant(passage: Passage, word: TypeWord, place: Place, capital: bool) -> bool:
    """Tell whether a governed name without years, place or quotation is a document's."""
    if closing("coordination", passage.text, place.sentence, word.start):
        return False  # one of several things of a kind: chính sách, đề án …
    passing = ("neutral", "leading")
    governor = last_governor(passage.backward, place.sentence, word.start, passing)
    implemented = governor is not None and governor.sort == "implements"
    if word.phrase in phrases("common-type"):
        return capital and implemented and word.phrase not in phrases("bare-type")
    return capital or implemented
