"""Networks in the programs that draw and hold them: cytoscape.js, graphviz, Neo4j, Gephi's tables."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from graph.export import write
from graph.store import Store, open_store
from graph.versions import Version, current
from graph.views import network
from tests.exports import NETWORKS, exported, flat, members
from tests.test_cli import ROOT

# cytoscape.js runs in Node alone, and graphviz comes as a package for it: what needs them is left
# out where Node is not installed. Where it is, `make test` sets both up.
needs_node = pytest.mark.skipif(  # users of the project need no Node, so a machine may lack it
    shutil.which("node") is None or not (ROOT / "node_modules" / "cytoscape").is_dir(),
    reason="needs Node, and what `npm ci` installs",
)


@pytest.fixture(scope="module")
def version(built: Path) -> Version:
    return current(built)


@pytest.fixture(scope="module")
def store(built: Path) -> Store:
    return open_store(built)


@needs_node
@pytest.mark.parametrize("view", NETWORKS)
def test_cytoscape_js_reads_every_node_and_edge(
    version: Version, store: Store, tmp_path: Path, view: str
) -> None:
    path = tmp_path / "network.cyjs"
    write(version, "cytoscape", path, view)
    found, taken = in_node("cytoscape", path), network(store, view)
    assert (found["nodes"], found["edges"]) == (len(taken.nodes), len(taken.edges))
    assert (found["labels"], found["kinds"]) == (len(taken.nodes), len(taken.edges))
    first = taken.nodes.rows[0][0]
    around = {e["target"] for e in flat(taken.edges) if e["source"] == first}
    around |= {e["source"] for e in flat(taken.edges) if e["target"] == first}
    assert found["neighbours"] == len(around | {first})


@needs_node
@pytest.mark.parametrize("view", NETWORKS)
def test_graphviz_draws_every_node_and_edge(
    version: Version, store: Store, tmp_path: Path, view: str
) -> None:
    path = tmp_path / "network.dot"
    write(version, "dot", path, view)
    drawn, taken = in_node("dot", path), network(store, view)
    assert (drawn["nodes"], drawn["edges"]) == (len(taken.nodes), len(taken.edges))
    assert drawn["shown"] == len(taken.nodes)
    assert sorted(drawn["labels"]) == sorted(map(str, taken.nodes.column("label")))


def in_node(reader: str, path: Path) -> dict[str, object]:
    command = ["node", str(ROOT / "tests" / "read_back.mjs"), reader, str(path)]
    ran = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return dict(json.loads(ran.stdout))


HEADER = re.compile(r"(\w*)(?::(ID|LABEL|START_ID|END_ID|TYPE|long|double|boolean|string\[\]))?")


@pytest.mark.parametrize("view", NETWORKS)
def test_neo4j_finds_what_its_header_rules_ask_for(
    version: Version, store: Store, view: str
) -> None:
    files = members(exported(version, "neo4j", view))
    nodes, relationships = files["nodes.csv"], files["relationships.csv"]
    for rows, once in ((nodes, [":ID", ":LABEL"]), (relationships, [":START_ID", ":END_ID"])):
        header = list(rows[0])
        assert all(HEADER.fullmatch(name) for name in header)
        assert all(sum(name.endswith(field) for name in header) == 1 for field in once)
        names = [name.partition(":")[0] for name in header if name.partition(":")[0]]
        assert len(set(names)) == len(names)
    ids = {row["iri:ID"] for row in nodes}
    taken = network(store, view)
    assert (len(ids), len(relationships)) == (len(taken.nodes), len(taken.edges))
    assert {row[end] for row in relationships for end in (":START_ID", ":END_ID")} <= ids
    assert all(re.fullmatch(r"[A-Z][A-Za-z]+", row[":LABEL"]) for row in nodes)
    assert all(re.fullmatch(r"[A-Z_]+", row[":TYPE"]) for row in relationships)
    evidence = [part for row in relationships for part in row["evidence:string[]"].split(";")]
    assert all(part == part.strip() for part in evidence)
    assert all(row["weight:long"].isdecimal() for row in relationships)


@pytest.mark.parametrize("view", NETWORKS)
def test_csv_of_nodes_and_edges_has_gephis_columns(
    version: Version, store: Store, view: str
) -> None:
    files = members(exported(version, "network-csv", view))
    taken = network(store, view)
    assert [row["Id"] for row in files["nodes.csv"]] == list(taken.nodes.column("iri"))
    assert [row["Label"] for row in files["nodes.csv"]] == list(taken.nodes.column("label"))
    edges = [(row["Source"], row["Target"], row["Type"]) for row in files["edges.csv"]]
    ends = zip(taken.edges.column("source"), taken.edges.column("target"), strict=True)
    assert edges == [(source, target, "Directed") for source, target in ends]
