"""The rules of GraphML 1.1 (graphml.graphdrawing.org), and of what yEd draws, as exports use them."""

import re
from xml.etree import ElementTree

from tests.grammars import Rule, dangling, unruly

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
YED = "{http://www.yworks.com/xml/graphml}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"

ANY = re.compile(r"(?s).*")
NAME = re.compile(r"[\w.:-]+")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
COLOUR = re.compile("#[0-9a-f]{6}")
FOR = re.compile("all|graph|node|edge|hyperedge|port|endpoint")
TYPES = {
    "boolean": re.compile("true|false"),
    "int": re.compile(r"-?\d+"),
    "double": re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?"),
    "string": ANY,
}

RULES = {
    f"{GRAPHML}graphml": Rule({f"{XSI}schemaLocation": ANY}, ("key", "graph"), ordered=True),
    f"{GRAPHML}key": Rule(
        {
            "id!": NAME,
            "for!": FOR,
            "attr.name": ANY,
            "attr.type": re.compile("|".join(TYPES)),
            "yfiles.type": re.compile("nodegraphics|edgegraphics"),
        }
    ),
    f"{GRAPHML}graph": Rule(
        {"id": NAME, "edgedefault!": re.compile("directed|undirected")}, ("node", "edge")
    ),
    f"{GRAPHML}node": Rule({"id!": NAME}, ("data",)),
    f"{GRAPHML}edge": Rule({"id": NAME, "source!": NAME, "target!": NAME}, ("data",)),
    f"{GRAPHML}data": Rule({"key!": NAME}, (f"{YED}ShapeNode", f"{YED}PolyLineEdge")),
    f"{YED}ShapeNode": Rule(
        {}, tuple(YED + each for each in ("Geometry", "Fill", "NodeLabel", "Shape")), ordered=True
    ),
    f"{YED}Geometry": Rule({"width!": NUMBER, "height!": NUMBER}),
    f"{YED}Fill": Rule({"color!": COLOUR, "transparent": TYPES["boolean"]}),
    f"{YED}NodeLabel": Rule({}),
    f"{YED}Shape": Rule(
        {"type!": re.compile("ellipse|octagon|rectangle|roundrectangle|diamond|hexagon")}
    ),
    f"{YED}PolyLineEdge": Rule(
        {}, tuple(YED + each for each in ("LineStyle", "Arrows", "EdgeLabel")), ordered=True
    ),
    f"{YED}LineStyle": Rule(
        {"color!": COLOUR, "type!": re.compile("line|dashed|dotted"), "width!": NUMBER}
    ),
    f"{YED}Arrows": Rule({end: re.compile("none|standard") for end in ("source!", "target!")}),
    f"{YED}EdgeLabel": Rule({}),
}


def faults(root: ElementTree.Element) -> list[str]:
    """Everything about a document that the rules do not allow."""
    found = [] if root.tag == f"{GRAPHML}graphml" else [f"the root is {root.tag}"]
    return [*found, *unruly(root, GRAPHML, RULES), *dangling(root, GRAPHML), *_values(root)]


def _values(root: ElementTree.Element) -> list[str]:
    """Data without a declared key, twice under one key, or not of its type."""
    keys = {key.get("id"): key for key in root.iter(f"{GRAPHML}key")}
    found = [] if len(keys) == len(list(root.iter(f"{GRAPHML}key"))) else ["two keys have one id"]
    for kind in ("node", "edge"):
        for element in root.iter(GRAPHML + kind):
            data = element.findall(f"{GRAPHML}data")
            names = [each.get("key") for each in data]
            if len(set(names)) < len(names):
                found.append(f"{element.get('id')}: a key twice")
            for each in data:
                key = keys.get(each.get("key"))
                if key is None or key.get("for") != kind:
                    found.append(f"{kind}: {each.get('key')} is not declared")
                elif not TYPES.get(key.get("attr.type", ""), ANY).fullmatch(each.text or ""):
                    found.append(f"{each.get('key')}: {each.text!r}")
    return found
