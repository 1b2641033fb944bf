"""DOT (https://graphviz.org/doc/info/lang.html), which graphviz draws."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import BinaryIO

from graph.export.style import edge_colour, node_style
from graph.views.network import Network
from graph.views.table import Value

_LINE = 24
_LAYERED = "rankdir=LR, splines=true"
_SPREAD = "layout=sfdp, overlap=prism, outputorder=edgesfirst, K=1.2"
_MOST_LAYERED = 100
"""Nodes that are still drawn in layers; more would take graphviz minutes."""


def write_dot(network: Network, file: BinaryIO) -> None:
    """Write a network as DOT; where an edge or node can be clicked, its address is given."""

    def line(text: str) -> None:
        file.write(f"{text}\n".encode())

    line(f"digraph {_quoted(network.name)} {{")
    layout = _LAYERED if len(network.nodes) <= _MOST_LAYERED else _SPREAD
    line(f"  graph [label={_quoted(network.title)}, {layout}];")
    line('  node [style=filled, fontname="sans-serif", fontsize=10];')
    line('  edge [fontname="sans-serif", fontsize=8];')
    for row in network.nodes.rows:
        node = dict(zip(network.nodes.columns, row, strict=True))
        style = node_style(node["kind"])
        shown = {
            "label": _wrapped(str(node["label"])),
            "shape": style.dot,
            "fillcolor": style.colour,
            "class": node["kind"],
            "URL": node["iri"],
        }
        line(f"  {_quoted(str(node['iri']))} {_attributes(shown)};")
    for row in network.edges.rows:
        edge = dict(zip(network.edges.columns, row, strict=True))
        shown = {
            "color": edge_colour(edge["kind"]),
            "class": edge["kind"],
            "tooltip": edge["label"],
            "weight": edge["weight"],
            "penwidth": round(1 + math.log2(float(edge["weight"] or 1)), 2),
            "URL": str(edge["evidence"]).partition(";")[0] if edge["evidence"] else None,
            "evidence": edge["evidence"],
        }
        ends = f"{_quoted(str(edge['source']))} -> {_quoted(str(edge['target']))}"
        line(f"  {ends} {_attributes(shown)};")
    line("}")


def _attributes(given: Mapping[str, Value]) -> str:
    pairs = (f"{name}={_quoted(str(v))}" for name, v in given.items() if v is not None)
    return f"[{', '.join(pairs)}]"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _wrapped(label: str) -> str:
    """Break a label into lines between syllables."""
    lines = [""]
    for syllable in label.split():
        if lines[-1] and len(lines[-1]) + len(syllable) >= _LINE:
            lines.append(syllable)
        else:
            lines[-1] = f"{lines[-1]} {syllable}".strip()
    return "\n".join(lines)
