"""What a document does with one that it mentions, and in whose title a mention stands.

A mention is this document's own unless it stands in the title or description of a document just
named: in "Kế hoạch số 5844/KH-UBND … về triển khai thực hiện Nghị quyết số 11-NQ/TW …" the second
is cited by the first. Mentions side by side share relation and owner.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.governors import closing, cue, last_governor
from extract.mentions import Mention, Passage
from extract.record import Relation

THIS = "this"
_ALIAS_REACH = 12  # mentions back in which the document that a short name stands for is sought
_RELATIONS: dict[str, Relation] = {"implements": "implements", "basis": "legal_basis"}


class Bond(NamedTuple):
    """How a mention is bound to the text.

    ``parent`` is the mention in whose title it stands, ``cited_by`` the number of the nearest
    numbered document among that and its own parents, or "this"; for what stands in the name of a
    law without a number it is that name.
    """

    relation: Relation
    parent: int | None
    cited_by: str


def bind(
    passage: Passage, mentions: Sequence[Mention], start: int, opening: Relation | None
) -> list[Bond]:
    """Bind the mentions of one paragraph, which are in order.

    ``start`` is where the paragraph begins; ``opening`` the relation that its first words or its
    heading give to what it cites itself (căn cứ …).
    """
    bonds: list[Bond] = []
    for index, mention in enumerate(mentions):
        bond = _bond(passage, mentions, bonds, index, start, opening)
        if mention.number is not None and bond.cited_by == mention.number:
            # A document does not cite itself: its number again means what it meant before.
            same = (b for m, b in zip(mentions, bonds, strict=False) if m.number == mention.number)
            bond = next(same, Bond(bond.relation, None, THIS))
        bonds.append(bond)
    return bonds


def _bond(
    passage: Passage,
    mentions: Sequence[Mention],
    bonds: Sequence[Bond],
    index: int,
    start: int,
    opening: Relation | None,
) -> Bond:
    mention = mentions[index]
    if index == 0:
        return Bond(opening or _relation(passage, start, mention.start), None, THIS)
    last = _last_outer(mentions, bonds, index - 1)
    gap = mentions[last].end
    if mention.start < gap:  # a law among those that another amends, in its name
        name = cue("day-behind").sub("", mentions[last].text)
        return Bond("cites", last, mentions[last].number or name)
    citing = mentions[last].number or bonds[last].cited_by
    between = passage.text[gap : mention.start]
    if closing("alias", between, 0, len(between)):
        if mention.number is None and not between.strip(" ("):
            return bonds[last]
        for other in range(last, max(-1, last - _ALIAS_REACH), -1):
            if mentions[other].number == mention.number:
                return bonds[other]
    for end in cue("sentence-end").finditer(passage.text, gap, mention.start):
        start = end.end()
    if start > gap:
        return Bond(opening or _relation(passage, start, mention.start), None, THIS)
    if closing("coordination", between, 0, len(between)):
        return _beside(mentions, bonds, last, mention, between)
    if cue("description").match(between) and not cue("title-end").search(between):
        implements = _relation(passage, gap, mention.start) == "implements"
        return Bond("implements" if implements else "cites", last, citing)
    return Bond(opening or _relation(passage, start, mention.start), None, THIS)


def _last_outer(mentions: Sequence[Mention], bonds: Sequence[Bond], last: int) -> int:
    """Find the last mention that stands in no other's name: a law that amends others, for those."""
    whole = bonds[last].parent
    return last if whole is None or mentions[last].start >= mentions[whole].end else whole


def _beside(
    mentions: Sequence[Mention],
    bonds: Sequence[Bond],
    last: int,
    mention: Mention,
    between: str,
) -> Bond:
    """Bind a mention as the one before it in a list, or as the one in whose title that stands.

    A list goes on outside a title once the last document in it has told its own title, after a
    semicolon, and where a number follows a mere name.
    """
    apart = ";" in between or cue("description").match(between) is not None
    bond, named = bonds[last], mentions[last].number is None
    while bond.parent is not None and (apart or (named and mention.number is not None)):
        named = mentions[bond.parent].number is None
        bond = bonds[bond.parent]
    return bond


def _relation(passage: Passage, start: int, end: int) -> Relation:
    """Read the relation that the governing word nearest before ``end`` gives."""
    if closing("attached-before", passage.text, start, end):
        return "attached_to"
    governor = last_governor(passage.backward, start, end, ("neutral", "leading", "naming"))
    return _RELATIONS.get(governor.sort, "cites") if governor else "cites"
