"""Networks as GEXF and GraphML: networkx reads them, and they keep the rules of their formats."""

import io
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest

from graph.export import write
from graph.store import Store, open_store
from graph.versions import Version, current
from graph.views import Network, Table, network
from tests import gexf, graphml
from tests.exports import NETWORKS, exported, flat


@pytest.fixture(scope="module")
def version(built: Path) -> Version:
    return current(built)


@pytest.fixture(scope="module")
def store(built: Path) -> Store:
    return open_store(built)


def read_gexf(path: Path) -> nx.MultiDiGraph:
    return nx.MultiDiGraph(nx.read_gexf(path, version="1.3"))


def read_graphml(path: Path) -> nx.MultiDiGraph:
    return nx.read_graphml(path, force_multigraph=True)


@pytest.mark.parametrize("view", NETWORKS)
@pytest.mark.parametrize(("format_", "read"), [("gexf", read_gexf), ("graphml", read_graphml)])
def test_networkx_reads_every_node_and_edge(
    version: Version,
    store: Store,
    tmp_path: Path,
    view: str,
    format_: str,
    read: Callable[[Path], nx.MultiDiGraph],
) -> None:
    path = tmp_path / "network"
    write(version, format_, path, view)
    found, taken = read(path), network(store, view)
    names = {node: facts["iri"] for node, facts in found.nodes(data=True)}
    own = {"viz", "start", "end", "shape_type", "x", "y"}
    nodes = [{k: v for k, v in f.items() if k not in own} for _, f in found.nodes(data=True)]
    wanted = [{k: v for k, v in f.items() if k not in own} for f in flat(taken.nodes)]
    for node in (*nodes, *wanted):
        node["label"] = " ".join(str(node["label"]).split())
    assert sorted(nodes, key=lambda node: node["iri"]) == wanted
    edges = Counter(
        (names[source], names[target], facts["kind"], facts.get("evidence"))
        for source, target, facts in found.edges(data=True)
    )
    assert edges == Counter(
        (edge["source"], edge["target"], edge["kind"], edge.get("evidence"))
        for edge in flat(taken.edges)
    )


GRAMMARS = {"gexf": gexf, "graphml": graphml}


@pytest.mark.parametrize("view", NETWORKS)
@pytest.mark.parametrize("format_", GRAMMARS)
def test_a_network_keeps_the_rules_of_its_format(version: Version, view: str, format_: str) -> None:
    root = ElementTree.fromstring(exported(version, format_, view))
    assert GRAMMARS[format_].faults(root) == []


@pytest.mark.parametrize(
    ("format_", "written", "fault"),
    [
        ("gexf", 'version="1.3"', 'version="1.2"'),
        ("gexf", 'mode="dynamic"', 'mode="moving"'),
        ("gexf", 'start="2025-01-21"', 'start="2025"'),
        ("gexf", 'end="2025-03-01"', 'start="2026-01-01" end="2025-03-01"'),
        ("gexf", "<attvalue for=", "<attvalue of="),
        ("gexf", '<edge id="e0" source="', '<edge id="e0" source="x'),
        ("graphml", 'edgedefault="directed"', ""),
        ("graphml", 'attr.type="int"', 'attr.type="integer"'),
        ("graphml", '<edge id="e0" source="', '<edge id="e0" source="x'),
        ("graphml", '<node id="n0"', '<node id="n 0"'),
        ("graphml", 'key="node-label"', 'key="edge-label"'),
        ("graphml", 'key="edge-weight">', 'key="edge-weight">many'),
        ("graphml", "<y:Geometry", "<y:Shape/><y:Geometry"),
    ],
)
def test_the_rules_find_what_is_wrong(
    version: Version, format_: str, written: str, fault: str
) -> None:
    text = exported(version, format_, "responsibility").decode()
    assert written in text
    assert GRAMMARS[format_].faults(ElementTree.fromstring(text.replace(written, fault, 1)))


def test_gephi_finds_labels_kinds_and_dates(version: Version, tmp_path: Path) -> None:
    path = tmp_path / "responsibility.gexf"
    write(version, "gexf", path, "responsibility")
    found = read_gexf(path)
    by_kind = Counter(facts["kind"] for _, facts in found.nodes(data=True))
    assert set(by_kind) == {"agency", "agency group", "document", "task"}
    facts = {facts["label"]: facts for _, facts in found.nodes(data=True)}
    assert facts["Sở Kế hoạch và Đầu tư"]["end"] == "2025-03-01"
    assert facts["371/KH-UBND"]["start"] == "2025-01-21"
    tasks = [f for _, f in found.nodes(data=True) if f["kind"] == "task" and f.get("document")]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", task["start"]) for task in tasks)


def test_yed_finds_a_label_on_every_node(version: Version) -> None:
    root = ElementTree.fromstring(exported(version, "graphml", "coordination"))
    graphml, yed = "{http://graphml.graphdrawing.org/xmlns}", "{http://www.yworks.com/xml/graphml}"
    graphics = {
        key.get("id") for key in root.iter(f"{graphml}key") if key.get("yfiles.type") is not None
    }
    assert len(graphics) == 2
    nodes = list(root.iter(f"{graphml}node"))
    for node in nodes:
        (shape,) = (data for data in node if data.get("key") in graphics)
        label = shape.findtext(f"{yed}ShapeNode/{yed}NodeLabel")
        assert label
        assert label in {data.text for data in node}
    assert all(re.fullmatch(r"[\w.:-]+", str(node.get("id"))) for node in nodes)


def test_what_xml_cannot_hold_is_marked() -> None:
    from graph.export.gexf import write_gexf

    nodes = Table(
        ("iri", "label", "kind", "start", "end"), (("http://e/a", "\x0c<&>", "x", None, None),)
    )
    edges = Table(("source", "target", "kind", "label", "weight", "start", "evidence"), ())
    file = io.BytesIO()
    write_gexf(Network("x", "X", "v", nodes, edges), file)
    (node,) = ElementTree.fromstring(file.getvalue()).iter("{http://gexf.net/1.3}node")
    assert node.get("label") == "\ufffd<&>"
