"""Facts: catalogue entries as the JSON of an answer, each duty with document, section and quote.

Their members stand in the order in which `api.models` declares them, so that they can be sent as
they are kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from extract.record import Role
from graph.search.catalogue import (
    AgencyEntry,
    CitationEntry,
    DocumentEntry,
    Quote,
    TargetEntry,
    TaskEntry,
)

Facts = dict[str, Any]


def document_facts(document: DocumentEntry) -> Facts:
    """Return a document as it stands in an answer of its own."""
    return asdict(document) | {"names": list(document.names)}


def document_reference(document: DocumentEntry) -> Facts:
    """Return a document as another answer names it."""
    stated = ("iri", "id", "number", "type", "title", "date", "issuer")
    return {name: getattr(document, name) for name in stated}


def agency_facts(agency: AgencyEntry) -> Facts:
    """Return an agency as it stands in an answer, without its other names."""
    stated = ("iri", "slug", "office", "name", "group", "place")
    return {name: getattr(agency, name) for name in stated}


def task_facts(
    task: TaskEntry, document: DocumentEntry, agencies: Mapping[str, AgencyEntry]
) -> Facts:
    """Return a task with its document, its owners and the evidence."""
    return {
        "iri": task.iri,
        "id": task.id,
        "path": task.path,
        "text": task.text,
        "lead": _parts(task, "lead", agencies),
        "coordinating": _parts(task, "coordinating", agencies),
        "deadline": task.deadline,
        "deadlines": [
            {
                "value": due.value,
                "text": due.text,
                "recurring": due.recurring,
                "rules": list(due.rules),
                **asdict(due.mention),
            }
            for due in task.dues
        ],
        "cites": list(task.cites),
        "products": [asdict(product) for product in task.products],
        "document": document_reference(document),
        "evidence": _evidence(document, task.section, task.evidence)
        | {"headings": list(task.headings)},
    }


def brief_facts(
    task: TaskEntry, document: DocumentEntry, agencies: Mapping[str, AgencyEntry]
) -> Facts:
    """Return a task as it stands below an owner: its owners by name only, and the evidence."""
    return {
        "iri": task.iri,
        "id": task.id,
        "path": task.path,
        "lead": _names(task, "lead", agencies),
        "coordinating": _names(task, "coordinating", agencies),
        "deadline": task.deadline,
        "document": document_reference(document),
        "evidence": _evidence(document, task.section, task.evidence),
    }


def citation_facts(citation: CitationEntry, documents: Mapping[str, DocumentEntry]) -> Facts:
    """Return a mention of another document: what it means, and who says so where."""
    document = documents[citation.document]
    return {
        "mention": citation.mention,
        "kind": citation.kind,
        "relation": citation.relation,
        "status": citation.status,
        "cited": [document_reference(documents[work]) for work in citation.works],
        "citing": document_reference(documents[citation.citing]) if citation.citing else None,
        "document": document_reference(document),
        "evidence": _evidence(document, citation.section, citation.evidence),
    }


def target_facts(
    target: TargetEntry, document: DocumentEntry, agencies: Mapping[str, AgencyEntry]
) -> Facts:
    """Return a target with its document and the evidence."""
    return {
        "iri": target.iri,
        "indicator": {"slug": target.indicator, "label": target.label},
        "value": target.value,
        "comparator": target.comparator,
        "min": target.min,
        "max": target.max,
        "unit": target.unit,
        "period": target.period,
        "agencies": [agency_facts(agencies[slug]) for slug in target.agencies],
        "document": document_reference(document),
        "evidence": _evidence(document, target.section, target.evidence),
    }


def _parts(task: TaskEntry, role: Role, agencies: Mapping[str, AgencyEntry]) -> list[Facts]:
    return [
        {
            "agency": agency_facts(agencies[duty.agency]),
            "role": duty.role,
            "basis": duty.basis,
            "inherited": duty.inherited,
            **asdict(duty.mention),
            "succession": None,
        }
        for duty in task.duties
        if duty.role == role
    ]


def _names(task: TaskEntry, role: Role, agencies: Mapping[str, AgencyEntry]) -> list[Facts]:
    return [
        {"slug": duty.agency, "name": agencies[duty.agency].name}
        for duty in task.duties
        if duty.role == role
    ]


def _evidence(document: DocumentEntry, section: str, quote: Quote) -> Facts:
    return {
        "document": document.iri,
        "number": document.number,
        "title": document.title,
        "section": section,
        **asdict(quote),
    }
