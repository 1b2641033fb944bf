"""Documents: what a text says of itself, its attached plan and its outline."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256

from extract.record import Metadata
from graph.bodies import issuer
from graph.corpus import Reading
from graph.forms import kind_id
from graph.naming import Naming, numbered, path_slug, slug
from graph.terms import CT, DCT, ELI, RDF, Term, Triple, integer, iri, moment, text
from graph.triples.evidence import evidence
from ontology import kinds

_VIETNAMESE = iri("http://publications.europa.eu/resource/authority/language/VIE")

_STATED = {
    "number": ELI.id_local,
    "type": ELI.type_document,
    "issuer": ELI.passed_by,
    "date": ELI.date_document,
    "title": ELI.title,
    "signer": CT.signedBy,
    "recipients": CT.recipient,
    "place": CT.place,
}
"""The property that states each field of `Metadata`."""


def document_triples(reading: Reading) -> Iterator[Triple]:
    """Describe the document of a record, its text, and the plan issued with it."""
    record, work = reading.record, iri(reading.iri)
    expression = iri(reading.expression)
    yield from _described(reading, work, record.metadata)
    yield work, ELI.is_realized_by, expression
    yield expression, RDF.type, ELI.LegalExpression
    yield expression, ELI.realizes, work
    yield expression, ELI.language, _VIETNAMESE
    yield expression, DCT.identifier, text(record.source)
    yield expression, CT.sha256, text(sha256(record.text.encode()).hexdigest())
    if record.attached is not None:
        attached = iri(attached_iri(reading))
        yield from _described(reading, attached, record.attached)
        yield attached, ELI.is_part_of, work


def section_triples(reading: Reading) -> Iterator[Triple]:
    """Describe the outline: each heading with its path, a part of the document it stands in."""
    record = reading.record
    begins = _attached_start(reading)
    names = numbered(path_slug(section.path) for section in record.sections)
    for section, name in zip(record.sections, names, strict=True):
        node = iri(f"{reading.iri}/section/{name}")
        whole = reading.iri if section.start < begins else attached_iri(reading)
        yield node, RDF.type, ELI.LegalResourceSubdivision
        yield node, ELI.number, text(section.path)
        yield node, ELI.title, text(section.heading, "vi")
        yield node, ELI.is_part_of, iri(whole)
        yield node, CT.line, integer(section.line)
        yield from evidence(reading, node, section.start, section.end)


def kind_triples(naming: Naming, work: Term, kind: str) -> Iterator[Triple]:
    """State the kind of a document: its concept, and the class that documents of it are of."""
    if kind in kind_classes():
        yield work, ELI.type_document, iri(naming.kind(kind))
        yield work, RDF.type, kind_classes()[kind]


@cache
def kind_classes() -> dict[str, Term]:
    """Return the class of each kind of document: ct:Plan for ke-hoach, by its English label."""
    return {
        kind.id: getattr(CT, "".join(map(str.capitalize, slug(kind.label_en).split("-"))))
        for kind in kinds()
    }


def attached_iri(reading: Reading) -> str:
    """Name the plan that is issued with a decision, by its kind under the decision."""
    attached = reading.record.attached
    kind = kind_id(attached.type) if attached and attached.type else "attached"
    return f"{reading.iri}/{kind}"


def _described(reading: Reading, work: Term, said: Metadata) -> Iterator[Triple]:
    yield work, RDF.type, ELI.LegalResource
    if said.type:
        yield work, CT.statedType, text(said.type, "vi")
        yield from kind_triples(reading.corpus.naming, work, kind_id(said.type))
    if said.number:
        yield work, ELI.id_local, text(said.number)
    if said.date:
        yield work, ELI.date_document, moment(said.date)
    if said.title:
        yield work, ELI.title, text(said.title, "vi")
    if said.issuer:
        body = issuer(said.issuer, reading.province, said.date or reading.record.metadata.date)
        yield work, ELI.passed_by, iri(reading.corpus.naming.agency(body.slug))
    if said.place:
        yield work, CT.place, text(said.place, "vi")
    if said.signer:
        yield work, CT.signedBy, text(said.signer, "vi")
    for recipient in said.recipients:
        yield work, CT.recipient, text(recipient, "vi")
    for field, span in said.spans:
        yield from evidence(reading, work, span.start, span.end, _STATED.get(field))


def _attached_start(reading: Reading) -> float:
    attached = reading.record.attached
    starts = [span.start for _, span in attached.spans] if attached else []
    return min(starts, default=float("inf"))
