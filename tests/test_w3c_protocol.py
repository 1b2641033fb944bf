"""What the W3C's tests of the SPARQL 1.1 Protocol ask, as cases of this project's own.

https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/. One case a test of theirs, under
its name; the requests and the data are ours.
"""

from collections.abc import Iterator
from urllib.parse import urlencode

import httpx
import pyoxigraph as ox
import pytest

from tests.servers import served_graph

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
KIND = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://e/Plan>"
PLANS = [f"http://plans.example/{number}" for number in range(4)]  # of the first there is no graph


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    statements = [f"<{plan}> {KIND} <{plan}>" for plan in PLANS[1:]]
    with served_graph(statements, tmp_path_factory.mktemp("graph")) as client:
        yield client


def boolean(answer: httpx.Response) -> bool:
    assert answer.status_code == 200, answer.text
    if answer.headers["content-type"].startswith("application/sparql-results+json"):
        found = ox.parse_query_results(answer.content, ox.QueryResultsFormat.JSON)
    else:
        assert answer.headers["content-type"].startswith("application/sparql-results+xml")
        found = ox.parse_query_results(answer.content, ox.QueryResultsFormat.XML)
    return bool(found)


def problem(answer: httpx.Response) -> str:
    assert answer.headers["content-type"] == "application/problem+json"
    document = answer.json()
    assert document["status"] == answer.status_code
    return str(document["type"]).rpartition("/")[2]


def dataset(**graphs: list[str]) -> str:
    pairs = [(key.replace("_", "-"), iri) for key, iris in graphs.items() for iri in iris]
    return "/sparql?" + urlencode(pairs)


def post(
    client: httpx.Client, address: str, body: str, media_type: str | None = DIRECT
) -> httpx.Response:
    headers = {} if media_type is None else {"content-type": media_type}
    return client.post(address, content=body.encode(), headers=headers)


TWO_IN_DEFAULT = f"ASK {{ <{PLANS[1]}> a ?k . <{PLANS[2]}> a ?k }}"
TWO_NAMED = f"ASK {{ GRAPH ?g {{ <{PLANS[1]}> a ?k }} GRAPH ?h {{ <{PLANS[2]}> a ?k }} }}"


@pytest.mark.parametrize("address", ["/sparql", "/sparql/"])
def test_query_get(served: httpx.Client, address: str) -> None:
    assert boolean(served.get(address, params={"query": "ASK {}"}))


def test_query_post_form(served: httpx.Client) -> None:
    address = dataset(default_graph_uri=[PLANS[0]])
    assert boolean(post(served, address, urlencode({"query": "ASK {}"}), FORM))


def test_query_post_form_with_the_dataset_in_the_form(served: httpx.Client) -> None:
    form = urlencode([("query", TWO_IN_DEFAULT), *(("default-graph-uri", p) for p in PLANS[1:3])])
    assert boolean(post(served, "/sparql", form, FORM))


def test_query_post_direct(served: httpx.Client) -> None:
    assert boolean(post(served, "/sparql", "ASK {}"))
    assert boolean(post(served, "/sparql", "ASK {}", DIRECT + "; charset=UTF-8"))


def test_query_dataset_default_graphs_get(served: httpx.Client) -> None:
    address = dataset(query=[TWO_IN_DEFAULT], default_graph_uri=PLANS[1:3])
    assert boolean(served.get(address))
    address = dataset(query=[TWO_IN_DEFAULT], default_graph_uri=PLANS[1:2])
    assert not boolean(served.get(address))


def test_query_dataset_default_graphs_post(served: httpx.Client) -> None:
    assert boolean(post(served, dataset(default_graph_uri=PLANS[1:3]), TWO_IN_DEFAULT))


def test_query_dataset_named_graphs_get(served: httpx.Client) -> None:
    assert boolean(served.get(dataset(query=[TWO_NAMED], named_graph_uri=PLANS[1:3])))
    assert not boolean(served.get(dataset(query=[TWO_NAMED], named_graph_uri=PLANS[1:2])))


def test_query_dataset_named_graphs_post(served: httpx.Client) -> None:
    assert boolean(post(served, dataset(named_graph_uri=PLANS[1:3]), TWO_NAMED))


def test_query_dataset_full(served: httpx.Client) -> None:
    query = TWO_NAMED.replace("ASK {", f"ASK {{ <{PLANS[3]}> a ?k .")
    address = dataset(default_graph_uri=[PLANS[3]], named_graph_uri=PLANS[1:3])
    assert boolean(post(served, address, query))


def test_query_multiple_dataset(served: httpx.Client) -> None:
    """The dataset of the protocol goes before that of the query."""
    query = f"ASK FROM <{PLANS[3]}> {{ <{PLANS[1]}> a ?k . <{PLANS[2]}> a ?k }}"
    assert boolean(post(served, dataset(default_graph_uri=PLANS[1:3]), query))


def test_query_content_type_select(served: httpx.Client) -> None:
    answer = post(served, dataset(default_graph_uri=[PLANS[0]]), "SELECT (1 AS ?x) {}")
    assert len(list(ox.parse_query_results(answer.content, ox.QueryResultsFormat.JSON))) == 1
    assert answer.headers["content-type"].startswith("application/sparql-results+json")


def test_query_content_type_ask(served: httpx.Client) -> None:
    assert boolean(post(served, dataset(default_graph_uri=[PLANS[0]]), "ASK {}"))


@pytest.mark.parametrize("query", ["DESCRIBE <http://e/x>", "CONSTRUCT { <s> <p> 1 } WHERE {}"])
def test_query_content_type_of_a_graph(served: httpx.Client, query: str) -> None:
    answer = post(served, dataset(default_graph_uri=[PLANS[0]]), query)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/turtle")
    triples = list(ox.parse(answer.content, ox.RdfFormat.TURTLE))
    assert len(triples) == (1 if "CONSTRUCT" in query else 0)


def test_bad_query_method(served: httpx.Client) -> None:
    answer = served.put("/sparql", params={"query": "ASK {}"}, headers={"content-type": FORM})
    assert (answer.status_code, problem(answer)) == (405, "method-not-allowed")
    assert answer.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_bad_multiple_queries(served: httpx.Client) -> None:
    answer = served.get("/sparql?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D")
    assert (answer.status_code, problem(answer)) == (400, "query-repeated")
    answer = post(served, "/sparql?query=ASK%20%7B%7D", "ASK {}")
    assert (answer.status_code, problem(answer)) == (400, "query-repeated")


@pytest.mark.parametrize(
    ("body", "media_type"),
    [("ASK {}", "text/plain"), ("query=ASK%20%7B%7D", None), ("ASK {}", None)],
)
def test_bad_query_media_type(served: httpx.Client, body: str, media_type: str | None) -> None:
    answer = post(served, "/sparql", body, media_type)
    assert (answer.status_code, problem(answer)) == (415, "unsupported-media-type")


def test_bad_query_non_utf8(served: httpx.Client) -> None:
    headers = {"content-type": DIRECT + "; charset=UTF-16"}
    answer = served.post("/sparql", content="ASK {}".encode("utf-16"), headers=headers)
    assert (answer.status_code, problem(answer)) == (415, "unsupported-media-type")


def test_bad_query_syntax(served: httpx.Client) -> None:
    answer = served.get("/sparql", params={"query": "ASK {"})
    assert (answer.status_code, problem(answer)) == (400, "query-syntax")
    assert answer.json()["line"] == 1


@pytest.mark.parametrize(
    ("body", "media_type", "status"),
    [
        ("CLEAR ALL", UPDATE, 403),
        ("update=CLEAR+ALL", FORM, 403),
        ("update=CLEAR+NAMED&update=CLEAR+DEFAULT", FORM, 403),
        ("update=CLEAR%20XYZ", FORM, 403),
        ("CLEAR NAMED", "text/plain", 415),
        ("update=CLEAR%20NAMED", None, 415),
        ("BASE <http://e/> INSERT DATA { <s> <p> <o> }", UPDATE + "; charset=UTF-16", 403),
    ],
)
def test_an_update_is_refused_and_changes_nothing(
    served: httpx.Client, body: str, media_type: str | None, status: int
) -> None:
    for address in ("/sparql", dataset(using_graph_uri=PLANS[1:2])):
        answer = post(served, address, body, media_type)
        assert answer.status_code == status
        assert problem(answer) == {403: "update-refused", 415: "unsupported-media-type"}[status]
    assert boolean(served.get("/sparql", params={"query": f"ASK {{ <{PLANS[1]}> a ?k }}"}))


def test_bad_update_get(served: httpx.Client) -> None:
    answer = served.get("/sparql", params={"update": "CLEAR ALL"})
    assert (answer.status_code, problem(answer)) == (403, "update-refused")


def test_an_update_in_the_place_of_a_query_is_refused(served: httpx.Client) -> None:
    answer = served.get("/sparql", params={"query": "DELETE WHERE { ?s ?p ?o }"})
    assert (answer.status_code, problem(answer)) == (403, "update-refused")
