"""GraphML (http://graphml.graphdrawing.org) with the extensions by which yEd shows labels.

Node ids are n0, n1, … because GraphML allows no IRI there; the IRI is data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import BinaryIO

from graph.export.markup import Markup
from graph.export.style import edge_colour, node_style
from graph.views.network import Network
from graph.views.table import Table, Value

_NAMESPACES = {
    "xmlns": "http://graphml.graphdrawing.org/xmlns",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xmlns:y": "http://www.yworks.com/xml/graphml",
    "xmlns:yed": "http://www.yworks.com/xml/yed/3",
    "xsi:schemaLocation": "http://graphml.graphdrawing.org/xmlns "
    "http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd",
}
_TYPES = {"string": "string", "integer": "int", "double": "double", "boolean": "boolean"}
_ENDS = ("source", "target")


def write_graphml(network: Network, file: BinaryIO) -> None:
    """Write a network as GraphML."""
    out = Markup(file)
    ids = {iri: f"n{place}" for place, iri in enumerate(network.nodes.column("iri"))}
    with out.element("graphml", _NAMESPACES):
        _keys(out, "node", network.nodes)
        _keys(out, "edge", network.edges)
        out.empty("key", {"id": "node-graphics", "for": "node", "yfiles.type": "nodegraphics"})
        out.empty("key", {"id": "edge-graphics", "for": "edge", "yfiles.type": "edgegraphics"})
        with out.element("graph", {"id": network.name, "edgedefault": "directed"}):
            for row in network.nodes.rows:
                _node(out, dict(zip(network.nodes.columns, row, strict=True)), ids)
            for place, row in enumerate(network.edges.rows):
                _edge(out, f"e{place}", dict(zip(network.edges.columns, row, strict=True)), ids)
    out.end()


def _keys(out: Markup, of: str, table: Table) -> None:
    for name, type_ in zip(table.columns, table.types(), strict=True):
        if name not in _ENDS:
            named = {"attr.name": name, "attr.type": _TYPES[type_]}
            out.empty("key", {"id": f"{of}-{name}", "for": of, **named})


def _data(out: Markup, of: str, values: Mapping[str, Value], left_out: Sequence[str] = ()) -> None:
    for name, value in values.items():
        if value is not None and name not in left_out:
            out.leaf("data", value, {"key": f"{of}-{name}"})


def _node(out: Markup, node: Mapping[str, Value], ids: Mapping[Value, str]) -> None:
    style = node_style(node["kind"])
    width = max(60, 7 * len(str(node["label"])) + 16)
    with out.element("node", {"id": ids[node["iri"]]}):
        _data(out, "node", node)
        with out.element("data", {"key": "node-graphics"}), out.element("y:ShapeNode"):
            out.empty("y:Geometry", {"width": width, "height": 30})
            out.empty("y:Fill", {"color": style.colour, "transparent": False})
            out.leaf("y:NodeLabel", node["label"])
            out.empty("y:Shape", {"type": style.yed})


def _edge(out: Markup, id: str, edge: Mapping[str, Value], ids: Mapping[Value, str]) -> None:
    ends = {end: ids[edge[end]] for end in _ENDS}
    with out.element("edge", {"id": id, **ends}):
        _data(out, "edge", edge, _ENDS)
        with out.element("data", {"key": "edge-graphics"}), out.element("y:PolyLineEdge"):
            line: dict[str, Value] = {
                "color": edge_colour(edge["kind"]),
                "type": "line",
                "width": 1.0,
            }
            out.empty("y:LineStyle", line)
            out.empty("y:Arrows", {"source": "none", "target": "standard"})
            out.leaf("y:EdgeLabel", edge["label"])
