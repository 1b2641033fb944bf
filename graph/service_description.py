"""What the service says of itself: SPARQL 1.1 Service Description, and the access to the data set.

https://www.w3.org/TR/sparql11-service-description/. The examples are the named queries, described
as the SHACL vocabulary has it (``sh:SPARQLSelectExecutable``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from graph.naming import Naming
from graph.pool.formats import FORMATS
from graph.pool.text import FOLD, MATCHES, MENTIONS
from graph.pool.writing import with_sorted_prefixes
from graph.questions import questions
from graph.terms import DCAT, DCT, PREFIXES, RDF, RDFS, VOID, Namespace, Triple, integer, iri, text

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SH = Namespace("http://www.w3.org/ns/shacl#")
_FORMAT = Namespace("http://www.w3.org/ns/formats/")

_PREFIXES = {**PREFIXES, "sd": SD.iri, "sh": SH.iri, "format": _FORMAT.iri}

#: The names of https://www.w3.org/ns/formats/ for the formats of `FORMATS`.
_FORMATS = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "nquads": "N-Quads",
    "trig": "TriG",
    "rdfxml": "RDF_XML",
    "jsonld": "JSON-LD",
}


def service_triples(endpoint: str, naming: Naming, graphs: Mapping[str, int]) -> Iterator[Triple]:
    """Describe the service at a URL; ``graphs`` gives the number of triples of each named graph."""
    service, dataset, default = (iri(f"{endpoint}#{each}") for each in _PARTS)
    yield service, RDF.type, SD.Service
    yield service, SD.endpoint, iri(endpoint)
    yield service, SD.supportedLanguage, SD.SPARQL11Query
    yield service, SD.feature, SD.UnionDefaultGraph
    for name in FORMATS:
        yield service, SD.resultFormat, iri(_FORMAT.iri + _FORMATS[name])
    for function in (FOLD, MATCHES):
        yield service, SD.extensionFunction, iri(function)
        yield iri(function), RDF.type, SD.Function
    yield service, SD.propertyFeature, iri(MENTIONS)
    yield iri(MENTIONS), RDF.type, SD.Feature
    yield service, SD.defaultDataset, dataset
    yield dataset, RDF.type, SD.Dataset
    yield dataset, DCT.isVersionOf, iri(naming.dataset)
    yield dataset, SD.defaultGraph, default
    yield default, RDF.type, SD.Graph
    yield default, VOID.triples, integer(sum(graphs.values()))
    for graph, size in graphs.items():
        named = iri(f"{endpoint}#{graph.removeprefix(naming.base)}")
        yield dataset, SD.namedGraph, named
        yield named, RDF.type, SD.NamedGraph
        yield named, SD.name, iri(graph)
        yield named, SD.graph, iri(graph)
        yield iri(graph), RDF.type, SD.Graph
        yield iri(graph), VOID.triples, integer(size)
    yield from _example_triples(endpoint)


def _example_triples(endpoint: str) -> Iterator[Triple]:
    """Describe the named queries as examples to try."""
    for question in questions():
        example = iri(f"{endpoint}#example-{question.name}")
        yield example, RDF.type, SH.SPARQLExecutable
        yield example, RDF.type, SH.SPARQLSelectExecutable
        yield example, RDFS.label, text(question.title_vi, "vi")
        yield example, RDFS.label, text(question.title_en, "en")
        yield example, SH.select, text(question.query)
        yield example, iri("https://schema.org/target"), iri(endpoint)


def access_triples(dataset: str, origin: str) -> Iterator[Triple]:
    """Say where a data set can be asked and fetched: ``origin`` is the address of this service."""
    endpoint, store = f"{origin}/sparql", f"{origin}/graph-store"
    yield iri(dataset), VOID.sparqlEndpoint, iri(endpoint)
    yield iri(dataset), DCAT.distribution, iri(f"{store}#distribution")
    yield iri(f"{store}#distribution"), RDF.type, DCAT.Distribution
    yield iri(f"{store}#distribution"), DCAT.accessURL, iri(f"{store}?default")
    yield iri(f"{store}#distribution"), DCAT.accessService, iri(f"{endpoint}#access")
    yield iri(f"{endpoint}#access"), RDF.type, DCAT.DataService
    yield iri(f"{endpoint}#access"), DCAT.endpointURL, iri(endpoint)
    yield iri(f"{endpoint}#access"), DCAT.endpointDescription, iri(endpoint)
    yield iri(f"{endpoint}#access"), DCAT.servesDataset, iri(dataset)


def serialise(triples: Iterable[Triple], name: str) -> bytes:
    """Write triples in a format of `FORMATS`; ValueError where a term is none."""
    lines = "".join(f"{s} {p} {o} .\n" for s, p, o in triples)
    try:
        parsed = [quad.triple for quad in ox.parse(lines, ox.RdfFormat.N_TRIPLES)]
    except SyntaxError as error:
        raise ValueError(str(error)) from error
    form = FORMATS[name].rdf
    prefixes = _PREFIXES if name in ("turtle", "trig") else None
    return with_sorted_prefixes(ox.serialize(parsed, format=form, prefixes=prefixes) or b"")


_PARTS = ("service", "dataset", "default-graph")
