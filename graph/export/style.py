"""Style: how each kind of node and edge is drawn, the same in every format that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Style:
    """A colour (#rrggbb) and the shape as graphviz and as yEd call it."""

    colour: str
    dot: str = "ellipse"
    yed: str = "ellipse"

    @property
    def rgb(self) -> tuple[int, int, int]:
        """The colour as red, green and blue from 0 to 255."""
        red, green, blue = bytes.fromhex(self.colour[1:])
        return red, green, blue


OTHER = Style("#b0b0b0")

# Colours that people who see red and green alike tell apart (after Okabe and Ito).
NODES: Mapping[str, Style] = MappingProxyType(
    {
        "agency": Style("#56b4e9"),
        "agency group": Style("#cc79a7", "octagon", "octagon"),
        "document": Style("#e69f00", "note", "rectangle"),
        "task": Style("#f0e442", "box", "roundrectangle"),
        "target": Style("#009e73", "diamond", "diamond"),
        "indicator": Style("#9adbc5", "hexagon", "hexagon"),
    }
)
"""The style of each kind of node."""

EDGES: Mapping[str, str] = MappingProxyType(
    {
        "lead": "#0072b2",
        "coordinating": "#7fb8d8",
        "works with": "#0072b2",
        "charges": "#0072b2",
        "implements": "#d55e00",
        "carried out by": "#d55e00",
        "based on": "#8c510a",
        "basis of": "#8c510a",
        "merged into": "#000000",
        "split into": "#000000",
        "renamed to": "#000000",
    }
)
"""The colour of each kind of edge; any other is grey."""


def node_style(kind: object) -> Style:
    """Return how a kind of node is drawn."""
    return NODES.get(str(kind), OTHER)


def edge_colour(kind: object) -> str:
    """Return the colour of a kind of edge."""
    return EDGES.get(str(kind), OTHER.colour)
