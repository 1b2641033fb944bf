"""Issuers: who a head says that the document comes from.

The body that a unit belongs to stands above the unit's own name (Nghị định 30/2020/NĐ-CP, annex I):
of UBND TỈNH HÀ TĨNH and SỞ Y TẾ the second issues the document. A body that the register does not
hold is named as the text writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache, partial

import ontology
from extract.agencies import find_issuer, name_issuer
from extract.folding import fold
from extract.layout import Block, Context, Layout
from extract.phrases import compiled, phrases_of
from extract.record import AgencyMention, Span
from extract.titles import as_sentence

_pattern = partial(compiled, "metadata")
_words = partial(phrases_of, "metadata")

_SIGNS = " -–—_*|"  # rules and marks around a line of the head
_LONGEST = 20  # words of a name that the register does not hold
_UNIT_LEVELS = frozenset({"district", "commune"})


def read_issuer(
    head: Sequence[Block], layout: Layout, place: str | None
) -> tuple[str, Span] | None:
    """Who issues the document, and where the head says so.

    A name that is complete only with a province has that of ``place``.
    """
    issuer: tuple[str, Span] | None = None
    for block, line, shouted in _lines(head, layout.text):
        if issuer is not None and not f"{line} ".startswith(_words("unit-head")):
            break
        name = issuer[0] if issuer else None
        for part in _parts(line):
            name = _name(part, layout if shouted else None, place, name) or name
        if name is None:
            continue
        issuer = name, Span(block.start, block.end)
    return issuer


def find_author(blocks: Sequence[Block], text: str) -> tuple[str, Span] | None:
    """Who speaks in a copy without a head: "Sở Y tế đề nghị các đơn vị …", and where it is named.

    It is the subject of the first clause that asks, announces or issues.
    """
    for block in blocks:
        if block.zone in ("notice", "closing") or block.cell:
            continue
        context = context_in(text[block.body : block.end])
        clauses = _pattern("clause-opening").finditer(text, block.body, block.end)
        for start in (block.body, *(clause.end() for clause in clauses)):
            if not text[start : start + 1].isupper():
                continue
            unit = _pattern("committee-of-unit").match(text, start, block.end)
            found = find_issuer(text, start, block.end, context)
            if unit is not None:  # the unit that the text is of, which it need not name
                name, end = f"{_words('committee')[0]} {unit['kind']}", unit.end()
            elif found is not None and not found.group:
                name, end = found.name, found.end
            else:
                continue
            if _pattern("author-acts").match(text, end, block.end):
                return name, Span(start, end)
    return None


def _lines(head: Sequence[Block], text: str) -> Iterator[tuple[Block, str, bool]]:
    """The lines that begin like the name of an issuer: in capitals, and whether they stand so."""
    for block, below in zip(head, [*head[1:], None], strict=False):
        written = text[block.start : block.end]
        line = _before_motto(written.upper())
        if line.startswith(_words("issuer-head")):
            after = "" if below is None else text[below.start : below.end].upper()
            if after.startswith(_words("place-head")):
                line = f"{line} {_before_motto(after)}"
            yield block, line, written[: len(line)].upper() == written[: len(line)]


def _before_motto(line: str) -> str:
    """The left of two columns that the State's name and motto stand to the right of."""
    cuts = [at for motto in _words("motto") if (at := line.find(motto)) > 0]
    return line[: min(cuts, default=len(line))].strip(_SIGNS)


def _parts(line: str) -> Iterator[str]:
    """The bodies that one line names, each a unit of the one before."""
    start = 0
    for unit in _unit_heads().finditer(line, 1):
        if name_issuer(line[start : unit.start()], context_in(line)):
            yield line[start : unit.start()].strip(_SIGNS)
            start = unit.start()
    yield line[start:]


def _name(line: str, layout: Layout | None, place: str | None, above: str | None) -> str | None:
    """Name the body that ``line`` names, ``above`` the one that it belongs to.

    Without a ``layout`` that shows how the text writes the same words, only one of the register.
    """
    if above is not None and f"{line} " in _words("unit-head-alone"):
        whole = f"{as_sentence(line, layout) if layout else line.capitalize()} {above}"
        named = name_issuer(whole, context_in(above)) or whole
        placed = fold(whole).startswith(fold(named))
        return f"{named}{whole[len(named) :]}" if placed else named
    found = find_issuer(line, 0, len(line), context_in(line))
    if found is not None:
        return _with_unit(found, line)
    province = province_in(place or "")
    if province is not None:
        whole = f"{line} {province.kind} {province.name}"
        if issuer := name_issuer(whole, context_in(province.name)):
            return issuer
    if layout is None or not 1 < len(line.split()) <= _LONGEST or not _pattern("body").match(line):
        return None
    return _pattern("unit-named").sub(
        lambda unit: unit.group(1) + unit.group(2).title(), as_sentence(line, layout)
    )


def _with_unit(found: AgencyMention, line: str) -> str:
    """A body's name, with that of its district or commune where ``line`` goes on with it."""
    agency = ontology.register().agencies.get(found.id or "")
    rest = line[found.end :].strip(_SIGNS)
    if agency is None or agency.level not in _UNIT_LEVELS:
        return found.name
    return f"{found.name} {rest.title()}" if _pattern("unit-name").fullmatch(rest) else found.name


@lru_cache
def context_in(issuer: str) -> Context:
    """Within what an issuer's name is complete: the province that it names."""
    province = province_in(issuer)
    if province is None:
        return Context()
    return Context(place=province.name, place_kind=province.kind, level="province")


def province_in(text: str) -> ontology.Province | None:
    """The province that ``text`` names most, the first of them where several are named as often."""
    folded = fold(text)
    counts = [
        (-folded.count(name), folded.find(name), province)
        for name, province in provinces_by_name()
        if name in folded
    ]
    return min(counts, key=lambda found: found[:2])[2] if counts else None


@cache
def provinces_by_name() -> tuple[tuple[str, ontology.Province], ...]:
    """Every name of a province, folded."""
    return tuple(
        (fold(name), province)
        for province in ontology.register().provinces.values()
        for name in (province.name, *province.aliases)
    )


@cache
def _unit_heads() -> re.Pattern[str]:
    heads = (head.strip() for head in _words("unit-head"))
    return re.compile(rf"(?<!\w){ontology.alternation(heads)}(?!\w)")
