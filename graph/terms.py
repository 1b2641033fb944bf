"""RDF terms as N-Triples text: what the triples are made of.

A term is a string ready to be written (``<https://…>``, ``"371/KH-UBND"``, ``"5"^^<…integer>``), a
triple three of them. Plain strings are several times faster to make, sort and write than objects,
and N-Quads is the only format that the build writes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

Term = str
Triple = tuple[Term, Term, Term]


class Namespace:
    """The terms of one vocabulary: ``CT.leadAgency`` is ``<…#leadAgency>``."""

    def __init__(self, iri: str) -> None:
        self.iri = iri

    def __getattr__(self, name: str) -> Term:
        """Return the term of a local name; kept, so that it is made once."""
        if name.startswith("__"):
            raise AttributeError(name)
        term = f"<{self.iri}{name}>"
        self.__dict__[name] = term
        return term


CT = Namespace("https://w3id.org/chutri/def#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
OA = Namespace("http://www.w3.org/ns/oa#")
ORG = Namespace("http://www.w3.org/ns/org#")
PROV = Namespace("http://www.w3.org/ns/prov#")
QB = Namespace("http://purl.org/linked-data/cube#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SCHEMA = Namespace("https://schema.org/")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
VOID = Namespace("http://rdfs.org/ns/void#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")

PREFIXES: dict[str, str] = {
    "ct": CT.iri,
    "dcat": DCAT.iri,
    "dct": DCT.iri,
    "eli": ELI.iri,
    "oa": OA.iri,
    "org": ORG.iri,
    "prov": PROV.iri,
    "qb": QB.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "schema": SCHEMA.iri,
    "skos": SKOS.iri,
    "void": VOID.iri,
    "xsd": XSD.iri,
}

_MOMENTS = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}


def iri(value: str) -> Term:
    """Return an IRI, which must already be valid: `graph.naming` mints no other."""
    return f"<{value}>"


def text(value: str, language: str | None = None) -> Term:
    """Return a string, in a language where one is named; nothing is normalised."""
    escaped = (
        value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    )
    return f'"{escaped}"@{language}' if language else f'"{escaped}"'


def integer(value: int) -> Term:
    """Return an xsd:integer."""
    return f'"{value}"^^{XSD.integer}'


def decimal(value: float) -> Term:
    """Return an xsd:decimal in its shortest form: 8.5, 15800, never 1.58e4."""
    shortest = format(Decimal(repr(value)), "f")
    if "." in shortest:
        shortest = shortest.rstrip("0").rstrip(".")
    return f'"{shortest}"^^{XSD.decimal}'


def boolean(value: bool) -> Term:
    """Return an xsd:boolean."""
    return f'"{str(value).lower()}"^^{XSD.boolean}'


def moment(value: str) -> Term:
    """Return an ISO date to the precision stated: xsd:gYear, xsd:gYearMonth or xsd:date.

    What is no date of the calendar ("2025-02-30") stays a plain string: seen, not believed.
    """
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return text(value)
    datatype = _MOMENTS.get(len(value))
    return f'"{value}"^^{datatype}' if datatype else text(value)


def nquads(triples: Iterable[Triple], graph: Term) -> list[str]:
    """Return the triples as sorted, distinct lines of N-Quads in one named graph."""
    return sorted({f"{s} {p} {o} {graph} .\n" for s, p, o in triples})
