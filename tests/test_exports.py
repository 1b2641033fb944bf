"""Exports: each is read back by a program that people open it with, and nothing is lost."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import openpyxl
import pandas as pd
import pyoxigraph as ox
import pytest
import rdflib

from graph.export import FORMATS, ExportError, checked, write, write_stream
from graph.store import Store, open_store
from graph.versions import Version, current
from graph.views import Network, Table, network, table, views
from tests.gexf import faults

ROOT = Path(__file__).parent.parent
NETWORKS = [name for name, view in views().items() if view.holds == "network"]
TABLES = [name for name, view in views().items() if view.holds == "table"]
RDF = [row.name for row in FORMATS.values() if row.holds == "graph"]

needs_node = pytest.mark.skipif(
    shutil.which("node") is None or not (ROOT / "node_modules" / "cytoscape").is_dir(),
    reason="needs node, and npm ci",
)


@pytest.fixture(scope="module")
def version(built: Path) -> Version:
    return current(built)


@pytest.fixture(scope="module")
def store(built: Path) -> Store:
    return open_store(built)


@pytest.fixture(scope="module")
def statements(version: Version) -> frozenset[ox.Quad]:
    return frozenset(ox.parse(path=str(version.graph), format=ox.RdfFormat.N_QUADS))


def exported(version: Version, format_: str, view: str | None = None) -> bytes:
    file = io.BytesIO()
    write_stream(version, format_, file, view)
    return file.getvalue()


def flat(taken: Table) -> list[dict[str, object]]:
    return [
        {n: v for n, v in zip(taken.columns, row, strict=True) if v is not None}
        for row in taken.rows
    ]


def members(archive: bytes) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        return {
            name: list(csv.DictReader(io.StringIO(files.read(name).decode(), newline="")))
            for name in files.namelist()
        }


# RDF: two parsers read the same statements.

OXIGRAPH = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
RDFLIB = {
    "turtle": "turtle",
    "ntriples": "nt",
    "nquads": "nquads",
    "trig": "trig",
    "rdfxml": "xml",
    "jsonld": "json-ld",
}


def as_rdflib(term: ox.NamedNode | ox.Literal) -> rdflib.term.Identifier:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    plain = term.datatype.value == str(rdflib.XSD.string)
    type_ = None if plain else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=type_, normalize=False)


@pytest.mark.parametrize("name", RDF)
def test_two_parsers_read_the_same_statements(
    version: Version, statements: frozenset[ox.Quad], name: str
) -> None:
    written = exported(version, name)
    format_ = OXIGRAPH[name]
    quads = set(ox.parse(written, format_))
    rdflib.NORMALIZE_LITERALS = False
    try:
        other = rdflib.Dataset()
        other.parse(data=written, format=RDFLIB[name])
    finally:
        rdflib.NORMALIZE_LITERALS = True
    if format_.supports_datasets:
        assert quads == statements
        wanted = {
            (as_rdflib(q.subject), as_rdflib(q.predicate), as_rdflib(q.object), q.graph_name.value)
            for q in statements
        }
        assert {(s, p, o, str(g)) for s, p, o, g in other.quads()} == wanted
    else:
        triples = {quad.triple for quad in statements}
        assert {quad.triple for quad in quads} == triples
        assert {(s, p, o) for s, p, o, _ in other.quads()} == {
            (as_rdflib(t.subject), as_rdflib(t.predicate), as_rdflib(t.object)) for t in triples
        }


def test_terms_of_the_vocabulary_have_plain_names_in_json_ld(version: Version) -> None:
    document = json.loads(exported(version, "jsonld"))
    things = [thing for part in document["@graph"] for thing in part["@graph"]]
    task = next(thing for thing in things if thing.get("@type") == "Task")
    assert task["section"]
    assert isinstance(task["line"], int)
    assert all(str(iri).startswith("https://") for iri in [task["is_part_of"]])
    assert not [key for thing in things for key in thing if key.startswith(("ct:", "http"))]


# Networks.


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


@pytest.mark.parametrize("view", NETWORKS)
def test_gexf_follows_the_grammar_of_gexf_1_3(version: Version, view: str) -> None:
    root = ElementTree.fromstring(exported(version, "gexf", view))
    assert faults(root) == []


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ('version="1.3"', 'version="1.2"'),
        ('mode="dynamic"', 'mode="moving"'),
        ('start="2025-01-21"', 'start="2025"'),
        ("<attvalue for=", "<attvalue of="),
        ('<edge id="e0" source="', '<edge id="e0" source="x'),
    ],
)
def test_the_grammar_finds_what_is_wrong(version: Version, written: str, fault: str) -> None:
    text = exported(version, "gexf", "responsibility").decode()
    assert written in text
    assert faults(ElementTree.fromstring(text.replace(written, fault, 1)))


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


# Tables.


def as_read(value: object) -> object:
    return None if isinstance(value, float) and value != value else value  # NaN: not stated


@pytest.mark.parametrize("view", TABLES)
def test_pandas_reads_parquet_as_it_was(version: Version, store: Store, view: str) -> None:
    frame = pd.read_parquet(io.BytesIO(exported(version, "parquet", view)))
    taken = table(store, view)
    assert tuple(frame.columns) == taken.columns
    rows = [tuple(map(as_read, row)) for row in frame.itertuples(index=False, name=None)]
    assert rows == list(taken.rows)
    assert frame["start"].dtype == "int64"


@pytest.mark.parametrize("view", TABLES)
def test_pandas_reads_csv_as_it_was(version: Version, store: Store, view: str) -> None:
    written = exported(version, "csv", view)
    frame = pd.read_csv(io.BytesIO(written), dtype=str, keep_default_na=False)
    taken = table(store, view)
    assert [tuple(row) for row in frame.itertuples(index=False)] == [
        tuple("" if value is None else str(value) for value in row) for row in taken.rows
    ]


@pytest.mark.parametrize("view", TABLES)
def test_excel_finds_text_as_text(version: Version, store: Store, view: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exported(version, "xlsx", view)))
    (sheet,) = book.worksheets
    taken = table(store, view)
    heading, *rows = sheet.iter_rows(values_only=True)
    assert heading == taken.columns
    assert [tuple(row) for row in rows] == list(taken.rows)
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == sheet.dimensions


def test_a_cell_that_begins_like_a_formula_stays_text() -> None:
    from graph.export.sheets import write_xlsx

    file = io.BytesIO()
    write_xlsx(Table(("quote",), (("=1+1\x0b",), ("- Tăng",))), file)
    (sheet,) = openpyxl.load_workbook(file).worksheets
    assert [(cell.value, cell.data_type) for (cell,) in sheet["A2:A3"]] == [
        ("=1+1\ufffd", "s"),
        ("- Tăng", "s"),
    ]


# What all have in common.


def test_the_same_graph_gives_the_same_bytes_in_every_process(built: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from graph.export import *;"
        "from graph.versions import current; v = current(Path(sys.argv[1]))\n"
        "for f in FORMATS.values():\n"
        "  with open(f'{sys.argv[2]}/{f.name}', 'wb') as file: write_stream(v, f.name, file)"
    )
    for seed in ("1", "2"):
        (tmp_path / seed).mkdir()
        command = [sys.executable, "-c", script, str(built), str(tmp_path / seed)]
        subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed}, check=True)
    for name in FORMATS:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes(), name


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


@pytest.mark.parametrize(
    ("format_", "view", "named"),
    [("gephi", None, "gexf"), ("gexf", "tasks", "responsibility"), ("turtle", "tasks", "whole")],
)
def test_what_cannot_be_exported_is_told_with_what_can(
    format_: str, view: str | None, named: str
) -> None:
    with pytest.raises(ExportError, match=named):
        checked(format_, view)
