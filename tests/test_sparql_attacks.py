"""What hostile clients send, and that the service lives on: each attack ends in bounded time, others
are answered while it runs, and afterwards all workers are there again.
"""

import concurrent.futures
import itertools
import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from graph.limits import Limits
from tests.pools import numbers
from tests.servers import served_graph

LIMITS = Limits(
    seconds=1.5, wait_seconds=1, quick_seconds=0.1, memory=300 << 20, quick=2, slow=1, rows=20_000
)
DIRECT = {"content-type": "application/sparql-query"}
CANARY = "http://canary.example/never-to-be-read"
COUNTER = itertools.count()
PRODUCT = "{ ?a ?p ?x . ?b ?q ?y . ?c ?r ?z }"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    chain = [
        f"<http://e/n{i}> <http://e/next> <http://e/n{i + 1}> <http://e/g>" for i in range(300)
    ]
    chain += [
        f"<http://e/n{i}> <http://e/next> <http://e/n{i // 2}> <http://e/g>" for i in range(300)
    ]
    with served_graph([*numbers(3000), *chain], tmp_path_factory.mktemp("graph"), LIMITS) as client:
        yield client


@pytest.fixture
def listener() -> Iterator[tuple[str, list[object]]]:
    """An address on loopback, and who connected to it."""
    connections: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        stop = threading.Event()

        def accept() -> None:
            while not stop.is_set():
                try:
                    connection, address = server.accept()
                except TimeoutError:
                    continue
                connection.close()
                connections.append(address)

        thread = threading.Thread(target=accept)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", connections
        stop.set()
        thread.join()


def ask(served: httpx.Client, query: str) -> httpx.Response:
    return served.post("/sparql", content=query.encode(), headers=DIRECT)


def cheap(served: httpx.Client) -> httpx.Response:
    """A query that was never asked before."""
    number = next(COUNTER)
    return served.get("/sparql", params={"query": f"SELECT ?o {{ <http://e/{number}> ?p ?o }}"})


def attacked(served: httpx.Client, *queries: str) -> list[httpx.Response]:
    """Send queries at once; assert that another client is answered meanwhile, and all is well after."""
    with concurrent.futures.ThreadPoolExecutor(len(queries)) as threads:
        attacks = [threads.submit(ask, served, query) for query in queries]
        while not all(attack.done() for attack in attacks):
            assert cheap(served).status_code == 200
    assert_all_is_well(served)
    return [attack.result() for attack in attacks]


def assert_all_is_well(served: httpx.Client) -> None:
    assert cheap(served).status_code == 200
    until = time.monotonic() + 5
    while "chutri_pool_idle 3\n" not in (metrics := served.get("/metrics").text):
        assert time.monotonic() < until, metrics
        time.sleep(0.02)
    assert "chutri_pool_workers 3\n" in metrics


def kind(answer: httpx.Response) -> str:
    assert answer.headers["content-type"] == "application/problem+json", answer.text[:200]
    return str(answer.json()["type"]).rpartition("/")[2]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
        "SELECT * { VALUES ?where { <URL> } SERVICE ?where { ?s ?p ?o } }",
        "SELECT * { { SELECT * { { SERVICE SILENT <URL> { ?s ?p ?o } } } } }",
        "ASK { FILTER NOT EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
        "PREFIX : <URL> SELECT * { SERVICE:x { ?s ?p ?o } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    ],
)
def test_service_connects_to_nobody(
    served: httpx.Client, listener: tuple[str, list[object]], query: str
) -> None:
    url, connections = listener
    answer = ask(served, query.replace("URL", url))
    assert (answer.status_code, kind(answer)) == (403, "service-refused")
    assert connections == []


def test_nothing_is_loaded_from_an_address(
    served: httpx.Client, listener: tuple[str, list[object]]
) -> None:
    url, connections = listener
    for clause in (f"FROM <{url}>", f"FROM NAMED <{url}>"):
        answer = ask(served, f"SELECT * {clause} {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{}} }} }}")
        assert (answer.status_code, kind(answer)) == (403, "dataset-refused")
    for name in ("default-graph-uri", "named-graph-uri"):
        answer = served.get("/sparql", params={name: url, "query": "SELECT * { ?s ?p ?o }"})
        assert answer.json()["results"]["bindings"] == []
    assert served.get("/graph-store", params={"graph": url}).status_code == 404
    assert ask(served, f"LOAD <{url}>").status_code == 403
    assert connections == []


def test_no_file_is_read(served: httpx.Client, tmp_path: Path) -> None:
    canary = tmp_path / "canary.ttl"
    canary.write_text(f"<{CANARY}> a <http://e/Canary> .")
    url = canary.as_uri()
    answers = [
        ask(served, f"SELECT * FROM <{url}> {{ ?s ?p ?o }}"),
        ask(served, f"PREFIX f: <{tmp_path.as_uri()}/> CONSTRUCT FROM f:c WHERE {{ ?s ?p ?o }}"),
        ask(served, f"BASE <{tmp_path.as_uri()}/> DESCRIBE ?s FROM <canary.ttl> {{ ?s ?p ?o }}"),
        ask(served, f"LOAD <{url}> INTO GRAPH <http://e/g>"),
        served.get(
            "/sparql", params={"default-graph-uri": url, "query": "DESCRIBE ?s { ?s ?p 1 }"}
        ),
        served.get("/graph-store", params={"graph": url}),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 403, 403, 200, 404]
    assert not any(CANARY in answer.text for answer in answers)


NESTED = {
    "braces": "SELECT * " + "{" * 20_000 + "}" * 20_000,
    "brackets": "SELECT * { " + "[ <http://e/p> " * 4000 + "1" + " ]" * 4000 + " }",
    "empty brackets": "SELECT * {" + "[" * 20_000 + "]" * 20_000 + "}",
    "lists": "SELECT * { ?s ?p " + "(" * 20_000 + ")" * 20_000 + " }",
    "parentheses": "SELECT * { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
    "negations": "SELECT * { FILTER(" + "!" * 20_000 + "1) }",
    "sums": "SELECT * { FILTER(1" + "+1" * 20_000 + ") }",
    "unions": "SELECT * { {} " + "UNION {} " * 7_000 + "}",
    "optionals": "SELECT * { " + "OPTIONAL { ?s ?p ?o } " * 2_900 + "}",
    "nested optionals": "SELECT * { " + "OPTIONAL { " * 250 + "}" * 250 + "}",
    "subqueries": "SELECT * { " + "{ SELECT * { " * 2_000 + "} }" * 2_000 + "}",
    "paths": "SELECT * { ?s " + "(" * 200 + "<http://e/next>" + ")*" * 200 + " ?o }",
    "too long": "SELECT * { " + "OPTIONAL { ?s ?p ?o } " * 20_000 + "}",
}


@pytest.mark.parametrize("query", NESTED.values(), ids=NESTED)
def test_what_is_nested_deep_ends_no_service(served: httpx.Client, query: str) -> None:
    (answer,) = attacked(served, query)
    assert answer.status_code in (200, 400, 413, 504, 507), answer.text[:200]
    if len(query) > LIMITS.query_bytes:
        assert (answer.status_code, kind(answer)) in (
            (413, "content-too-large"),
            (413, "query-too-long"),
        )


COSTLY = {
    "sorted product": f"SELECT * {PRODUCT} ORDER BY ?x ?y ?z",
    "distinct product": f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT * {PRODUCT} }}",
    "grouped product": f"SELECT ?a ?b ?c (COUNT(*) AS ?n) {PRODUCT} GROUP BY ?a ?b ?c",
    "counted product": f"SELECT (COUNT(*) AS ?n) {PRODUCT}",
    "joined strings": f"SELECT (GROUP_CONCAT(?x) AS ?all) {PRODUCT}",
    "doubled string": "SELECT (STRLEN(?z) AS ?n) { BIND('0123456789' AS ?a) "
    + " ".join(
        f"BIND(CONCAT({','.join([f'?{x}'] * 20)}) AS ?{y})"
        for x, y in itertools.pairwise("abcdefghz")
    )
    + "}",
}


@pytest.mark.parametrize("query", COSTLY.values(), ids=COSTLY)
def test_what_wants_too_much_is_stopped_and_told(served: httpx.Client, query: str) -> None:
    (answer,) = attacked(served, query)
    assert (answer.status_code, kind(answer)) in ((504, "query-timeout"), (507, "query-memory"))
    if answer.status_code == 504:
        assert answer.json()["limit_seconds"] == LIMITS.seconds


@pytest.mark.parametrize(
    "path",
    ["((<http://e/next>*)*)*", "(<http://e/next>+)+", "(!<http://e/x>|^<http://e/next>)*"],
)
def test_no_property_path_is_endless(served: httpx.Client, path: str) -> None:
    query = f"SELECT (COUNT(*) AS ?n) {{ ?s {path} ?m . ?m <http://e/next>* ?o }}"
    (answer,) = attacked(served, query)
    assert answer.status_code in (200, 504, 507)


def test_a_regular_expression_that_backtracks_is_stopped(served: httpx.Client) -> None:
    text = "a" * 5000 + "b"
    for pattern in ("(a+)+$", "(a|a)*c", "(a{1,100}){1,100}$", "(a{1000}){1000}"):
        (answer,) = attacked(served, f"ASK {{ FILTER REGEX('{text}', '{pattern}') }}")
        assert answer.status_code in (200, 504, 507)


def test_an_endless_graph_is_cut_and_says_so(served: httpx.Client) -> None:
    query = "CONSTRUCT { ?a <http://e/x> ?y } WHERE { ?a ?p ?x . ?b ?q ?y }"  # 10 million
    answer = served.post(
        "/sparql", content=query.encode(), headers={**DIRECT, "accept": "application/n-triples"}
    )
    assert (answer.status_code, answer.headers["answer-cut"]) == (200, "rows")
    lines = answer.text.splitlines()
    assert (len(lines), lines[-1]) == (LIMITS.rows + 1, "# cut: rows")
    assert_all_is_well(served)


def test_two_hundred_clients_at_once(served: httpx.Client) -> None:
    queries = [f"SELECT (COUNT(*) AS ?n) {PRODUCT} # {number}" for number in range(200)]
    with concurrent.futures.ThreadPoolExecutor(200) as threads:
        answers = list(threads.map(lambda query: ask(served, query), queries))
    kinds = {(answer.status_code, kind(answer)) for answer in answers}
    assert kinds == {(503, "busy"), (504, "query-timeout")}
    assert all(int(a.headers["retry-after"]) >= 1 for a in answers if a.status_code == 503)
    assert_all_is_well(served)


def test_a_client_that_reads_slowly_holds_no_worker(served: httpx.Client) -> None:
    query = "SELECT * { ?s ?p ?o } # slowly"
    request = (
        f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        f"Content-Length: {len(query)}\r\n\r\n{query}"
    )
    with socket.create_connection((served.base_url.host, served.base_url.port or 80)) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.sendall(request.encode())
        assert client.recv(15) == b"HTTP/1.1 200 OK"
        assert_all_is_well(served)
    assert_all_is_well(served)


def test_a_client_that_goes_away_frees_its_worker(served: httpx.Client) -> None:
    query = f"SELECT (COUNT(*) AS ?n) {PRODUCT} # away"
    request = (
        f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        f"Content-Length: {len(query)}\r\n\r\n{query}"
    )
    before = _killed(served)
    with socket.create_connection((served.base_url.host, served.base_url.port or 80)) as client:
        client.sendall(request.encode())
        time.sleep(0.4)
    assert_all_is_well(served)
    assert _killed(served) == before + 1


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
    with socket.create_connection((served.base_url.host, served.base_url.port or 80)) as client:
        client.sendall(request.encode())
        assert client.recv(12) in (b"HTTP/1.1 400", b"HTTP/1.1 413", b"HTTP/1.1 414")
    assert_all_is_well(served)


def _killed(served: httpx.Client) -> int:
    found = re.search(
        r"^chutri_pool_killed_total (\d+)$", served.get("/metrics").text, re.MULTILINE
    )
    assert found
    return int(found[1])
