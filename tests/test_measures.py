"""Measures of networks: right where the answer is known, the same in every process."""

import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

from graph import measures
from graph.measures import MEASURES, measured
from graph.store import open_store
from graph.views import Network, Table, network
from tests.test_cli import ROOT, chutri, complaint


def small(*edges: tuple[str, str, int], certainty: str | None = None) -> Network:
    names = sorted({name for edge in edges for name in edge[:2]})
    nodes = Table(("iri", "label", "kind"), tuple((name, name, "agency") for name in names))
    columns = ("source", "target", "weight", "certainty")
    return Network("x", "X", "v", nodes, Table(columns, tuple((*e, certainty) for e in edges)))


def column(taken: Network, name: str) -> dict[object, object]:
    return dict(zip(taken.nodes.column("iri"), taken.nodes.column(name), strict=True))


def test_a_star_has_its_measures() -> None:
    taken, notes = measured(small(("a", "hub", 2), ("b", "hub", 3), ("hub", "c", 1)))
    assert not notes.sampled
    assert column(taken, "degree") == {"a": 1, "b": 1, "c": 1, "hub": 3}
    assert column(taken, "in_degree")["hub"] == 2
    assert column(taken, "out_degree")["hub"] == 1
    assert column(taken, "strength") == {"a": 2, "b": 3, "c": 1, "hub": 6}
    assert column(taken, "betweenness") == {"a": 0, "b": 0, "c": 0, "hub": 1}
    ranks = column(taken, "pagerank")
    assert sum(map(float, ranks.values())) == pytest.approx(1, abs=1e-6)  # type: ignore[arg-type]
    assert max(ranks, key=lambda name: float(str(ranks[name]))) in {"hub", "c"}


def test_two_groups_are_two_communities_the_larger_first() -> None:
    small_group = [("a", "b", 9), ("b", "c", 9), ("c", "a", 9)]
    large = [("p", "q", 9), ("q", "r", 9), ("r", "s", 9), ("s", "p", 9), ("p", "r", 9)]
    taken, _ = measured(small(*small_group, *large, ("c", "p", 1)))
    assert column(taken, "community") == {
        **dict.fromkeys("abc", 2),
        **dict.fromkeys("pqrs", 1),
    }


def test_what_the_register_says_is_not_measured() -> None:
    taken, _ = measured(small(("a", "b", 1), certainty="pattern"))
    assert set(column(taken, "degree").values()) == {0}


def test_an_empty_network_has_no_measures() -> None:
    taken, _ = measured(small())
    assert len(taken.nodes) == 0
    assert taken.nodes.columns[-len(MEASURES) :] == MEASURES


def test_measures_agree_with_networkx_on_what_it_reads_back(built: Path, tmp_path: Path) -> None:
    path = tmp_path / "citation.graphml"
    ran = chutri(
        "export", "-g", built, "-f", "graphml", "--view", "citation", "--measures", "-o", path
    )
    assert ran.returncode == 0
    read = nx.read_graphml(path, force_multigraph=True)
    assert dict(read.nodes(data="degree")) == dict(read.degree())
    simple = nx.DiGraph()
    simple.add_nodes_from(read)
    for source, target, weight in read.edges(data="weight"):
        before = simple.get_edge_data(source, target, {"weight": 0})["weight"]
        simple.add_edge(source, target, weight=before + weight)
    ranks = nx.pagerank(simple)
    assert dict(read.nodes(data="pagerank")) == pytest.approx(ranks, abs=1e-8)
    assert dict(read.nodes(data="betweenness")) == pytest.approx(
        nx.betweenness_centrality(simple.to_undirected()), abs=1e-8
    )


def test_betweenness_of_a_large_network_is_an_estimate_and_says_so(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = network(open_store(built), "responsibility")
    exact, notes = measured(taken)
    assert (notes.samples, notes.sampled) == (len(taken.nodes), False)
    monkeypatch.setattr(measures, "_EXACT", 100)
    monkeypatch.setattr(measures, "_WORK", 150 * (len(taken.nodes) + len(taken.edges)))
    steps: list[str] = []
    estimate, notes = measured(taken, steps.append)
    assert notes.sampled
    assert notes.samples >= 150
    assert f"betweenness over {notes.samples} of {len(taken.nodes)} nodes" in steps
    assert column(estimate, "degree") == column(exact, "degree")
    first = max(column(exact, "betweenness").items(), key=lambda item: float(str(item[1])))
    assert float(str(column(estimate, "betweenness")[first[0]])) == pytest.approx(
        float(str(first[1])), rel=0.5
    )


def test_measures_are_the_same_in_every_process(built: Path) -> None:
    def analysed(seed: str) -> str:
        command = [sys.executable, "-m", "api.cli", "analyse", "responsibility", "-g", str(built)]
        environment = os.environ | {"PYTHONHASHSEED": seed}
        return subprocess.run(
            [*command, "--limit", "400"],
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    assert analysed("1") == analysed("2")


def test_analyse_names_the_first_by_a_measure(built: Path) -> None:
    ran = chutri("analyse", "coordination", "-g", built, "--sort", "out_degree", "--limit", "2")
    heading, *rows = [line.split("\t") for line in ran.stdout.splitlines()]
    assert heading == ["label", "kind", *MEASURES, "iri"]
    assert len(rows) == 2
    place = heading.index("out_degree")
    assert int(rows[0][place]) >= int(rows[1][place]) > 0


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--sort", "fame"], "pagerank"),
        (["tasks"], "responsibility"),
        (["coordination", "--limit", "0"], "1 or more"),
    ],
)
def test_what_cannot_be_measured_is_told_before_the_work(
    built: Path, arguments: list[str], named: str
) -> None:
    ran = chutri("analyse", "-g", built, *arguments)
    assert ran.returncode == 2
    assert named in complaint(ran)
    assert not ran.stderr.startswith("[")


def test_every_step_is_told_before_it_is_taken(built: Path) -> None:
    nodes = len(network(open_store(built), "coordination").nodes)
    ran = chutri("analyse", "coordination", "-g", built, "--limit", "1")
    assert ran.stderr.splitlines() == [
        "[opening the graph]",
        "[taking the view coordination]",
        "[degrees]",
        "[PageRank]",
        f"[betweenness over {nodes} of {nodes} nodes]",
        "[communities]",
    ]
