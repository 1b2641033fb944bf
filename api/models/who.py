"""Who owns what."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from api.models.references import Agency, AgencyName, DocumentReference, Evidence, Role
from api.models.succession import Succession


class Snippet(BaseModel):
    """Part of a task's text; `hits` are the spans in it where words of the question stand."""

    text: str
    hits: list[tuple[int, int]]


class BriefTask(BaseModel):
    """A task as it stands below an owner; /api/tasks/{id} gives all that is known of it."""

    iri: str
    id: str
    path: str
    lead: list[AgencyName]
    coordinating: list[AgencyName]
    deadline: str | None
    document: DocumentReference
    evidence: Evidence


class BriefTasks(BaseModel):
    """Some of `total` tasks."""

    total: int
    items: list[BriefTask]


class OwnedTask(BaseModel):
    """A task of an owner, and the owner's role in it.

    `succession` says who holds this very duty; null unless a day was asked for.
    """

    role: Role
    succession: Succession | None
    snippet: Snippet
    task: BriefTask


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
    without_lead: BriefTasks
