"""Indicator keys: one key for the wordings that plans give one indicator."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, partial

from extract.folding import fold
from extract.periods import find_periods
from extract.phrases import any_of
from ontology import cues, patterns

_ASIDE = re.compile(r"\([^()]*\)")
_OPEN_Y = re.compile(r"(?<=^[bcdghklmnpqrstvx])y$")  # tỷ and tỉ, sỹ and sĩ


def indicator_key(indicator: str, unit: str | None = None) -> str:
    """Fold an indicator to the key under which its wordings meet.

    Case, diacritics, years, words in parentheses, places that only say where the plan holds and
    words such as "đạt" do not count, and the wordings of ontology/cues/indicators.ttl are one:
    "Tỷ lệ đô thị hóa toàn tỉnh" and "tỉ lệ đô thị hoá" have the same key. ``unit`` tells a share
    from a count: "100% xã đạt chuẩn" and "tỷ lệ xã đạt chuẩn" meet, "số xã đạt chuẩn" stays apart.
    """
    words = _words()
    text = _ASIDE.sub(" ", indicator)
    for period in reversed(find_periods(text, 0, len(text))):
        text = text[: period.start] + " " + text[period.end :]
    text = words["wording"].sub(_named, fold(" ".join(text.split())))
    text, grown = words["growth"].subn(" ", text)
    text, shares = words["share"].subn(" ", text)
    text = words["part"].sub(r"\g<whole> \g<part>", text)
    percent = bool(unit and "%" in unit)
    rate = grown or (percent and unit is not None and "/" in unit)
    kept = unicodedata.normalize("NFD", words["filler"].sub(" ", text).replace("đ", "d"))
    kept = "".join(character for character in kept if not unicodedata.combining(character))
    syllables = [_OPEN_Y.sub("i", syllable) for syllable in re.findall(r"[a-z0-9]+", kept)]
    kind = ["tang"] if rate else ["ti", "le"] if percent or shares else []
    return "-".join([*kind, *syllables])


def _named(wording: re.Match[str]) -> str:
    return _names()[wording.group()]


@cache
def _names() -> Mapping[str, str]:
    """Give the concept that each wording stands for."""
    known = cues("indicators")
    return {fold(phrase): name for name, phrases in known.items() for phrase in phrases}


@cache
def _words() -> Mapping[str, re.Pattern[str]]:
    known = partial(any_of, "targets")
    names = "|".join(re.escape(name) for name in sorted(_names(), key=len, reverse=True))
    shapes = {
        "wording": rf"(?<!\w)(?:{names})(?!\w)",
        "part": patterns("targets")["part-of"],
        "growth": rf"(?<!\w){known('growth')}(?!\w)",
        "share": rf"^\s*{known('share-of')}(?!\w)",
        "filler": rf"(?<!\w){known('filler')}(?!\w)",
    }
    return {name: re.compile(shape, re.IGNORECASE) for name, shape in shapes.items()}
