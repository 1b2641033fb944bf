"""What the W3C's tests of SPARQL 1.1 say is no query: each fault of theirs, in queries of ours.

https://www.w3.org/2009/sparql/docs/tests/data-sparql11/syntax-query/ and the negative ones of
aggregates, construct and grouping.
"""

from collections.abc import Iterator

import httpx
import pytest

from tests.servers import served_graph

P = "PREFIX e: <http://e/> "

FAULTS = {
    "all of a group": "SELECT * { ?a ?b ?c } GROUP BY ?a",
    "not of the group": "SELECT ?c { ?a ?b ?c } GROUP BY ?a",
    "not of the group, in an expression": "SELECT ?a (?c + 1 AS ?d) { ?a ?b ?c } GROUP BY ?a",
    "not of the group's expression": "SELECT (STR(?a) AS ?d) { ?a ?b ?c } GROUP BY (LCASE(?b))",
    "named twice": "SELECT (1 AS ?a) (2 AS ?a) {}",
    "expression without a name": "SELECT (?a + ?b) {}",
    "aggregate without a name": "SELECT COUNT(*) {}",
    "aggregate of two": "SELECT (AVG(?a, ?b) AS ?c) {}",
    "select in the middle of a group": "SELECT * { {} SELECT * { ?a ?b ?c } }",
    "union of what is no group": "SELECT * { ?a ?b ?c UNION ?a ?b ?c }",
    "prefix with a colon inside": "PREFIX e:e: <http://e/> ASK {}",
    "prefix with a local name": "PREFIX e:e <http://e/> ASK {}",
    "prefix of two colons": "PREFIX :: <http://e/> ASK {}",
    "prefix that begins with a digit": "PREFIX 7: <http://e/> ASK {}",
    "escaped colon": P + r"SELECT * { e:a e:b e:c\:d }",
    "triple of two": P + "SELECT * { e:a:b:c }",
    "variable with a colon, subject": P + "SELECT * { ?x:a e:b e:c }",
    "variable with a colon, predicate": P + "SELECT * { e:a ?x:b e:c }",
    "variable with a colon, object": P + "SELECT * { e:a e:b ?x:c }",
    "blank node with a colon": P + "SELECT * { _:a:b e:p e:q }",
    "bind to what is bound": P + "SELECT * { ?a e:p ?b . BIND(1 AS ?b) }",
    "bind to what a group binds": P + "SELECT * { { ?a e:p ?b } BIND(1 AS ?b) }",
    "bind to what a union binds": P
    + "SELECT * { { { ?a e:p 1 } UNION { ?b e:p 1 } } BIND(1 AS ?b) }",
    "select to what a select binds": "SELECT (1 AS ?a) { SELECT (2 AS ?a) {} }",
    "values: too few": "SELECT * { VALUES (?a ?b) { (1) } }",
    "values: too many": "SELECT * { VALUES (?a ?b) { (1 2 3) } }",
    "bindings of a draft": "SELECT * {} BINDINGS ?a ?b { (1 2) (3) }",
    "escape that makes an escape": "SELECT * { ?a ?b \\u005Cu0031 }",
    "escape of a surrogate": P + "SELECT * { ?a e:p '\\uD800' }",
    "construct where with a filter": "CONSTRUCT WHERE { ?a ?b ?c FILTER(?c > 1) }",
    "construct where with a graph": P + "CONSTRUCT WHERE { GRAPH e:g { ?a ?b ?c } }",
    "not closed": "SELECT * { ?a ?b ?c",
    "two queries": "SELECT * {} SELECT * {}",
    "no query": "   # nothing",
    "limit that is no number": "SELECT * {} LIMIT ten",
    "prefix that is not declared": "SELECT * { ?a f:p ?b }",
    "string over two lines": "SELECT * { ?a ?b 'one\ntwo' }",
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with served_graph([], tmp_path_factory.mktemp("graph")) as client:
        yield client


@pytest.mark.parametrize("query", FAULTS.values(), ids=FAULTS)
def test_what_is_no_query_is_400_with_the_place_of_the_fault(
    served: httpx.Client, query: str
) -> None:
    answer = served.get("/sparql", params={"query": query})
    assert answer.status_code == 400, answer.text
    document = answer.json()
    assert document["type"].endswith("/query-syntax")
    assert 1 <= document["line"] <= query.count("\n") + 2
    assert document["column"] >= 1
    assert f"line {document['line']}" in document["detail"]
