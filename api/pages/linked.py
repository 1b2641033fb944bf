"""Pages of what the graph names: documents, their texts and tasks, agencies, by the path of an IRI.

An IRI of the graph and its page have the same path, so that either can be pasted for the other.
"""

from __future__ import annotations

from api.pages.agency import agency_page
from api.pages.document import document_page, text_page
from api.pages.resource import resource_page
from api.pages.task import task_page
from api.service import Service
from extract.record import Role
from graph import search
from graph.search import Facts
from graph.statements import statements
from graph.succession import FOREVER

SHOWN = 50
"""Tasks on one page."""

_CITATIONS = 200


def linked_page(
    service: Service,
    path: str,
    role: Role | None = None,
    offset: int = 0,
    as_of: str | None = None,
) -> str | None:
    """Return the page of the thing at ``path`` (id/agency/…, eli/vn/…), None where none is.

    ``role`` and ``offset`` choose among the tasks of an agency or a document; on the day ``as_of``
    it is told who holds each duty.
    """
    path = path.strip("/")
    name = path.removeprefix("eli/")
    if path.startswith("id/agency/"):
        found = _agency(service, path.removeprefix("id/agency/"), role, offset, as_of)
        return found or _resource(service, path)
    if name == path:
        return _resource(service, path)
    task = search.task(service.index, name, as_of)
    if task is not None:
        return task_page(task, _text(service, task["document"]), as_of)
    document = search.document(service.index, name)
    if document is not None:
        return _document(service, document, offset)
    document = search.document(service.index, name.removesuffix("/text"))
    if document is not None and document["source"]:
        spans = search.spans(service.index, document["id"])
        return text_page(document, _text(service, document), spans)
    return _resource(service, path)


def _agency(
    service: Service, slug: str, role: Role | None, offset: int, as_of: str | None
) -> str | None:
    agencies = [each for each in search.agency(service.index, slug) if each["slug"] == slug]
    if not agencies:
        return None
    wanted = search.TaskFilter(agency=slug, role=role, as_of=as_of)
    tasks = search.tasks(service.index, wanted, SHOWN, offset)
    later = search.agency_as_of(agencies[0], FOREVER)
    asked = {key: value for key, value in (("role", role), ("as_of", as_of)) if value}
    return agency_page(agencies[0], later, tasks, SHOWN, offset, asked)


def _document(service: Service, document: Facts, offset: int) -> str:
    name = document["id"]
    return document_page(
        document,
        search.tasks(service.index, search.TaskFilter(document=name), SHOWN, offset),
        search.cites(service.index, name, _CITATIONS),
        search.cited_by(service.index, name, _CITATIONS),
        SHOWN,
        offset,
    )


def _resource(service: Service, path: str) -> str | None:
    """Return the page of anything else that the graph speaks of."""
    iri = service.base + path
    said = list(statements(service.store(), iri))
    return resource_page(iri, said) if said else None


def _text(service: Service, document: Facts) -> str:
    return service.version.text(service.texts[document["iri"]])
