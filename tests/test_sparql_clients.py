"""The clients that people have, against the running service, as README shows them."""

import json
import subprocess

import httpx
import pytest
from rdflib import Graph, Literal
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, TURTLE, SPARQLWrapper

from graph.questions import questions

LEADS = """PREFIX ct: <https://w3id.org/chutri/def#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?name (COUNT(DISTINCT ?task) AS ?tasks)
WHERE { ?task ct:leadAgency ?agency . ?agency skos:prefLabel ?name . FILTER(LANG(?name) = "vi") }
GROUP BY ?agency ?name ORDER BY DESC(?tasks) ?name LIMIT 5"""


@pytest.fixture(scope="module")
def endpoint(served: httpx.Client) -> str:
    return str(served.base_url.join("/sparql"))


@pytest.fixture(scope="module")
def leads(endpoint: str) -> list[tuple[str, int]]:
    bindings = httpx.get(endpoint, params={"query": LEADS}).json()["results"]["bindings"]
    return [(row["name"]["value"], int(row["tasks"]["value"])) for row in bindings]


def test_rdflib_sparql_store(endpoint: str, leads: list[tuple[str, int]]) -> None:
    for method in ("GET", "POST", "POST_FORM"):
        graph = Graph(SPARQLStore(endpoint, method=method))
        assert [(str(name), int(tasks)) for name, tasks in graph.query(LEADS)] == leads


def test_sparql_wrapper(endpoint: str, leads: list[tuple[str, int]]) -> None:
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setQuery(LEADS)
    for method in ("GET", "POST"):
        wrapper.setMethod(method)
        wrapper.setReturnFormat(JSON)
        rows = wrapper.queryAndConvert()["results"]["bindings"]
        assert [(row["name"]["value"], int(row["tasks"]["value"])) for row in rows] == leads
        wrapper.setReturnFormat(CSV)
        lines = wrapper.queryAndConvert().decode().splitlines()
        assert lines[0] == "name,tasks"
        assert len(lines) == 1 + len(leads)
    wrapper.setQuery("DESCRIBE <https://w3id.org/chutri/id/dataset>")
    wrapper.setReturnFormat(TURTLE)
    assert len(Graph().parse(data=wrapper.queryAndConvert(), format="turtle")) > 5


def test_curl(endpoint: str, leads: list[tuple[str, int]]) -> None:
    def curl(*arguments: str) -> str:
        command = ["curl", "--silent", "--show-error", "--fail-with-body", *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    answer = curl(endpoint, "--data-urlencode", f"query={LEADS}")
    rows = json.loads(answer)["results"]["bindings"]
    assert [(row["name"]["value"], int(row["tasks"]["value"])) for row in rows] == leads
    answer = curl("-H", "Accept: text/csv", "-G", endpoint, "--data-urlencode", f"query={LEADS}")
    assert len(answer.splitlines()) == 1 + len(leads)


@pytest.mark.parametrize("name", [each.name for each in questions()])
def test_each_example_of_the_service_description_runs(served: httpx.Client, name: str) -> None:
    described = Graph().parse(data=served.get("/sparql").content, format="turtle")
    rows = described.query(
        """PREFIX sh: <http://www.w3.org/ns/shacl#>
        SELECT ?query { ?example sh:select ?query ; rdfs:label ?vi, ?en
          FILTER(STRENDS(STR(?example), ?name) && LANG(?vi) = "vi" && LANG(?en) = "en") }""",
        initBindings={"name": Literal(f"#example-{name}")},
    )
    (row,) = rows
    answer = served.post("/sparql", data={"query": str(row[0])})
    assert answer.status_code == 200, answer.text
    assert answer.json()["results"]["bindings"] is not None
    shown = served.get(f"/sparql?example={name}", headers={"accept": "text/html"})
    assert str(row[0]).splitlines()[-1] in shown.text
