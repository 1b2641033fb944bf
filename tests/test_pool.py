import asyncio
import json
import os
import re
import signal
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.pool import Limits, Pool, Query
from tests.pools import content, nquads, numbers, refusal, select, with_pool

PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z }"
SORTED_PRODUCT = "SELECT * { ?a ?p ?x . ?b ?q ?y } ORDER BY ?x ?y"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return nquads(numbers(3000), tmp_path_factory.mktemp("graph"))


def test_each_form_of_query_is_answered_in_its_format(graph: Path) -> None:
    async def use(pool: Pool) -> None:
        found = await pool.ask(Query("SELECT ?o { <http://e/7> ?p ?o }"))
        assert json.loads(found.body)["results"]["bindings"] == [
            {"o": {"type": "literal", "value": "số 7"}}
        ]
        assert (found.form, found.format, found.size) == ("bindings", "json", len(found.body))
        found = await pool.ask(Query("ASK { <http://e/7> ?p ?o }", boolean="xml"))
        assert b"<boolean>true</boolean>" in found.body
        found = await pool.ask(Query("CONSTRUCT WHERE { <http://e/7> ?p ?o }"))
        assert found.body == '@prefix e: <http://e/> .\ne:7 e:p "số 7" .\n'.encode()

    with_pool(graph, use)


def test_the_default_graph_is_the_union_unless_the_query_or_the_protocol_says(graph: Path) -> None:
    count = "SELECT (COUNT(*) AS ?n) {} WHERE { ?s ?p ?o }".replace("{} ", "")
    first, second = "http://e/graph/0", "http://e/graph/1"

    async def use(pool: Pool) -> None:
        async def counted(text: str, **dataset: tuple[str, ...]) -> int:
            answer = await pool.ask(Query(text, bindings="tsv", **dataset))
            return int(content(answer).split()[1])

        assert await counted(count) == 3000
        assert await counted(count.replace("WHERE", f"FROM <{first}> WHERE")) == 1000
        assert await counted(count, default_graphs=(first, second)) == 2000
        assert await counted(count, named_graphs=(first,)) == 0
        named = count.replace("{ ?s ?p ?o }", "{ GRAPH ?g { ?s ?p ?o } }")
        assert await counted(named, named_graphs=(first,)) == 1000
        overridden = count.replace("WHERE", f"FROM <{first}> WHERE")
        assert await counted(overridden, default_graphs=("http://e/none",)) == 0

    with_pool(graph, use)


def test_what_is_wrong_with_a_query_is_said(graph: Path) -> None:
    async def use(pool: Pool) -> None:
        error = await refusal(pool, Query("SELECT * {\n ?s ?p }"))
        assert error.kind == "query-syntax"
        assert error.members["line"] == 2
        assert 8 <= error.members["column"] <= 9
        assert "?s ?p }" in error.detail
        error = await refusal(pool, Query("ASK FROM <file:///etc/passwd> {}"))
        assert error.kind == "dataset-refused"
        assert "file:///etc/passwd" in error.detail
        error = await refusal(pool, Query("ASK {}", default_graphs=("no iri",)))
        assert error.kind == "graph-syntax"
        error = await refusal(pool, Query("ASK {}", boolean=None))
        assert error.kind == "not-acceptable"
        error = await refusal(pool, Query("ASK {} #" + "x" * (64 << 10)))
        assert error.kind == "query-too-long"
        error = await refusal(pool, Query("SELECT (<http://e/f>(1) AS ?x) {}"))
        assert error.kind == "query-function"
        assert pool.state().died == 0

    with_pool(graph, use)


def test_a_query_at_its_limit_ends_with_its_worker_and_the_next_is_answered(graph: Path) -> None:
    async def use(pool: Pool) -> None:
        error = await refusal(pool, Query(PRODUCT))
        assert error.kind == "query-timeout"
        assert error.members == {"limit_seconds": 0.5}
        assert await select(pool, "SELECT ?o { <http://e/7> ?p ?o }") == '?o\n"số 7"\n'.encode()
        assert pool.state().killed == 1

    with_pool(graph, use, Limits(quick=2, slow=1, seconds=0.5))


def test_a_query_that_wants_too_much_memory_ends_with_its_worker(graph: Path) -> None:
    async def use(pool: Pool) -> None:
        error = await refusal(pool, Query(SORTED_PRODUCT))
        assert error.kind == "query-memory"
        assert await select(pool, "SELECT ?o { <http://e/7> ?p ?o }")

    with_pool(graph, use, Limits(quick=1, slow=1, seconds=30, memory=200 << 20))


def test_slow_queries_leave_the_quick_ones_their_workers(graph: Path) -> None:
    async def use(pool: Pool) -> None:
        slow = [
            asyncio.create_task(refusal(pool, Query(PRODUCT + f" # {number}")))
            for number in range(5)
        ]
        await asyncio.sleep(0.3)
        for number in range(50):
            assert await select(pool, f"SELECT ?o {{ <http://e/{number}> ?p ?o }}")
        assert not any(task.done() for task in slow)
        assert pool.state().slow == 1
        kinds = [(await task).kind for task in slow]
        assert kinds.count("query-timeout") >= 2
        assert set(kinds) <= {"query-timeout", "busy"}

    with_pool(graph, use, Limits(quick=1, slow=1, seconds=1.5, wait_seconds=2, quick_seconds=0.05))


def test_a_query_that_waits_for_a_processor_is_not_slow(graph: Path) -> None:
    """All workers are stopped for longer than a quick query may take; one is at a slow query."""

    async def use(pool: Pool) -> None:
        slow = asyncio.create_task(pool.ask(Query(PRODUCT)))
        while pool.state().slow == 0:
            await asyncio.sleep(0.01)
        workers = _children(_zygote(os.getpid()))
        for pid in workers:
            os.kill(pid, signal.SIGSTOP)
        quick = asyncio.create_task(select(pool, "SELECT ?o { <http://e/7> ?p ?o }"))
        await asyncio.sleep(0.5)
        for pid in workers:
            os.kill(pid, signal.SIGCONT)
        assert await quick == '?o\n"số 7"\n'.encode()
        assert pool.state().killed == 0
        slow.cancel()

    with_pool(graph, use, Limits(quick=1, slow=1, seconds=60, quick_seconds=0.1))


def test_a_slow_query_that_comes_to_its_end_is_answered(graph: Path) -> None:
    query = (
        "SELECT (COUNT(*) AS ?n) { { SELECT ?x { ?a ?p ?x } LIMIT 200 } ?b ?q ?y FILTER(?x > ?y) }"
    )

    async def use(pool: Pool) -> None:
        answers = await asyncio.gather(*(select(pool, query + f" # {i}") for i in range(3)))
        assert len(set(answers)) == 1
        await asyncio.sleep(0.2)
        assert (pool.state().workers, pool.state().idle) == (3, 3)

    with_pool(graph, use, Limits(quick=1, slow=1, seconds=60, wait_seconds=60, quick_seconds=0.01))


def test_more_than_may_wait_are_sent_away_and_told_when_to_come_again(graph: Path) -> None:
    async def use(pool: Pool) -> None:
        asked = [
            asyncio.create_task(refusal(pool, Query(PRODUCT + f" # {number}")))
            for number in range(6)
        ]
        errors = [await task for task in asked]
        busy = [error for error in errors if error.kind == "busy"]
        assert busy
        assert all(error.members["retry_after"] >= 1 for error in busy)

    limits = Limits(quick=1, slow=1, seconds=0.5, waiting=2, wait_seconds=1, quick_seconds=0.05)
    with_pool(graph, use, limits)


def test_a_client_who_goes_away_frees_the_worker(graph: Path) -> None:
    async def use(pool: Pool) -> None:
        asked = asyncio.create_task(pool.ask(Query(PRODUCT)))
        await asyncio.sleep(0.3)
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)
        while pool.state().idle < pool.limits.workers:
            await asyncio.sleep(0.01)
        assert pool.state().killed == 1

    with_pool(graph, use, Limits(quick=1, slow=1, seconds=30))


def test_a_worker_has_no_network_and_no_files(graph: Path) -> None:
    """Seen from outside: what the kernel says of each process that evaluates."""

    async def use(pool: Pool) -> list[dict[str, str]]:
        found = []
        for process in Path("/proc").iterdir():
            try:
                status = (process / "status").read_text()
                limits = (process / "limits").read_text()
            except OSError:
                continue
            fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
            if fields.get("PPid") == str(_zygote(os.getpid())):
                fields["memory"] = re.search(r"Max address space +(\S+)", limits)[1]  # type: ignore[index]
                found.append(fields)
        return found

    workers = with_pool(graph, use)
    assert len(workers) == 4  # two quick, one slow, one in its stead
    for worker in workers:
        assert worker["NoNewPrivs"] == "1"
        assert worker["Seccomp"] == "2"
        assert worker["memory"].isdigit()


def test_workers_come_back_after_the_process_that_holds_the_graph_was_killed(graph: Path) -> None:
    async def use(pool: Pool) -> None:
        os.kill(_zygote(os.getpid()), signal.SIGKILL)
        await asyncio.sleep(0.05)
        assert await select(pool, "SELECT ?o { <http://e/7> ?p ?o }") == '?o\n"số 7"\n'.encode()

    with_pool(graph, use)


def test_a_graph_that_cannot_be_loaded_is_an_error(tmp_path: Path) -> None:
    async def use(pool: Pool) -> None:
        raise AssertionError("there is no pool")

    with pytest.raises(ConnectionError):
        with_pool(tmp_path / "none.nq", use)


def test_a_store_on_disk_answers_alike(graph: Path, tmp_path: Path) -> None:
    from graph.pool import Source

    store = ox.Store(str(tmp_path / "store"))
    store.bulk_load(path=str(graph), format=ox.RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
    del store

    async def run() -> bytes:
        source = Source(graph, tmp_path / "store", "http://e/", {})
        async with Pool(source, Limits(quick=1, slow=1)) as pool:
            return await select(pool, "SELECT ?o { <http://e/7> ?p ?o }")

    assert asyncio.run(run()) == '?o\n"số 7"\n'.encode()


def _children(parent: int) -> list[int]:
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return [int(pid) for pid in listed.split()]


def _zygote(parent: int) -> int:
    for process in Path("/proc").iterdir():
        try:
            command = (process / "cmdline").read_bytes()
            status = (process / "status").read_text()
        except OSError:
            continue
        if b"graph.pool.zygote" in command and f"\nPPid:\t{parent}\n" in status:
            return int(process.name)
    raise AssertionError("there is no zygote")
