"""What the W3C's tests of the Graph Store Protocol ask of reading, on graphs that are there.

https://www.w3.org/2009/sparql/docs/tests/data-sparql11/http-rdf-update/. Theirs write a graph
first; here it is in the dataset, and what writes is refused.
"""

from collections.abc import Iterator

import httpx
import pytest
from rdflib import Graph

from tests.pools import BASE
from tests.servers import served_graph

FIRST = "http://graphs.example/person/1.ttl"
ENCODED = "http://graphs.example/person/%31.ttl"
OWN = BASE + "graph/people"
NAME = "<http://xmlns.com/foaf/0.1/name>"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    statements = [
        f'<http://e/1> {NAME} "Lê Lợi" <{FIRST}>',
        f'<http://e/2> {NAME} "Nguyễn Trãi" <{ENCODED}>',
        f'<http://e/3> {NAME} "Trần Nguyên Hãn" <{OWN}>',
    ]
    with served_graph(statements, tmp_path_factory.mktemp("graph")) as client:
        yield client


def names(answer: httpx.Response, syntax: str = "turtle") -> set[str]:
    assert answer.status_code == 200, answer.text
    return {str(name) for name in Graph().parse(data=answer.content, format=syntax).objects()}


def test_get_of_a_graph_named_in_the_query(served: httpx.Client) -> None:
    answer = served.get(
        "/graph-store", params={"graph": FIRST}, headers={"accept": "text/turtle; charset=utf-8"}
    )
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    assert names(answer) == {"Lê Lợi"}


def test_get_decodes_the_name_once(served: httpx.Client) -> None:
    assert names(served.get("/graph-store?graph=" + FIRST)) == {"Lê Lợi"}
    assert names(served.get("/graph-store?graph=" + ENCODED)) == {"Lê Lợi"}
    twice = ENCODED.replace("%", "%25")
    assert names(served.get("/graph-store?graph=" + twice)) == {"Nguyễn Trãi"}


def test_get_of_the_default_graph(served: httpx.Client) -> None:
    assert len(names(served.get("/graph-store?default"))) == 3


def test_get_of_a_graph_by_its_own_address(served: httpx.Client) -> None:
    answer = served.get("/graph/people", headers={"accept": "text/turtle"})
    assert names(answer) == {"Trần Nguyên Hãn"}
    assert answer.headers["content-location"] == "/graph/people.ttl"


@pytest.mark.parametrize(
    ("accept", "syntax"),
    [
        ("application/rdf+xml", "xml"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "json-ld"),
    ],
)
def test_get_in_the_format_that_is_accepted(served: httpx.Client, accept: str, syntax: str) -> None:
    answer = served.get("/graph-store", params={"graph": FIRST}, headers={"accept": accept})
    assert answer.headers["content-type"].startswith(accept)
    assert names(answer, syntax) == {"Lê Lợi"}


def test_head_of_a_graph_that_is_there(served: httpx.Client) -> None:
    there = served.get("/graph-store", params={"graph": FIRST})
    answer = served.head("/graph-store", params={"graph": FIRST})
    assert answer.status_code == 200
    assert answer.content == b""
    assert answer.headers["content-length"] == str(len(there.content))
    assert answer.headers["content-type"] == there.headers["content-type"]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_graph_that_is_not_there(served: httpx.Client, method: str) -> None:
    answer = served.request(method, "/graph-store", params={"graph": "http://e/none"})
    assert answer.status_code == 404


def test_get_of_a_graph_that_is_not_named(served: httpx.Client) -> None:
    assert served.get("/graph-store").status_code == 400
    assert served.get("/graph-store?default&graph=http://e/").status_code == 400
    assert served.get("/graph-store?graph=no+iri").status_code == 400


def test_get_in_no_format_that_there_is(served: httpx.Client) -> None:
    answer = served.get("/graph-store?default", headers={"accept": "text/csv"})
    assert answer.status_code == 406


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_writing_is_refused(served: httpx.Client, method: str) -> None:
    for address in ("/graph-store?graph=" + FIRST, "/graph-store?default", "/graph/people"):
        answer = served.request(method, address, content=b"<http://e/1> <http://e/p> 1 .")
        assert answer.status_code == 405
        assert answer.headers["allow"].startswith("GET, HEAD")
        assert answer.headers["content-type"] == "application/problem+json"
    assert names(served.get("/graph-store?graph=" + FIRST)) == {"Lê Lợi"}


def test_what_a_client_holds_is_not_sent_again(served: httpx.Client) -> None:
    first = served.get("/graph-store", params={"graph": FIRST})
    again = served.get(
        "/graph-store", params={"graph": FIRST}, headers={"if-none-match": first.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["vary"] == "Accept"
