"""Turtle that leaves the program as it is: vocabulary, kinds, provinces, changes, shapes."""

from __future__ import annotations

from ontology.turtle import resource

_PUBLISHED = (
    "vocabulary.ttl",
    "kinds.ttl",
    "tiers.ttl",
    "register/provinces.ttl",
    "register/units.ttl",
    "register/changes.ttl",
    "register/functions.ttl",
)


def published() -> tuple[str, ...]:
    """Return the Turtle documents that a graph carries along with its data."""
    return tuple(resource(path).read_text(encoding="utf-8") for path in _PUBLISHED)


def audit_shapes() -> str:
    """Return the SHACL shapes that say what an audit finds, as Turtle: shape:NAME for each audit.

    A graph that does not conform to them is right; what it holds is what the audit looks for.
    """
    return resource("audits.ttl").read_text(encoding="utf-8")


def shapes() -> str:
    """Return the SHACL shapes that a graph must conform to, as Turtle."""
    return resource("shapes.ttl").read_text(encoding="utf-8")
