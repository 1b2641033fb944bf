"""The rules of GEXF 1.3, after the published grammar (gexf.net), as far as exports use it."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree

GEXF = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"

STRING = re.compile(r"(?s).*")
TOKEN = re.compile(r"\S+( \S+)*|")
COUNT = re.compile(r"\d+")
NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
DIRECTION = re.compile("directed|undirected|mutual")
TYPE = re.compile("integer|long|double|float|boolean|string|anyURI")


@dataclass(frozen=True)
class Rule:
    """What an element may hold: attributes (``!`` after the name: it must), children, in order."""

    attributes: dict[str, re.Pattern[str]]
    children: tuple[str, ...] = ()
    ordered: bool = False


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
    for element in root.iter():
        rule = RULES.get(element.tag)
        if rule is None:
            found.append(f"there is no {element.tag}")
            continue
        known = {name.rstrip("!"): pattern for name, pattern in rule.attributes.items()}
        for name, value in element.attrib.items():
            if name not in known or not known[name].fullmatch(value):
                found.append(f"{element.tag}: {name}={value!r}")
        missing = {n[:-1] for n in rule.attributes if n.endswith("!")} - set(element.attrib)
        found += [f"{element.tag}: no {name}" for name in missing]
        allowed = [name if name.startswith("{") else GEXF + name for name in rule.children]
        tags = [child.tag for child in element]
        found += [f"{element.tag}: {tag} in it" for tag in tags if tag not in allowed]
        if rule.ordered and tags != sorted(tags, key=allowed.index):
            found.append(f"{element.tag}: out of order")
    return [*found, *_references(root)]


def _references(root: ElementTree.Element) -> list[str]:
    """What names something that is not declared, or is counted wrongly."""
    ids = [node.get("id") for node in root.iter(f"{GEXF}node")]
    found = ["two nodes have one id"] if len(set(ids)) < len(ids) else []
    ends = {e.get(end) for e in root.iter(f"{GEXF}edge") for end in ("source", "target")}
    found += [f"no node {name}" for name in sorted(map(str, ends - set(ids)))]
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
    return found
