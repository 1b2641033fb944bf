"""How the name of an agency is read to its end, within the place and time of its document.

A reading takes a place where a name may begin and says where it ends and what it is called: names
follow the official spelling, groups have one name each, and a document's own province is left out.
"""

from __future__ import annotations

from collections.abc import Iterable

import ontology
from extract.agency_bodies import read_bare, read_body, read_next_group
from extract.agency_lexicon import Hit, Opening, Spelling
from extract.agency_spelled import PROVINCE_SLOT, placed, read_named_unit, read_spelled
from extract.agency_stretch import Reading, Stretch, Suffix
from extract.folding import fold
from extract.layout import Context
from ontology import Agency

_LONGEST_FIELD = 45  # characters
_LONGEST_SHARING = 3  # names: Tỉnh ủy, HĐND, UBND tỉnh
_HEADS: tuple[Opening, ...] = (
    "open-group", "body", "body-before-capital", "small-body", "symbol-body",
)  # fmt: skip


def read_at(stretch: Stretch, position: int, sharing: int = _LONGEST_SHARING) -> Reading | None:
    """Read the best name that begins at ``position``.

    What the register names goes first, then the longer, then what fits the document's level.
    ``sharing`` is how many names further on its words of place may stand.
    """
    hits = stretch.hits.get(position)
    if hits is None:
        return None
    best = _best(stretch, _registered(stretch, hits))
    if best is not None and not _may_go_on(stretch, best):
        return best
    barred = stretch.barred(position)
    bodies = _unregistered(stretch, [hit for hit in hits if hit.end > barred])
    if best is not None:
        return max([best, *bodies], key=lambda reading: reading.end)
    return _best(stretch, bodies) or _read_sharing(stretch, hits, sharing)


def _best(stretch: Stretch, readings: list[Reading]) -> Reading | None:
    if len(readings) > 1:
        return max(readings, key=lambda reading: _rank(stretch, reading))
    return readings[0] if readings else None


def read_group(stretch: Stretch, position: int, level: str | None = None) -> Reading | None:
    """Read a wording of a group of the register at ``position``.

    ``level`` is that of the bodies named just before in a list, else the document's own.
    """
    longest = stretch.group(position)
    if longest is None:
        return None
    end, group = longest
    agency = meant(group, stretch.context, level)
    return Reading(position, end, agency.name, agency, group=True)


def read_next(stretch: Stretch, last: Reading, position: int) -> Reading | None:
    """Read what continues a list at ``position`` after ``last``.

    It is a name by itself, or a field (Sở Tài chính, Xây dựng), a level or a province (UBND các
    huyện và các xã), a group without its article.
    """
    if last.unit and (named := read_named_unit(stretch, last.unit, position - 1)):
        return named
    found = read_field(stretch, last.form, position) if last.form else None
    if found is None and last.words:
        found = _next_level(stretch, last, position)
    if found is None:
        of_ministries = last.agency is not None and last.agency.level == "central"
        found = read_group(stretch, position, "central" if of_ministries else None)
    if (
        found is None
        and last.bare
        and (word := stretch.lexicon.bare_group.match(stretch.folded, position))
    ):
        found = read_bare(stretch, Hit(*word.span(), ()))
    if found is None and last.group and not last.bare:
        found = read_next_group(stretch, position)
    by_itself = read_at(stretch, position)
    if found is None or (by_itself and by_itself.end >= found.end and by_itself.id == found.id):
        return by_itself
    return by_itself if by_itself and by_itself.end > found.end else found


def meant(agency: Agency, context: Context, level: str | None = None) -> Agency:
    """Say which group a group that stands for another means in a document, at its time."""
    if not agency.means:
        return agency
    agencies = ontology.register().agencies
    if level is None:
        unknown = context.level == "unknown" and context.place is not None
        level = "province" if unknown else context.level
    candidates = [agencies[other] for other in dict(agency.means).get(level, ())]
    for other in candidates[:-1]:
        if context.date is not None and context.date < (other.valid_until or "9999"):
            return other
    return candidates[-1] if candidates else agency


def _may_go_on(stretch: Stretch, registered: Reading) -> bool:
    """Whether a name of the register may be only the beginning of the body that is named.

    A capital after it tells: Ban Quản lý Khu kinh tế Đông Nam.
    """
    end, text = registered.end, stretch.text
    return (
        text[end : end + 1] == " "
        and text[end + 1 : end + 2].isupper()
        and end + 1 not in stretch.hits
        and stretch.lexicon.name_end.match(stretch.folded, end + 1) is None
        and not text[registered.start : end].isupper()
    )


def _registered(stretch: Stretch, hits: Iterable[Hit]) -> list[Reading]:
    """Read what the register names."""
    readings = []
    for hit in hits:
        for rule in hit.rules:
            reading = None
            if isinstance(rule, Spelling):
                reading = read_spelled(stretch, hit, rule)
            elif rule == "form-list" and hit.end > stretch.barred(hit.start):
                reading = _form_list(stretch, hit) or read_group(stretch, hit.start)
            elif rule == "group" and hit.end > stretch.barred(hit.start):
                reading = read_group(stretch, hit.start)
            if reading is not None:
                readings.append(reading)
    return readings


def _unregistered(stretch: Stretch, hits: Iterable[Hit]) -> list[Reading]:
    """Read what is named by its head alone."""
    readings = []
    for hit in hits:
        for rule in hit.rules:
            reading = None
            if rule == "bare-group":
                reading = read_bare(stretch, hit)
            elif rule == "of-body":
                reading = _of_body(stretch, hit)
            elif not isinstance(rule, Spelling) and rule in _HEADS:
                reading = read_body(stretch, hit, group=rule == "open-group")
            if reading is not None:
                readings.append(reading)
    return readings


def _of_body(stretch: Stretch, hit: Hit) -> Reading | None:
    """Read a body that is named after the one that it belongs to: Đảng ủy Công an tỉnh."""
    whose = read_at(stretch, hit.end + 1) if stretch.text[hit.end : hit.end + 1] == " " else None
    if whose is None or whose.group or not whose.registered:
        return None
    name = f"{stretch.text[hit.start : hit.end]} {whose.name}"
    return Reading(hit.start, whose.end, name, None, registered=False)


def _rank(stretch: Stretch, reading: Reading) -> tuple[bool, int, bool, bool, bool, bool]:
    agency = reading.agency
    return (
        reading.registered,
        reading.end,
        reading.place is not None,
        agency is not None and agency.level == stretch.context.level,
        agency is not None and (agency.level == "central") == stretch.central,
        agency is not None and agency.province_kind in (None, stretch.own_kind),
    )


def _read_sharing(stretch: Stretch, hits: tuple[Hit, ...], sharing: int) -> Reading | None:
    """Read a name whose words of place stand after the next one: HĐND(, UBND tỉnh)."""
    for hit in hits:
        slotted = [rule for rule in hit.rules if isinstance(rule, Spelling) and rule.slot]
        joint = stretch.lexicon.joint.match(stretch.folded, hit.end) if slotted else None
        follows = read_at(stretch, joint.end(), sharing - 1) if joint and sharing else None
        if follows is None or not follows.slot:
            continue
        level = follows.agency.place_word if follows.agency else ""
        for rule in slotted:
            if rule.slot == follows.slot and rule.agency.place_word == level:
                place = Suffix(hit.end, "", follows.place) if follows.place else None
                read = placed(stretch, hit, rule.agency, place)
                return read._replace(group=rule.agency.group, slot=rule.slot)
    return None


def read_field(stretch: Stretch, form: str, position: int) -> Reading | None:
    """Read a field alone as a body of a form named before: (Sở Tài chính,) Xây dựng."""
    if not stretch.text[position : position + 1].isupper():
        return None
    folded, departments = stretch.folded, stretch.lexicon.departments[form]
    for end in range(min(len(folded), position + _LONGEST_FIELD), position + 1, -1):
        agency = departments.get(folded[position:end])
        if agency and not folded[end : end + 1].isalnum():
            suffix = stretch.suffix(end) if agency.level == "province" else None
            return placed(stretch, Hit(position, end, ()), agency, suffix)
    return None


def _form_list(stretch: Stretch, hit: Hit) -> Reading | None:
    """Read the first of several of one form: các Sở: Tài chính, Y tế."""
    form = stretch.text[hit.start : hit.end].rstrip(":").split()[-1].capitalize()
    position = hit.end
    while stretch.text[position : position + 1] in (":", " "):
        position += 1
    return read_field(stretch, form, position)


def _next_level(stretch: Stretch, last: Reading, position: int) -> Reading | None:
    """Read another level, or another province, of the body named before."""
    found = []
    for rule in stretch.lexicon.automaton.get(fold(last.words))[-1]:
        if isinstance(rule, Spelling) and rule.slot:
            after = position - 1 if rule.slot == PROVINCE_SLOT else position
            reading = read_spelled(stretch, Hit(position, after, ()), rule)
            if reading and (reading.place or rule.slot != PROVINCE_SLOT):
                found.append(reading)
    return max(found, key=lambda reading: _rank(stretch, reading), default=None)
