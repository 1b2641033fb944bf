"""Validation: a graph held against its shapes (SHACL, ontology/shapes.ttl)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from graph.versions import current
from ontology import audit_shapes, shapes

_SHAPE = "https://w3id.org/chutri/shape/"


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that does not conform: the node, the path where there is one, and why."""

    node: str
    path: str | None
    message: str


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """What a validation found, sorted; ``triples`` is how many it looked at."""

    triples: int
    violations: tuple[Violation, ...]

    @property
    def conforms(self) -> bool:
        """Whether nothing was found."""
        return not self.violations


def validate(location: str | Path) -> ValidationReport:
    """Hold the graph of a build directory against the shapes. Nothing is fetched from anywhere.

    Raises `graph.versions.NoGraphError` where there is no graph.
    """
    return conformance(_graph(location))


def audit_by_shape(location: str | Path, name: str) -> ValidationReport:
    """Hold the graph of a build directory against the shape of an audit: what it finds, by SHACL.

    Raises KeyError where the audit has no shape (see `audits_with_shape`).
    """
    if name not in audits_with_shape():
        raise KeyError(name)
    return conformance(_graph(location), _shape_of(name))


@cache
def audits_with_shape() -> tuple[str, ...]:
    """Return the names of the audits that are a SHACL shape too."""
    shapes = _parsed(audit_shapes()).subjects(RDF.type, SH.NodeShape)
    return tuple(sorted(str(shape).removeprefix(_SHAPE) for shape in shapes))


def conformance(data: Graph, shapes_graph: Graph | None = None) -> ValidationReport:
    """Hold a graph against shapes, those of every graph unless others are given."""
    from pyshacl import validate as shacl  # a second to import, and of use here alone

    _, results, _ = shacl(
        data,
        shacl_graph=_parsed(shapes()) if shapes_graph is None else shapes_graph,
        inference="none",
        advanced=False,
        do_owl_imports=False,
    )
    violations = {
        Violation(
            node=str(results.value(result, SH.focusNode)),
            path=_written(results.value(result, SH.resultPath)),
            message="; ".join(sorted(map(str, results.objects(result, SH.resultMessage)))),
        )
        for result in results.subjects(SH.resultSeverity, None)
    }
    ordered = sorted(violations, key=lambda v: (v.node, v.path or "", v.message))
    return ValidationReport(len(data), tuple(ordered))


def _graph(location: str | Path) -> Graph:
    """Read all statements of a build, whatever graph they stand in."""
    with current(Path(location)).graph.open(encoding="utf-8", newline="\n") as quads:
        triples = "".join(f"{line.rsplit(' ', 2)[0]} .\n" for line in quads)
    return Graph().parse(data=triples, format="nt")


def _shape_of(name: str) -> Graph:
    """Return the shape of one audit and what it is made of."""
    return _parsed(audit_shapes()).cbd(URIRef(_SHAPE + name))


def _parsed(turtle: str) -> Graph:
    return Graph().parse(data=turtle, format="turtle")


def _written(path: Node | None) -> str | None:
    return None if path is None else str(path)
