"""Networks: what a view shows as nodes and edges, each with what it is and where that is said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from graph.store import Rows, plain
from graph.views.table import SEPARATOR, Table, Value

NODE_COLUMNS = ("iri", "label", "kind", "start", "end")
"""The columns that the nodes of every network begin with.

``start`` and ``end`` are when it begins and ceases to be, ISO dates to the precision known.
"""

EDGE_COLUMNS = ("source", "target", "kind", "label", "weight", "start", "evidence")
"""The columns that the edges of every network begin with.

``source`` and ``target`` are the IRIs of nodes, ``weight`` the number of places in the texts that
say it, ``start`` the date of the first document that does, ``evidence`` the IRIs of those places
(`oa:Annotation`); of what the register says, that of the legal basis or of the graph it stands in.
"""

_LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class Network:
    """A directed network. Nodes are in order of IRI, edges of source, target and kind.

    ``name`` is that of the view, ``version`` that of the build it was taken from.
    """

    name: str
    title: str
    version: str
    nodes: Table
    edges: Table

    def with_measures(self, measures: Mapping[str, tuple[Value, ...]]) -> Network:
        """Return the network with more columns of its nodes."""
        return replace(self, nodes=self.nodes.with_columns(measures))


def nodes_of(found: Iterable[str], described: Iterable[Rows]) -> Table:
    """Make the table of the nodes found, from the answers that describe things of each kind.

    An answer gives ``iri``, ``label``, ``kind``, ``apart`` (what tells things with the same label
    apart) and columns of its own; the first solution of an IRI counts. What none describes is
    labelled by the end of its IRI.
    """
    facts: dict[str, dict[str, Value]] = {iri: {} for iri in sorted(found)}
    columns = list(NODE_COLUMNS)
    for rows in described:
        columns += [name for name in rows.variables if name not in (*columns, "apart")]
        for row in rows:
            known = facts.get(str(row["iri"]))
            if known is not None and not known:
                known.update(row)
    for iri, known in facts.items():
        if not known.get("label"):
            known |= {"iri": iri, "label": iri.rpartition("/")[2]}
        known.setdefault("kind", "other")
        known["label"] = _short(str(known["label"]))
    shared = Counter(known["label"] for known in facts.values())
    for known in facts.values():
        if shared[known["label"]] > 1 and known.get("apart"):
            known["label"] = f"{known['label']} ({known['apart']})"
    return Table(
        tuple(columns),
        tuple(tuple(known.get(name) for name in columns) for known in facts.values()),
    )


def edges_of(rows: Rows) -> tuple[frozenset[str], Table]:
    """Make the table of edges from an answer, and name all nodes that it speaks of.

    Each solution is one place that says that an edge is there; without ``target`` it is a node that
    may stand alone. Solutions that differ in ``date`` and ``evidence`` only are one edge.
    """
    variables = rows.variables
    merged = [variables.index("date"), variables.index("evidence")]
    source, target = variables.index("source"), variables.index("target")
    key_of = [place for place in range(len(variables)) if place not in merged]
    names: set[str] = set()
    said: dict[tuple[Value, ...], set[tuple[Value, ...]]] = defaultdict(set)
    for terms in rows.rows:
        values = tuple(map(plain, terms))
        names.add(str(values[source]))
        if values[target] is not None:
            names.add(str(values[target]))
            said[tuple(values[i] for i in key_of)].add(tuple(values[i] for i in merged))
    keys = [variables[place] for place in key_of]
    extras = tuple(name for name in keys if name not in EDGE_COLUMNS)
    edges = [dict(zip(keys, key, strict=True)) | _merged(places) for key, places in said.items()]
    columns = (*EDGE_COLUMNS, *extras)
    ordered = sorted(
        (tuple(edge[name] for name in columns) for edge in edges),
        key=lambda edge: tuple("" if value is None else str(value) for value in edge),
    )
    return frozenset(names), Table(columns, tuple(ordered))


def _merged(places: set[tuple[Value, ...]]) -> dict[str, Value]:
    dates = [str(date) for date, _ in places if date is not None]
    evidence = sorted({str(place) for _, place in places if place is not None})
    return {
        "weight": max(1, len(evidence)),
        "start": min(dates, default=None),
        "evidence": SEPARATOR.join(evidence) or None,
    }


def _short(label: str) -> str:
    """Return a label on one line, cut after a syllable where it is long."""
    line = " ".join(label.split())
    if len(line) <= _LONGEST_LABEL:
        return line
    return f"{line[:_LONGEST_LABEL].rpartition(' ')[0] or line[:_LONGEST_LABEL]}…"
