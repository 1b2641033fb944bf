"""What a text without a head of its own says of the document that it gives or reports on.

A press text announces it ("Ngày 13/9/2025, Thủ tướng Chính phủ đã có Chỉ thị 24/CT-TTg về việc …"),
a page puts its whole name above it ("Kết luận số 69-KL/TW ngày 11/01/2024 của Bộ Chính trị về …").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from extract.agencies import name_issuer
from extract.issuers import context_in
from extract.layout import Block
from extract.phrases import compiled
from extract.record import Metadata, Span
from extract.symbols import Symbol, find_symbols
from extract.triggers import find_digits

_pattern = partial(compiled, "metadata")

_BLOCKS = 20  # from the top; a document is announced before it is told


def find_reported(blocks: Sequence[Block], text: str) -> Metadata | None:
    """What the first lines say of the document that they announce or name; None if of none.

    Each value is the first that stands with its number: who made it before or after, the day, what
    it is about.
    """
    number: str | None = None
    found: dict[str, tuple[str, Span]] = {}
    for symbol, told in _told(blocks[:_BLOCKS], text):
        if number is None and any("kind" in match.re.groupindex for match in told):
            number = symbol.number
            found["number"] = number, Span(symbol.start, symbol.end)
        if number == symbol.number:
            for match in told:
                for name, value in _values(match):
                    found.setdefault(name, value)
    if number is None:
        return None
    spans = sorted(((name, span) for name, (_, span) in found.items()), key=lambda s: s[1].start)
    values = {name: value for name, (value, _) in found.items()}
    return Metadata(
        number=number,
        type=values.get("type"),
        issuer=values.get("issuer"),
        date=values.get("date"),
        title=values.get("title"),
        spans=tuple(spans),
    )


def _told(blocks: Sequence[Block], text: str) -> Iterator[tuple[Symbol, list[re.Match[str]]]]:
    """Each number of a document with what stands before and behind it and tells of it."""
    for block in blocks:
        if block.zone == "notice":
            continue
        for symbol in find_symbols(text, find_digits(text, block.start, block.end)):
            before = _pattern("announced").search(text, block.start, symbol.start)
            named = _pattern("named-above").match(text, block.start, symbol.start)
            about = _pattern("announced-about").match(text, symbol.end, block.end)
            stated = next((m for m in (before, named) if m and m["kind"] == symbol.kind), None)
            yield symbol, [match for match in (about, stated) if match is not None]


def _values(match: re.Match[str]) -> Iterator[tuple[str, tuple[str, Span]]]:
    """The values that the words before or behind a number state."""
    stated = match.groupdict()
    if kind := stated.get("kind"):
        yield "type", (kind, Span(*match.span("kind")))
    if stated.get("year"):
        year, month, day = (int(match[part]) for part in ("year", "month", "day"))
        yield (
            "date",
            (f"{year:04}-{month:02}-{day:02}", Span(match.start("day"), match.end("year"))),
        )
    if stated.get("issuer") and (
        issuer := name_issuer(stated["issuer"], context_in(stated["issuer"]))
    ):
        yield "issuer", (issuer, Span(*match.span("issuer")))
    if title := (stated.get("title") or "").strip(" ,:;"):
        yield "title", (title[:1].upper() + title[1:], Span(*match.span("title")))
