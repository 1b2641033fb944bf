"""Owners: what a block's own clause leaves open comes from the clauses that it hangs under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extract.assignments import Charge, read_charge
from extract.labels import Labels
from extract.layout import WORKING, Block, Layout
from extract.record import AgencyMention, Assignment, Basis, Role
from extract.spans import InOrder

_LONGEST_CLAUSE = 20_000  # code points; who does the work is said before that, if at all
_SILENT = frozenset({"head", "closing", "footnote", "notice"})


@dataclass(frozen=True, slots=True)
class Charges:
    """What each block's clause says of who does the work, read when it is first asked for."""

    layout: Layout
    mentions: InOrder[AgencyMention]
    labels: Labels
    known: dict[int, Charge | None] = field(default_factory=dict)

    def of(self, index: int) -> Charge | None:
        """What the block with ``index`` says, with what its labels name; None if it can say none.

        Cells, labels and what stands outside the text proper say none.
        """
        if index not in self.known:
            self.known[index] = self._of(self.layout.blocks[index])
        return self.known[index]

    def _of(self, block: Block) -> Charge | None:
        if block.cell or block.index in self.labels.lines or block.zone in _SILENT:
            return None
        return _read(block, self.layout, self.mentions, self.labels)

    def names_anyone(self, index: int) -> bool:
        """Whether the clause of the block with ``index`` gives anyone a part in the work."""
        charge = self.of(index)
        return charge is not None and bool(charge.leads or charge.coordinating)

    def above(self, block: Block) -> Iterator[Charge]:
        """The charges of the blocks that ``block`` hangs under, the nearest first.

        Outside the parts that hand out work only what is told or asked to act counts: the committee
        that issues a plan is the subject of the sentence that says so, and charged with nothing.
        """
        parent = block.parent
        while parent is not None:
            above = self.layout.blocks[parent]
            charge = self.of(parent)
            if charge is not None and (above.zone in WORKING or charge.asked):
                yield charge
            parent = above.parent


def _read(block: Block, layout: Layout, mentions: InOrder[AgencyMention], labels: Labels) -> Charge:
    """A labelled lead takes the place of any other; who works along by a label is added."""
    end = min(block.end, block.body + _LONGEST_CLAUSE)
    charge = read_charge(layout.text, block.body, end, mentions.within(block.body, end))
    if not (labels.lines or labels.within or labels.sections):
        return charge
    leads: list[AgencyMention] = []
    along: list[AgencyMention] = []
    for label in (*labels.of(block, layout.blocks), *labels.sections.get(block.index, ())):
        named = _outside_brackets(layout.text, mentions.within(label.start, label.end))
        {"lead": leads, "coordinating": along}.get(label.role, []).extend(named)
    if leads:
        charge = charge._replace(leads=tuple(leads), basis="explicit", labelled=True)
    fresh = [m for m in along if m not in charge.coordinating]
    return charge._replace(coordinating=(*charge.coordinating, *fresh)) if fresh else charge


def _outside_brackets(text: str, named: Sequence[AgencyMention]) -> list[AgencyMention]:
    """The bodies of a label without those that are named as part of another: Bộ Y tế (Cục …)."""
    kept: list[AgencyMention] = []
    for mention in named:
        if kept and text[kept[-1].end : mention.start].strip() == "(":
            continue
        kept.append(mention)
    return kept


def assign(block: Block, charges: Charges) -> list[Assignment]:
    """Who owns the work of ``block``: its own bodies, else those of the clauses above it.

    A coordination named in the block is added to the one that it inherits.
    """
    own = charges.of(block.index) or Charge()
    lead, coordinating = list(own.leads), list(own.coordinating)
    basis: Basis = own.basis
    chain = [] if own.basis == "explicit" else list(charges.above(block))
    above = chain[0] if chain else Charge()
    if above.opens_coordination and not above.coordinating and own.basis == "implicit":
        coordinating, lead, basis = [*lead, *coordinating], [], "none"
    inherited: list[Assignment] = []
    charged_above = any(charge.leads for charge in chain)
    if basis == "implicit" and not own.opens and charged_above:
        lead, basis = [], "none"  # who a later sentence mentions does not take the task over
    if not lead:
        for charge in chain:
            inherited += assignments_of(
                "coordinating", charge.coordinating, "explicit", inherited=True
            )
            if charge.leads:
                stated = own.leads_alone or any(c.leads_alone for c in chain)
                basis = "explicit" if stated else charge.basis
                inherited = [
                    *assignments_of("lead", charge.leads, basis, inherited=True),
                    *inherited,
                ]
                break
    fresh = [
        *assignments_of("lead", lead, basis, inherited=False),
        *assignments_of("coordinating", coordinating, "explicit", inherited=False),
    ]
    return [*inherited, *fresh]


def assignments_of(
    role: Role, mentions: Iterable[AgencyMention], basis: Basis, *, inherited: bool
) -> list[Assignment]:
    """An assignment in ``role`` for each of ``mentions``."""
    return [
        Assignment(role, m.name, m.id, m.group, basis, inherited, m.start, m.end) for m in mentions
    ]
