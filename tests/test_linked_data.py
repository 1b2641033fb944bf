"""Every IRI that the graph mints is answered at its own path, as what the client accepts."""

import httpx
import pytest
from rdflib import Graph, URIRef

BASE = "https://w3id.org/chutri/"
AGENCY = "/id/agency/so-tai-chinh-binh-duong"
PLAN = "/eli/vn/ubnd-tinh-binh-duong/ke-hoach/2025/371-kh-ubnd"
SUFFIXES = {
    "ttl": ("text/turtle", "turtle"),
    "jsonld": ("application/ld+json", "json-ld"),
    "nt": ("application/n-triples", "nt"),
    "rdf": ("application/rdf+xml", "xml"),
}


def triples(answer: httpx.Response, syntax: str) -> Graph:
    assert answer.status_code == 200, answer.text
    return Graph().parse(data=answer.content, format=syntax)


@pytest.mark.parametrize("path", [AGENCY, PLAN, PLAN + "/task/II.2.a.1", "/kind/ke-hoach"])
def test_a_thing_in_each_format_says_the_same(served: httpx.Client, path: str) -> None:
    said = None
    for suffix, (media_type, syntax) in SUFFIXES.items():
        by_suffix = served.get(f"{path}.{suffix}")
        by_accept = served.get(path, headers={"accept": media_type})
        assert by_suffix.content == by_accept.content
        for answer in (by_suffix, by_accept):
            assert answer.headers["content-type"].startswith(media_type)
            assert answer.headers["content-location"] == f"{path}.{suffix}"
            assert answer.headers["vary"] == "Accept"
        found = set(triples(by_accept, syntax))
        assert said is None or found == said
        said = found
    assert any(subject == URIRef(BASE + path[1:]) for subject, _, _ in said or ())


def test_a_browser_gets_the_page(served: httpx.Client) -> None:
    accept = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    page = served.get(AGENCY, headers=accept)
    assert page.headers["content-type"].startswith("text/html")
    assert "Accept" in page.headers["vary"]
    assert served.get(AGENCY + ".html").text == page.text


def test_every_iri_of_the_graph_is_answered(served: httpx.Client) -> None:
    """A sample: one subject of each class."""
    query = f"""SELECT (SAMPLE(?s) AS ?one) {{
      ?s a ?class FILTER(STRSTARTS(STR(?s), "{BASE}") && !CONTAINS(STR(?s), "#")) }} GROUP BY ?class"""
    rows = served.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    assert len(rows) > 10
    for row in rows:
        iri = row["one"]["value"]
        answer = served.get("/" + iri.removeprefix(BASE), headers={"accept": "text/turtle"})
        assert answer.status_code == 200, iri
        assert (URIRef(iri), None, None) in triples(answer, "turtle") or iri.endswith("/graph")


def test_what_has_an_iri_with_a_fragment_is_told_with_the_thing(served: httpx.Client) -> None:
    query = "SELECT ?s { ?s <http://www.w3.org/ns/oa#exact> ?o } ORDER BY ?s LIMIT 1"
    rows = served.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    iri = rows[0]["s"]["value"]
    path = "/" + iri.partition("#")[0].removeprefix(BASE)
    found = triples(served.get(path + ".ttl"), "turtle")
    assert found.value(URIRef(iri), URIRef("http://www.w3.org/ns/oa#exact")) is not None


def test_the_vocabulary_is_whole(served: httpx.Client) -> None:
    found = triples(served.get("/def", headers={"accept": "text/turtle"}), "turtle")
    assert (URIRef(BASE + "def#leadAgency"), None, None) in found


@pytest.mark.parametrize("path", ["/id/agency/nobody", "/eli/vn/none", "/kind/none", "/graph/none"])
def test_what_the_graph_does_not_name_is_404(served: httpx.Client, path: str) -> None:
    for address in (path, path + ".ttl", path + ".html"):
        answer = served.get(address, headers={"accept": "text/turtle, text/html;q=0.5"})
        assert answer.status_code == 404
        shown = "text/html" if address.endswith(".html") else "application/problem+json"
        assert answer.headers["content-type"].startswith(shown)


def test_what_a_client_holds_is_not_sent_again(served: httpx.Client) -> None:
    first = served.get(AGENCY + ".ttl")
    again = served.get(AGENCY + ".ttl", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["content-location"] == AGENCY + ".ttl"
    other = served.get(AGENCY + ".nt", headers={"if-none-match": first.headers["etag"]})
    assert other.status_code == 200


def test_the_data_set_is_described_where_people_look(served: httpx.Client) -> None:
    found = triples(served.get("/.well-known/void"), "turtle")
    dataset = URIRef(BASE + "id/dataset")
    void = "http://rdfs.org/ns/void#"
    endpoint = found.value(dataset, URIRef(void + "sparqlEndpoint"))
    assert endpoint == URIRef(str(served.base_url.join("/sparql")))
    count = served.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).json()
    stated = found.value(dataset, URIRef(void + "triples"))
    described = count["results"]["bindings"][0]["n"]["value"]
    assert 0 < int(described) - int(str(stated)) < 200  # the description itself
