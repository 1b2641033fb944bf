"""Measures: which nodes of a network matter, by networkx.

Nodes are numbered in their order before anything is measured, and what is random has a seed: the
same network gives the same measures in every process.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.views.network import Network
from graph.views.table import Value

if TYPE_CHECKING:
    import networkx

Progress = Callable[[str], None]
"""Called with what is about to be done."""

MEASURES = (
    "degree",
    "in_degree",
    "out_degree",
    "strength",
    "pagerank",
    "betweenness",
    "community",
)
"""The columns that measuring adds to nodes."""

_SEED = 0
_DAMPING = 0.85
_DIGITS = 9
_EXACT = 2_000
"""Up to so many nodes, betweenness is counted over all of them."""
_WORK = 6_000_000
"""Beyond, over so many samples that samples times nodes and edges is about this."""
_FEWEST_SAMPLES = 16


class MeasureError(RuntimeError):
    """A network cannot be measured; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Notes:
    """How measures came about: over how many ``samples`` of ``nodes`` betweenness was counted."""

    nodes: int
    samples: int

    @property
    def sampled(self) -> bool:
        """Whether betweenness is an estimate."""
        return self.samples < self.nodes


def silent(step: str) -> None:
    """Report no progress."""


def measured(network: Network, progress: Progress = silent) -> tuple[Network, Notes]:
    """Return a network whose nodes have measures, and how these came about.

    ``degree``, ``in_degree`` and ``out_degree`` count edges, ``strength`` sums their weights.
    ``pagerank`` follows the direction of edges; ``betweenness`` (of shortest paths, whatever the
    weights) and ``community`` (by the Louvain method, the largest is 1) do not.
    Parallel edges are one edge of their weight together. What the register says of reorganisations
    (edges with a ``certainty``) is left out: the plans are measured. Raises `MeasureError` where an
    extra of this package is not installed.
    """
    try:
        import networkx as nx
        import scipy  # noqa: F401 (networkx needs it for PageRank and says so late)
    except ModuleNotFoundError as error:
        raise MeasureError(
            f"measures need {error.name}; install it with: pip install 'chutri[export]'"
        ) from error

    progress("degrees")
    directed = _directed(network)
    nodes = len(network.nodes)
    ins, outs = [0] * nodes, [0] * nodes
    strengths = [0] * nodes
    for source, target, weight in _ends(network):
        outs[source] += 1
        ins[target] += 1
        strengths[source] += weight
        strengths[target] += weight
    progress("PageRank")
    ranks = nx.pagerank(directed, alpha=_DAMPING, weight="weight") if nodes else {}
    samples = _samples(nodes, directed.number_of_edges())
    progress(f"betweenness over {samples} of {nodes} nodes")
    joined = _undirected(directed)
    between = nx.betweenness_centrality(joined, k=samples if samples < nodes else None, seed=_SEED)
    progress("communities")
    communities = _communities(joined)
    columns: tuple[tuple[Value, ...], ...] = (
        tuple(map(sum, zip(ins, outs, strict=True))),
        tuple(ins),
        tuple(outs),
        tuple(strengths),
        tuple(round(float(ranks[node]), _DIGITS) for node in range(nodes)),
        tuple(round(float(between[node]), _DIGITS) for node in range(nodes)),
        communities,
    )
    added = dict(zip(MEASURES, columns, strict=True))
    return network.with_measures(added), Notes(nodes, samples)


def _ends(network: Network) -> list[tuple[int, int, int]]:
    """Return source, target and weight of each edge, the nodes by their places."""
    places = {iri: place for place, iri in enumerate(network.nodes.column("iri"))}
    columns = network.edges.columns
    source, target, weight = (columns.index(name) for name in ("source", "target", "weight"))
    register = columns.index("certainty") if "certainty" in columns else None
    return [
        (places[row[source]], places[row[target]], int(row[weight] or 1))
        for row in network.edges.rows
        if register is None or row[register] is None
    ]


def _directed(network: Network) -> networkx.DiGraph:
    import networkx as nx

    directed = nx.DiGraph()
    directed.add_nodes_from(range(len(network.nodes)))
    for source, target, weight in _ends(network):
        if directed.has_edge(source, target):
            directed[source][target]["weight"] += weight
        else:
            directed.add_edge(source, target, weight=weight)
    return directed


def _samples(nodes: int, edges: int) -> int:
    if nodes <= _EXACT:
        return nodes
    return min(nodes, max(_FEWEST_SAMPLES, _WORK // (nodes + edges)))


def _undirected(directed: networkx.DiGraph) -> networkx.Graph:
    import networkx as nx

    undirected = nx.Graph()
    undirected.add_nodes_from(directed)
    for source, target, weight in directed.edges(data="weight"):
        known = undirected.get_edge_data(source, target, {"weight": 0})
        undirected.add_edge(source, target, weight=known["weight"] + weight)
    return undirected


def _communities(undirected: networkx.Graph) -> tuple[int, ...]:
    import networkx as nx

    found = nx.community.louvain_communities(undirected, weight="weight", seed=_SEED)
    ordered = sorted(found, key=lambda members: (-len(members), min(members)))
    numbers = {node: number for number, members in enumerate(ordered, 1) for node in members}
    return tuple(numbers[node] for node in range(len(undirected)))
