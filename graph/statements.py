"""Statements: what the graph says of one thing, and what points at it."""

from __future__ import annotations

from pyoxigraph import NamedNode

from graph.store import Rows, Store

_QUERY = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?direction ?property ?value ?label WHERE {{
  {{ {iri} ?property ?value . BIND("out" AS ?direction) }}
  UNION
  {{ SELECT ("in" AS ?direction) ?property ?value WHERE {{ ?value ?property {iri} }}
     ORDER BY ?property ?value LIMIT {incoming} }}
  OPTIONAL {{ ?value skos:prefLabel|rdfs:label ?label . FILTER (LANG(?label) IN ("vi", "")) }}
}} ORDER BY DESC(?direction) ?property ?value ?label"""

INCOMING = 100
"""The most statements that point at a thing which are given."""


def statements(store: Store, iri: str) -> Rows:
    """Return ``direction`` (out or in), ``property``, ``value`` and its ``label`` of statements.

    None are returned for a thing that the graph does not speak of, or what is no IRI.
    """
    try:
        node = NamedNode(iri)
    except ValueError:
        return Rows((), ())
    return store.select(_QUERY.format(iri=node, incoming=INCOMING))
