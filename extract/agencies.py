"""Agencies: find the bodies that a text names, and name them canonically.

Ministries and central bodies are named in full, a province's bodies without the province but with
the level that the text gives (Công an tỉnh, Công an Thành phố), groups by one name each. What the
register does not hold is named as the text has it.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.agency_lexicon import lexicon
from extract.agency_readings import read_at, read_field, read_group, read_next
from extract.agency_stretch import Reading, Stretch, own_province, with_place
from extract.folding import fold
from extract.layout import Context, Layout
from extract.record import AgencyMention

_ISSUER_REACH = 200


def find_agencies(
    text: str, start: int, end: int, context: Context, *, listed: bool = False
) -> tuple[AgencyMention, ...]:
    """Find every body named in ``text[start:end]`` (canonical text), in reading order.

    Spans point into ``text`` and do not overlap. A list gives each of its members. A table cell is
    named by giving it whole, as ``listed``: everything in it is a body.
    """
    stretch = Stretch.of(text[start:end], context, listed=listed)
    return tuple(_mention(stretch, found, start) for found in _readings(stretch))


def find_all_agencies(layout: Layout, context: Context) -> tuple[AgencyMention, ...]:
    """Find every body named in a document, in reading order."""
    stretch = Stretch.of(layout.text, context, lowered=layout.lowered)
    return tuple(_mention(stretch, found, 0) for found in _readings(stretch))


def _mention(stretch: Stretch, found: Reading, offset: int) -> AgencyMention:
    return AgencyMention(
        stretch.text[found.start : found.end],
        found.name,
        found.id,
        found.group,
        offset + found.start,
        offset + found.end,
    )


def find_issuer(text: str, start: int, end: int, context: Context) -> AgencyMention | None:
    """Find the issuer that begins at ``start`` or right after, past "của" and the head's title.

    Committees, councils and Party bodies of a province are named with it (UBND tỉnh Đồng Tháp),
    from the text or, where it says none, from the context.
    """
    reach = min(end, start + _ISSUER_REACH)
    begin, found = start, None
    if text[start:reach][:1].isupper():  # Tổng cục Thuế, whose first word may be who signs, too
        stretch = Stretch.of(text[begin:reach], context)
        found = _first(stretch)
    if found is None:
        prefix = lexicon().issuer_prefix.match(fold(text[start:reach]))
        begin += prefix.end() if prefix else 0
        stretch = Stretch.of(text[begin : min(end, begin + _ISSUER_REACH)], context)
        found = _first(stretch)
    if found is None:
        return None
    name = _issuer(found, context)
    return AgencyMention(
        text=stretch.text[: found.end],
        name=name,
        id=found.id,
        group=found.group,
        start=begin,
        end=begin + found.end,
    )


def name_issuer(phrase: str, context: Context) -> str | None:
    """Name the issuer that a phrase begins with ("của Ủy ban nhân dân tỉnh"), None for none."""
    found = find_issuer(phrase, 0, len(phrase), context)
    return found.name if found else None


def _issuer(found: Reading, context: Context) -> str:
    """Add the place to a name that is complete only with it."""
    agency = found.agency
    if agency is None or not agency.placed:
        return found.name
    if agency.level != "province":
        kind = found.name.split()[-1]
        _, _, unit = (context.issuer or "").partition(f" {kind} ")
        return f"{found.name} {unit}" if unit else found.name
    province = found.place or own_province(context)
    return with_place(agency, province) if province else found.name


def _readings(stretch: Stretch) -> Iterator[Reading]:
    """Read names from left to right; after each, what a list continues it with."""
    joint = stretch.lexicon.joint
    position = 0
    for start in sorted({0, *stretch.hits}):
        if start < position:
            continue
        last = read_at(stretch, start) if start else _first(stretch)
        if last is None:
            position = max(start, stretch.barred(start))
        while last is not None:
            if member := _first_member(stretch, last):
                last = member
                continue
            yield last
            position = last.end
            between = joint.match(stretch.folded, position)
            last = read_next(stretch, last, between.end()) if between else None


def _first_member(stretch: Stretch, group: Reading) -> Reading | None:
    """Read the first of its members where a group names them right after: các cơ quan: Sở Y tế."""
    if not group.group or stretch.text[group.end : group.end + 2] != ": ":
        return None
    position = group.end + 2
    form = group.agency.member_form if group.agency else None
    member = read_field(stretch, form, position) if form else None
    if member is None and stretch.is_registered(position):
        member = read_at(stretch, position)
    return member._replace(start=group.start) if member else None


def _first(stretch: Stretch) -> Reading | None:
    """Read the name that a stretch begins with; a group needs no word of the lexicon there."""
    return read_at(stretch, 0) or read_group(stretch, 0)
