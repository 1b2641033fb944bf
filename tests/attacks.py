"""A service that is attacked: how others fare meanwhile, and whether all is well afterwards."""

import concurrent.futures
import itertools
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx

from graph.limits import Limits
from tests.pools import numbers
from tests.servers import served_graph

#: Little time and memory for one query; those who wait for their turn may wait for long.
LIMITS = Limits(
    seconds=1.5,
    quick_seconds=0.5,
    wait_seconds=60,
    memory=300 << 20,
    quick=2,
    slow=1,
    rows=20_000,
)
DIRECT = {"content-type": "application/sparql-query"}
PRODUCT = "{ ?a ?p ?x . ?b ?q ?y . ?c ?r ?z }"
_COUNTER = itertools.count()


@contextmanager
def target(directory: Path, **limits: float) -> Iterator[httpx.Client]:
    """Serve a graph with a chain of nodes in it; give a client of the service."""
    chain = [(i, i + 1) for i in range(300)] + [(i, i // 2) for i in range(300)]
    lines = [f"<http://e/n{a}> <http://e/next> <http://e/n{b}> <http://e/g>" for a, b in chain]
    with served_graph([*numbers(3000), *lines], directory, replace(LIMITS, **limits)) as client:
        assert cheap(client).status_code == 200  # the graph is loaded
        yield client


def ask(served: httpx.Client, query: str, accept: str = "*/*") -> httpx.Response:
    """Send a query as it is."""
    headers = {**DIRECT, "accept": accept}
    return served.post("/sparql", content=query.encode(), headers=headers)


def cheap(served: httpx.Client) -> httpx.Response:
    """A query that was never asked before."""
    number = next(_COUNTER)
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
    """Assert that others are answered, and that every worker has nothing to do, however soon."""
    assert cheap(served).status_code == 200
    until = time.monotonic() + 60
    while f"chutri_pool_idle {LIMITS.workers}\n" not in (metrics := served.get("/metrics").text):
        assert time.monotonic() < until, metrics
        time.sleep(0.02)
    assert f"chutri_pool_workers {LIMITS.workers}\n" in metrics


def kind(answer: httpx.Response) -> str:
    """The kind of problem that an answer is."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text[:200]
    return str(answer.json()["type"]).rpartition("/")[2]


def counted(served: httpx.Client, name: str) -> int:
    """What /metrics counts under a name."""
    found = re.search(rf"^{name} (\d+)$", served.get("/metrics").text, re.MULTILINE)
    assert found
    return int(found[1])
