"""Citations: mentions of other documents, what they mean, and how the documents relate."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator

from extract.record import Relation
from graph.corpus import Corpus, Reading
from graph.headings import Headings
from graph.naming import numbered
from graph.terms import CT, DCT, ELI, RDF, Term, Triple, integer, iri, moment, text
from graph.tiers import tier_of
from graph.triples.documents import kind_triples
from graph.triples.evidence import evidence

_RELATIONS: dict[Relation, Term] = {
    "legal_basis": ELI.based_on,
    "implements": ELI.ensures_implementation_of,
    "attached_to": ELI.is_part_of,
    "cites": ELI.cites,
}
"""The property between two works that each relation of a record is."""


def citation_triples(reading: Reading) -> Iterator[Triple]:
    """Describe each mention: where it stands, what it says, what it means and how sure that is."""
    record = reading.record
    names = numbered(str(citation.start) for citation in record.citations)
    task_at = _locator(reading)
    headings = Headings(record)
    for citation, name, meant in zip(record.citations, names, reading.resolutions, strict=True):
        node = iri(f"{reading.iri}/citation/{name}")
        yield node, RDF.type, CT.Citation
        yield node, ELI.is_part_of, iri(reading.iri)
        yield node, DCT.description, text(citation.mention, "vi")
        yield node, CT.citationKind, text(citation.kind)
        yield node, CT.citationStatus, text(meant.status)
        yield node, CT.relation, _RELATIONS[citation.relation]
        yield node, CT.section, text(headings.section_at(citation.start))
        yield node, CT.line, integer(citation.line)
        if citation.type:
            yield node, CT.statedType, text(citation.type, "vi")
        if citation.number:
            yield node, CT.statedNumber, text(citation.number)
        if citation.date:
            yield node, CT.statedDate, moment(citation.date)
        if citation.issuer:
            yield node, CT.statedIssuer, text(citation.issuer, "vi")
        if meant.citing:
            yield node, CT.citingWork, iri(meant.citing)
        leads_to = CT.citedWork if meant.status == "resolved" else CT.candidate
        for work in meant.works:
            yield node, leads_to, iri(work)
        task = task_at(citation.start)
        if task:
            yield node, CT.inTask, iri(task)
        yield from evidence(reading, node, citation.start, citation.end)


def relation_triples(corpus: Corpus) -> Iterator[Triple]:
    """Relate works to those that they cite, where both are resolved.

    They belong to no one document: two may say the same of a third.
    """
    for record in corpus.records:
        reading = corpus.reading(record)
        for citation, meant in zip(record.citations, reading.resolutions, strict=True):
            if meant.status == "resolved" and meant.citing and meant.citing != meant.works[0]:
                yield iri(meant.citing), _RELATIONS[citation.relation], iri(meant.works[0])


def cited_work_triples(corpus: Corpus) -> Iterator[Triple]:
    """Describe the works that no text of the corpus is of: what all mentions agree on."""
    for work in corpus.works.works.values():
        if work.source is None:
            node = iri(work.iri)
            yield node, RDF.type, ELI.LegalResource
            if work.type:
                yield node, CT.statedType, text(work.type, "vi")
            if work.kind:
                yield from kind_triples(corpus.naming, node, work.kind)
            if work.number:
                yield node, ELI.id_local, text(work.number)
            if work.date:
                yield node, ELI.date_document, moment(work.date)
            if work.issuer:
                yield node, ELI.passed_by, iri(corpus.naming.agency(work.issuer.slug))
            for name in work.names:
                yield node, ELI.title_alternative, text(name, "vi")


def tier_triples(corpus: Corpus) -> Iterator[Triple]:
    """State how far up stands who issued each document."""
    for work in corpus.works.works.values():
        tier = tier_of(work)
        if tier:
            yield iri(work.iri), CT.tier, iri(corpus.naming.tier(tier.id))


def _locator(reading: Reading) -> Callable[[int], str | None]:
    """Return a function that finds the task in whose span a position stands."""
    spans = sorted(
        (task.start, task.end, name)
        for task, name in zip(reading.record.tasks, reading.tasks, strict=True)
    )
    starts = [start for start, _, _ in spans]

    def locate(position: int) -> str | None:
        before = bisect_right(starts, position) - 1
        return spans[before][2] if before >= 0 and position < spans[before][1] else None

    return locate
