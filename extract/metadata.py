"""Metadata: what a document says of itself in its head, its signature and its recipients.

The head is laid out by Nghị định 30/2020/NĐ-CP, annex I: issuer, State name and motto, number,
place and date, kind, title; the end has recipients, authority and the signer's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache, partial

import ontology
from extract.agencies import name_issuer
from extract.dates import read_day
from extract.folding import fold
from extract.issuers import context_in, find_author, province_in, provinces_by_name, read_issuer
from extract.layout import Block, Context, Layout, Level
from extract.phrases import compiled, phrases_of
from extract.record import Metadata, Span
from extract.reported import find_reported
from extract.symbols import kind_of
from extract.titles import find_title

_pattern = partial(compiled, "metadata")
_words = partial(phrases_of, "metadata")

_HEAD_BLOCKS = 40
_HEAD_TEXT = 2000
_DAY = 40  # code points of a day, in words


def find_metadata(layout: Layout) -> tuple[Metadata, Metadata | None]:
    """Metadata of the document, and of the plan that is issued with it in the same file."""
    text = layout.text
    parts = [[b for b in layout.blocks if b.part == part and not b.cell] for part in (0, 1)]
    attached_by = _attached_by(parts[1], text) if parts[1] else None
    document = _document(parts[0], layout, attached_by)
    if document.issuer is None and document.date is None and document.title is None:
        document = _told(document, find_reported(parts[0], text))
    document = _spoken(document, parts[0][:_HEAD_BLOCKS], text)
    if not parts[1]:
        return document, None
    if document.signer is None:  # two columns may hide the first signature among the recipients
        document = _signed(document, parts[1], text)
    kind, title, spans = find_title(parts[1], layout)
    return document, Metadata(type=kind, issuer=document.issuer, title=title, spans=tuple(spans))


def context_of(metadata: Metadata, layout: Layout) -> Context:
    """Within what names are complete: the issuer, its province and level, the date."""
    place = province_in(metadata.issuer or "") or province_in(layout.text[:_HEAD_TEXT])
    if metadata.issuer is None and metadata.place in _words("capital"):
        place = None  # a body that is not known may be one of the centre
    level: Level = _level(metadata.issuer) if metadata.issuer else "unknown"
    return Context(
        number=metadata.number, issuer=metadata.issuer, kind=metadata.type,
        date=metadata.date or _last_cited_day(layout.text),
        place=place.name if place and level != "central" else None,
        place_kind=place.kind if place and level != "central" else None, level=level,
    )  # fmt: skip


def _last_cited_day(text: str) -> str | None:
    """The day of the latest document that a text without a date cites: it is no older than that."""
    cited = _pattern("cited-day").finditer(text)
    days = (read_day(text, match.end(), match.end() + _DAY) for match in cited)
    return max((day.value for day in days if day and day.value), default=None)


def _document(
    blocks: Sequence[Block], layout: Layout, attached_by: re.Match[str] | None
) -> Metadata:
    text = layout.text
    head = [b for b in blocks[:_HEAD_BLOCKS] if b.zone == "head"]
    spans: list[tuple[str, Span]] = []
    number, date, place = None, None, None
    for block in head:
        if number is None and (match := _pattern("number").search(text, block.start, block.end)):
            number = re.sub(r"\s", "", match.group(1))
            spans.append(("number", Span(*match.span(1))))
        if date is None and (match := _pattern("dated").search(text, block.start, block.end)):
            place, date = match.group(1).strip(), _iso(match.group(4, 3, 2))
            spans = [each for each in spans if each[0] != "place"]  # what stood above without a day
            spans += [("place", Span(*match.span(1))), ("date", Span(match.start(2), match.end(4)))]
        elif place is None and (m := _pattern("undated").search(text, block.start, block.end)):
            place = m.group(1).strip()
            spans.append(("place", Span(*m.span(1))))
    kind, title, title_spans = find_title(blocks[:_HEAD_BLOCKS], layout)
    if kind is None and number is not None:
        kind = kind_of(number)
    issuer = None
    if stated := read_issuer(head, layout, place):
        issuer = stated[0]
        spans.append(("issuer", stated[1]))
    if attached_by is not None:
        if number is None:
            number = attached_by.group(2)
            spans.append(("number", Span(*attached_by.span(2))))
        if date is None:
            date = _iso(attached_by.group(5, 4, 3))
            spans.append(("date", Span(attached_by.start(3), attached_by.end(5))))
        if issuer is None and attached_by.group(6):
            issuer = name_issuer(attached_by.group(6), context_in(attached_by.group(6)))
            spans.append(("issuer", Span(*attached_by.span(6))))
    closing = [b for b in blocks if b.zone == "closing"]
    signer = _signer(closing, text, spans)
    return Metadata(
        number=number, type=kind, issuer=issuer, place=place, date=date, title=title, signer=signer,
        recipients=tuple(_recipients(closing, text)), spans=_in_order([*spans, *title_spans]),
    )  # fmt: skip


def _spoken(document: Metadata, blocks: Sequence[Block], text: str) -> Metadata:
    """The metadata of a document whose head names no issuer, with who speaks in its text."""
    if document.issuer is not None or (author := find_author(blocks, text)) is None:
        return document
    spans = _in_order([*document.spans, ("issuer", author[1])])
    return replace(document, issuer=author[0], spans=spans)


def _told(document: Metadata, reported: Metadata | None) -> Metadata:
    """The metadata of a document without a head, by what the text tells of it."""
    if reported is None or document.number not in (None, reported.number):
        return document
    return replace(reported, signer=document.signer, recipients=document.recipients)


def _signed(document: Metadata, attached: Sequence[Block], text: str) -> Metadata:
    """The metadata of a decision, signed by who signs the plan that it issues."""
    spans = list(document.spans)
    signer = _signer([block for block in attached if block.zone == "closing"], text, spans)
    return replace(document, signer=signer, spans=_in_order(spans))


def _in_order(spans: Iterable[tuple[str, Span]]) -> tuple[tuple[str, Span], ...]:
    return tuple(sorted(spans, key=lambda named: (named[1].start, named[0])))


def _iso(parts: Iterable[str]) -> str:
    year, month, day = (int(part) for part in parts)
    return f"{year:04}-{month:02}-{day:02}"


def _attached_by(blocks: Sequence[Block], text: str) -> re.Match[str] | None:
    for block in blocks[:6]:
        if match := _pattern("attached").search(text, block.start, block.end):
            return match
    return None


def _signer(closing: Sequence[Block], text: str, spans: list[tuple[str, Span]]) -> str | None:
    for block in closing:
        line = text[block.start : block.end].rstrip(" |")
        match = _pattern("signer-beside" if block.marker else "signer").search(line)
        if match and not match.group(1).startswith(_words("not-signer")):
            start = block.start + match.start(1)
            spans.append(("signer", Span(start, start + len(match.group(1)))))
            return match.group(1)
    return None


def _recipients(closing: Sequence[Block], text: str) -> Iterable[str]:
    listed = False
    for block in closing:
        line = text[block.start : block.end]
        if line.startswith(_words("recipients")):
            listed = True
        elif listed and block.marker:
            yield text[block.body : block.end].partition(" | ")[0].strip(" ;.,/")
        elif listed:
            return


def _level(issuer: str) -> Level:
    for agency in ontology.register().agencies.values():
        if agency.level == "central" and issuer.startswith(agency.name):
            return "central"
    folded = fold(issuer)
    provinces = dict(provinces_by_name())
    for level, unit in _units():
        found = unit.search(folded)
        if found and folded[found.end() :].strip() not in provinces:
            return level
    return "central" if any(word in issuer for word in _words("of-the-centre")) else "province"


@cache
def _units() -> tuple[tuple[Level, re.Pattern[str]], ...]:
    """What names a unit below the province: UBND (phường) Phúc Lợi, or UBND (quận) alone."""
    slots: tuple[tuple[Level, str], ...] = (("commune", "slot-xa"), ("district", "slot-huyen"))
    patterns = ontology.patterns("agencies")
    alone = ontology.patterns("metadata")["unit-alone"]
    return tuple(
        (level, re.compile(rf"(?<!\w){patterns[slot]}(?:(?= \w)|{alone})")) for level, slot in slots
    )
