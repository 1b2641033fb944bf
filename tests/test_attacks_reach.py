"""Queries that would have the service read a file or ask another host: it touches neither."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.attacks import ask, kind, target

CANARY = "http://canary.example/never-to-be-read"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with target(tmp_path_factory.mktemp("graph")) as client:
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
