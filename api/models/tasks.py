"""Tasks with their owners and their evidence."""

from __future__ import annotations

from pydantic import BaseModel

from api.models.references import Agency, Basis, DocumentReference, Evidence, Role
from api.models.succession import Succession


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


class TaskEvidence(Evidence):
    """The evidence of a task, with the headings above it, outermost first."""

    headings: list[str]


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


class Tasks(BaseModel):
    """Some of `total` tasks."""

    total: int
    items: list[Task]
