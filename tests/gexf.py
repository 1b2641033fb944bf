"""The rules of GEXF 1.3, after the published grammar (gexf.net), as far as exports use it."""

import re
from xml.etree import ElementTree

from tests.grammars import Rule, dangling, unruly

GEXF = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"

STRING = re.compile(r"(?s).*")
TOKEN = re.compile(r"\S+( \S+)*|")
COUNT = re.compile(r"\d+")
NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
DIRECTION = re.compile("directed|undirected|mutual")
TYPE = re.compile("integer|long|double|float|boolean|string|anyURI")

TIMES = {"start": DAY, "end": DAY}
RULES = {
    f"{GEXF}gexf": Rule({"version!": re.compile(r"1\.3")}, ("meta", "graph"), ordered=True),
    f"{GEXF}meta": Rule({"lastmodifieddate": DAY}, ("creator", "keywords", "description")),
    f"{GEXF}creator": Rule({}),
    f"{GEXF}keywords": Rule({}),
    f"{GEXF}description": Rule({}),
    f"{GEXF}graph": Rule(
        {
            "defaultedgetype": DIRECTION,
            "idtype": re.compile("string|integer"),
            "mode": re.compile("static|dynamic|slice"),
            "timeformat": re.compile("date"),
            "timerepresentation": re.compile("interval|timestamp"),
        },
        ("attributes", "nodes", "edges"),
        ordered=True,
    ),
    f"{GEXF}attributes": Rule(
        {"class!": re.compile("node|edge"), "mode": re.compile("static|dynamic")}, ("attribute",)
    ),
    f"{GEXF}attribute": Rule({"id!": STRING, "title!": STRING, "type!": TYPE}),
    f"{GEXF}nodes": Rule({"count": COUNT}, ("node",)),
    f"{GEXF}edges": Rule({"count": COUNT}, ("edge",)),
    f"{GEXF}node": Rule({"id!": STRING, "label": TOKEN, **TIMES}, ("attvalues", f"{VIZ}color")),
    f"{GEXF}edge": Rule(
        {
            "id": STRING,
            "source!": STRING,
            "target!": STRING,
            "label": TOKEN,
            "kind": TOKEN,
            "type": DIRECTION,
            "weight": NUMBER,
            **TIMES,
        },
        ("attvalues",),
    ),
    f"{GEXF}attvalues": Rule({}, ("attvalue",)),
    f"{GEXF}attvalue": Rule({"for!": STRING, "value!": STRING}),
    f"{VIZ}color": Rule({"r!": COUNT, "g!": COUNT, "b!": COUNT}),
}


def faults(root: ElementTree.Element) -> list[str]:
    """Everything about a document that the rules do not allow."""
    found = [] if root.tag == f"{GEXF}gexf" else [f"the root is {root.tag}"]
    return [*found, *unruly(root, GEXF, RULES), *dangling(root, GEXF), *_references(root)]


def _references(root: ElementTree.Element) -> list[str]:
    """What names something that is not declared, is counted wrongly, or ends before it begins."""
    found = []
    for kind in ("node", "edge"):
        declared = {
            attribute.get("id")
            for group in root.iter(f"{GEXF}attributes")
            for attribute in group
            if group.get("class") == kind
        }
        used = {
            value.get("for")
            for element in root.iter(GEXF + kind)
            for value in element.iter(f"{GEXF}attvalue")
        }
        found += [f"{kind}: {name} is not declared" for name in sorted(map(str, used - declared))]
        for group in root.iter(f"{GEXF}{kind}s"):
            if int(group.get("count", len(group))) != len(group):
                found.append(f"{kind}s are miscounted")
    for element in root.iter():
        start, end = element.get("start"), element.get("end")
        if start and end and start > end:
            found.append(f"{element.get('id')} ends before it begins")
    return found
