"""Validation: the corpus conforms, and each fault that the shapes forbid is found."""

from pathlib import Path

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF

from graph.build import build
from graph.validate import conformance, validate

CORPUS = Path(__file__).parent.parent / "corpus"
CT = Namespace("https://w3id.org/chutri/def#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
OA = Namespace("http://www.w3.org/ns/oa#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")


@pytest.fixture(scope="module")
def version(tmp_path_factory):
    return build(CORPUS, tmp_path_factory.mktemp("build")).version


def test_the_corpus_conforms(version):
    report = validate(version.directory)
    assert report.violations == ()
    assert report.triples > 10_000


@pytest.fixture
def small():
    """A graph of one task with all that it must have."""
    graph = Graph().parse(
        data="""
        @prefix ct: <https://w3id.org/chutri/def#> .
        @prefix dct: <http://purl.org/dc/terms/> .
        @prefix eli: <http://data.europa.eu/eli/ontology#> .
        @prefix oa: <http://www.w3.org/ns/oa#> .
        @prefix prov: <http://www.w3.org/ns/prov#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <x:d> a eli:LegalResource .
        <x:text> a eli:LegalExpression ; eli:realizes <x:d> ;
            ct:sha256 "0000000000000000000000000000000000000000000000000000000000000000" .
        <x:t> a ct:Task ; dct:description "Rà soát"@vi ; eli:number "II.1" ; eli:is_part_of <x:d> ;
            ct:section "II" ; ct:line 4 ; ct:lineEnd 5 ; ct:leadAgency <x:a> ;
            ct:hasAssignment <x:as> .
        <x:as> a ct:Assignment ; prov:agent <x:a> ; prov:hadRole ct:lead ; ct:basis "explicit" ;
            ct:inherited false .
        <x:a> skos:prefLabel "Sở Tài chính"@vi .
        <x:c> a ct:Citation ; eli:is_part_of <x:d> ; dct:description "Luật"@vi ; ct:line 4 ;
            ct:citationKind "law" ; ct:relation eli:cites ; ct:citationStatus "unresolved" ;
            ct:candidate <x:d> .
        <x:n> a oa:Annotation ; oa:hasBody <x:t>, <x:as>, <x:c> ; oa:hasTarget <x:n#target> .
        <x:n#target> oa:hasSource <x:text> ; oa:hasSelector <x:n#position>, <x:n#quote> .
        <x:n#position> a oa:TextPositionSelector ; oa:start 3 ; oa:end 10 .
        <x:n#quote> a oa:TextQuoteSelector ; oa:exact "Rà soát" .
        """,
        format="turtle",
    )
    assert conformance(graph).conforms
    return graph


def node(name):
    return URIRef(f"x:{name}")


@pytest.mark.parametrize(
    ("subject", "predicate"),
    [
        ("t", DCTERMS.description),
        ("t", ELI.number),
        ("t", ELI.is_part_of),
        ("t", CT.line),
        ("t", CT.section),
        ("as", PROV.agent),
        ("as", PROV.hadRole),
        ("as", CT.basis),
        ("a", SKOS.prefLabel),
        ("c", CT.candidate),
        ("c", CT.relation),
        ("n", OA.hasBody),
        ("n", OA.hasTarget),
        ("n#target", OA.hasSource),
        ("n#target", OA.hasSelector),
        ("n#position", OA.end),
        ("n#quote", OA.exact),
        ("text", CT.sha256),
    ],
)
def test_what_must_be_said_is_missed(small, subject, predicate):
    small.remove((node(subject), predicate, None))
    assert not conformance(small).conforms


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        ("t", CT.deadline, Literal("soon")),
        ("t", ELI.is_part_of, URIRef("x:other")),
        ("as", PROV.hadRole, CT.coordinating),
        ("as", PROV.agent, URIRef("x:b")),
        ("c", CT.citedWork, URIRef("x:d")),
        ("n", OA.hasTarget, URIRef("x:elsewhere")),
        ("d", ELI.date_document, Literal("2025-99-99")),
    ],
)
def test_what_must_not_be_said_is_found(small, subject, predicate, value):
    small.add((node(subject), predicate, value))
    report = conformance(small)
    assert not report.conforms
    assert node(subject) in {URIRef(v.node) for v in report.violations}


def test_evidence_that_ends_before_it_starts_is_found(small):
    small.set((node("n#position"), OA.start, Literal(11)))
    (found,) = conformance(small).violations
    assert found.message == "Evidence that ends before it starts."


def test_a_fact_without_evidence_is_found(small):
    small.remove((None, OA.hasBody, node("t")))
    (found,) = conformance(small).violations
    assert (found.node, found.message.split(":")[0]) == ("x:t", "A fact without evidence")


def test_a_resolved_citation_leads_to_one_work(small):
    small.set((node("c"), CT.citationStatus, Literal("resolved")))
    assert not conformance(small).conforms
    small.remove((node("c"), CT.candidate, None))
    small.add((node("c"), CT.citedWork, node("d")))
    assert conformance(small).conforms
    assert (node("c"), RDF.type, CT.Citation) in small
