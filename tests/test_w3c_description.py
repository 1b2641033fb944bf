"""What the W3C's tests of the SPARQL 1.1 Service Description ask, and what ours says beside."""

from collections.abc import Iterator

import httpx
import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from tests.servers import served_graph

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with served_graph([], tmp_path_factory.mktemp("graph")) as client:
        yield client


@pytest.mark.parametrize("accept", ["", "*/*", "text/turtle", "application/rdf+xml"])
def test_returns_rdf(served: httpx.Client, accept: str) -> None:
    answer = served.get("/sparql", headers={"accept": accept})
    assert answer.status_code == 200
    media_type = answer.headers["content-type"].partition(";")[0]
    assert media_type == (accept if "/" in accept and "*" not in accept else "text/turtle")
    assert len(Graph().parse(data=answer.content, format=media_type)) > 10


def test_has_endpoint_triple(served: httpx.Client) -> None:
    graph = Graph().parse(data=served.get("/sparql").content, format="turtle")
    (service,) = graph.subjects(RDF.type, SD.Service)
    assert graph.value(service, SD.endpoint) == URIRef(str(served.base_url.join("/sparql")))


def test_conforms_to_schema(served: httpx.Client) -> None:
    """Each property stands on the class, and has a value of the class, that the vocabulary says."""
    graph = Graph().parse(data=served.get("/sparql").content, format="turtle")
    classes = {
        SD.endpoint: (SD.Service, None),
        SD.feature: (SD.Service, None),
        SD.defaultDataset: (SD.Service, SD.Dataset),
        SD.extensionFunction: (SD.Service, SD.Function),
        SD.propertyFeature: (SD.Service, SD.Feature),
        SD.resultFormat: (SD.Service, None),
        SD.supportedLanguage: (SD.Service, None),
        SD.defaultGraph: (SD.Dataset, SD.Graph),
        SD.namedGraph: (SD.Dataset, SD.NamedGraph),
        SD.name: (SD.NamedGraph, None),
        SD.graph: (SD.NamedGraph, SD.Graph),
    }
    used = {p for p in graph.predicates() if str(p).startswith(str(SD))}
    assert used <= classes.keys()
    for predicate in used:
        domain, extent = classes[predicate]
        for subject, value in graph.subject_objects(predicate):
            assert (subject, RDF.type, domain) in graph
            assert isinstance(value, URIRef)
            assert extent is None or (value, RDF.type, extent) in graph
    languages = {SD.SPARQL10Query, SD.SPARQL11Query, SD.SPARQL11Update}
    assert set(graph.objects(None, SD.supportedLanguage)) <= languages


def test_a_browser_is_shown_a_page(served: httpx.Client) -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    answer = served.get("/sparql", headers={"accept": accept})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<textarea" in answer.text


def test_what_cannot_be_had_is_406(served: httpx.Client) -> None:
    assert served.get("/sparql", headers={"accept": "image/png"}).status_code == 406
    assert served.get("/sparql", headers={"accept": "text/csv"}).status_code == 406


def test_a_description_repeats_nothing_that_is_no_host(served: httpx.Client) -> None:
    answer = served.get("/sparql", headers={"host": "e.org/> <x"})
    assert answer.status_code == 400
