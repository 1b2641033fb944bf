"""Questions: every named query declares what it takes, and runs as it stands."""

import pyoxigraph as ox
import pytest

from graph.questions import TYPES, QuestionError, ask, question, questions
from graph.store import OxigraphStore

TURTLE = """
@prefix ct: <https://w3id.org/chutri/def#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ag: <https://w3id.org/chutri/id/agency/> .
ag:so-tai-chinh-binh-duong skos:prefLabel "Sở Tài chính"@vi ; skos:notation "STC" .
ag:so-tai-chinh-long-an skos:prefLabel "Sở Tài chính"@vi .
<x:1> prov:agent ag:so-tai-chinh-binh-duong .
<x:2> prov:agent ag:so-tai-chinh-long-an .
"""


@pytest.fixture
def store():
    graph = ox.Store()
    graph.load(TURTLE, ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("x:graph"))
    return OxigraphStore(graph, "test")


def test_the_questions_that_people_ask_are_there():
    assert {q.name for q in questions()} >= {
        "tasks-of-agency",
        "leads-of-document",
        "coordination-pairs",
        "most-cited",
        "citations-of-document",
        "cited-by",
        "implementation-chain",
        "tasks-without-lead",
        "tasks-with-several-leads",
        "targets-of-document",
        "targets-of-indicator",
        "deadlines-by-date",
        "agencies",
        "documents",
        "evidence-of-task",
        "groups-and-members",
        "succession-of-agency",
    }


@pytest.mark.parametrize("asked", questions(), ids=lambda q: q.name)
def test_a_question_runs_as_it_stands_on_any_graph(asked, store):
    assert asked.title_vi
    assert asked.title_en
    assert all(p.type in TYPES and p.description for p in asked.parameters)
    rows = store.select(asked.query)
    for parameter in asked.parameters:
        assert f"?{parameter.name}" in asked.query
    assert rows.variables


def test_a_value_stands_in_the_query_as_a_term_and_not_as_text():
    hostile = 'a" } UNION { ?s ?p ?o } #\n\\'
    bound = question("targets-of-indicator").bound({"words": ox.Literal(hostile)})
    assert bound.count("UNION") == question("targets-of-indicator").query.count("UNION") + 1
    assert str(ox.Literal(hostile)) in bound
    assert OxigraphStore(ox.Store(), "empty").select(bound).rows == ()


def test_an_agency_is_named_by_symbol_slug_or_iri(store):
    for value in ("STC", "stc", "so-tai-chinh-binh-duong"):
        ask(store, "tasks-of-agency", {"agency": value})
    ask(
        store,
        "tasks-of-agency",
        {"agency": "https://w3id.org/chutri/id/agency/so-tai-chinh-long-an"},
    )


def test_a_name_that_two_bodies_have_is_asked_back(store):
    with pytest.raises(QuestionError, match=r"more than one agency.*binh-duong.*long-an"):
        ask(store, "tasks-of-agency", {"agency": "Sở Tài chính"})


@pytest.mark.parametrize(
    ("name", "parameters", "said"),
    [
        ("who", {}, "there are: agencies, "),
        ("most-cited", {"agency": "STC"}, "takes: no parameters"),
        ("tasks-of-agency", {"who": "STC"}, "agency, role, document, year"),
        ("tasks-of-agency", {"agency": "Sở Bay"}, "no agency 'Sở Bay'"),
        ("tasks-of-agency", {"agency": "https://e.org/> ?p ?o"}, "no agency"),
        ("tasks-of-agency", {"role": "owner"}, "lead or coordinating"),
        ("tasks-of-agency", {"year": "20 25"}, "four digits"),
        ("deadlines-by-date", {"from": "soon"}, "YYYY-MM-DD"),
    ],
)
def test_what_does_not_fit_is_said_in_one_line(store, name, parameters, said):
    with pytest.raises(QuestionError, match=said) as error:
        ask(store, name, parameters)
    assert "\n" not in str(error.value)
