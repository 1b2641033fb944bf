"""What all answers of the service have: ids, security and CORS headers, counts, logs."""

import json
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from graph.limits import Limits
from tests.conftest import CHUTRI, ROOT, wait_for

PATHS = [
    "/",
    "/sparql?query=ASK%7B%7D",
    "/sparql?query=ASK%7B",
    "/api/agencies",
    "/none",
    "/metrics",
]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_headers_of_all(served: httpx.Client, path: str) -> None:
    headers = served.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["access-control-allow-origin"] == "*"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert re.fullmatch("[0-9a-f]{16}", headers["x-request-id"])
    assert "server" not in headers


def test_a_script_of_another_site_may_ask(served: httpx.Client) -> None:
    answer = served.options(
        "/sparql",
        headers={
            "origin": "https://yasgui.example",
            "access-control-request-method": "POST",
            "access-control-request-headers": "content-type",
        },
    )
    assert answer.status_code == 204
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "Content-Type" in answer.headers["access-control-allow-headers"]
    assert "DELETE" not in answer.headers["access-control-allow-methods"]


def test_head_is_get_without_the_body(served: httpx.Client) -> None:
    for path in PATHS[:4]:
        got, head = served.get(path), served.head(path)
        assert (head.status_code, head.content) == (got.status_code, b"")
        assert head.headers["content-length"] == str(len(got.content))


def test_metrics_count_what_was_asked(served: httpx.Client) -> None:
    def count() -> int:
        text = served.get("/metrics").text
        found = re.search(r'^chutri_requests_total{part="sparql",status="400"} (\d+)$', text, re.M)
        return int(found[1]) if found else 0

    before = count()
    served.get("/sparql?query=nonsense")
    assert count() == before + 1
    lines = served.get("/metrics").text.splitlines()
    assert all(re.fullmatch(r"# (HELP|TYPE) .+|\w+(\{[^}]*\})? [0-9.e+-]+", line) for line in lines)


class Service:
    """`chutri serve` in a process of its own, its log kept."""

    def __init__(self, built: Path, **environment: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            [*CHUTRI, "serve", str(built), "--port", str(port)],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
            env={"PYTHONPATH": ":".join(filter(None, sys.path)), **environment},
        )
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30)
        wait_for(self.client, self.process)

    def end(self) -> str:
        """Stop it as a service manager does; return its log."""
        self.process.send_signal(signal.SIGTERM)
        log = self.process.communicate(timeout=40)[1]
        self.client.close()
        return log


def test_requests_are_logged_as_json_without_what_was_asked(built: Path) -> None:
    service = Service(built, CHUTRI_LOG_REQUESTS="1")
    service.client.get(
        "/sparql", params={"query": "ASK { ?secret ?p ?o }"}, headers={"x-request-id": "seen-1"}
    )
    service.client.post("/sparql", data={"query": "ASK { ?secret ?p }"})
    log = service.end()
    assert "secret" not in log
    entries = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    (entry,) = (each for each in entries if each["request"] == "seen-1")
    assert {
        "method": "GET",
        "path": "/sparql",
        "status": 200,
        "part": "sparql",
    }.items() <= entry.items()
    assert entry["ms"] > 0
    assert any(each["status"] == 400 and each["method"] == "POST" for each in entries)


def test_what_runs_is_finished_before_the_service_ends(built: Path) -> None:
    service = Service(built, CHUTRI_QUERY_SECONDS="2")
    answers: list[int] = []
    query = "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?p ?x . ?c ?p ?x } "

    def ask() -> None:
        answers.append(service.client.get("/sparql", params={"query": query}).status_code)

    asking = threading.Thread(target=ask)
    asking.start()
    while f"chutri_pool_idle {Limits().workers}\n" in service.client.get("/metrics").text:
        time.sleep(0.01)
    service.end()
    asking.join()
    assert answers in ([200], [504])
    assert service.process.returncode in (0, -signal.SIGTERM)
