"""A stretch of text being read for names: what stands where, and the words of place in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from extract.agency_lexicon import Hit, Lexicon, lexicon
from extract.folding import fold
from extract.layout import Context
from ontology import CITY, PROVINCE, Agency, Province

WORD = re.compile(r"[^\W_]+(?:[.&/-][^\W_]+)*")
_LONGEST_UNIT_NAME = 4  # words


class Reading(NamedTuple):
    """A name read from ``start`` to ``end``: the agency, where the register holds it.

    ``words`` and ``slot`` are those that a list may go on from (UBND các huyện và các xã), ``form``
    where fields alone may follow (Sở Tài chính, Xây dựng). ``place`` is the province named beside.
    ``registered`` is false for a name known only by its head (Trung tâm …), ``bare`` true for a
    group without its article, after which others may stand so. ``unit`` is what names of units may
    follow on (UBND các huyện Bắc Mê, Xín Mần).
    """

    start: int
    end: int
    name: str
    agency: Agency | None
    group: bool = False
    form: str | None = None
    words: str = ""
    slot: str = ""
    place: Province | None = None
    registered: bool = True
    bare: bool = False
    unit: str = ""

    @property
    def id(self) -> str | None:
        """Its slug in the register, None for a body that the register does not hold."""
        return self.agency.id if self.agency else None


class Suffix(NamedTuple):
    """Words of place after a name: the kind of province, the province, where they end."""

    end: int
    kind: str
    province: Province | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text, its folded form of the same length, and the words of the lexicon in it by place.

    ``own`` is the province that the document belongs to, ``own_kind`` its kind as far as known.
    """

    text: str
    folded: str
    context: Context
    lexicon: Lexicon
    hits: Mapping[int, tuple[Hit, ...]]
    own: Province | None
    own_kind: str | None
    suffixes: dict[int, Suffix | None] = field(default_factory=dict)
    groups: dict[int, tuple[int, Agency] | None] = field(default_factory=dict)

    @classmethod
    def of(
        cls, text: str, context: Context, *, listed: bool = False, lowered: str | None = None
    ) -> Stretch:
        """Look up every word of the lexicon in ``text``, which only names bodies if ``listed``."""
        words = lexicon()
        folded = fold(text, lowered)
        hits = words.hits(text, folded)
        for hit in words.bare_groups(folded, listed=listed):
            hits[hit.start] = (*hits.get(hit.start, ()), hit)
        own = own_province(context)
        own_kind = own.kind if own else context.place_kind
        return cls(text, folded, context, words, hits, own, own_kind)

    @property
    def central(self) -> bool:
        """Whether the document is one of the centre, as far as is known."""
        return self.context.level == "central" or self.own is None

    @property
    def local(self) -> bool:
        """Whether the document is one of a district or a commune."""
        return self.context.level in ("district", "commune")

    def is_own(self, province: Province) -> bool:
        """Whether a province is the document's own, before or after a merger."""
        return self.own is not None and province.name == self.own.name

    def is_registered(self, position: int) -> bool:
        """Whether a name or group of the register may begin at ``position``."""
        return position in self.hits and any(hit.registered for hit in self.hits[position])

    def barred(self, position: int) -> int:
        """Where words that begin like a body and are none (Hội nghị) end, 0 for none."""
        end = 0
        for hit in self.hits.get(position, ()):
            if "none" in hit.rules:
                end = max(end, hit.end)
        return end

    def group(self, position: int) -> tuple[int, Agency] | None:
        """Find the longest wording of a group at ``position``: where it ends, and the group."""
        if position not in self.groups:  # asked for as a name by itself and as one of a list
            self.groups[position] = self._group(position)
        return self.groups[position]

    def _group(self, position: int) -> tuple[int, Agency] | None:
        found = self.lexicon.group_wordings.match(self.folded, position)
        if found is None or found.lastindex is None:
            return None
        ends = [end for _, end in found.regs[1:]]
        end = max(ends)
        return (end, self.lexicon.groups[ends.index(end)]) if end > position else None

    def suffix(self, position: int) -> Suffix | None:
        """Read the words of place at ``position``: tỉnh, Thành phố, tỉnh Bình Dương, TP.HCM."""
        if self.text[position : position + 1] not in (" ", ","):
            return None
        if position not in self.suffixes:  # the rules of one name all ask for it
            self.suffixes[position] = self._suffix(position)
        return self.suffixes[position]

    def _suffix(self, position: int) -> Suffix | None:
        found = self.lexicon.province_suffix.match(self.folded, position)
        if found is None:
            return None
        end, named = found.end(), found.group("name") or found.group("alone")
        if named and not self.text[end - len(named)].isupper():
            if found.group("alone"):
                return None
            end, named = found.end("word"), None
        province = self.lexicon.provinces[named] if named else None
        if self.text[position] == "," and province is None:
            return None
        kind = CITY if found.group("city") else PROVINCE if found.group("word") else ""
        return Suffix(end, kind, province)

    def names_a_city(self, suffix: Suffix) -> bool:
        """Whether thành phố is the kind of a district-level city whose name follows."""
        if suffix.province or suffix.kind != CITY:
            return False
        if self.own_kind == CITY:
            return self.folded.startswith(self.lexicon.inner_cities, suffix.end + 1)
        return self.capitals(suffix.end) > suffix.end

    def capitals(self, position: int) -> int:
        """Find where the capitalised words (or a number) that follow ``position`` end."""
        end = position
        for _ in range(_LONGEST_UNIT_NAME):
            word = WORD.match(self.text, end + 1) if self.text[end : end + 1] == " " else None
            if word is None or not (word.group()[0].isupper() or word.group().isdigit()):
                break
            end = word.end()
        return end


@lru_cache
def own_province(context: Context) -> Province | None:
    """Find the province that a document belongs to, by the place of its context."""
    words = lexicon()
    place = fold(context.place or "")
    kind = words.province_word.match(place)
    return words.provinces.get(place[kind.end() :].strip() if kind else place)


def with_place(agency: Agency, province: Province) -> str:
    """Name a body together with its province: UBND tỉnh Đồng Tháp, Thành ủy Hà Nội."""
    whole = province.official or f"{province.kind} {province.name}"
    if agency.place_word:
        return f"{agency.name.removesuffix(agency.place_word)}{whole}"
    return f"{agency.name} {province.official or province.name if agency.placed else whole}"
