"""The shapes of answers, as the service promises them.

Every ``quote`` is ``text[start:end]`` of the document's text as received, unrepaired; ``start`` and
``end`` count Unicode code points.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

Role = Literal["lead", "coordinating"]
Basis = Literal["explicit", "implicit", "none"]


class DocumentReference(BaseModel):
    """A document as an answer names it; what is not known is null."""

    iri: str
    id: str
    number: str | None
    type: str | None
    title: str | None
    date: str | None
    issuer: str | None


class Attached(BaseModel):
    """A document that is issued with another, in the same text."""

    iri: str
    type: str | None
    title: str | None


class Document(DocumentReference):
    """A document; `source` names its text, null where others only mention it."""

    names: list[str]
    source: str | None
    attached: Attached | None


class Agency(BaseModel):
    """A body or a group; `office` is its slug without place."""

    iri: str
    slug: str
    office: str
    name: str
    group: bool
    place: str | None


class CountedAgency(Agency):
    """An agency and how many tasks it leads and coordinates."""

    leads: int
    coordinates: int


class Evidence(BaseModel):
    """Where an answer was read: document, section, and the quote by its place in the text."""

    document: str
    number: str | None
    title: str | None
    section: str
    quote: str
    start: int
    end: int


class TaskEvidence(Evidence):
    """The evidence of a task, with the headings above it, outermost first."""

    headings: list[str]


class LegalBasis(BaseModel):
    """What a reorganisation rests on; dates are null where not known."""

    id: str
    name: str
    date: str | None
    in_force: str | None
    replaced_by: str | None


class Function(BaseModel):
    """A field of work that passed from one body to another."""

    iri: str
    name: str
    name_en: str


class Change(BaseModel):
    """A reorganisation on the way from who was written to who holds now.

    `result` is null where nothing followed the origin, or it is not known what. `functions` are
    those of a split body that went to the result, chosen by the `words` of the task where it has
    such; else they are only possible. `certainty`: attested, high, medium, or pattern (the practice
    of other provinces applied).
    """

    event: str | None
    name: str
    kind: Literal["merge", "split", "rename", "end"]
    date: str
    basis: LegalBasis | None
    certainty: str
    origin: Agency
    result: Agency | None
    functions: list[Function]
    words: list[str]


class Holder(BaseModel):
    """A body that holds a duty, or may, and what led there; null where none is known."""

    agency: Agency | None
    chain: list[Change]


class Succession(BaseModel):
    """Who holds on a day what was given to an agency.

    `status`: unchanged, succeeded (by one body), shared (several, by functions that the task's
    words tell), undecided (its words do not tell: all candidates), ended (no successor is known).
    """

    as_of: str
    status: Literal["unchanged", "succeeded", "shared", "undecided", "ended"]
    holders: list[Holder]


class Duty(BaseModel):
    """An agency's part in a task; the quote is where the agency is named.

    `agency` is the one written; `succession` is null unless a day was asked for.
    """

    agency: Agency
    role: Role
    basis: Basis
    inherited: bool
    quote: str
    start: int
    end: int
    succession: Succession | None = None


class Deadline(BaseModel):
    """When a task is due: an ISO value to the precision stated, null for a mere recurrence.

    `rules` are the recurrences that the text states, as RFC 5545 writes them (RRULE).
    """

    value: str | None
    text: str
    recurring: bool
    rules: list[str]
    quote: str
    start: int
    end: int


class Product(BaseModel):
    """What a task is to yield, as the text names it."""

    quote: str
    start: int
    end: int


class Task(BaseModel):
    """A task with its owners and its evidence."""

    iri: str
    id: str
    path: str
    text: str
    lead: list[Duty]
    coordinating: list[Duty]
    deadline: str | None
    deadlines: list[Deadline]
    cites: list[str]
    products: list[Product]
    document: DocumentReference
    evidence: TaskEvidence


class Citation(BaseModel):
    """A mention of another document: one cited where resolved, else the candidates.

    `document` is that in whose text it stands, `citing` that in whose words: another one where it
    stands in that one's title.
    """

    mention: str
    kind: Literal["numbered", "law", "named"]
    relation: Literal["legal_basis", "implements", "attached_to", "cites"]
    status: Literal["resolved", "ambiguous", "unresolved"]
    cited: list[DocumentReference]
    citing: DocumentReference | None
    document: DocumentReference
    evidence: Evidence


class Indicator(BaseModel):
    """What a target measures; plans share the slug."""

    slug: str
    label: str


class Target(BaseModel):
    """A number set as a goal."""

    iri: str
    indicator: Indicator
    value: str
    comparator: Literal["=", ">=", ">", "<=", "<", "range", "~"]
    min: float | None
    max: float | None
    unit: str | None
    period: str | None
    agencies: list[Agency]
    document: DocumentReference
    evidence: Evidence


class Agencies(BaseModel):
    """Some of `total` agencies."""

    total: int
    items: list[CountedAgency]


class AgencyAnswer(BaseModel):
    """The agency of a slug, or that of every place where the slug is an office's."""

    items: list[CountedAgency]


class Documents(BaseModel):
    """Some of `total` documents."""

    total: int
    items: list[Document]


class Tasks(BaseModel):
    """Some of `total` tasks."""

    total: int
    items: list[Task]


class Citations(BaseModel):
    """Some of `total` mentions."""

    total: int
    items: list[Citation]


class DocumentCitations(BaseModel):
    """What a document cites, in reading order, and where others cite it."""

    cites: Citations
    cited_by: Citations


class Targets(BaseModel):
    """Some of `total` targets."""

    total: int
    items: list[Target]


class QueryParameter(BaseModel):
    """What a named query can be told; `default` is a term in SPARQL."""

    name: str
    type: str
    description: str
    default: str | None


class Query(BaseModel):
    """A named query, titled in Vietnamese and in English."""

    name: str
    title: str
    title_en: str
    parameters: list[QueryParameter]


class ExportFormat(BaseModel):
    """A format of /api/export: what it holds, and the views that it can hold, the default first."""

    name: str
    title: str
    media_type: str
    holds: Literal["graph", "network", "table"]
    views: list[str]


class Exports(BaseModel):
    """All formats in which the graph can be had."""

    formats: list[ExportFormat]


class Queries(BaseModel):
    """All named queries."""

    items: list[Query]


class QueryAnswer(Query):
    """Some of the `total` rows that a named query gives, each by the names of the variables."""

    variables: list[str]
    total: int
    rows: list[dict[str, str | bool | int | float | None]]


class Snippet(BaseModel):
    """Part of a task's text; `hits` are the spans in it where words of the question stand."""

    text: str
    hits: list[tuple[int, int]]


class OwnedTask(BaseModel):
    """A task of an owner, and the owner's role in it."""

    role: Role
    snippet: Snippet
    task: Task


class Owner(BaseModel):
    """An agency that has part in what was asked, and its weightiest tasks.

    `succession` says what became of it, whatever the task; null unless a day was asked for.
    """

    agency: Agency
    succession: Succession | None
    leads: int
    coordinates: int
    weight: float
    tasks: list[OwnedTask]


class WhoAnswer(BaseModel):
    """Who owns what was asked.

    `match` says how the words were found: as the name of an agency, together in a task, as the name
    of an agency and a topic, or apart; `meant` names the agencies that a name with a letter wrong
    was taken for; `total` counts agencies, `tasks` the tasks found;
    `without_lead` are those that no one leads.
    """

    question: str
    match: Literal["agency", "together", "agency and topic", "apart", "none"]
    meant: list[str]
    total: int
    tasks: int
    agencies: list[Owner]
    without_lead: Tasks


class Span(BaseModel):
    """A fact's place in a text."""

    start: int
    end: int
    kind: Literal["task", "lead", "coordinating", "deadline", "citation", "target"]
    label: str
    iri: str | None


class Text(BaseModel):
    """A text as received, and what was read from it where."""

    document: DocumentReference
    text: str
    spans: list[Span]
