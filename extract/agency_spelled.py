"""How a name of the register is read with what its slot stands for: a level, a unit, a place.

UBND các huyện is a group, UBND huyện Bàu Bàng a unit, Công an tỉnh the body of the document's own
province, Công an tỉnh Đồng Tháp that of another.
"""

from __future__ import annotations

import ontology
from extract.agency_bodies import read_level
from extract.agency_lexicon import Hit, Spelling
from extract.agency_stretch import Reading, Stretch, Suffix, with_place
from extract.folding import fold
from ontology import CITY, Agency

PROVINCE_SLOT = "{tỉnh}"
_ALL_LEVELS = "{các cấp}"
_UNIT_SLOTS = ("{huyện}", "{xã}")


def read_spelled(stretch: Stretch, hit: Hit, spelling: Spelling) -> Reading | None:
    """Read a name of the register: its words, then what its slot stands for."""
    read = _read(stretch, hit, spelling)
    if read is None or not spelling.agency.name_as_written or _is_abbreviated(spelling.words):
        return read
    stem = spelling.agency.name.removesuffix(spelling.agency.place_word).rstrip()
    name = f"{spelling.words}{read.name[len(stem) :]}" if read.name.startswith(stem) else read.name
    every = stretch.lexicon.slots[_ALL_LEVELS].match(stretch.folded, read.end)
    if every is not None:
        name = f"{name}{stretch.folded[read.end : every.end()]}"
        return Reading(read.start, every.end(), name, None, group=True)
    return read._replace(name=name)


def _is_abbreviated(words: str) -> bool:
    return any(word.isupper() and len(word) > 1 for word in words.split())


def _read(stretch: Stretch, hit: Hit, spelling: Spelling) -> Reading | None:
    agency = spelling.agency
    if spelling.slot in _UNIT_SLOTS:
        return _unit(stretch, hit, spelling)
    if spelling.slot and spelling.slot != PROVINCE_SLOT:
        return _slotted(stretch, hit, spelling)
    suffix = stretch.suffix(hit.end) if agency.level == "province" else None
    if not spelling.slot and not agency.place_word:
        return _of_all(stretch, hit, agency) or placed(stretch, hit, agency, suffix)
    if suffix is None:
        if spelling.slot:
            return None
        bare = agency.name.removesuffix(agency.place_word).rstrip()
        if level := read_level(stretch, hit.end):
            end, label, many = level
            return Reading(hit.start, end, f"{bare} {label}", None, group=many)
        if stretch.own is None and stretch.context.level != "province":
            return Reading(hit.start, hit.end, bare, None)
        if agency.province_kind != (stretch.own_kind or ontology.PROVINCE):
            return None
        read = placed(stretch, hit, agency, None)
        return read._replace(name=bare) if agency.name_as_written else read
    unsaid = agency.name_as_written and not suffix.kind
    if unsaid and suffix.province and stretch.is_own(suffix.province):
        bare = agency.name.removesuffix(agency.place_word).rstrip()
        return placed(stretch, hit, agency, suffix)._replace(name=bare)
    kind = suffix.kind or (suffix.province.kind if suffix.province else "")
    if kind != agency.province_kind or (spelling.slot and stretch.names_a_city(suffix)):
        return None
    read = placed(stretch, hit, agency, suffix)
    return read._replace(words=spelling.words, slot=spelling.slot)


def _of_all(stretch: Stretch, hit: Hit, agency: Agency) -> Reading | None:
    """Read the departments of all provinces, in a document of the centre: Sở Nội vụ các tỉnh."""
    if agency.form is None or agency.level != "province" or not stretch.central:
        return None
    found = stretch.lexicon.all_provinces.match(stretch.folded, hit.end)
    if found is None:
        return None
    name = f"{agency.name} {found.group('words')}"
    return Reading(hit.start, found.end(), name, None, group=True)


def _slotted(stretch: Stretch, hit: Hit, spelling: Spelling) -> Reading | None:
    """Read a group by its level (UBND các huyện), or a body of a region (khu vực XI)."""
    found = stretch.lexicon.slots[spelling.slot].match(stretch.folded, hit.end)
    if found is None:
        return None
    agency = spelling.agency
    name = agency.name
    several = stretch.lexicon.several_units.search(found.group("words"))
    if agency.group and several:
        unit = f"{spelling.words} {several.group('kind')}"
        if named := read_named_unit(stretch, unit, found.end()):
            return named._replace(start=hit.start)
    if not agency.group:
        name = f"{name} {stretch.text[found.start('words') : found.end()].upper()}"
    return Reading(
        hit.start,
        found.end(),
        name,
        agency,
        agency.group,
        words=spelling.words,
        slot=spelling.slot,
    )


def read_named_unit(stretch: Stretch, unit: str, end: int) -> Reading | None:
    """Read one of several units named after their kind: UBND các huyện (Bắc Mê), (Xín Mần)."""
    at = end + 1 if stretch.text[end : end + 1] == ":" else end
    stop = stretch.capitals(at)
    if stop == at or stretch.is_registered(at + 1):
        return None
    return Reading(at + 1, stop, f"{unit} {stretch.text[at + 1 : stop]}", None, unit=unit)


def placed(stretch: Stretch, hit: Hit, agency: Agency, suffix: Suffix | None) -> Reading:
    """Make a reading of a body of a province: another's name stays, the own is left out."""
    end = suffix.end if suffix else hit.end
    place = suffix.province if suffix else None
    if place is None or stretch.is_own(place):
        return Reading(hit.start, end, agency.name, agency, form=agency.form, place=place)
    name = with_place(agency, place)
    return Reading(hit.start, end, name, None, form=agency.form, place=place)


def _unit(stretch: Stretch, hit: Hit, spelling: Spelling) -> Reading | None:
    """Read one unit below the province: huyện Bàu Bàng, or the own one without its name."""
    found = stretch.lexicon.slots[spelling.slot].match(stretch.folded, hit.end)
    if found is None:
        return None
    agency = spelling.agency
    end = stretch.capitals(found.end())
    stem = agency.name.removesuffix(spelling.slot.strip("{}")).rstrip()
    word = found.group("words")
    if end == found.end():
        own = f" {word} " in f"{fold(stretch.context.issuer or '')} "
        if not own or stretch.context.level != agency.level:
            return None
        name = f"{stem} {word}"
        return Reading(hit.start, end, name, agency, words=spelling.words, slot=spelling.slot)
    suffix = stretch.suffix(hit.end)
    if suffix and suffix.kind == CITY and not stretch.names_a_city(suffix):
        return None
    named = stretch.text[found.end() : end]
    kind = suffix.kind if suffix and suffix.kind else word
    return Reading(
        hit.start, end, f"{stem} {kind}{named.title() if named.isupper() else named}", None
    )
