"""Cytoscape.js JSON: what cytoscape.js takes as it stands and Cytoscape imports as .cyjs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import BinaryIO

from graph.views.network import Network
from graph.views.table import Value


def write_cytoscape(network: Network, file: BinaryIO) -> None:
    """Write a network as Cytoscape.js JSON, one element on a line."""
    about = {"name": network.name, "title": network.title, "version": network.version}
    head = {"format_version": "1.0", "generated_by": "chutri", "data": about}
    file.write(_json(head).removesuffix("}").encode() + b',"elements":{"nodes":[')
    _elements(file, map(_node, _dicts(network.nodes.columns, network.nodes.rows)))
    file.write(b'],"edges":[')
    edges = enumerate(_dicts(network.edges.columns, network.edges.rows))
    _elements(file, ({"id": f"e{place}", **edge} for place, edge in edges))
    file.write(b"]}}\n")


def _dicts(
    columns: Iterable[str], rows: Iterable[Iterable[Value]]
) -> Iterable[Mapping[str, Value]]:
    return (dict(zip(columns, row, strict=True)) for row in rows)


def _node(node: Mapping[str, Value]) -> Mapping[str, Value]:
    # Cytoscape shows ``name`` where it is told nothing else.
    return {"id": node["iri"], "name": node["label"], **node}


def _elements(file: BinaryIO, elements: Iterable[Mapping[str, Value]]) -> None:
    separator = b"\n"
    for element in elements:
        data = {name: value for name, value in element.items() if value is not None}
        file.write(separator + _json({"data": data}).encode())
        separator = b",\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
