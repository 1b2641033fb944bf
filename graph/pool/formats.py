"""The formats in which answers are written, one row each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from graph.pool.query import Form


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name in ``format=``, its suffix, its media types (the first is sent).

    ``forms`` are the forms of query whose answers it can hold.
    """

    name: str
    suffix: str
    media_types: tuple[str, ...]
    forms: tuple[Form, ...]
    results: ox.QueryResultsFormat | None = None
    rdf: ox.RdfFormat | None = None

    @property
    def content_type(self) -> str:
        """What the Content-Type field says."""
        return f"{self.media_types[0]}; charset=utf-8"


FORMATS: Mapping[str, Format] = {
    row.name: row
    for row in (
        Format(
            "json",
            "srj",
            ("application/sparql-results+json", "application/json"),
            ("bindings", "boolean"),
            results=ox.QueryResultsFormat.JSON,
        ),
        Format(
            "xml",
            "srx",
            ("application/sparql-results+xml", "application/xml", "text/xml"),
            ("bindings", "boolean"),
            results=ox.QueryResultsFormat.XML,
        ),
        Format("csv", "csv", ("text/csv",), ("bindings",), results=ox.QueryResultsFormat.CSV),
        Format(
            "tsv",
            "tsv",
            ("text/tab-separated-values",),
            ("bindings",),
            results=ox.QueryResultsFormat.TSV,
        ),
        Format(
            "turtle",
            "ttl",
            ("text/turtle", "application/x-turtle"),
            ("graph",),
            rdf=ox.RdfFormat.TURTLE,
        ),
        Format(
            "ntriples", "nt", ("application/n-triples",), ("graph",), rdf=ox.RdfFormat.N_TRIPLES
        ),
        Format("nquads", "nq", ("application/n-quads",), ("graph",), rdf=ox.RdfFormat.N_QUADS),
        Format("trig", "trig", ("application/trig",), ("graph",), rdf=ox.RdfFormat.TRIG),
        Format(
            "rdfxml",
            "rdf",
            ("application/rdf+xml", "application/xml", "text/xml"),
            ("graph",),
            rdf=ox.RdfFormat.RDF_XML,
        ),
        Format(
            "jsonld",
            "jsonld",
            ("application/ld+json", "application/json"),
            ("graph",),
            rdf=ox.RdfFormat.JSON_LD,
        ),
    )
}
"""The formats in the order of preference, where a client has none."""
