"""Queries that would take all time, memory or room: each ends, others are answered while it runs,
and afterwards all workers are there again.
"""

import itertools
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.attacks import LIMITS, PRODUCT, ask, assert_all_is_well, attacked, kind, target


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with target(tmp_path_factory.mktemp("graph")) as client:
        yield client


NESTED = {
    "braces": "SELECT * " + "{" * 20_000 + "}" * 20_000,
    "brackets": "SELECT * { " + "[ <http://e/p> " * 4000 + "1" + " ]" * 4000 + " }",
    "empty brackets": "SELECT * {" + "[" * 20_000 + "]" * 20_000 + "}",
    "lists": "SELECT * { ?s ?p " + "(" * 20_000 + ")" * 20_000 + " }",
    "parentheses": "SELECT * { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
    "negations": "SELECT * { FILTER(" + "!" * 20_000 + "1) }",
    "sums": "SELECT * { FILTER(1" + "+1" * 20_000 + ") }",
    "unions": "SELECT * { {} " + "UNION {} " * 7_000 + "}",
    "20,000 unions": "SELECT * { {} " + "UNION {} " * 20_000 + "}",
    "optionals": "SELECT * { " + "OPTIONAL { ?s ?p ?o } " * 2_900 + "}",
    "nested optionals": "SELECT * { " + "OPTIONAL { " * 250 + "}" * 250 + "}",
    "subqueries": "SELECT * { " + "{ SELECT * { " * 2_000 + "} }" * 2_000 + "}",
    "paths": "SELECT * { ?s " + "(" * 200 + "<http://e/next>" + ")*" * 200 + " ?o }",
    "20,000 optionals": "SELECT * { " + "OPTIONAL { ?s ?p ?o } " * 20_000 + "}",
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


def test_an_endless_graph_is_cut_and_says_so(tmp_path: Path) -> None:
    query = "CONSTRUCT { ?a <http://e/x> ?y } WHERE { ?a ?p ?x . ?b ?q ?y }"  # 13 million
    with target(tmp_path, seconds=60) as served:
        answer = ask(served, query, "application/n-triples")
        assert (answer.status_code, answer.headers["answer-cut"]) == (200, "rows")
        lines = answer.text.splitlines()
        assert (len(lines), lines[-1]) == (LIMITS.rows + 1, "# cut: rows")
        assert_all_is_well(served)
