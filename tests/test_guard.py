from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.pool.guard import examine, refuse_update
from graph.pool.query import QueryError
from graph.pool.tokens import position, tokens

BASE = "https://w3id.org/chutri/"
DEPTH = 32


def refused(query: str, by: Callable[[str, str, int], object] = examine) -> str:
    with pytest.raises(QueryError) as caught:
        by(query, BASE, DEPTH)
    return caught.value.kind


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent ?where { ?s ?p ?o } }",
        "SELECT * { SERVICE<http://127.0.0.1:9/>{} }",
        "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:x {} }",
        "SELECT * { ?s ?p true.SERVICESILENT<http://127.0.0.1:9/>{} }",
        "SELECT * { { SELECT * { FILTER EXISTS { SERVICE ?x {} } } } }",
        "SELECT * { ?s ?p '''a # \\' ''' . SERVICE ?x {} }",
        "ASK { <http://e/\\u0041#> SERVICE <http://127.0.0.1:9/> {} }",
        "ASK { FILTER(1 <2) # > \n SERVICE <http://127.0.0.1:9/> {} }",
        'ASK { ?s ?p "\\"" SERVICE <http://127.0.0.1:9/> {} }',
    ],
)
def test_service_is_refused_wherever_it_stands(query: str) -> None:
    assert refused(query) == "service-refused"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p 'SERVICE <http://x> {}' }",
        "SELECT * { ?service ?p $SERVICE } # SERVICE",
        "PREFIX service: <http://e/> SELECT * { service:a ?p ?o . GRAPH service:g { ?s ?p ?o } }",
        "SELECT * { ?s <http://e/SERVICE> ?o . ?s <http://e/from/x> ?o }",
    ],
)
def test_the_word_in_a_name_a_string_or_a_comment_is_no_service(query: str) -> None:
    assert examine(query, BASE, DEPTH).graphs == ()


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <http://e/a> <http://e/p> 1 }",
        "PREFIX e: <http://e/> delete where { ?s ?p ?o }",
        "LOAD <file:///etc/passwd>",
        "BASE <http://e/> CLEAR ALL",
        "WITH <http://e/g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_an_update_is_told_from_a_query(query: str) -> None:
    assert refused(query, by=refuse_update) == "update-refused"


def test_from_is_resolved_as_the_prologue_says() -> None:
    reading = examine(
        "BASE <http://b/x/> PREFIX f: <file:///etc/> PREFIX r: <../y/> "
        "SELECT * FROM f:passwd FROM NAMED <z> FROM r:v FROM <http://e/\\u0061> { ?s ?p ?o }",
        BASE,
        DEPTH,
    )
    assert reading.graphs == ("file:///etc/passwd", "http://b/x/z", "http://b/y/v", "http://e/a")


def test_from_without_a_base_is_resolved_against_that_of_the_dataset() -> None:
    assert examine("ASK FROM <graph/shared> {}", BASE, DEPTH).graphs == (BASE + "graph/shared",)


def test_a_query_that_may_answer_otherwise_the_next_time_is_volatile() -> None:
    assert examine("SELECT (NOW() AS ?n) {}", BASE, DEPTH).volatile
    assert examine("SELECT (struuid() AS ?n) {}", BASE, DEPTH).volatile
    assert not examine("SELECT ?now { ?now ?rand 'UUID()' }", BASE, DEPTH).volatile


@pytest.mark.parametrize("opening", ["{", "(", "["])
def test_brackets_may_nest_to_a_limit(opening: str) -> None:
    examine("ASK {} " + opening * DEPTH, BASE, DEPTH)
    assert refused("ASK {} " + opening * (DEPTH + 1)) == "query-depth"


def test_many_brackets_side_by_side_are_not_deep() -> None:
    examine("ASK {" + "{}" * 1000 + "}", BASE, DEPTH)


def test_a_refusal_says_where() -> None:
    with pytest.raises(QueryError) as caught:
        examine("ASK {\n  # đây\n  ?s ?p ?o . SERVICE ?x {} }", BASE, DEPTH)
    assert caught.value.members == {"line": 3, "column": 14}


def test_lines_and_columns_count_from_one() -> None:
    assert position("đâ\ny", 0) == (1, 1)
    assert position("đâ\ny", 3) == (2, 1)


@given(st.text(alphabet="\"'\\<>#{}?:.a \n@_-é", max_size=60))
def test_every_text_is_cut_into_tokens_that_stand_in_it(query: str) -> None:
    end = 0
    for token in tokens(query):
        assert token.start >= end
        assert query.startswith(token.text, token.start)
        end = token.start + len(token.text)
