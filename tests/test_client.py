"""`import graph` without a server: the same answers as the service gives."""

import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import httpx
import pytest

import graph
from api import models
from api.answers import page_answer
from tests.test_cli import ROOT


def test_who_owns_what_is_the_answer_of_the_service(served: httpx.Client, built: Path) -> None:
    index = graph.open_index(built)
    question = "giải ngân đầu tư công"
    answer = graph.who(index, graph.TaskFilter(question), limit=20, parts=3)
    asked = served.get("/api/who", params={"q": question, "limit": 20, "tasks": 3}).json()
    assert (answer.match, answer.total, answer.tasks) == (
        asked["match"],
        asked["total"],
        asked["tasks"],
    )
    assert [
        (owner.agency, owner.leads, owner.coordinates, owner.weight) for owner in answer.owners
    ] == [
        (each["agency"], each["leads"], each["coordinates"], each["weight"])
        for each in asked["agencies"]
    ]
    for owner, each in zip(answer.owners, asked["agencies"], strict=True):
        assert [(part.role, part.task["iri"], asdict(part.snippet)) for part in owner.parts] == [
            (task["role"], task["task"]["iri"], marked(task["snippet"])) for task in each["tasks"]
        ]


def marked(snippet: dict[str, Any]) -> dict[str, Any]:
    return snippet | {"hits": tuple(map(tuple, snippet["hits"]))}


def test_tasks_are_those_of_the_service(served: httpx.Client, built: Path) -> None:
    index = graph.open_index(built)
    wanted = graph.TaskFilter(lead="so-tai-chinh", year=2025)
    found = graph.tasks(index, wanted, limit=20)
    asked = served.get("/api/tasks", params={"lead": "so-tai-chinh", "year": 2025}).json()
    assert found.total > 0
    assert models.Tasks.model_validate(page_answer(found)).model_dump(mode="json") == asked


def test_a_named_query_gives_the_rows_of_the_service(served: httpx.Client, built: Path) -> None:
    rows = graph.ask(graph.open_store(built), "leads-of-document", {"document": "371/KH-UBND"})
    asked = served.get(
        "/api/queries/leads-of-document", params={"document": "371/KH-UBND", "limit": 200}
    ).json()
    assert list(rows) == asked["rows"]


def test_sparql_gives_the_rows_of_the_endpoint(served: httpx.Client, built: Path) -> None:
    query = "SELECT ?t { ?t a <https://w3id.org/chutri/def#Task> } ORDER BY ?t"
    rows = graph.open_store(built).select(query)
    asked = served.get(
        "/sparql", params={"query": query}, headers={"Accept": "application/sparql-results+json"}
    ).json()["results"]["bindings"]
    assert [row["t"] for row in rows] == [binding["t"]["value"] for binding in asked]


def test_an_export_is_that_of_the_service(
    served: httpx.Client, built: Path, tmp_path: Path
) -> None:
    path = tmp_path / "coordination.gexf"
    graph.export.write(graph.current(str(built)), "gexf", path, "coordination")
    asked = served.get("/api/export", params={"format": "gexf", "view": "coordination"})
    assert path.read_bytes() == asked.content


def test_evidence_is_cut_out_of_the_text(built: Path) -> None:
    version = graph.current(built)
    names = {each["iri"]: each["name"] for each in version.manifest()["documents"]}
    targets = graph.table(graph.open_store(built), "targets")
    columns = [targets.column(name) for name in ("document_iri", "start", "end", "quote")]
    for document, start, end, quote in zip(*columns, strict=True):
        assert version.text(names[document])[start:end] == quote


def test_a_network_is_measured(built: Path) -> None:
    measured, notes = graph.measured(graph.network(graph.open_store(built), "coordination"))
    assert not notes.sampled
    assert "pagerank" in measured.nodes.columns


def test_two_plans_are_compared(built: Path) -> None:
    (old, new), compared = graph.compare_plans(
        graph.open_index(built), "282/KH-UBND", "371/KH-UBND"
    )
    assert (old["number"], new["number"]) == ("282/KH-UBND", "371/KH-UBND")
    assert compared


def test_what_is_exported_by_name_is_there() -> None:
    assert all(hasattr(graph, name) for name in graph.__all__)
    with pytest.raises(AttributeError, match="nothing_such"):
        graph.nothing_such  # noqa: B018


def test_asking_the_store_loads_neither_the_extractor_nor_the_writers() -> None:
    script = "import graph, sys; print(*sys.modules)"
    command = [sys.executable, "-c", script]
    loaded = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert not {"spacy", "networkx", "pyarrow"} & set(loaded.split())
