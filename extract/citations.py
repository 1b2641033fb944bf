"""Citations: every mention of another document, with its relation and the document that cites it.

`find_citations` is what the pipeline calls; `mentions`, `laws` and `named` read the mentions,
`relations` what is done with them, `own_name` which of them mean the document itself. Spans point
into canonical text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from extract.governors import cue, last_governor, phrases
from extract.laws import Paragraph, read_law
from extract.layout import Block, Context, Layout
from extract.mentions import (
    Mention,
    Passage,
    TypeWord,
    find_types,
    read_introduced,
    read_numbered,
)
from extract.named import Place, read_named
from extract.own_name import OwnName
from extract.record import Citation, Relation
from extract.relations import bind
from extract.symbols import Symbol, find_symbols

Key = tuple[str | None, str | None, str | None, str | None]
_SENTENCE = 400  # characters: nothing further back governs a name
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
    passage = Passage.of(layout, context)
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
    types = list(find_types(layout.lowered, layout.triggers))
    digits = (start for start, _ in layout.triggers.places["number"])
    symbols = list(find_symbols(layout.text, digits))
    stretches: list[_Stretch] = []
    words, numbers = _by_block(types, layout), _by_block(symbols, layout)
    for index in sorted({*words, *numbers}):
        block = layout.blocks[index]
        if block.zone == "notice":
            continue
        mentions = _mentions(passage, block, words.get(index, []), numbers.get(index, []))
        if not mentions:
            continue
        above = _broken_off(passage, layout.blocks, block)
        if not (above and stretches and stretches[-1].blocks[-1] is above):
            opening = _opening(layout, block, words.get(index, []), mentions[0])
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
                cited_by=bonds[index].cited_by,
                start=mention.start,
                end=mention.end,
            )


def _mentions(
    passage: Passage, block: Block, words: Sequence[TypeWord], symbols: Sequence[Symbol]
) -> list[Mention]:
    """Read the mentions in a block: laws and numbers first, then names in the text between them."""
    laws: list[Mention] = []
    within = Paragraph(block.body, block.end, {symbol.start: symbol for symbol in symbols})
    done = block.start
    for word in words:
        if word.phrase in phrases("law-type") and word.start >= done:
            laws += (found := read_law(passage, word, within))
            done = max((law.end for law in found), default=done)
    free = list(_outside(laws, words))
    mentions = [*laws, *_numbered(passage, block, free, list(_outside(laws, symbols)))]
    mentions.sort(key=lambda mention: (mention.start, -mention.end))
    return list(_with_names(passage, block, free, mentions))


def _numbered(
    passage: Passage, block: Block, words: Sequence[TypeWord], symbols: Sequence[Symbol]
) -> list[Mention]:
    mentions: list[Mention] = []
    floor, previous = block.body, None
    for symbol in symbols:
        if cue("own-number").fullmatch(passage.text, block.start, symbol.start):
            continue
        if found := read_numbered(passage, symbol, words, floor, block.end, previous):
            if previous and _shares_tail(passage, previous, symbol):
                mentions[-1] = previous._replace(date=found.date, issuer=found.issuer)
            mentions.append(found)
            floor, previous = found.end, found
    if any(mention.issuer is None for mention in mentions):
        issuer = read_introduced(passage, words, block.body, mentions[0])
        mentions = [
            each._replace(issuer=issuer) if each.issuer is None and each.type == mentions[0].type
            else each
            for each in mentions
        ]  # fmt: skip
    return mentions


def _with_names(
    passage: Passage, block: Block, words: Sequence[TypeWord], mentions: Sequence[Mention]
) -> Iterator[Mention]:
    """Go through mentions and type words together, reading a name where no mention stands."""
    previous, done, index = None, block.start, 0
    for word in words:
        while index < len(mentions) and mentions[index].start <= word.start:
            previous, index = mentions[index], index + 1
            done = max(done, previous.end)
            yield previous
        if word.start < done or word.phrase not in phrases("named-type"):
            continue
        place = Place(
            sentence=_sentence_start(passage.text, block, word.start),
            limit=mentions[index].start if index < len(mentions) else block.end,
            previous=previous,
        )
        if named := read_named(passage, word, words, place):
            previous, done = named, named.end
            yield named
    yield from mentions[index:]


def _outside(mentions: Sequence[Mention], found: Sequence[_Found]) -> Iterator[_Found]:
    """Yield what stands outside of mentions; both are in order."""
    done = index = 0
    for item in found:
        while index < len(mentions) and mentions[index].start <= item.start:
            done, index = max(done, mentions[index].end), index + 1
        if item.start >= done:
            yield item


def _sentence_start(text: str, block: Block, place: int) -> int:
    first = max(block.body, place - _SENTENCE)
    return max(first, text.rfind(". ", first, place) + 1)


def _shares_tail(passage: Passage, previous: Mention, symbol: Symbol) -> bool:
    """Tell whether two numbers have one day and issuer: "số 138/NQ-CP, 139/NQ-CP ngày …"."""
    bare = cue("coordination").fullmatch(passage.text, previous.end, symbol.start - 1)
    return bool(bare) and not previous.date and not previous.issuer


def _opening(
    layout: Layout, block: Block, words: Sequence[TypeWord], first: Mention
) -> Relation | None:
    """Read the relation that a paragraph's first words, or the heading above it, give.

    A sentence without a number heads the grounds listed right under it, but not the numbered parts
    of the plan that it issues ("Căn cứ tình hình thực tế, … ban hành Kế hoạch như sau:").
    """
    attached = cue("attached").match(layout.text, block.body, first.start)
    if attached and attached.end() == first.start:
        return "attached_to"
    basis = cue("basis-opening").match(layout.text, block.body, first.start)
    at_once = basis and any(word.start == basis.end() for word in words)
    if basis and (at_once or block.zone in ("head", "basis")):
        return "legal_basis"
    above, numbered = block.parent, bool(block.enumerator)
    while above is not None:
        heading = layout.blocks[above]
        grounds = heading.heading and (heading.enumerator or not numbered)
        if grounds and cue("basis-heading").match(layout.text, heading.body, heading.end):
            return "legal_basis"
        above, numbered = heading.parent, numbered or bool(heading.enumerator)
    return None


def _broken_off(passage: Passage, blocks: Sequence[Block], block: Block) -> Block | None:
    """Find the block above, where it broke off after a governing word ("… về thực hiện")."""
    if block.index == 0 or block.marker:
        return None
    above = blocks[block.index - 1]
    if above.part != block.part or (above.heading and above.zone != "head"):
        return None
    governor = last_governor(passage.backward, above.body, above.end)
    broken = governor is not None and not passage.text[governor.end : above.end].strip()
    return above if broken else None


def _by_block(found: Sequence[_Found], layout: Layout) -> Mapping[int, list[_Found]]:
    """Put what was found to the block that it stands in, by its index."""
    ends, by_block = [block.end for block in layout.blocks], defaultdict[int, list[_Found]](list)
    for item in found:
        by_block[bisect_right(ends, item.start)].append(item)
    return by_block
