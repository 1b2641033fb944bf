"""The ontology as it is written: the vocabulary's terms and the kinds of document."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import RdfFormat, parse

from graph.naming import BASE, Naming
from graph.terms import CT, Triple
from ontology import published


def ontology_triples(naming: Naming) -> Iterator[Triple]:
    """Give the statements of the ontology's Turtle, its names under the base of the graph.

    The vocabulary keeps its own namespace, whatever the base.
    """
    for turtle in published():
        for quad in parse(turtle, RdfFormat.TURTLE):
            subject, predicate, value = map(str, (quad.subject, quad.predicate, quad.object))
            yield _moved(subject, naming), predicate, _moved(value, naming)


def _moved(term: str, naming: Naming) -> str:
    if term.startswith(f"<{BASE}") and not term.startswith(f"<{CT.iri}"):
        return f"<{naming.base}{term[len(BASE) + 1 :]}"
    return term
