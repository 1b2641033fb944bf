"""Rules of XML formats as tables, and what of a document they do not allow."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree


@dataclass(frozen=True)
class Rule:
    """What an element may hold: attributes (``!`` after the name: it must), children, in order.

    Attributes and children without a namespace of their own are in that of the format.
    """

    attributes: dict[str, re.Pattern[str]]
    children: tuple[str, ...] = ()
    ordered: bool = False


def unruly(root: ElementTree.Element, namespace: str, rules: Mapping[str, Rule]) -> list[str]:
    """Every element, attribute and order of elements that the rules do not allow."""
    found = []
    for element in root.iter():
        rule = rules.get(element.tag)
        if rule is None:
            found.append(f"there is no {element.tag}")
            continue
        known = {name.rstrip("!"): pattern for name, pattern in rule.attributes.items()}
        for name, value in element.attrib.items():
            if name not in known or not known[name].fullmatch(value):
                found.append(f"{element.tag}: {name}={value!r}")
        missing = {n[:-1] for n in rule.attributes if n.endswith("!")} - set(element.attrib)
        found += [f"{element.tag}: no {name}" for name in missing]
        allowed = [name if name.startswith("{") else namespace + name for name in rule.children]
        tags = [child.tag for child in element]
        strange = [tag for tag in tags if tag not in allowed]
        found += [f"{element.tag}: {tag} in it" for tag in strange]
        if rule.ordered and not strange and tags != sorted(tags, key=allowed.index):
            found.append(f"{element.tag}: out of order")
    return found


def dangling(root: ElementTree.Element, namespace: str) -> list[str]:
    """Nodes that share an id, and ends of edges that are no node."""
    ids = [node.get("id") for node in root.iter(f"{namespace}node")]
    found = ["two nodes have one id"] if len(set(ids)) < len(ids) else []
    edges = root.iter(f"{namespace}edge")
    ends = {edge.get(end) for edge in edges for end in ("source", "target")}
    return [*found, *(f"no node {name}" for name in sorted(map(str, ends - set(ids))))]
