"""The record: what one document says, as frozen values that travel between the layers.

Every ``start``/``end`` is a half-open span in Unicode code points. Inside `extract` spans point
into the canonical text; the record that leaves the package points into the text as received, so
that ``text[start:end]`` is the evidence, unrepaired. ``line`` counts from 1 in the text as
received.

What a document has many of is a named tuple: it cannot be changed either, and is made in a third of
the time of a frozen dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

CitationKind = Literal["numbered", "law", "named"]
Relation = Literal["legal_basis", "implements", "attached_to", "cites"]
Role = Literal["lead", "coordinating"]
Basis = Literal["explicit", "implicit", "none"]
Comparator = Literal["=", ">=", ">", "<=", "<", "range", "~"]


class Span(NamedTuple):
    """A half-open span of code points."""

    start: int
    end: int


class Issue(NamedTuple):
    """Something seen and not understood, or repaired: a stable code, a sentence, where."""

    code: str
    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; a value it does not state is None.

    ``date`` is ISO 8601. ``spans`` gives the evidence of each stated field by its name.
    """

    number: str | None = None
    type: str | None = None
    issuer: str | None = None
    place: str | None = None
    date: str | None = None
    title: str | None = None
    signer: str | None = None
    recipients: tuple[str, ...] = ()
    spans: tuple[tuple[str, Span], ...] = ()


class Section(NamedTuple):
    """A heading of the outline: ``path`` is the enumerators that lead to it (``II.2.a``)."""

    path: str
    heading: str
    start: int
    end: int
    line: int


class Citation(NamedTuple):
    """A mention of another document, from its type word to its issuer.

    ``mention`` is cleaned, ``number`` as the document's own numbering writes it, ``date`` ISO,
    ``issuer`` the canonical name. ``cited_by`` is "this", or the number of the cited document in
    whose title or description the mention stands (a law's name, where it has no number).
    """

    line: int
    mention: str
    kind: CitationKind
    type: str | None
    number: str | None
    date: str | None
    issuer: str | None
    relation: Relation
    cited_by: str
    start: int
    end: int


class AgencyMention(NamedTuple):
    """A body named in the text: ``text`` as it stands, ``name`` canonical.

    ``id`` is its slug in the register (``so-tai-chinh``), None for a body that the register does
    not hold. ``group`` is true for a class of bodies (các sở, ban, ngành).
    """

    text: str
    name: str
    id: str | None
    group: bool
    start: int
    end: int


class Assignment(NamedTuple):
    """One agency's part in one task; ``start``/``end`` is the agency's mention.

    ``basis`` is explicit where the text says chủ trì, giao, chịu trách nhiệm. ``inherited`` is true
    where the mention stands in a heading above the task.
    """

    role: Role
    agency: str
    agency_id: str | None
    group: bool
    basis: Basis
    inherited: bool
    start: int
    end: int


class Deadline(NamedTuple):
    """When a task is due.

    ``value`` is ISO to the precision stated (``2025``, ``2023-02``, ``2025-12-31``; a quarter is
    its last month, a range its end), None where the text gives only a recurrence (``text`` says
    which: thường xuyên, hằng năm, trước ngày 15 tháng cuối quý).
    """

    value: str | None
    text: str
    recurring: bool
    start: int
    end: int


class Product(NamedTuple):
    """What a task is to yield: a document to be made, a thing to be put to use; ``text`` clean."""

    text: str
    start: int
    end: int


class Task(NamedTuple):
    """The smallest enumerated piece of work that the document asks for.

    ``section`` is the path of its nearest numbered heading, ``path`` its own and unique
    (``II.2.a.1``). ``text`` is clean. ``deadline`` is the ISO value by which it is due;
    ``deadlines`` holds every one stated, with evidence. ``cites`` holds numbers or names of
    documents cited in its own text, ``products`` what it is to yield.
    """

    path: str
    section: str
    line_start: int
    line_end: int
    text: str
    lead: tuple[str, ...]
    lead_basis: Basis
    coordinating: tuple[str, ...]
    assignments: tuple[Assignment, ...]
    deadline: str | None
    deadlines: tuple[Deadline, ...]
    cites: tuple[str, ...]
    start: int
    end: int
    products: tuple[Product, ...] = ()


class Target(NamedTuple):
    """A number that the document sets as a goal.

    ``min``/``max`` are decimal; ``unit`` as the text says; ``period`` is ``2025``, ``2021-2025`` or
    None. ``agencies`` are those who track or reach it.
    """

    line: int
    indicator: str
    value: str
    comparator: Comparator
    min: float | None
    max: float | None
    unit: str | None
    period: str | None
    agencies: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """All that was read from one document; spans point into ``text``, the text as received."""

    source: str
    text: str
    metadata: Metadata
    attached: Metadata | None
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    agencies: tuple[AgencyMention, ...]
    tasks: tuple[Task, ...]
    targets: tuple[Target, ...]
    issues: tuple[Issue, ...]
