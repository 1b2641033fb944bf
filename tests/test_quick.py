"""Plain requests at /sparql are answered without ASGI, and as ASGI answers them."""

import socket
import time
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest

from api.asgi import Receive, Scope, Send
from api.sparql import SparqlApp
from graph.pool import Limits
from tests.pools import numbers
from tests.servers import served_graph

SELECT = "SELECT ?o { <http://e/7> <http://e/p> ?o }"
LIMITS = Limits(quick=1, slow=1, seconds=1, quick_seconds=0.05)
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c < ?f && ?f < ?i) }"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with served_graph(numbers(2000), tmp_path_factory.mktemp("graph"), LIMITS) as client:
        yield client


@pytest.mark.parametrize(
    "query",
    [
        SELECT,
        "ASK { ?s ?p ?o }",
        "CONSTRUCT WHERE { <http://e/7> ?p ?o }",
        "SELECT (RAND() AS ?x) {} LIMIT 0",
        "SELECT ?o { ",
        "SELECT * { SERVICE <http://e/> { ?s ?p ?o } }",
        SLOW,
    ],
)
@pytest.mark.parametrize("accept", ["*/*", "text/csv, text/turtle;q=0.5", "image/png"])
def test_either_way_the_answer_is_the_same(served: httpx.Client, query: str, accept: str) -> None:
    """An id of its own lets a request go the ordinary way."""
    plain = [
        served.get("/sparql", params={"query": query}, headers={"accept": accept}) for _ in range(2)
    ]
    ordinary = served.get(
        "/sparql", params={"query": query}, headers={"accept": accept, "x-request-id": "seen"}
    )
    for answer in plain:
        assert answer.status_code == ordinary.status_code
        assert answer.content == ordinary.content
        assert _lasting(answer) == _lasting(ordinary)


def _lasting(answer: httpx.Response) -> dict[str, str]:
    passing = ("date", "x-request-id")
    return {name: value for name, value in answer.headers.items() if name not in passing}


def test_a_plain_request_needs_no_application(
    served: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(self: SparqlApp, scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError("asked in the ordinary way")

    monkeypatch.setattr(SparqlApp, "__call__", fail)
    for _ in range(2):
        answer = served.get("/sparql", params={"query": f"{SELECT} # quick"})
        assert answer.status_code == 200
    assert served.get("/sparql", headers={"x-request-id": "seen"}).status_code == 500


def test_requests_of_one_connection_are_answered_in_turn(served: httpx.Client) -> None:
    queries = [
        "SELECT ?o { <http://e/1> ?p ?o }",
        "SELECT ?o {",
        "SELECT ?o { <http://e/2> ?p ?o }",
        "SELECT ?o { <http://e/1> ?p ?o }",
    ]
    said = _talk(served, "".join(_request(query) for query in queries[:-1]) + _last(queries[-1]))
    assert said.count(b"HTTP/1.1 ") == 4
    places = [said.index(part) for part in ("số 1".encode(), b"problem+json", "số 2".encode())]
    assert places == sorted(places)
    assert said.rindex("số 1".encode()) > places[-1]


def test_many_requests_may_wait_behind_one_that_is_slower(served: httpx.Client) -> None:
    """More than calls may stand within each other."""
    served.get("/sparql", params={"query": SELECT})
    served.get("/sparql", params={"query": SELECT})
    first = "GET /health HTTP/1.1\r\nHost: e\r\n\r\n"
    said = _talk(served, first + _request(SELECT) * 1500 + _last(SELECT))
    assert said.count(b"HTTP/1.1 ") == 1502
    assert said.count("số 7".encode()) == 1501


def test_a_body_that_looks_like_a_request_is_none(served: httpx.Client) -> None:
    """Not even where the request that it belongs to is answered before it comes."""
    inner = _request(SELECT)
    head = f"PUT /sparql HTTP/1.1\r\nHost: e\r\nContent-Length: {len(inner)}\r\n\r\n"
    said = _talk(served, head, inner, _last("ASK {}"))
    assert said.count(b"HTTP/1.1 ") == 2
    assert said.startswith(b"HTTP/1.1 405 ")
    assert b'"boolean":true' in said
    assert "số 7".encode() not in said


def test_a_request_may_come_in_parts_and_while_another_is_answered(served: httpx.Client) -> None:
    whole = _request(SLOW + " # parts") + _request(SELECT) + _last(f"{SELECT} # parts")
    for cut in (10, len(whole) - 10):
        said = _talk(served, whole[:cut], whole[cut:])
        assert said.count(b"HTTP/1.1 ") == 3
        assert said.startswith(b"HTTP/1.1 504 ")
        assert said.count("số 7".encode()) == 2


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_a_connection_is_closed_for_who_asks_so(served: httpx.Client, version: str) -> None:
    said = _talk(served, _last(f"{SELECT} # {version}").replace("HTTP/1.1", f"HTTP/{version}"))
    head, _, body = said.partition(b"\r\n\r\n")
    assert b"connection: close" in head
    assert "số 7".encode() in body


def _request(query: str, fields: str = "") -> str:
    return f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: e\r\n{fields}\r\n"


def _last(query: str) -> str:
    return _request(query, "Connection: close\r\n")


def _talk(served: httpx.Client, *parts: str) -> bytes:
    """Send bytes over one connection; return all that comes until it is closed."""
    with socket.create_connection((served.base_url.host, served.base_url.port), 20) as connection:
        for part in parts:
            connection.sendall(part.encode())
            time.sleep(0.1 * (part is not parts[-1]))
        return b"".join(iter(lambda: connection.recv(65536), b""))
