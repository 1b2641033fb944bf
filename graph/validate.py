"""Validation: a graph held against its shapes (SHACL, ontology/shapes.ttl)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rdflib import SH, Graph
from rdflib.term import Node

from graph.versions import current
from ontology import shapes


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
    with current(Path(location)).graph.open(encoding="utf-8", newline="\n") as quads:
        triples = "".join(f"{line.rsplit(' ', 2)[0]} .\n" for line in quads)
    return conformance(Graph().parse(data=triples, format="nt"))


def conformance(data: Graph) -> ValidationReport:
    """Hold a graph against the shapes."""
    from pyshacl import validate as shacl  # a second to import, and of use here alone

    _, results, _ = shacl(
        data,
        shacl_graph=Graph().parse(data=shapes(), format="turtle"),
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


def _written(path: Node | None) -> str | None:
    return None if path is None else str(path)
