"""Views: each shows what SPARQL counts, and every node and edge says what it is and whence."""

from pathlib import Path

import pytest

from graph.store import Store, open_store
from graph.versions import current
from graph.views import Network, ViewError, network, table, views

PREFIXES = """
PREFIX ct: <https://w3id.org/chutri/def#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX prov: <http://www.w3.org/ns/prov#>
"""
DUTY = "?task ct:leadAgency|ct:coordinatingAgency ?agency"
CITED = """?citation ct:relation ?relation ; ct:citingWork ?from ; ct:citationStatus ?status ;
  ct:citedWork|ct:candidate ?to . FILTER (?from != ?to)"""
CHANGES = {
    kind: f"""SELECT DISTINCT ?one ?other {{
      ?task ct:leadAgency|ct:coordinatingAgency ?agency .
      ?agency (^org:originalOrganization/org:resultingOrganization)* ?one .
      ?event ct:changeKind "{change}" ; org:originalOrganization ?one ;
        org:resultingOrganization ?other . FILTER (?one != ?other) }}"""
    for kind, change in {"merged into": "merge", "split into": "split"}.items()
}
READ = "?document eli:is_realized_by ?text"
DUTIES = {
    "lead": "SELECT DISTINCT ?task ?agency { ?task ct:leadAgency ?agency }",
    "coordinating": "SELECT DISTINCT ?task ?agency { ?task ct:coordinatingAgency ?agency }",
}
CITATIONS = {
    kind: f"SELECT DISTINCT ?from ?to ?status {{ {CITED} FILTER (?relation = {term}) }}"
    for kind, term in {
        "based on": "eli:based_on",
        "implements": "eli:ensures_implementation_of",
        "cites": "eli:cites",
    }.items()
}
EDGES = {
    "responsibility": {
        **DUTIES,
        "part of": "SELECT ?task { ?task a ct:Task }",
        **CHANGES,
    },
    "coordination": {
        **CHANGES,
        "works with": """SELECT DISTINCT ?one ?other
          { ?task ct:leadAgency ?one ; ct:coordinatingAgency ?other }""",
    },
    "citation": CITATIONS,
    "cascade": {
        "charges": """SELECT DISTINCT ?document ?agency
          { ?task ct:leadAgency ?agency ; eli:is_part_of ?document }""",
        "basis of": "SELECT ?from ?to { ?from eli:based_on ?to }",
        "carried out by": "SELECT ?from ?to { ?from eli:ensures_implementation_of ?to }",
    },
    "whole": {
        **DUTIES,
        **CITATIONS,
        **CHANGES,
        "attached to": "SELECT ?plan { ?plan a eli:LegalResource ; eli:is_part_of ?decision }",
        "mentions": """SELECT DISTINCT ?task ?work ?status { ?citation ct:inTask ?task ;
          ct:citationStatus ?status ; ct:citedWork|ct:candidate ?work }""",
        "measures": "SELECT ?target { ?target a ct:Target }",
        "monitors": "SELECT ?target ?agency { ?target ct:monitoredBy ?agency }",
        "unit of": "SELECT ?unit { ?unit org:unitOf ?whole }",
        "issued by": "SELECT ?document { ?document eli:passed_by ?agency }",
        "part of": "SELECT ?part { VALUES ?class { ct:Task ct:Target } ?part a ?class }",
    },
}
GROUP = "?agency a ct:AgencyGroup"
NAMED = """{ ?task ct:leadAgency|ct:coordinatingAgency ?agency } UNION
  { ?document eli:passed_by ?agency } UNION { ?target ct:monitoredBy ?agency } UNION
  { ?agency org:unitOf ?whole } UNION { ?unit org:unitOf ?agency } UNION
  { { SELECT DISTINCT ?charged { ?task ct:leadAgency|ct:coordinatingAgency ?charged } }
    ?charged (^org:originalOrganization/org:resultingOrganization)* ?agency }"""
NODES = {
    "cascade": {
        "document": """SELECT DISTINCT ?d { { ?d eli:based_on|^eli:based_on ?o } UNION
          { ?d eli:ensures_implementation_of|^eli:ensures_implementation_of ?o } UNION
          { ?d eli:is_realized_by ?text } UNION { ?task ct:leadAgency ?a ; eli:is_part_of ?d } }""",
        "agency": f"""SELECT DISTINCT ?agency
          {{ ?task ct:leadAgency ?agency FILTER NOT EXISTS {{ {GROUP} }} }}""",
        "agency group": f"SELECT DISTINCT ?agency {{ ?task ct:leadAgency ?agency . {GROUP} }}",
    },
    "responsibility": {
        "task": "SELECT ?task { ?task a ct:Task }",
        "document": f"SELECT ?document {{ {READ} }}",
    },
    "citation": {
        "document": f"""SELECT DISTINCT ?node
          {{ {{ {CITED} BIND (?from AS ?node) }} UNION {{ {CITED} BIND (?to AS ?node) }}
             UNION {{ ?node eli:is_realized_by ?text }} }}""",
    },
    "whole": {
        "target": "SELECT ?target { ?target a ct:Target }",
        "indicator": "SELECT DISTINCT ?indicator { ?target ct:indicator ?indicator }",
        "task": "SELECT ?task { ?task a ct:Task }",
        "document": "SELECT ?document { ?document a eli:LegalResource }",
        "agency": f"SELECT DISTINCT ?agency {{ {NAMED} FILTER NOT EXISTS {{ {GROUP} }} }}",
        "agency group": f"SELECT DISTINCT ?agency {{ {{ {NAMED} }} {GROUP} }}",
    },
}
NETWORKS = [name for name, view in views().items() if view.holds == "network"]


@pytest.fixture(scope="module")
def store(built: Path) -> Store:
    return open_store(built)


def kinds(column: tuple[object, ...], kind: str) -> int:
    return sum(each == kind for each in column)


@pytest.mark.parametrize("name", EDGES)
def test_a_view_has_the_edges_that_sparql_counts(store: Store, name: str) -> None:
    edges = network(store, name).edges
    counted = {kind: len(store.select(PREFIXES + query)) for kind, query in EDGES[name].items()}
    assert {kind: kinds(edges.column("kind"), kind) for kind in counted} == counted
    assert all(counted.values())
    assert set(edges.column("kind")) == set(counted)


@pytest.mark.parametrize("name", NODES)
def test_a_view_has_the_nodes_that_sparql_counts(store: Store, name: str) -> None:
    nodes = network(store, name).nodes
    counted = {kind: len(store.select(PREFIXES + query)) for kind, query in NODES[name].items()}
    assert {kind: kinds(nodes.column("kind"), kind) for kind in counted} == counted
    assert set(nodes.column("kind")) - set(counted) <= {"agency", "agency group"}


@pytest.mark.parametrize("name", ["responsibility", "coordination"])
def test_agencies_are_those_charged_and_those_that_took_their_place(
    store: Store, name: str
) -> None:
    taken = network(store, name)
    kinds_of = dict(zip(taken.nodes.column("iri"), taken.nodes.column("kind"), strict=True))
    shown = {iri for iri, kind in kinds_of.items() if str(kind).startswith("agency")}
    charged = {row["agency"] for row in store.select(f"{PREFIXES} SELECT ?agency {{ {DUTY} }}")}
    ends = zip(taken.edges.column("target"), taken.edges.column("kind"), strict=True)
    assert shown == charged | {target for target, kind in ends if kind in CHANGES}
    successors = {str(iri).rpartition("/")[2] for iri in shown - charged}
    assert "so-nong-nghiep-va-moi-truong-binh-duong" in successors
    assert "so-tai-chinh-ho-chi-minh-2025" in successors


def test_every_network_is_counted() -> None:
    assert set(NETWORKS) == set(EDGES)


@pytest.mark.parametrize("name", NETWORKS)
def test_every_node_has_label_kind_and_iri_and_every_edge_its_ends(store: Store, name: str) -> None:
    taken = network(store, name)
    nodes = taken.nodes.column("iri")
    assert all(taken.nodes.column("label"))
    assert len(set(nodes)) == len(nodes)
    assert all(str(iri).startswith("https://w3id.org/chutri/") for iri in nodes)
    assert "other" not in taken.nodes.column("kind")
    assert set(taken.edges.column("source")) | set(taken.edges.column("target")) <= set(nodes)
    assert all(taken.edges.column("kind"))


@pytest.mark.parametrize("name", NETWORKS)
def test_every_edge_has_the_address_of_its_evidence(store: Store, name: str) -> None:
    """A place in a text, the basis of a reorganisation, or the graph that holds the register."""
    edges = network(store, name).edges
    cells = edges.column("evidence")
    assert all(cells)
    evidence = {address for cell in cells for address in str(cell).split("; ")}
    known = store.select(PREFIXES + "SELECT ?a { ?a a oa:Annotation ; oa:hasTarget ?target }")
    bases = store.select(PREFIXES + "SELECT ?a { ?event ct:legalBasis ?a }")
    register = store.select(PREFIXES + "SELECT ?a { GRAPH ?a { ?unit org:unitOf ?whole } }")
    assert evidence <= {row["a"] for row in (*known, *bases, *register)}
    places = zip(cells, edges.column("weight"), strict=True)
    assert all(weight == len(str(cell).split("; ")) for cell, weight in places)


def test_who_issued_a_document_is_told_by_the_document_or_by_those_that_cite_it(
    store: Store,
) -> None:
    edges = network(store, "whole").edges
    columns = [edges.column(each) for each in ("source", "kind", "evidence")]
    told = {
        source: str(cell)
        for source, kind, cell in zip(*columns, strict=True)
        if kind == "issued by"
    }
    quotes = {
        row["place"]: str(row["quote"])
        for row in store.select(
            PREFIXES
            + """SELECT ?place ?quote
              { ?place oa:hasTarget/oa:hasSelector ?s . ?s a oa:TextQuoteSelector ; oa:exact ?quote }"""
        )
    }
    base = "https://w3id.org/chutri/eli/vn/"
    own = f"{base}ubnd-tinh-binh-duong/ke-hoach/2025/371-kh-ubnd"
    assert "NHÂN DÂN" in quotes[told[own]]
    cited = f"{base}chinh-phu/nghi-quyet/2025/01-nq-cp"
    assert all("01/NQ-CP" in quotes[place] for place in told[cited].split("; "))


def test_coordination_weighs_as_many_tasks_as_the_named_query_counts(store: Store) -> None:
    from graph.questions import ask

    edges = network(store, "coordination").edges
    columns = (edges.column(each) for each in ("source", "target", "weight", "kind"))
    weights = [row[:3] for row in zip(*columns, strict=True) if row[3] == "works with"]
    pairs = ask(store, "coordination-pairs")
    assert sorted(weights) == sorted((r["lead"], r["coordinating"], r["tasks"]) for r in pairs)


def test_an_office_that_was_merged_ends_on_the_timeline(store: Store) -> None:
    nodes = network(store, "responsibility").nodes
    ends = dict(zip(nodes.column("label"), nodes.column("end"), strict=True))
    assert ends["Sở Kế hoạch và Đầu tư"] == "2025-03-01"
    assert ends["Sở Tài chính (Bình Dương)"] == "2025-07-01"  # with its province
    assert ends["Sở Tài chính (Hồ Chí Minh)"] is None
    starts = dict(zip(nodes.column("label"), nodes.column("start"), strict=True))
    assert starts["371/KH-UBND"] == "2025-01-21"


def test_the_table_of_tasks_has_a_row_for_each_with_its_evidence(store: Store, built: Path) -> None:
    tasks = table(store, "tasks")
    assert len(tasks) == current(built).manifest()["counts"]["tasks"]
    assert len(set(tasks.column("task"))) == len(tasks)
    pairs = zip(tasks.column("lead"), tasks.column("lead_iri"), strict=True)
    several = [(lead, iri) for lead, iri in pairs if lead and "; " in str(lead)]
    assert several
    assert all(str(lead).count("; ") == str(iri).count("; ") for lead, iri in several)
    text = next((built / "current" / "texts").glob("*371*")).read_bytes().decode()
    of_2025 = [r for r in tasks.rows if r[1] == "371/KH-UBND"]
    places = [tasks.columns.index(name) for name in ("start", "end", "quote")]
    assert of_2025
    for each in of_2025:
        start, end, quote = (each[place] for place in places)
        assert text[start:end] == quote


def test_names_that_places_share_are_told_apart() -> None:
    from pyoxigraph import Literal, NamedNode

    from graph.store import Rows
    from graph.views.network import nodes_of

    rows = tuple(
        (NamedNode(f"http://e/{place}"), Literal(label), Literal("agency"), Literal(place))
        for label, place in (("Sở Y tế", "A"), ("Sở Y tế", "B"), ("Sở Nội vụ", "A."))
    )
    nodes = nodes_of(
        ["http://e/B", "http://e/A", "http://e/A.", "http://e/x"],
        [Rows(("iri", "label", "kind", "apart"), rows)],
    )
    assert nodes.column("label") == ("Sở Y tế (A)", "Sở Nội vụ", "Sở Y tế (B)", "x")
    assert nodes.column("kind") == ("agency", "agency", "agency", "other")


def test_a_view_that_is_not_there_is_named_with_those_that_are(store: Store) -> None:
    with pytest.raises(ViewError, match="responsibility"):
        network(store, "tasks")


def test_an_empty_graph_gives_an_empty_network() -> None:
    import pyoxigraph as ox

    from graph.store import OxigraphStore

    empty = OxigraphStore(ox.Store(), "none")
    taken = network(empty, "whole")
    assert isinstance(taken, Network)
    assert (len(taken.nodes), len(taken.edges), len(table(empty, "tasks"))) == (0, 0, 0)
