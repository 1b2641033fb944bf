"""RDF exports: two parsers read the same statements, those of the build."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from graph.versions import Version, current
from tests.exports import RDF, exported

OXIGRAPH = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
RDFLIB = {
    "turtle": "turtle",
    "ntriples": "nt",
    "nquads": "nquads",
    "trig": "trig",
    "rdfxml": "xml",
    "jsonld": "json-ld",
}


@pytest.fixture(scope="module")
def version(built: Path) -> Version:
    return current(built)


@pytest.fixture(scope="module")
def statements(version: Version) -> frozenset[ox.Quad]:
    return frozenset(ox.parse(path=str(version.graph), format=ox.RdfFormat.N_QUADS))


def as_rdflib(term: ox.NamedNode | ox.Literal) -> rdflib.term.Identifier:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    plain = term.datatype.value == str(rdflib.XSD.string)
    type_ = None if plain else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=type_, normalize=False)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # its own parsers use it
@pytest.mark.parametrize("name", RDF)
def test_two_parsers_read_the_same_statements(
    version: Version, statements: frozenset[ox.Quad], name: str
) -> None:
    written = exported(version, name)
    format_ = OXIGRAPH[name]
    quads = set(ox.parse(written, format_))
    rdflib.NORMALIZE_LITERALS = False
    try:
        other = rdflib.Dataset()
        other.parse(data=written, format=RDFLIB[name])
    finally:
        rdflib.NORMALIZE_LITERALS = True
    if format_.supports_datasets:
        assert quads == statements
        wanted = {
            (as_rdflib(q.subject), as_rdflib(q.predicate), as_rdflib(q.object), q.graph_name.value)
            for q in statements
        }
        assert {(s, p, o, str(g)) for s, p, o, g in other.quads()} == wanted
    else:
        triples = {quad.triple for quad in statements}
        assert {quad.triple for quad in quads} == triples
        assert {(s, p, o) for s, p, o, _ in other.quads()} == {
            (as_rdflib(t.subject), as_rdflib(t.predicate), as_rdflib(t.object)) for t in triples
        }


def test_terms_of_the_vocabulary_have_plain_names_in_json_ld(version: Version) -> None:
    document = json.loads(exported(version, "jsonld"))
    things = [thing for part in document["@graph"] for thing in part["@graph"]]
    task = next(thing for thing in things if thing.get("@type") == "Task")
    assert task["section"]
    assert isinstance(task["line"], int)
    assert all(str(iri).startswith("https://") for iri in [task["is_part_of"]])
    assert not [key for thing in things for key in thing if key.startswith(("ct:", "http"))]
