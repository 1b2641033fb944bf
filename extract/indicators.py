"""Indicators: what a target measures, put into words from those around its number.

Vietnamese puts the number last ("Tỷ lệ đô thị hóa đạt 85%") or first ("100% các cơ sở y tế …"). The
words that decide are those of ontology/cues/targets.ttl.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, partial
from typing import NamedTuple

from extract.phrases import any_of
from extract.quantities import Quantity
from extract.wordings import EDGE, Wording, clean, without_periods
from ontology import cues, patterns

_DASH = re.compile(r" [-–—] ")


class Indicator(NamedTuple):
    """An indicator's name; ``stem`` is what it shares with a next one ("Bình quân 1 vạn dân có").

    ``ahead`` is true where it takes in the words behind the number.
    """

    name: str
    stem: str = ""
    ahead: bool = False


def name_indicator(
    wording: Wording, quantity: Quantity, after: str, previous: Indicator | None, scope: str = ""
) -> Indicator:
    """Name the indicator of a quantity between the words before it and those after it.

    ``previous`` is the indicator before it in the clause, taken up where this one says only that
    it grows ("…, tăng bình quân 8%/năm") or counts one thing more ("27 giường bệnh và 10 bác sỹ").
    ``scope`` is the measure of which the sentence lists parts ("Cơ cấu kinh tế: dịch vụ 40%").
    """
    named = _named(wording, quantity, after, previous)
    if scope and named.name and not wording.headed:
        part = _lowered(named.name).removeprefix(f"{_word('share-name')} ")
        return named._replace(name=f"{_sentence(scope)}: {part}")
    return named


def _named(
    wording: Wording, quantity: Quantity, after: str, previous: Indicator | None
) -> Indicator:
    words, subject = _words(), wording.subject
    behind = " ".join(["", *without_periods(after).split()]).rstrip(EDGE)
    if not after.startswith(" "):
        behind = behind[1:]
    object_ = clean(f"{quantity.noun}{words['must'].sub(' ', behind)}")
    after = behind.strip(EDGE)
    if words["bare-growth"].fullmatch(subject):
        if previous:
            return Indicator(_sentence(_grown(subject, previous.name)))
        return Indicator(_sentence(f"{subject} {object_}"), subject, ahead=bool(object_))
    idle = words["exist"] if quantity.noun else words["idle"]
    if not subject or idle.fullmatch(subject):
        if previous and (previous.stem or not object_):
            name = f"{previous.stem} {object_}" if previous.stem else previous.name
            return Indicator(_sentence(name), previous.stem, ahead=bool(object_))
        return Indicator(_sentence(object_ or wording.wider or subject), ahead=bool(object_))
    if previous and words["exists"].match(subject):
        return Indicator(_sentence(f"{previous.name} {_lowered(subject)}"))
    if words["frequency"].fullmatch(subject):
        often = words["exist"].sub("", subject).lower()
        return Indicator(_sentence(f"{object_} {often}"), ahead=True)
    if wording.exists and quantity.noun and words["place"].fullmatch(subject):
        place = _lowered(words["exist"].sub("", subject))
        return Indicator(_sentence(f"{_word('number-of')} {object_} {place}"), ahead=True)
    if wording.reached or (not quantity.noun and (wording.headed or wording.change)):
        return Indicator(_sentence(_with_rest(subject, after)))
    among = None if quantity.noun or not after else words["among"].search(subject)
    if among:
        return Indicator(_sentence(f"{object_} {_lowered(subject[: among.start()])}"), ahead=True)
    if not quantity.noun or after or wording.act or wording.exists:
        return Indicator(_sentence(f"{subject} {object_}"), subject, ahead=True)
    return Indicator(_sentence(subject))


def name_series(wording: Wording, count: int) -> tuple[str, ...]:
    """Name the indicators of a series of ``count`` numbers by the list of parts before it.

    "Cơ cấu kinh tế của tỉnh công nghiệp - dịch vụ - nông nghiệp" gives "Cơ cấu kinh tế của tỉnh:
    công nghiệp" and so on; where the list is one of shares, "Tỷ trọng công nghiệp trong …".
    """
    words = _words()
    pieces = _DASH.split(wording.subject)
    if len(pieces) < count:
        pieces = words["list"].split(wording.subject)
    if len(pieces) < count:
        return (_sentence(wording.subject),) * count
    first, parts = pieces[-count], pieces[-count:]
    part = words["part"].search(first)
    whole = first[: part.start() if part else 0]
    parts[0] = first[len(whole) :]
    share = words["share-list"].search(whole)
    if share:
        whole = _lowered(whole[: share.start()].strip(EDGE))
        return tuple(
            _sentence(f"{share['noun']} {each} {_word('within')} {whole}") for each in parts
        )
    return tuple(_sentence(f"{whole.strip(EDGE)}: {each}") for each in parts)


def _grown(growth: str, previous: str) -> str:
    if previous.lower().endswith(growth.lower()):
        return previous
    if _words()["head"].match(growth):
        return f"{growth} {_lowered(previous)}"
    return f"{previous} {growth}"


def _with_rest(subject: str, after: str) -> str:
    """Add to a subject what follows its number and belongs to it ("… trong cơ cấu kinh tế")."""
    words = _words()
    share = words["share"].search(subject)
    if share and share["noun"]:
        subject = f"{share['noun']} {subject[: share.start()]}"
    elif share and not words["head"].match(subject):
        subject = f"{_word('share-name')} {_lowered(subject[: share.start()])}"
        return f"{subject} {_word('within')} {after}" if after else subject
    elif share and words["share-of"].match(subject):
        subject = subject[: share.start()]
    if after.startswith("(") or words["rest"].match(after):
        return f"{subject} {after}"
    return subject


def _lowered(text: str) -> str:
    """Make the initial small, unless the first word is an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _sentence(text: str) -> str:
    text = clean(text)
    return text[:1].upper() + text[1:]


def _word(concept: str) -> str:
    return cues("targets")[concept][0]


@cache
def _words() -> Mapping[str, re.Pattern[str]]:
    known = partial(any_of, "targets")
    at_end = r"(?<!\w){} ?\Z"
    shapes = {
        "exist": at_end.format(known("exist")),
        "exists": rf"{known('exist')}(?!\w)",
        "among": at_end.format(known("among")),
        "share": at_end.format(rf"{known('share')}(?: (?P<noun>{known('share-of')}))?"),
        "share-list": at_end.format(rf"(?:{known('opening')} )?(?P<noun>{known('share-of')})"),
        "share-of": rf"{known('share-of')}(?!\w)",
        "list": rf" [-–—] |[,;] | {known('and')} ",
        "part": rf"(?<!\w){known('part')}(?!\w)",
        "head": rf"\s*(?:{patterns('targets')['head']})(?!\w)",
        "bare-growth": known("bare-growth"),
        "idle": known("exist", "idle"),
        "must": rf"(?<!\w){known('must')}(?!\w)",
        "frequency": rf"{known('frequency')}(?: {known('exist')})?",
        "place": rf"{known('place')} {known('exist')}",
        "rest": rf"{known('rest')}(?!\w)",
    }
    return {name: re.compile(shape, re.IGNORECASE) for name, shape in shapes.items()}
