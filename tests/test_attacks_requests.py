"""Requests that no honest client sends, and clients that come in crowds, dawdle or go away."""

import concurrent.futures
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.attacks import DIRECT, LIMITS, PRODUCT, ask, assert_all_is_well, counted, kind, target


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with target(tmp_path_factory.mktemp("graph")) as client:
        yield client


def post(client: socket.socket, query: str) -> None:
    """Send a query by hand, over a connection that is the test's to read."""
    head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    client.sendall(f"{head}Content-Length: {len(query)}\r\n\r\n{query}".encode())


def connected(served: httpx.Client) -> socket.socket:
    return socket.create_connection((served.base_url.host, served.base_url.port or 80))


def ask_alone(served: httpx.Client, query: str) -> httpx.Response:
    """Ask as a client with a connection of its own: those that share one close each other's."""
    with httpx.Client(base_url=served.base_url, timeout=served.timeout, verify=False) as client:
        return ask(client, query)


def test_two_hundred_clients_at_once(tmp_path: Path) -> None:
    queries = [f"SELECT (COUNT(*) AS ?n) {PRODUCT} # {number}" for number in range(200)]
    with (
        target(tmp_path, wait_seconds=1) as served,
        concurrent.futures.ThreadPoolExecutor(200) as threads,
    ):
        answers = list(threads.map(lambda query: ask_alone(served, query), queries))
        kinds = {(answer.status_code, kind(answer)) for answer in answers}
        assert kinds == {(503, "busy"), (504, "query-timeout")}
        assert all(int(a.headers["retry-after"]) >= 1 for a in answers if a.status_code == 503)
        assert_all_is_well(served)


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p ?o }", f"SELECT * {PRODUCT} LIMIT 20000"])
def test_a_client_that_reads_slowly_holds_no_worker(served: httpx.Client, query: str) -> None:
    """The answer to the second is larger than what is held in memory."""
    with connected(served) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        post(client, query)
        assert client.recv(15) == b"HTTP/1.1 200 OK"
        assert_all_is_well(served)
    assert_all_is_well(served)


def test_clients_that_send_slowly_hold_no_worker(served: httpx.Client) -> None:
    """Some of them never come to the end of their head, some not to that of their body."""
    clients = [connected(served) for _ in range(40)]
    for number, client in enumerate(clients):
        client.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\n")
        if number % 2:
            client.sendall(b"Content-Type: application/sparql-query\r\nContent-Length: 9\r\n\r\nA")
    assert_all_is_well(served)
    for client in clients:
        client.close()


def test_a_client_that_goes_away_frees_its_worker(tmp_path: Path) -> None:
    with target(tmp_path, seconds=600) as served:
        before = counted(served, "chutri_pool_killed_total")
        with connected(served) as client:
            post(client, f"SELECT (COUNT(*) AS ?n) {PRODUCT}")
            while counted(served, "chutri_pool_slow") == 0:
                time.sleep(0.02)
        assert_all_is_well(served)
        assert counted(served, "chutri_pool_killed_total") == before + 1


def test_a_hundred_megabytes_are_not_read(served: httpx.Client) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x" * (1 << 20)

    head = {**DIRECT, "content-length": str(100 << 20)}
    for headers in (head, DIRECT):  # its length stated, and not
        try:
            answer = served.post("/sparql", content=endless(), headers=headers)
        except (httpx.WriteError, httpx.RemoteProtocolError):
            continue  # the server has hung up on it
        assert (answer.status_code, kind(answer)) == (413, "content-too-large")
    assert_all_is_well(served)


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("/sparql?query=ASK%20%7B%7D%20%23%FF%FE", None),
        ("/sparql?query=ASK%20%7B%7D&%C3=x", None),
        ("/sparql", b"ASK {} # \xff\xfe"),
        ("/sparql", b"\xed\xa0\x80"),
        ("/graph-store?graph=%E0%80%80", None),
    ],
)
def test_what_is_not_utf_8_is_400(served: httpx.Client, address: str, body: bytes | None) -> None:
    if body is None:
        answer = served.get(address)
    else:
        answer = served.post(address, content=body, headers=DIRECT)
    assert (answer.status_code, kind(answer)) == (400, "not-utf-8")


def test_a_nul_and_a_lone_surrogate_are_no_query(served: httpx.Client) -> None:
    assert ask(served, "ASK { ?s ?p '\0' }").status_code in (200, 400)
    assert ask(served, "ASK { ?s ?p '\\uD800' }").status_code == 400
    assert_all_is_well(served)


def test_no_header_is_put_in(served: httpx.Client) -> None:
    broken = "%0d%0aSet-Cookie:%20a=b%0d%0a%0d%0a"
    for address in (
        f"/sparql?query=ASK%7B%7D&format={broken}",
        f"/id/agency/{broken}.ttl",
        f"/eli/{broken}",
        f"/graph-store?graph=http://e/{broken}",
    ):
        answer = served.get(address, headers={"accept": "text/turtle", "x-request-id": "a b:c"})
        assert answer.status_code >= 400
        assert "set-cookie" not in answer.headers
        assert re.fullmatch("[0-9a-f]{16}", answer.headers["x-request-id"])
    answer = served.get("/sparql?query=ASK%7B%7D", headers={"x-request-id": "mine-1.2_3"})
    assert answer.headers["x-request-id"] == "mine-1.2_3"


def test_a_very_long_address_is_refused(served: httpx.Client) -> None:
    padding = "x" * (LIMITS.query_bytes + 1)
    request = f"GET /sparql?query=ASK%7B%7D%23{padding} HTTP/1.1\r\nHost: x\r\n\r\n"
    with connected(served) as client:
        client.sendall(request.encode())
        assert client.recv(12) in (b"HTTP/1.1 400", b"HTTP/1.1 413", b"HTTP/1.1 414")
    assert_all_is_well(served)
