"""/api/documents: documents, what they cite and are cited by, their texts with spans."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from api import models
from api.answers import page_answer
from api.paging import Paged
from api.problems import ProblemError, problem
from api.service import Served, Service
from graph import search
from graph.search.facts import Facts

router = APIRouter(prefix="/api/documents", tags=["documents"])


@router.get("", response_model=models.Documents)
def documents(service: Served, page: Paged) -> dict[str, Any]:
    """List the documents whose text is here, the latest first."""
    found = search.documents(service.index, page.limit, page.offset)
    page.link(found.total)
    return page_answer(found)


@router.get("/{id:path}/citations", response_model=models.DocumentCitations)
def citations(service: Served, page: Paged, id: str) -> dict[str, Any]:
    """Say what a document cites, and who cites it; each list has its own page of the limit."""
    known(service, id)
    cites = search.cites(service.index, id, page.limit, page.offset)
    cited_by = search.cited_by(service.index, id, page.limit, page.offset)
    page.link(max(cites.total, cited_by.total))
    return {"cites": page_answer(cites), "cited_by": page_answer(cited_by)}


@router.get("/{id:path}/text", response_model=models.Text)
def text(service: Served, id: str) -> dict[str, Any]:
    """Give the text as received, with the span of each fact that was read from it."""
    document = known(service, id)
    return {
        "document": document,
        "text": source_text(service, document),
        "spans": search.spans(service.index, id),
    }


@router.get("/{id:path}", response_model=models.Document)
def document(service: Served, id: str) -> Facts:
    """Give a document by its id, which is its IRI after …/eli/; also one only mentioned here."""
    return known(service, id)


def known(service: Service, name: str) -> Facts:
    """Return the document of an id, or raise the problem that there is none."""
    found = search.document(service.index, name)
    if found is None:
        raise ProblemError(
            problem("not-found", f"No document has the id {name}; see /api/documents")
        )
    return found


def source_text(service: Service, document: Facts) -> str:
    """Return the text of a document, or raise the problem that it is not here."""
    name = service.texts.get(document["iri"])
    if name is None:
        raise ProblemError(
            problem("not-found", "Other documents cite this one; its text is not here")
        )
    return service.version.text(name)
