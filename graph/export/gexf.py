"""GEXF 1.3 (https://gexf.net), which Gephi opens.

Kinds are a column to partition by and have colours, edges of different kinds stay apart (``kind``),
and what has a date stands on the timeline.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import BinaryIO

from graph.export.markup import Markup
from graph.export.style import node_style
from graph.views.network import Network
from graph.views.table import Table, Value

_NAMESPACES = {"xmlns": "http://gexf.net/1.3", "xmlns:viz": "http://gexf.net/1.3/viz"}
_NODE_OWN = ("label", "start", "end")
_EDGE_OWN = ("source", "target", "label", "weight", "start")
_FIRST = "-01-01"
_LAST = "-12-31"


def write_gexf(network: Network, file: BinaryIO) -> None:
    """Write a network as GEXF."""
    out = Markup(file)
    with out.element("gexf", {**_NAMESPACES, "version": "1.3"}):
        with out.element("meta"):
            out.leaf("creator", "chutri")
            out.leaf("description", f"{network.title} ({network.version})")
        shape = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
        with out.element("graph", {"defaultedgetype": "directed", "idtype": "string", **shape}):
            _declared(out, "node", network.nodes, _NODE_OWN)
            _declared(out, "edge", network.edges, _EDGE_OWN)
            with out.element("nodes", {"count": len(network.nodes)}):
                for row in network.nodes.rows:
                    _node(out, network.nodes.columns, row)
            with out.element("edges", {"count": len(network.edges)}):
                for place, row in enumerate(network.edges.rows):
                    _edge(out, place, network.edges.columns, row)
    out.end()


def _declared(out: Markup, of: str, table: Table, own: Sequence[str]) -> None:
    with out.element("attributes", {"class": of, "mode": "static"}):
        for name, type_ in zip(table.columns, table.types(), strict=True):
            if name not in own:
                out.empty("attribute", {"id": name, "title": name, "type": type_})


def _node(out: Markup, columns: Sequence[str], row: Sequence[Value]) -> None:
    node = dict(zip(columns, row, strict=True))
    times = {"start": _day(node["start"], _FIRST), "end": _day(node["end"], _LAST)}
    with out.element("node", {"id": node["iri"], "label": node["label"], **times}):
        _values(out, node, _NODE_OWN)
        red, green, blue = node_style(node["kind"]).rgb
        out.empty("viz:color", {"r": red, "g": green, "b": blue})


def _edge(out: Markup, place: int, columns: Sequence[str], row: Sequence[Value]) -> None:
    edge = dict(zip(columns, row, strict=True))
    said = {name: edge[name] for name in ("source", "target", "label", "weight", "kind")}
    start = _day(edge["start"], _FIRST)
    with out.element("edge", {"id": f"e{place}", **said, "start": start}):
        _values(out, edge, _EDGE_OWN)


def _values(out: Markup, values: Mapping[str, Value], own: Sequence[str]) -> None:
    with out.element("attvalues"):
        for name, value in values.items():
            if name not in own and value is not None:
                out.empty("attvalue", {"for": name, "value": value})


def _day(value: Value, rest: str) -> str | None:
    """Return a date to the day: of a year or a month its first or (``-12-31``) its last."""
    if value is None:
        return None
    text = str(value)
    if len(text) == 7 and rest == _LAST:
        return f"{text}-{_month_end(text):02}"
    return f"{text}{rest}"[:10]


def _month_end(month: str) -> int:
    from calendar import monthrange

    return monthrange(int(month[:4]), int(month[5:]))[1]
