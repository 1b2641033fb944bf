"""A server of tools for language models (Model Context Protocol): answers with evidence, or none.

Every finding carries document, section, quote and offsets. Where nothing was found the answer says
"no evidence", so that a model has nothing to make up from.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version as installed
from typing import Annotated, Any, Literal

from mcp.server.mcpserver import MCPServer
from mcp.types import ToolAnnotations
from pydantic import Field

from api import models
from api.filters import iso
from api.mcp_answers import (
    CitationsAnswer,
    Owner,
    OwnersAnswer,
    PassageAnswer,
    TargetsAnswer,
    TasksAnswer,
    answered,
    nothing,
)
from api.service import Service
from graph import search
from graph.reconcile import Candidate
from graph.search.facts import Facts

INSTRUCTIONS = """\
Who owns what in Vietnam's government plans, read from their texts. Every finding has its evidence:
the document, the section, the quote and its offsets in the text as received. Cite them. An answer
with status "no evidence" means that the texts at hand do not say it: say so, and do not answer from
elsewhere. Duties are given as written; ask with as_of for who holds them on a later day."""

_AGENCIES = ("agency", "agency-group")
_MOST = 50
_LONGEST_PASSAGE = 4000
_CANDIDATES = 3

Limit = Annotated[int, Field(ge=1, le=_MOST, description="Findings to give")]
Words = Annotated[str, Field(max_length=500, description="Words, with or without diacritics")]
AgencyName = Annotated[str, Field(description="An agency by name, symbol (SKHĐT) or slug")]
DocumentName = Annotated[str, Field(description="A document by number (371/KH-UBND) or id")]
Day = Annotated[date | None, Field(description="A day, YYYY-MM-DD: who holds each duty then")]


class NotNamedError(Exception):
    """A name stands for nothing here; the message says what comes near."""


@dataclass(frozen=True, slots=True)
class Tools:
    """The tools over one build of the graph; their docstrings are what a model reads."""

    service: Service

    def who_owns(
        self,
        question: Words,
        document: DocumentName | None = None,
        year: int | None = None,
        as_of: Day = None,
        limit: Limit = 10,
    ) -> OwnersAnswer:
        """Find who leads and who works along on tasks, by any words of the task."""
        try:
            of = self._document(document)
        except NotNamedError as error:
            return OwnersAnswer(**nothing(str(error)), match="none", owners=[])
        wanted = search.TaskFilter(question=question, document=of, year=year, as_of=iso(as_of))
        found = search.tasks(self.service.index, wanted, limit)
        who = search.who(self.service.index, wanted, limit)
        owners = [
            Owner(**_named(owner.agency), leads=owner.leads, coordinates=owner.coordinates)
            for owner in who.owners
        ]
        answer = answered(found.total, found.items, f"no task at hand speaks of {question!r}")
        if who.meant:
            answer["note"] = f"understood as {', '.join(who.meant)}"
        return OwnersAnswer(**answer, match=who.match, owners=owners)

    def tasks_of_agency(
        self,
        agency: AgencyName,
        role: models.Role | None = None,
        document: DocumentName | None = None,
        year: int | None = None,
        as_of: Day = None,
        limit: Limit = 20,
    ) -> TasksAnswer:
        """List the tasks that an agency leads or works along on, in reading order."""
        try:
            slug, of = self._agency(agency), self._document(document)
        except NotNamedError as error:
            return TasksAnswer(**nothing(str(error)))
        wanted = search.TaskFilter(agency=slug, role=role, document=of, year=year, as_of=iso(as_of))
        found = search.tasks(self.service.index, wanted, limit)
        return TasksAnswer(**answered(found.total, found.items, f"{agency} has no such task"))

    def task(
        self,
        id: Annotated[str, Field(description="The id of a task, from another finding")],
        as_of: Day = None,
    ) -> TasksAnswer:
        """Give one task whole: owners, deadlines, headings, and on a day who holds its duties."""
        found = search.task(self.service.index, id, iso(as_of))
        tasks = [found] if found else []
        return TasksAnswer(**answered(len(tasks), tasks, f"no task has the id {id}"))

    def citations(
        self,
        document: DocumentName,
        direction: Literal["cites", "cited by"] = "cites",
        limit: Limit = 20,
    ) -> CitationsAnswer:
        """List which documents a document cites, or where it is cited, and in what sense."""
        try:
            id_ = self._document(document) or ""
        except NotNamedError as error:
            return CitationsAnswer(**nothing(str(error)))
        look = search.cites if direction == "cites" else search.cited_by
        found = look(self.service.index, id_, limit)
        note = f"no text at hand says that {document} {direction} anything"
        return CitationsAnswer(**answered(found.total, found.items, note))

    def targets(
        self,
        indicator: Words | None = None,
        period: Annotated[str | None, Field(description="2025, 2021-2025")] = None,
        agency: AgencyName | None = None,
        document: DocumentName | None = None,
        limit: Limit = 20,
    ) -> TargetsAnswer:
        """Find numbers that plans set as goals, by words of what is measured."""
        try:
            slug = self._agency(agency) if agency else None
            of = self._document(document)
        except NotNamedError as error:
            return TargetsAnswer(**nothing(str(error)))
        wanted = search.TargetFilter(question=indicator, agency=slug, document=of, period=period)
        found = search.targets(self.service.index, wanted, limit)
        note = "no plan at hand sets such a target"
        return TargetsAnswer(**answered(found.total, found.items, note))

    def passage(
        self,
        document: DocumentName,
        start: Annotated[int, Field(ge=0, description="The first code point")],
        end: Annotated[int, Field(ge=1, description="The code point after the last")],
    ) -> PassageAnswer:
        """Read part of a document's text as received, to see what stands around a quote."""
        try:
            id_ = self._document(document)
        except NotNamedError as error:
            return PassageAnswer(**nothing(str(error)))
        known = search.document(self.service.index, id_ or "")
        name = self.service.texts.get(known["iri"]) if known else None
        if known is None or name is None:
            return PassageAnswer(**nothing(f"the text of {document} is not at hand"))
        text = self.service.version.text(name)
        until = min(end, len(text), start + _LONGEST_PASSAGE)
        quote = text[start:until]
        evidence = {
            "document": known["iri"],
            "number": known["number"],
            "title": known["title"],
            "section": self._section(name, start),
            "quote": quote,
            "start": start,
            "end": until,
        }
        passages = [{"evidence": evidence}] if quote else []
        past = f"the text of {document} ends at {len(text)}"
        note = past if start < end else f"nothing stands from {start} to {end}"
        return PassageAnswer(**answered(len(passages), passages, note))

    def documents(self) -> list[dict[str, Any]]:
        """List the documents whose texts are at hand."""
        found = search.documents(self.service.index, limit=1000)
        return list(found.items)

    def _agency(self, name: str) -> str:
        """Return the slug of the agency that a name stands for."""
        if search.agency(self.service.index, name):
            return name
        found = self.service.reconciler().candidates(name, _AGENCIES, _CANDIDATES)
        if found and found[0].match:
            slug: str = found[0].entity.facts["slug"]
            return slug
        raise NotNamedError(_near(f"no one agency here is called {name!r}", "slug", found))

    def _document(self, name: str | None) -> str | None:
        """Return the id of the document that a name stands for; None where none is named."""
        if name is None:
            return None
        known = search.documents_named(self.service.index, name)
        if len(known) == 1:
            id_: str = known[0]["id"]
            return id_
        found = self.service.reconciler().candidates(name, ("document",), _CANDIDATES)
        if found and found[0].match:
            matched: str = found[0].entity.facts["id"]
            return matched
        raise NotNamedError(_near(f"no one document here is {name!r}", "id", found))

    def _section(self, name: str, position: int) -> str:
        """Return the path of the heading under which a position of a text stands, "" before any."""
        sections = json.loads(self.service.version.record(name))["sections"]
        above = [each["path"] for each in sections if each["start"] <= position]
        return above[-1] if above else ""


def create_server(service: Service) -> MCPServer[Any]:
    """Make the server of the tools over a build."""
    server: MCPServer[Any] = MCPServer(
        "chutri",
        title="Chủ Trì",
        instructions=INSTRUCTIONS,
        version=installed("chutri"),
        log_level="WARNING",
    )
    tools = Tools(service)
    for tool in (
        tools.who_owns,
        tools.tasks_of_agency,
        tools.task,
        tools.citations,
        tools.targets,
        tools.passage,
    ):
        server.add_tool(tool, annotations=ToolAnnotations(read_only_hint=True))
    server.resource(
        "chutri://documents",
        name="documents",
        description="The documents whose texts are at hand",
        mime_type="application/json",
    )(lambda: json.dumps(tools.documents(), ensure_ascii=False))
    return server


def _near(missing: str, key: str, found: Sequence[Candidate]) -> str:
    """Say what is missing, and what comes near by name and ``key``."""
    names = [f"{each.entity.name} ({each.entity.facts[key]})" for each in found]
    return "; near: ".join(filter(None, (missing, ", ".join(names))))


def _named(agency: Facts) -> dict[str, Any]:
    return {name: agency[name] for name in ("name", "slug", "place")}
