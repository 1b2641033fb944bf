"""The catalogue: what a corpus says as one reads it, each fact joined with its evidence.

It says what the graph says, in the same names: a task knows its document, a duty its agency. The
search index holds it and the service shows it.
"""

from __future__ import annotations

from dataclasses import dataclass

from extract.record import Basis, CitationKind, Comparator, Relation, Role
from graph.works import Status


@dataclass(frozen=True, slots=True)
class Quote:
    """Evidence: ``quote`` is ``text[start:end]`` of the text as received, in code points."""

    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Attached:
    """A document that is issued with another one, in the same text."""

    iri: str
    type: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document; ``id`` is its IRI after ``…/eli/``. What is not known is None.

    ``source`` names the text in the corpus, None for a document that others only mention.
    ``names`` are the ways in which a law or a named programme is mentioned.
    """

    iri: str
    id: str
    number: str | None
    type: str | None
    title: str | None
    date: str | None
    issuer: str | None
    names: tuple[str, ...]
    source: str | None
    attached: Attached | None


@dataclass(frozen=True, slots=True)
class AgencyEntry:
    """A body or a group; ``slug`` is its IRI after ``…/id/agency/``.

    ``office`` is the slug without its place: so-tai-chinh for so-tai-chinh-binh-duong. ``names``
    are all ways of writing it that are known, its abbreviations among them; ``places`` are other
    names of its place. ``written`` is false
    where no document names it, and it only took the place of one that some document names.
    """

    iri: str
    slug: str
    office: str
    name: str
    group: bool
    place: str | None
    names: tuple[str, ...]
    places: tuple[str, ...]
    written: bool


@dataclass(frozen=True, slots=True)
class Duty:
    """One agency's part in one task; ``agency`` is its slug, ``mention`` where it is named."""

    agency: str
    role: Role
    basis: Basis
    inherited: bool
    mention: Quote


@dataclass(frozen=True, slots=True)
class Due:
    """When a task is due: ISO ``value`` to the precision stated, or a recurrence in ``text``.

    ``rules`` are the recurrences that the text states, as RFC 5545 writes them.
    """

    value: str | None
    text: str
    recurring: bool
    rules: tuple[str, ...]
    mention: Quote


@dataclass(frozen=True, slots=True)
class TaskEntry:
    """A task; ``id`` is its IRI after ``…/eli/``, ``document`` the id of its document.

    ``headings`` are those above it, outermost first; ``section`` is the path of the nearest.
    """

    iri: str
    id: str
    document: str
    path: str
    section: str
    headings: tuple[str, ...]
    text: str
    duties: tuple[Duty, ...]
    deadline: str | None
    dues: tuple[Due, ...]
    cites: tuple[str, ...]
    products: tuple[Quote, ...]
    evidence: Quote


@dataclass(frozen=True, slots=True)
class CitationEntry:
    """A mention of another document in the text of ``document`` (an id).

    ``works`` are the ids of what it means: one where ``status`` is resolved, else the candidates.
    ``citing`` is the id of the document in whose words it stands, None where that is not known.
    """

    document: str
    mention: str
    kind: CitationKind
    relation: Relation
    status: Status
    works: tuple[str, ...]
    citing: str | None
    section: str
    evidence: Quote


@dataclass(frozen=True, slots=True)
class TargetEntry:
    """A number set as a goal; ``indicator`` is a slug that plans share, ``agencies`` are slugs."""

    iri: str
    document: str
    indicator: str
    label: str
    value: str
    comparator: Comparator
    min: float | None
    max: float | None
    unit: str | None
    period: str | None
    agencies: tuple[str, ...]
    section: str
    evidence: Quote


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All entries: documents and agencies in order of their names, the rest in reading order."""

    documents: tuple[DocumentEntry, ...]
    agencies: tuple[AgencyEntry, ...]
    tasks: tuple[TaskEntry, ...]
    citations: tuple[CitationEntry, ...]
    targets: tuple[TargetEntry, ...]
