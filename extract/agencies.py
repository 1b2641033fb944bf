"""Agencies: find the bodies that a text names, and name them canonically.

Ministries and central bodies are named in full, a province's bodies without the province but with
the level that the text gives (Công an tỉnh, Công an Thành phố), groups by one name each. What the
register does not hold is named as the text has it.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.agency_lexicon import Hit, lexicon
from extract.agency_readings import Reader, Reading, own_province, with_place
from extract.folding import fold
from extract.layout import Context
from extract.record import AgencyMention

_ISSUER_REACH = 200


def find_agencies(text: str, start: int, end: int, context: Context) -> tuple[AgencyMention, ...]:
    """Find every body named in ``text[start:end]`` (canonical text), in reading order.

    Spans point into ``text`` and do not overlap. A list gives each of its members. A table cell is
    named by giving it whole.
    """
    return tuple(
        AgencyMention(
            text=text[start + found.start : start + found.end],
            name=found.name,
            id=found.id,
            group=found.group,
            start=start + found.start,
            end=start + found.end,
        )
        for found in _readings(text[start:end], context)
    )


def find_issuer(text: str, start: int, end: int, context: Context) -> AgencyMention | None:
    """Find the issuer that begins at ``start`` or right after, past "của" and the head's title.

    Committees, councils and Party bodies of a province are named with it (UBND tỉnh Đồng Tháp),
    from the text or, where it says none, from the context.
    """
    prefix = lexicon().issuer_prefix.match(fold(text[start : min(end, start + _ISSUER_REACH)]))
    begin = start + (prefix.end() if prefix else 0)
    stretch = text[begin : min(end, begin + _ISSUER_REACH)]
    found = next(_readings(stretch, context), None)
    if found is None or found.start > 0:
        return None
    name = _issuer(found, context)
    return AgencyMention(
        text=stretch[: found.end],
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
    province = found.place or own_province(context, lexicon())
    return with_place(agency, province) if province else found.name


def _readings(text: str, context: Context) -> Iterator[Reading]:
    """Read names from left to right; after each, what a list continues it with."""
    if not text:
        return
    folded = fold(text)
    words = lexicon()
    hits: dict[int, list[Hit]] = {}
    for hit in words.hits(text, folded):
        hits.setdefault(hit.start, []).append(hit)
    begins = set(hits)
    firm = frozenset(at for at, found in hits.items() if any(hit.firm for hit in found))
    reader = Reader(text, folded, context, words, firm)

    def best_at(position: int) -> Reading | None:
        return reader.best(hits.get(position, ()), begins)

    def shared(position: int) -> Reading | None:
        for hit in hits.get(position, ()):
            joint = words.joint.match(folded, hit.end)
            follows = joint and (best_at(joint.end()) or shared(joint.end()))
            if follows and (found := reader.sharing(hit, follows)):
                return found
        return None

    position = 0
    for start in sorted(begins | {0}):
        if start < position:
            continue
        last = best_at(start) or shared(start) or (None if start else reader.group(0))
        while last is not None:
            yield last
            position = last.end
            joint = words.joint.match(folded, position)
            if joint is None:
                break
            at = joint.end()
            following = (best_at(at) or shared(at), reader.next_in_list(last, at))
            last = max(filter(None, following), key=lambda r: r.end, default=None)
