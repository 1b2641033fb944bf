"""CSV (RFC 4180, UTF-8): tables, nodes and edges, and what neo4j-admin imports in bulk."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from graph.views.network import Network
from graph.views.table import SEPARATOR, Table, Value

_GEPHI = {"iri": "Id", "label": "Label", "weight": "Weight", "source": "Source", "target": "Target"}
"""What Gephi's import of spreadsheets calls columns of its own."""

_NEO4J_TYPES = {"string": "", "integer": ":long", "double": ":double", "boolean": ":boolean"}


def write_csv(table: Table, file: BinaryIO) -> None:
    """Write a table with its heading."""
    _write(file, table.columns, table.rows)


def write_nodes_and_edges(network: Network, nodes: BinaryIO, edges: BinaryIO) -> None:
    """Write the nodes and the edges of a network, for spreadsheets and Gephi."""
    _write(nodes, [_GEPHI.get(name, name) for name in network.nodes.columns], network.nodes.rows)
    heading = [_GEPHI.get(name, name) for name in network.edges.columns]
    _write(edges, [*heading, "Type"], ((*row, "Directed") for row in network.edges.rows))


def write_neo4j(network: Network, nodes: BinaryIO, relationships: BinaryIO) -> None:
    """Write the nodes and relationships of a network for ``neo4j-admin database import full``.

    Labels and types are the kinds (AgencyGroup, WORKS_WITH); evidence is an array.
    """
    kinds = map(_label, network.nodes.column("kind"))
    types = network.nodes.types()
    heading = [
        "iri:ID" if name == "iri" else f"{name}{_NEO4J_TYPES[type_]}"
        for name, type_ in zip(network.nodes.columns, types, strict=True)
    ]
    rows = ((*row, kind) for row, kind in zip(network.nodes.rows, kinds, strict=True))
    _write(nodes, [*heading, ":LABEL"], rows)
    own = {"source": ":START_ID", "target": ":END_ID", "evidence": "evidence:string[]"}
    heading = [
        own.get(name, f"{name}{_NEO4J_TYPES[type_]}")
        for name, type_ in zip(network.edges.columns, network.edges.types(), strict=True)
    ]
    types_of = map(_type, network.edges.column("kind"))
    listed = network.edges.columns.index("evidence")
    rows = (
        (*row[:listed], _array(row[listed]), *row[listed + 1 :], kind)
        for row, kind in zip(network.edges.rows, types_of, strict=True)
    )
    _write(relationships, [*heading, ":TYPE"], rows)


def _write(file: BinaryIO, heading: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows(map(_written, row) for row in rows)
    text.detach()


def _written(value: Value) -> Value:
    return str(value).lower() if isinstance(value, bool) else value


def _label(kind: Value) -> str:
    return "".join(word.capitalize() for word in str(kind).split())


def _type(kind: Value) -> str:
    return "_".join(str(kind).upper().split())


def _array(cell: Value) -> Value:
    """Return a cell of several values as neo4j-admin parts it, by a semicolon alone."""
    return None if cell is None else ";".join(str(cell).split(SEPARATOR))
