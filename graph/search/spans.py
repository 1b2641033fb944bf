"""Spans: the place of each fact in the text that it was read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from graph.search.catalogue import AgencyEntry, Catalogue, DocumentEntry, Quote

SpanKind = Literal["task", "lead", "coordinating", "deadline", "citation", "target"]


class SpanEntry(NamedTuple):
    """A half-open span of code points in the text of ``document`` (an id), and what stands there.

    ``label`` says it to a reader, ``iri`` is where to read on, None where there is nothing.
    """

    document: str
    start: int
    end: int
    kind: SpanKind
    label: str
    iri: str | None


def spans_of(
    catalogue: Catalogue,
    documents: Mapping[str, DocumentEntry],
    agencies: Mapping[str, AgencyEntry],
) -> Iterator[SpanEntry]:
    """Return every span of a catalogue; one that several facts share comes once for each."""
    for task in catalogue.tasks:
        of = task.document
        yield _span(of, task.evidence, "task", task.path, task.iri)
        for duty in task.duties:
            agency = agencies[duty.agency]
            yield _span(of, duty.mention, duty.role, agency.name, agency.iri)
        for due in task.dues:
            yield _span(of, due.mention, "deadline", due.value or due.text, task.iri)
    for citation in catalogue.citations:
        cited = documents[citation.works[0]].iri if citation.status == "resolved" else None
        yield _span(citation.document, citation.evidence, "citation", citation.mention, cited)
    for target in catalogue.targets:
        label = f"{target.label}: {target.value}"
        yield _span(target.document, target.evidence, "target", label, target.iri)


def _span(document: str, quote: Quote, kind: SpanKind, label: str, iri: str | None) -> SpanEntry:
    return SpanEntry(document, quote.start, quote.end, kind, label, iri)
