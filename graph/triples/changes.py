"""Reorganisations of the bodies that a corpus names, each an instance of one in the register."""

from __future__ import annotations

from collections.abc import Iterator

from graph.bodies import Body
from graph.corpus import Corpus
from graph.naming import Naming
from graph.succession import Change, history
from graph.terms import CT, DCT, ORG, RDF, SKOS, Term, Triple, iri, moment, text
from graph.triples.agencies import bodies
from ontology import changes


def change_triples(corpus: Corpus) -> Iterator[Triple]:
    """Say what became of each province's own body, when and on what basis, as far as it is known.

    What became of a central body the register's own event says.
    """
    found = bodies(corpus)
    events = set()
    for body in found:
        for change in history(body):
            if change.node and change.node != change.event:
                events.add(change.node)
                yield from _event(corpus.naming, change, change.node)
    for body in found:
        for event in changes().events:
            name = f"{event.id}-{_place(body)}"
            if name in events and body.id in event.originals:
                node = iri(corpus.naming.change(name))
                yield node, ORG.originalOrganization, _agency(corpus.naming, body)


def _event(naming: Naming, change: Change, name: str) -> Iterator[Triple]:
    """Describe one step; several steps of one event and place give one node together."""
    node = iri(naming.change(name))
    yield node, RDF.type, ORG.ChangeEvent
    yield node, SKOS.prefLabel, text(change.name, "vi")
    yield node, DCT.isPartOf, iri(naming.change(change.event or ""))
    yield node, CT.changeKind, text(change.kind)
    yield node, DCT.date, moment(change.date)
    yield node, CT.certainty, text(change.certainty)
    if change.basis:
        yield node, CT.legalBasis, iri(naming.basis(change.basis.id))
    yield node, ORG.originalOrganization, _agency(naming, change.origin)
    if change.result is None:
        return
    yield node, ORG.resultingOrganization, _agency(naming, change.result)
    for transfer in change.transfers:
        passed = iri(naming.transfer(f"{transfer.id}-{_place(change.origin)}"))
        yield passed, RDF.type, CT.FunctionTransfer
        yield passed, DCT.isPartOf, iri(naming.transfer(transfer.id))
        yield passed, CT.partOfChange, node
        yield passed, CT.function, iri(naming.function(transfer.function.id))
        yield passed, CT.transferredFrom, _agency(naming, change.origin)
        yield passed, CT.transferredTo, _agency(naming, change.result)
        yield passed, CT.certainty, text(change.certainty)


def _place(body: Body) -> str:
    return body.province.id if body.province else ""


def _agency(naming: Naming, body: Body) -> Term:
    return iri(naming.agency(body.slug))
