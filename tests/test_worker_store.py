"""The graph as the routes ask it: workers answer as a store in this process does, within limits."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox
import pytest
from anyio import to_thread

from api.evaluation import Engine
from api.problems import ProblemError
from api.store import WorkerStore
from graph.limits import Limits
from graph.pool import Source
from graph.store import OxigraphStore, Store, StoreError
from tests.pools import BASE, nquads, numbers

T = TypeVar("T")
EVERYTHING = "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?s"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return nquads(numbers(3000), tmp_path_factory.mktemp("graph"))


def asked(graph: Path, use: Callable[[Store], T], limits: Limits | None = None) -> T:
    """Use the store from a thread of an event loop, as routes do."""

    async def run() -> T:
        engine = Engine(Source(graph, None, BASE, {}), limits or Limits(quick=1, slow=1), "3f2a")
        try:
            return await to_thread.run_sync(use, WorkerStore(engine))
        finally:
            await engine.close()

    return asyncio.run(run())


def test_workers_answer_like_a_store_in_this_process(graph: Path) -> None:
    store = ox.Store()
    store.load(path=graph, format=ox.RdfFormat.N_QUADS)
    local = OxigraphStore(store, "3f2a")

    def use(workers: Store) -> None:
        construct = "CONSTRUCT WHERE { <http://e/7> ?p ?o }"
        assert workers.version == local.version
        assert workers.graphs() == local.graphs()
        assert workers.select(EVERYTHING) == local.select(EVERYTHING)
        assert workers.construct(construct) == local.construct(construct)
        assert workers.ask("ASK { <http://e/7> ?p ?o }") is True
        with pytest.raises(StoreError, match="no SELECT"):
            workers.select("ASK {}")

    asked(graph, use)
    asked(graph, use, Limits(quick=1, slow=1, inline_bytes=1000))  # from a file


@pytest.mark.parametrize(
    ("limits", "query", "kind"),
    [
        (Limits(quick=1, slow=1, rows=100), EVERYTHING, "query-memory"),
        (
            Limits(quick=1, slow=1, seconds=0.3),
            "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z }",
            "query-timeout",
        ),
    ],
)
def test_what_comes_to_a_limit_is_a_problem(
    graph: Path, limits: Limits, query: str, kind: str
) -> None:
    with pytest.raises(ProblemError) as caught:
        asked(graph, lambda workers: workers.select(query), limits)
    assert caught.value.problem.kind == kind
