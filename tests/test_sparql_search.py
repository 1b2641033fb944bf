"""Vietnamese words inside SPARQL: ct:fold, ct:matches, and ct:mentions with its index."""

import unicodedata

import httpx
import pytest
from rdflib import Graph, Namespace

from graph.folding import without_marks
from graph.pool.guard import examine
from graph.pool.mentions import replace
from graph.pool.query import QueryError
from graph.pool.text import matches, phrases

CT = "PREFIX ct: <https://w3id.org/chutri/def#> PREFIX dct: <http://purl.org/dc/terms/> "


def rewritten(query: str) -> str:
    query = CT + query
    mentions = examine(query, "https://w3id.org/chutri/", 100).mentions
    return replace(query, mentions, lambda words: iter(words.split())).removeprefix(CT)


def rows(served: httpx.Client, query: str) -> list[dict[str, str]]:
    answer = served.get("/sparql", params={"query": CT + query})
    assert answer.status_code == 200, answer.text
    return [
        {name: term["value"] for name, term in row.items()}
        for row in answer.json()["results"]["bindings"]
    ]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Sở Kế hoạch và Đầu tư", "so ke hoach va dau tu"),
        ("SỞ KH&ĐT: 8,5%", "so kh&dt: 8,5%"),
        (unicodedata.normalize("NFD", "Đường"), "duong"),
        ("ñòa bàn, ðịa phương", "noa ban, dia phuong"),
        ("", ""),
    ],
)
def test_fold_takes_case_diacritics_and_the_stroke(text: str, folded: str) -> None:
    assert without_marks(text) == folded


def test_words_and_phrases() -> None:
    assert phrases('"chuyển đổi" SỐ') == [("chuyen", "doi"), ("so",)]
    assert matches("Đẩy mạnh chuyển đổi số trong y tế", "y te CHUYEN")
    assert matches("Đẩy mạnh chuyển đổi số", '"doi so" day')
    assert not matches("số hóa, chuyển giao, đổi mới", '"chuyển đổi số"')
    assert not matches("chuyển đổi số", "chuyển đổi sống")
    assert matches("anything", "")


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ('ASK { ?t ct:mentions "a b" }', "ASK {  VALUES ?t { <a> <b> }  }"),
        ('ASK { ?t ct:mentions "a" . ?t a ct:Task }', "ASK {  VALUES ?t { <a> }   ?t a ct:Task }"),
        ('ASK { ?t ct:mentions "a"@vi ; a ct:Task }', "ASK {  VALUES ?t { <a> } ?t  a ct:Task }"),
        ('ASK { ?t ct:mentions "a" ; . ?x ?y 1.5 }', "ASK {  VALUES ?t { <a> }   ?x ?y 1.5 }"),
        (
            "ASK { ?t a ct:Task ; ct:mentions 'a' ; dct:title ?d }",
            "ASK {  VALUES ?t { <a> } ?t a ct:Task ;  ; dct:title ?d }",
        ),
        (
            'ASK { FILTER(?x > 1) ?t dct:x 1.5 ; ct:mentions "a" FILTER(?x) }',
            "ASK { FILTER(?x > 1)  VALUES ?t { <a> } ?t dct:x 1.5 ;  FILTER(?x) }",
        ),
        (
            'ASK { OPTIONAL { ?t ct:mentions "a" } ?u ct:mentions "b" }',
            "ASK { OPTIONAL {  VALUES ?t { <a> }  }  VALUES ?u { <b> }  }",
        ),
        (
            'ASK { ?t <https://w3id.org/chutri/def#mentions> """a""" }',
            "ASK {  VALUES ?t { <a> }  }",
        ),
        ('ASK { ?t ?p "ct:mentions" }', 'ASK { ?t ?p "ct:mentions" }'),
    ],
)
def test_a_statement_that_the_index_answers_gives_place_to_its_tasks(
    query: str, wanted: str
) -> None:
    assert rewritten(query).split() == wanted.split()


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?t ct:mentions ?words }",
        'ASK { <http://e/t> ct:mentions "a" }',
        'ASK { ?t ct:mentions "a", "b" }',
        'ASK { [ ct:mentions "a" ] ct:x ?y }',
        "ASK { ?t ct:mentions",
    ],
)
def test_a_statement_that_it_cannot_answer_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match="ct:mentions"):
        rewritten(query)


def test_fold_and_matches_in_a_query(served: httpx.Client) -> None:
    found = rows(served, 'SELECT (ct:fold("Đầu TƯ"@vi) AS ?a) (ct:fold(1) AS ?b) {}')
    assert found == [{"a": "dau tu", "b": "1"}]
    folded = """SELECT ?t { ?t a ct:Task ; dct:description ?d
      FILTER(CONTAINS(ct:fold(?d), "chuyen doi so")) } ORDER BY ?t"""
    matched = """SELECT ?t { ?t a ct:Task ; dct:description ?d
      FILTER(ct:matches(?d, '"Chuyển đổi số"')) } ORDER BY ?t"""
    assert rows(served, folded) == rows(served, matched) != []


def test_the_index_finds_what_looking_at_each_text_finds(served: httpx.Client) -> None:
    for words in ("chuyển đổi số", '"giai ngan"', "dau tu cong", "không có từ này đâu", ""):
        looked = f"""SELECT ?t {{ ?t a ct:Task ; dct:description ?d
          FILTER(ct:matches(?d, '{words}') && {"true" if words else "false"}) }} ORDER BY ?t"""
        asked = f"SELECT ?t {{ ?t ct:mentions '{words}' ; a ct:Task }} ORDER BY ?t"
        assert rows(served, asked) == rows(served, looked)
    assert rows(served, "SELECT ?t { ?t ct:mentions 'giai ngan' }")


def test_words_are_declared_in_the_service_description_and_the_vocabulary(
    served: httpx.Client,
) -> None:
    sd = Namespace("http://www.w3.org/ns/sparql-service-description#")
    ct = Namespace("https://w3id.org/chutri/def#")
    described = Graph().parse(data=served.get("/sparql").content, format="turtle")
    assert set(described.objects(None, sd.extensionFunction)) == {ct.fold, ct.matches}
    assert set(described.objects(None, sd.propertyFeature)) == {ct.mentions}
    vocabulary = served.get("/def", headers={"accept": "text/turtle"})
    defined = set(Graph().parse(data=vocabulary.content, format="turtle").subjects())
    assert {ct.fold, ct.matches, ct.mentions} <= defined
