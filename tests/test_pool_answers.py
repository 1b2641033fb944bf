"""Answers of the pool: where they are cut, and what becomes of large ones."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.pool import Limits, Pool, Query
from tests.pools import content, nquads, numbers, refusal, with_pool


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return nquads(numbers(3000), tmp_path_factory.mktemp("graph"))


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_an_answer_is_cut_between_rows_and_stays_well_formed(name: str, tmp_path: Path) -> None:
    awkward = ['a\\"},{\\"b', "a\\r\\nb", "}},{", "</result>", "plain"]
    lines = [f'<http://e/{i}> <http://e/p> "{awkward[i % 5]}" <http://e/g>' for i in range(4000)]
    formats = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML}

    async def use(pool: Pool) -> None:
        for limit, query in ((None, "LIMIT 1000"), ("rows", "")):
            text = f"SELECT ?s ?o {{ ?s ?p ?o }} {query}"
            found = await pool.ask(Query(text, bindings=name))
            assert found.cut == limit
            body = content(found)
            assert len(body) == found.size
            if name in formats:
                rows = len(list(ox.parse_query_results(body, formats[name])))
            elif name == "tsv":
                rows = body.count(b"\n") - 1
            else:
                rows = len(re.findall(rb"http://e/\d+,", body))
                assert body.endswith(b"\r\n")
                assert body.count(b'"') % 2 == 0
            assert rows == 1000

    with_pool(nquads(lines, tmp_path), use, Limits(quick=1, slow=1, rows=1000, inline_bytes=5000))


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv", "turtle", "rdfxml", "jsonld"])
def test_an_answer_is_cut_at_its_bytes_and_stays_well_formed(name: str, graph: Path) -> None:
    async def use(pool: Pool) -> None:
        text = "SELECT ?s ?o { ?s ?p ?o }" if name in {"json", "xml", "csv", "tsv"} else ""
        text = text or "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
        found = await pool.ask(Query(text, bindings=name, graph=name))
        body = content(found)
        assert found.cut == "bytes"
        assert 30_000 < len(body) < 70_000
        assert (b"cut: bytes" in body[-40:]) == (name in {"xml", "turtle", "rdfxml"})
        if name in {"json", "xml"}:
            engine = getattr(ox.QueryResultsFormat, name.upper())
            assert len(list(ox.parse_query_results(body, engine))) > 100
        elif name in {"turtle", "rdfxml", "jsonld"}:
            engines = {"turtle": "TURTLE", "rdfxml": "RDF_XML", "jsonld": "JSON_LD"}
            assert len(list(ox.parse(body, getattr(ox.RdfFormat, engines[name])))) > 100
        else:
            assert body.endswith(b"\n")

    with_pool(graph, use, Limits(quick=1, slow=1, answer_bytes=50_000))


def test_a_large_answer_is_written_to_a_file_and_not_held(graph: Path) -> None:
    async def use(pool: Pool) -> None:
        found = await pool.ask(Query("SELECT * { ?s ?p ?o }", bindings="tsv"))
        assert found.body == b""
        assert found.file is not None
        body = content(found)
        assert len(body) == found.size
        assert body.count(b"\n") == 3001

    with_pool(graph, use, Limits(quick=1, slow=1, inline_bytes=1000))


def test_only_so_many_large_answers_are_kept_to_be_read(graph: Path) -> None:
    async def use(pool: Pool) -> None:
        query = Query("SELECT * { ?s ?p ?o }", bindings="tsv")
        first = await pool.ask(query)
        error = await refusal(pool, query)
        assert error.kind == "busy"
        assert error.members["retry_after"] >= 1
        assert content(first).count(b"\n") == 3001
        assert content(await pool.ask(query)).count(b"\n") == 3001

    with_pool(graph, use, Limits(quick=1, slow=1, inline_bytes=1000, large=1))
