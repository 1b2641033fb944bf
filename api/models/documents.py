"""Documents, what they cite, and their texts."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from api.models.references import DocumentReference, Evidence


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


class Documents(BaseModel):
    """Some of `total` documents."""

    total: int
    items: list[Document]


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


class Citations(BaseModel):
    """Some of `total` mentions."""

    total: int
    items: list[Citation]


class DocumentCitations(BaseModel):
    """What a document cites, in reading order, and where others cite it."""

    cites: Citations
    cited_by: Citations


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
