"""Citations: every mention of another document, with its relation and the document that cites it.

`find_citations` is what the pipeline calls; `mentions`, `laws` and `named` read the mentions,
`relations` what is done with them, `own_name` which of them mean the document itself. Spans point
into canonical text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from extract.governors import cue, last_governor, phrases
from extract.laws import Paragraph, read_law
from extract.layout import Block, Context, Layout
from extract.mentions import Mention, Passage, TypeWord, find_types, read_numbered
from extract.named import Place, read_named
from extract.own_name import OwnName
from extract.record import Citation, Relation
from extract.relations import bind, cited_by
from extract.symbols import Symbol, find_symbols

Key = tuple[str | None, str | None, str | None, str | None]
_Found = TypeVar("_Found", TypeWord, Symbol)


def key(citation: Citation) -> Key:
    """Return what a citation says of the document it means: type, number, date, issuer.

    A short form says less than the full one ("Nghị quyết số 24-NQ/TW" has no date); what it lacks
    who resolves it may take from an earlier mention of the same number.
    """
    return citation.type, citation.number, citation.date, citation.issuer


def find_citations(layout: Layout, context: Context) -> tuple[Citation, ...]:
    """Find every mention of another document, in reading order; ``line`` is 0.

    The document's own number and title are none, save where a plan in the same file names the
    decision with which it is issued.
    """
    passage = Passage.of(layout.text, context)
    stretches = _stretches(passage, layout)
    found = [pair for s in stretches for pair in zip(s.blocks, s.mentions, strict=True)]
    own = OwnName.of(passage, layout, found)
    return tuple(citation for s in stretches for citation in _citations(passage, s, own))


@dataclass(slots=True)
class _Stretch:
    """A paragraph's mentions, each with its block (a broken paragraph has several).

    ``opening`` is the relation that its first words or the heading above give.
    """

    start: int
    opening: Relation | None
    blocks: list[Block]
    mentions: list[Mention]


def _stretches(passage: Passage, layout: Layout) -> list[_Stretch]:
    types, symbols = list(find_types(passage.lowered)), list(find_symbols(passage.text))
    stretches: list[_Stretch] = []
    word = number = 0
    for block in layout.blocks:
        first_word, first_number = word, number
        word, number = _past(types, word, block), _past(symbols, number, block)
        words, numbers = types[first_word:word], symbols[first_number:number]
        if block.zone == "notice" or not (words or numbers):
            continue
        mentions = _mentions(passage, block, words, numbers)
        if not mentions:
            continue
        above = _broken_off(passage, layout.blocks, block)
        if not (above and stretches and stretches[-1].blocks[-1] is above):
            opening = _opening(layout, block, words, mentions[0])
            stretches.append(_Stretch((above or block).body, opening, [], []))
        stretches[-1].blocks.extend([block] * len(mentions))
        stretches[-1].mentions.extend(mentions)
    return stretches


def _citations(passage: Passage, stretch: _Stretch, own: OwnName) -> Iterator[Citation]:
    mentions = stretch.mentions
    bonds = bind(passage, mentions, stretch.start, stretch.opening)
    for index, mention in enumerate(mentions):
        if not own.is_meant(mention, stretch.blocks[index]):
            yield Citation(
                line=0,
                mention=mention.text,
                kind=mention.kind,
                type=mention.type,
                number=mention.number,
                date=mention.date,
                issuer=mention.issuer,
                relation=bonds[index].relation,
                cited_by=cited_by(mentions, bonds, index),
                start=mention.start,
                end=mention.end,
            )


def _mentions(
    passage: Passage, block: Block, words: Sequence[TypeWord], symbols: Sequence[Symbol]
) -> list[Mention]:
    """Read the mentions in a block: laws and numbers first, then names in the text between them."""
    mentions: list[Mention] = []
    within = Paragraph(block.body, block.end, {symbol.start: symbol for symbol in symbols})
    for word in words:
        if word.phrase in phrases("law-type") and not _covered(mentions, word.start):
            mentions += read_law(passage, word, within)
    free = [word for word in words if not _covered(mentions, word.start)]
    loose = [symbol for symbol in symbols if not _covered(mentions, symbol.start)]
    floor, previous = block.body, None
    for symbol in loose:
        if cue("own-number").fullmatch(passage.text, block.start, symbol.start):
            continue
        if found := read_numbered(passage, symbol, free, floor, block.end, previous):
            if previous and _shares_tail(passage, previous, symbol):
                mentions[-1] = replace(previous, date=found.date, issuer=found.issuer)
            mentions.append(found)
            floor, previous = found.end, found
    mentions.sort(key=lambda mention: (mention.start, -mention.end))
    for word in free:
        if _covered(mentions, word.start):
            continue
        index = bisect_right(mentions, word.start, key=lambda mention: mention.start)
        place = Place(
            sentence=max(block.body, passage.text.rfind(". ", block.body, word.start) + 1),
            limit=mentions[index].start if index < len(mentions) else block.end,
            previous=mentions[index - 1] if index else None,
        )
        if named := read_named(passage, word, free, place):
            mentions.insert(index, named)
    return mentions


def _shares_tail(passage: Passage, previous: Mention, symbol: Symbol) -> bool:
    """Tell whether two numbers have one day and issuer: "số 138/NQ-CP, 139/NQ-CP ngày …"."""
    bare = cue("coordination").fullmatch(passage.text.rstrip(), previous.end, symbol.start - 1)
    return bool(bare) and not previous.date and not previous.issuer


def _opening(
    layout: Layout, block: Block, words: Sequence[TypeWord], first: Mention
) -> Relation | None:
    """Read the relation that a paragraph's first words, or the heading above it, give."""
    attached = cue("attached").match(layout.text, block.body, first.start)
    if attached and attached.end() == first.start:
        return "attached_to"
    basis = cue("basis-opening").match(layout.text, block.body, first.start)
    at_once = basis and any(word.start == basis.end() for word in words)
    if basis and (at_once or block.zone in ("head", "basis")):
        return "legal_basis"
    above = block.parent
    while above is not None:
        heading = layout.blocks[above]
        if heading.heading and cue("basis-heading").match(layout.text, heading.body, heading.end):
            return "legal_basis"
        above = heading.parent
    return None


def _broken_off(passage: Passage, blocks: Sequence[Block], block: Block) -> Block | None:
    """Find the block above, where it broke off after a governing word ("… về thực hiện")."""
    if block.index == 0 or block.marker:
        return None
    above = blocks[block.index - 1]
    if above.heading or above.part != block.part:
        return None
    governor = last_governor(passage.backward, above.body, above.end)
    broken = governor is not None and not passage.text[governor.end : above.end].strip()
    return above if broken else None


def _past(found: Sequence[_Found], index: int, block: Block) -> int:
    """Go past what stands in a block or before it."""
    while index < len(found) and found[index].start < block.end:
        index += 1
    return index


def _covered(mentions: Sequence[Mention], place: int) -> bool:
    return any(mention.start <= place < mention.end for mention in mentions)
