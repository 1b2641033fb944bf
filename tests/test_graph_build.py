"""Build: the corpus as a graph, with its evidence, the same bytes every time."""

import os
import re
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
import pytest

import ontology
from extract import extract, read
from graph import open_store
from graph.build import build
from graph.naming import BASE
from graph.questions import ask, questions
from ontology import published

CORPUS = Path(__file__).parent.parent / "corpus"
CT = "https://w3id.org/chutri/def#"
OA = "http://www.w3.org/ns/oa#"
PREFIXES = """
PREFIX ct: <https://w3id.org/chutri/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    return build(CORPUS, tmp_path_factory.mktemp("build"))


@pytest.fixture(scope="module")
def store(report):
    return open_store(report.version.directory)


@pytest.fixture(scope="module")
def quads(report):
    return list(ox.parse(path=str(report.version.graph), format=ox.RdfFormat.N_QUADS))


@pytest.fixture(scope="module")
def records():
    return [extract(read(path)) for path in sorted(CORPUS.glob("*.txt"))]


def select(store, query):
    return list(store.select(PREFIXES + query))


def contents(directory):
    return {
        str(path.relative_to(directory)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


def test_every_text_of_the_corpus_is_in_the_graph(report, store):
    assert report.left_out == ()
    assert report.documents == len(list(CORPUS.glob("*.txt")))
    numbers = [row["number"] for row in ask(store, "documents")]
    assert sorted(filter(None, numbers)) == [
        "282/KH-UBND",
        "2902/QĐ-UBND",
        "371/KH-UBND",
        "7099/KH-UBND",
    ]


def test_a_press_text_gives_tasks_and_no_invented_fact(store):
    rows = select(
        store,
        """SELECT ?p ?o WHERE { ?d eli:is_realized_by ?text ; ?p ?o .
           FILTER NOT EXISTS { ?d eli:id_local ?number } FILTER (?p != eli:is_realized_by) }""",
    )
    assert {row["o"] for row in rows} == {"http://data.europa.eu/eli/ontology#LegalResource"}
    (press,) = [row for row in ask(store, "documents") if row["number"] is None]
    assert (press["tasks"], press["led"]) == (8, 0)


def test_the_same_corpus_gives_the_same_bytes_in_another_process(report, tmp_path):
    program = "import sys, pathlib, graph.build as b; b.build(*map(pathlib.Path, sys.argv[1:]))"
    for seed in ("1", "2"):
        out = tmp_path / seed
        subprocess.run(
            [sys.executable, "-c", program, str(CORPUS), str(out)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
        )
        assert contents((out / "current").resolve()) == contents(report.version.directory)


def test_several_processes_give_the_same_bytes(report, tmp_path):
    again = build(CORPUS, tmp_path, jobs=2)
    assert contents(again.version.directory) == contents(report.version.directory)


def test_the_lines_of_each_graph_are_sorted_and_stand_in_one_graph_only(quads, report):
    statements = Counter(quad.triple for quad in quads)
    assert [t for t, count in statements.items() if count > 1] == []
    assert len(quads) == report.quads
    lines = report.version.graph.read_text("utf-8").removesuffix("\n").split("\n")
    by_graph: dict[str, list[str]] = {}
    for line in lines:
        by_graph.setdefault(line.rsplit(" ", 2)[1], []).append(line)
    assert len(by_graph) == report.documents + 3
    assert all(block == sorted(block) for block in by_graph.values())


def test_no_node_is_blank_and_every_name_is_safe_in_a_url(quads):
    terms = {term for quad in quads for term in (quad.subject, quad.object, quad.graph_name)}
    assert not [term for term in terms if isinstance(term, ox.BlankNode)]
    minted = [t.value for t in terms if isinstance(t, ox.NamedNode) and t.value.startswith(BASE)]
    assert not [iri for iri in minted if not re.fullmatch(r"[0-9A-Za-z._/:#-]+", iri)]


def test_every_quote_is_the_text_at_its_position(store, records):
    rows = select(
        store,
        """SELECT ?source ?start ?end ?quote WHERE {
           ?span oa:hasSource/dct:identifier ?source ; oa:hasSelector ?position, ?quotation .
           ?position oa:start ?start ; oa:end ?end . ?quotation oa:exact ?quote }""",
    )
    texts = {record.source: record.text for record in records}
    assert len(rows) > 1000
    assert [r for r in rows if texts[r["source"]][r["start"] : r["end"]] != r["quote"]] == []


def test_every_fact_of_a_record_has_evidence(store, records):
    for cls, count in {
        "Task": sum(len(r.tasks) for r in records),
        "Assignment": sum(len(t.assignments) for r in records for t in r.tasks),
        "Deadline": sum(len(t.deadlines) for r in records for t in r.tasks),
        "Citation": sum(len(r.citations) for r in records),
        "Target": sum(len(r.targets) for r in records),
    }.items():
        (row,) = select(
            store,
            f"SELECT (COUNT(DISTINCT ?fact) AS ?n) {{ ?fact a ct:{cls} . ?note oa:hasBody ?fact }}",
        )
        assert (cls, row["n"]) == (cls, count)


@pytest.mark.parametrize("role", ["lead", "coordinating"])
def test_counts_by_sparql_are_those_of_the_records(store, records, role):
    rows = select(
        store,
        f"""SELECT ?number ?name (COUNT(DISTINCT ?task) AS ?n) WHERE {{
            ?task ct:{role}Agency ?agency ; eli:is_part_of/eli:id_local ?number .
            ?agency skos:prefLabel ?name . FILTER (LANG(?name) = "vi")
            }} GROUP BY ?number ?name""",
    )
    expected = Counter(
        (record.metadata.number, name)
        for record in records
        for task in record.tasks
        for name in {a.agency for a in task.assignments if a.role == role}
    )
    assert {(row["number"], row["name"]): row["n"] for row in rows} == dict(expected)


def test_relations_hold_between_resolved_works_only(store):
    decided = """SELECT DISTINCT ?status WHERE {
                 ?citation ct:citationStatus ?status ; ct:citedWork ?work }"""
    assert select(store, decided) == [{"status": "resolved"}]
    rows = ask(store, "implementation-chain", {"document": "7099/KH-UBND"})
    chain = {(row["fromNumber"], row["toNumber"]) for row in rows}
    assert {("7099/KH-UBND", "111/NQ-CP"), ("111/NQ-CP", "29-NQ/TW")} <= chain


def test_a_decision_has_the_plan_that_it_issues(store):
    rows = select(
        store,
        """SELECT ?kind WHERE { ?plan eli:is_part_of ?decision ; a eli:LegalResource, ?kind .
           ?decision eli:id_local "2902/QĐ-UBND" FILTER (?kind != eli:LegalResource) }""",
    )
    assert [row["kind"] for row in rows] == [f"{CT}Plan"]


def test_every_term_of_the_graph_is_declared_in_two_languages(quads):
    described: dict[str, Counter[tuple[str, str | None]]] = {}
    for turtle in published():
        for quad in ox.parse(turtle, ox.RdfFormat.TURTLE):
            if quad.subject.value.startswith(CT) and isinstance(quad.object, ox.Literal):
                name = quad.predicate.value.rsplit("#")[-1]
                said = described.setdefault(quad.subject.value, Counter())
                said[name, quad.object.language] += 1
    texts = [(p, lang) for p in ("label", "definition") for lang in ("vi", "en")]
    assert {term: [t for t in texts if said[t] != 1] for term, said in described.items()} == {
        term: [] for term in described
    }
    used = {
        term.value
        for quad in quads
        for term in (quad.predicate, quad.object)
        if isinstance(term, ox.NamedNode) and re.match(f"{CT}.", term.value)
    }
    assert used <= described.keys()
    written = {
        f"{CT}{name}"
        for path in Path(ontology.__file__).parent.rglob("*.ttl")
        for name in re.findall(r"\bct:(\w+)", path.read_text("utf-8"))
    }
    assert written <= described.keys()


def test_reorganisations_lead_from_a_body_to_its_successors(store):
    rows = [
        (row["date"], row["kind"], row["resultName"], row["basis"], row["certainty"])
        for row in ask(store, "succession-of-agency", {"agency": "SKHĐT"})
    ]
    assert rows == [
        ("2025-03-01", "merge", "Sở Tài chính", "Nghị định 45/2025/NĐ-CP", "pattern"),
        ("2025-07-01", "merge", "Sở Tài chính", "Nghị quyết 202/2025/QH15", "attested"),
    ]
    split = ask(store, "succession-of-agency", {"agency": "SLĐTBXH"})
    assert {
        (row["function"], row["resultName"]) for row in split if row["date"] == "2025-03-01"
    } >= {
        ("Giáo dục nghề nghiệp", "Sở Giáo dục và Đào tạo"),
        ("Giảm nghèo", "Sở Nông nghiệp và Môi trường"),
        ("Cai nghiện ma túy", "Công an tỉnh"),
    }


def test_a_merger_of_two_departments_has_both_as_its_originals(store):
    rows = select(
        store,
        """SELECT ?original WHERE {
           <https://w3id.org/chutri/id/change/so-tai-chinh-2025-binh-duong>
             <http://www.w3.org/ns/org#originalOrganization> ?original } ORDER BY ?original""",
    )
    assert [row["original"] for row in rows] == [
        f"{BASE}id/agency/so-ke-hoach-va-dau-tu-binh-duong",
        f"{BASE}id/agency/so-tai-chinh-binh-duong",
    ]


def test_provenance_tells_version_and_run_without_a_clock(store, report):
    rows = select(
        store,
        """SELECT ?version ?label WHERE {
           ?dataset <http://www.w3.org/ns/dcat#version> ?version ; prov:wasGeneratedBy ?run .
           ?run prov:wasAssociatedWith/<http://www.w3.org/2000/01/rdf-schema#label> ?label }""",
    )
    assert rows == [
        {"version": report.version.name, "label": f"chutri {report.version.manifest()['program']}"}
    ]


def test_another_base_moves_every_name_but_the_vocabulary(tmp_path):
    moved = build(CORPUS, tmp_path, base="https://e.org/x/")
    left = re.findall(rf"<{BASE}[^>]*>", moved.version.graph.read_text("utf-8"))
    assert {iri for iri in left if not re.match(rf"<{BASE}(def|shape|cue)\b", iri)} == set()


@pytest.mark.parametrize("asked", questions(), ids=lambda q: q.name)
def test_every_named_query_finds_something_in_the_corpus(store, asked):
    # What texts at odds are found by is tested on texts made for it: these documents agree.
    assert bool(ask(store, asked.name).rows) == (asked.name != "citations-that-disagree")


def test_questions_are_asked_with_the_words_of_people(store):
    led = ask(
        store,
        "tasks-of-agency",
        {"agency": "SKHĐT", "role": "lead", "document": "7099/KH-UBND"},
    )
    assert led.rows
    assert {row["number"] for row in led} == {"7099/KH-UBND"}
    assert {row["agency"] for row in led} == {f"{BASE}id/agency/so-ke-hoach-va-dau-tu-binh-duong"}
    members = ask(store, "groups-and-members", {"group": "UBND cấp huyện"})
    assert len({row["memberName"] for row in members}) == 9


def test_a_store_on_disk_answers_like_one_in_memory(store, tmp_path):
    on_disk = open_store(build(CORPUS, tmp_path, in_memory=0).version.directory)
    assert on_disk.version == store.version
    assert on_disk.graphs() == store.graphs()
    for asked in questions():
        assert sorted(map(str, on_disk.select(asked.query).rows)) == sorted(
            map(str, store.select(asked.query).rows)
        )
