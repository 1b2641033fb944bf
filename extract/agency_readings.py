"""How the name of an agency is read to its end, within the place and time of its document.

A reading takes a place where a name may begin and says where it ends and what it is called; names
follow the official spelling, groups have one name each, and a document's own province is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import ontology
from extract.agency_lexicon import Hit, Lexicon, Opening, Spelling
from extract.folding import fold
from extract.layout import Context
from ontology import Agency, Province

_WORD = re.compile(r"[^\W_]+(?:[.&/-][^\W_]+)*")
_LONGEST_NAME = 18  # words
_LEVEL = re.compile(" (?:tỉnh|thành phố|tp)")
_CITY_BY_WHOLE_NAME = "Hồ Chí Minh"


@dataclass(frozen=True, slots=True)
class Reading:
    """A name read from ``start`` to ``end``: the agency, where the register holds it.

    ``words`` and ``slot`` are those that a list may go on from (UBND các huyện và các xã), ``form``
    where fields alone may follow (Sở Tài chính, Xây dựng). ``place`` is the province named beside.
    ``registered`` is false for a name known only by its head (Trung tâm …).
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

    @property
    def id(self) -> str | None:
        """Its slug in the register, None for a body that the register does not hold."""
        return self.agency.id if self.agency else None


@dataclass(frozen=True, slots=True)
class Suffix:
    """Words of place after a name: the level, the province, where they end."""

    end: int
    word: str
    province: Province | None


class Reader:
    """Reads names in one stretch of text; ``folded`` has the length of ``text``."""

    def __init__(
        self, text: str, folded: str, context: Context, lexicon: Lexicon, firm: frozenset[int]
    ) -> None:
        """Keep what every reading needs; ``firm`` are places where registered names may begin."""
        self.text = text
        self.folded = folded
        self.context = context
        self.lexicon = lexicon
        self.own = own_province(context, lexicon)
        self.firm = firm

    def best(self, hits: Iterable[Hit], begins: set[int]) -> Reading | None:
        """Read the best name that begins with any of ``hits``, which stand at one place.

        ``begins`` are the places where other names may begin.
        """
        hits = list(hits)
        if not hits:
            return None
        barred = max((hit.end for hit in hits if "none" in hit.rules), default=0)
        readings = (
            reading
            for hit in hits
            for rule in hit.rules
            if isinstance(rule, Spelling) or hit.end > barred
            if (reading := self._read(hit, rule, begins)) is not None
        )
        return max(readings, key=self._rank, default=None)

    def sharing(self, hit: Hit, follows: Reading) -> Reading | None:
        """Read a name whose words of place stand after the next one: HĐND(, UBND tỉnh)."""
        level = follows.agency.place_word if follows.agency else ""
        for rule in hit.rules:
            if isinstance(rule, Spelling) and rule.slot == follows.slot != "":
                agency = rule.agency
                if agency.place_word == level:
                    shared = Suffix(hit.end, "", follows.place) if follows.place else None
                    read = self._placed(hit, agency, shared)
                    return replace(read, group=agency.group, slot=rule.slot)
        return None

    def _read(self, hit: Hit, rule: Spelling | Opening, begins: set[int]) -> Reading | None:
        if isinstance(rule, Spelling):
            return self._spelled(hit, rule)
        if rule == "group":
            return self.group(hit.start)
        if rule == "form-list":
            return self._form_list(hit) or self.group(hit.start)
        if rule == "none":
            return None
        return self._body(hit, begins, group=rule == "open-group")

    def _rank(self, reading: Reading) -> tuple[bool, int, bool, bool, bool, bool]:
        """Prefer what the register names, the longer, its place known, the document's own level."""
        agency = reading.agency
        central = self.context.level == "central" or self.own is None
        return (
            reading.registered,
            reading.end,
            reading.place is not None,
            agency is not None and agency.level == self.context.level,
            agency is not None and (agency.level == "central") == central,
            agency is not None and agency.province_kind in (None, self._own_kind()),
        )

    # What the register holds.

    def _spelled(self, hit: Hit, spelling: Spelling) -> Reading | None:
        agency = spelling.agency
        if spelling.slot in ("{huyện}", "{xã}"):
            return self._unit(hit, spelling)
        if spelling.slot not in ("", "{tỉnh}"):
            found = self.lexicon.slots[spelling.slot].match(self.folded, hit.end)
            if found is None:
                return None
            name = agency.name
            if not agency.group:
                name += " " + self.text[found.start("words") : found.end()].upper()
            return Reading(
                hit.start,
                found.end(),
                name,
                agency,
                agency.group,
                words=spelling.words,
                slot=spelling.slot,
            )
        suffix = self.suffix(hit.end) if agency.level == "province" else None
        if spelling.slot and suffix is None:
            return None
        if not agency.place_word:
            return self._placed(hit, agency, suffix)
        if suffix is None:
            if self.own is None and self.context.level != "province":
                bare = agency.name.removesuffix(agency.place_word).rstrip()
                return Reading(hit.start, hit.end, bare, None, words=spelling.words)
            return self._placed(hit, agency, None) if self._is_own_level(agency) else None
        word = suffix.word or (suffix.province.kind if suffix.province else "")
        if word.lower() != agency.place_word.lower():
            return None
        if spelling.slot and self._names_a_city(suffix):
            return None
        return replace(self._placed(hit, agency, suffix), words=spelling.words, slot=spelling.slot)

    def _placed(self, hit: Hit, agency: Agency, suffix: Suffix | None, words: str = "") -> Reading:
        """Make a reading of a body of a province: another's name stays, the own is left out."""
        end = suffix.end if suffix else hit.end
        place = suffix.province if suffix else None
        foreign = place is not None and not self.is_own(place)
        name = with_place(agency, place) if foreign and place else agency.name
        return Reading(
            hit.start,
            end,
            name,
            None if foreign else agency,
            form=agency.form,
            place=place,
        )

    def _is_own_level(self, agency: Agency) -> bool:
        kind = self.own.kind if self.own else self.context.place_kind or "tỉnh"
        return agency.place_word.lower() == kind

    def _names_a_city(self, suffix: Suffix) -> bool:
        """Whether thành phố is the kind of a district-level city whose name follows."""
        if suffix.province or suffix.word != "thành phố":
            return False
        if self._own_kind() == suffix.word:
            return self.folded.startswith(self.lexicon.inner_cities, suffix.end + 1)
        return self.capitals(suffix.end) > suffix.end

    def _own_kind(self) -> str | None:
        return self.own.kind if self.own else self.context.place_kind

    def _unit(self, hit: Hit, spelling: Spelling) -> Reading | None:
        """Read one unit below the province: huyện Bàu Bàng, or the own one without its name."""
        found = self.lexicon.slots[spelling.slot].match(self.folded, hit.end)
        if found is None:
            return None
        end = self.capitals(found.end())
        stem = spelling.agency.name.removesuffix(spelling.slot.strip("{}")).rstrip()
        word = found.group("words")
        if end == found.end():
            own = f" {word} " in f"{self.context.issuer or ''} ".lower()
            if not own or self.context.level != spelling.agency.level:
                return None
            name, agency = f"{stem} {word}", spelling.agency
            return Reading(hit.start, end, name, agency, words=spelling.words, slot=spelling.slot)
        suffix = self.suffix(hit.end)
        if suffix and suffix.word == "thành phố" and not self._names_a_city(suffix):
            return None
        kind = suffix.word if suffix and suffix.word else word
        named = self.text[found.end() : end]
        if named.isupper():
            named = named.title()
        return Reading(hit.start, end, f"{stem} {kind}{named}", None)

    def capitals(self, position: int) -> int:
        """Find where the capitalised words (or a number) that follow ``position`` end."""
        end = position
        for _ in range(4):
            word = _WORD.match(self.text, end + 1) if self.text[end : end + 1] == " " else None
            if word is None or not (word.group()[0].isupper() or word.group().isdigit()):
                break
            end = word.end()
        return end

    def suffix(self, position: int) -> Suffix | None:
        """Read the words of place at ``position``: tỉnh, Thành phố, tỉnh Bình Dương, TP.HCM."""
        found = self.lexicon.province_suffix.match(self.folded, position)
        if found is None:
            return None
        named = "name" if found.group("name") else "alone"
        if found.group(named) and not self.text[found.start(named)].isupper():
            if named == "alone":
                return None
            province, end = None, found.end("word")
        else:
            province = self.lexicon.provinces.get(found.group(named) or "")
            end = found.end()
        word = found.group("word") or ""
        if word and word != "tỉnh":
            word = "thành phố"
        if self.text[position] == "," and not province:
            return None
        return Suffix(end, word, province)

    def is_own(self, province: Province) -> bool:
        """Whether a province is the document's own, before or after a merger."""
        return self.own is not None and province.name == self.own.name

    # Lists: what may follow a name without being a name by itself.

    def next_in_list(self, last: Reading, position: int) -> Reading | None:
        """Read what continues ``last`` at ``position``: a field, a level, a province, a group."""
        found = self.field(last.form, position) if last.form else None
        if found is None and last.words:
            found = self._next_level(last, position)
        found = found or self.group(position)
        if found is None and last.group:
            found = self._next_group(position)
        return found

    def _next_group(self, position: int) -> Reading | None:
        """Read a group without its article: (các tập đoàn,) tổng công ty nhà nước."""
        word = self.lexicon.open_group_word.match(self.folded, position)
        if word is None:
            return None
        found = self._body(Hit(position, word.end(), ()), set(), group=True)
        if found is None:
            return None
        article = self.lexicon.article
        return replace(found, name=f"{article} {found.name[0].lower()}{found.name[1:]}")

    def field(self, form: str, position: int) -> Reading | None:
        """Read a field alone as a body of a form named before: (Sở Tài chính,) Xây dựng."""
        if not self.text[position : position + 1].isupper():
            return None
        departments = self.lexicon.departments[form]
        for end in range(min(len(self.folded), position + 45), position + 1, -1):
            agency = departments.get(self.folded[position:end])
            if agency and not self.folded[end : end + 1].isalnum():
                hit = Hit(position, end, ())
                suffix = self.suffix(end) if agency.level == "province" else None
                return self._placed(hit, agency, suffix)
        return None

    def _next_level(self, last: Reading, position: int) -> Reading | None:
        """Read another level, or another province, of the body named before."""
        _, rules = self.lexicon.automaton.get(fold(last.words))
        found = []
        for rule in rules:
            if isinstance(rule, Spelling) and rule.slot:
                after = position - 1 if rule.slot == "{tỉnh}" else position
                reading = self._spelled(Hit(position, after, ()), rule)
                if reading and (reading.place or rule.slot != "{tỉnh}"):
                    found.append(reading)
        return max(found, key=self._rank, default=None)

    def _form_list(self, hit: Hit) -> Reading | None:
        """Read the first of several of one form: các Sở: Tài chính, Y tế."""
        form = self.text[hit.start : hit.end].rstrip(":").split()[-1].capitalize()
        position = hit.end
        while self.text[position : position + 1] in (":", " "):
            position += 1
        return self.field(form, position)

    # Groups.

    def group(self, position: int) -> Reading | None:
        """Read a wording of a group of the register; localities are committees by their time."""
        best: tuple[int, Agency] | None = None
        for agency, pattern in self.lexicon.groups:
            found = pattern.match(self.folded, position)
            if found and found.end() > position and (best is None or found.end() > best[0]):
                best = found.end(), agency
        if best is None:
            return None
        end, agency = best
        agency = meant(agency, self.context)
        return Reading(position, end, agency.name, agency, group=True)

    # What the register does not hold.

    def _body(self, hit: Hit, begins: set[int], group: bool) -> Reading | None:
        if self.text[hit.start : hit.end].isupper() and "symbol-body" not in hit.rules:
            return None  # in a line of capitals nothing tells a name from a title
        end, level_end = self._natural_end(hit, begins, group)
        if end == hit.end and not group and not self._goes_on(hit):
            return None
        name = " ".join(self.text[hit.start : level_end].split())
        if group:
            name = name[0].upper() + name[1:]
        return Reading(hit.start, end, name, None, group, registered=False)

    def _natural_end(self, hit: Hit, begins: set[int], group: bool) -> tuple[int, int]:
        """Find where a name that the register does not hold ends: its span, and the name proper.

        The name proper keeps the level (Viện … Thành phố) and leaves out the own province.
        """
        goes_on = self._goes_on(hit)
        end = hit.end
        for _ in range(_LONGEST_NAME):
            suffix = None if self.text[end : end + 1] == "," else self.suffix(end)
            if suffix and suffix.word and self._closes(suffix.end):
                if suffix.province and not self.is_own(suffix.province):
                    return suffix.end, suffix.end
                level = _LEVEL.match(self.folded, end)
                return suffix.end, level.end() if level else end
            following = self._next_word(end, begins, goes_on, group)
            if following is None:
                break
            end = following
        return end, end

    def _goes_on(self, hit: Hit) -> bool:
        return self.folded.startswith(self.lexicon.goes_on, hit.start)

    def _closes(self, position: int) -> bool:
        following = _WORD.match(self.text, position + 1)
        if following is None or self.text[position] != " ":
            return True
        return bool(
            self.lexicon.name_end.match(self.folded, position + 1)
            or self.lexicon.joint.match(self.folded, position)
            or following.group()[0].isupper()
        )

    def _next_word(self, end: int, begins: set[int], goes_on: bool, group: bool) -> int | None:
        """Find the end of the next word of a name, None where the name ends here."""
        gap = self.lexicon.name_gap.match(self.folded, end)
        word = _WORD.match(self.text, gap.end()) if gap else None
        if gap is None or word is None or ("," in gap.group() and group):
            return None
        if "," in gap.group() and not self.lexicon.name_series.match(self.folded, end):
            return None
        stop = self.lexicon.name_end.match(self.folded, gap.end()) or (
            self.lexicon.name_end.match(self.folded, gap.start() + 1)
        )
        over = goes_on and stop is not None and stop.group() in self.lexicon.name_over
        if stop and word.group()[0].islower() and not over:
            return None
        joined = gap.group() != " "
        if joined and (gap.end() in begins or (group and self._next_group(gap.end()))):
            return None
        if not goes_on and gap.end() in self.firm:
            return None
        return word.end()


def own_province(context: Context, lexicon: Lexicon) -> Province | None:
    """Find the province that a document belongs to, by the place of its context."""
    place = (context.place or "").lower()
    for kind in ("tỉnh ", "thành phố ", "tp. ", "tp."):
        place = place.removeprefix(kind)
    return lexicon.provinces.get(place)


def meant(agency: Agency, context: Context) -> Agency:
    """Say which group a group that stands for another means in a document, at its time."""
    agencies = ontology.register().agencies
    level = context.level
    if level == "unknown" and context.place is not None:
        level = "province"
    candidates = [agencies[other] for other in dict(agency.means).get(level, ())]
    for other in candidates[:-1]:
        if context.date is not None and context.date < (other.valid_until or "9999"):
            return other
    return candidates[-1] if candidates else agency


def with_place(agency: Agency, province: Province) -> str:
    """Name a body together with its province: UBND tỉnh Đồng Tháp, Thành ủy Hà Nội."""
    name = province.name
    if province.name == _CITY_BY_WHOLE_NAME:
        name = f"Thành phố {name}"
    elif agency.place_word == "Thành phố" or not (agency.place_word or agency.placed):
        name = f"{province.kind} {name}"
    return f"{agency.name.removesuffix('Thành phố').rstrip()} {name}"
