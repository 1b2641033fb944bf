"""JSON-LD 1.1 with the context of context.jsonld, which the service publishes.

Terms of the vocabulary have their plain names, others a term of the context or a prefix. The
context stands in the document itself too, so that no reader needs the network. Each named graph
is one member of ``@graph``, each thing in it one object on one line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from operator import attrgetter
from typing import Any, BinaryIO

import pyoxigraph as ox

from graph.terms import RDF, XSD

_TYPE = RDF.type.strip("<>")
_Object = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_STRING = XSD.string.strip("<>")
_INTEGER = XSD.integer.strip("<>")
_BOOLEAN = XSD.boolean.strip("<>")
_BOOLEANS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class _Term:
    """What the context says of a property: its name, and how a string is to be understood."""

    name: str
    type: str | None = None
    language: str | None = None


def context() -> dict[str, Any]:
    """Return the published context document."""
    text = files("graph.export").joinpath("context.jsonld").read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(text)
    return document


def write_jsonld(quads: Iterable[ox.Quad], file: BinaryIO) -> None:
    """Write quads, which must be sorted by graph and subject, without holding them in memory."""
    opening = json.dumps(context(), ensure_ascii=False, separators=(",", ":")).removesuffix("}")
    file.write(f'{opening},"@graph":['.encode())
    separator = "\n"
    for graph, statements in groupby(quads, attrgetter("graph_name")):
        file.write(f'{separator}{{"@id":{_json(graph.value)},"@graph":['.encode())
        separator = "\n"
        for subject, said in groupby(statements, attrgetter("subject")):
            file.write(f"{separator}{_json(_thing(subject, said))}".encode())
            separator = ",\n"
        file.write(b"\n]}")
        separator = ",\n"
    file.write(b"\n]}\n")


def _thing(subject: ox.NamedNode, statements: Iterable[ox.Quad]) -> Mapping[str, Any]:
    thing: dict[str, Any] = {"@id": subject.value}
    for predicate, said in groupby(statements, attrgetter("predicate")):
        if predicate.value == _TYPE:
            thing["@type"] = _one([_plain(_name(each.object)) for each in said])
        else:
            term = _terms().get(predicate.value) or _Term(_plain(predicate.value))
            thing[term.name] = _one([_value(term, each.object) for each in said])
    return thing


def _value(term: _Term, value: _Object) -> Any:
    if not isinstance(value, ox.Literal):
        return _name(value) if term.type == "@id" else {"@id": _name(value)}
    datatype = value.datatype.value
    if value.language:
        if term.language == value.language:
            return value.value
        return {"@value": value.value, "@language": value.language}
    if datatype == term.type:
        return value.value
    if term.type is None and datatype == _BOOLEAN and value.value in _BOOLEANS:
        return _BOOLEANS[value.value]
    if term.type is None and datatype == _INTEGER and str(int(value.value)) == value.value:
        return int(value.value)  # a number in JSON-LD is read back as this very literal
    if datatype == _STRING:
        return value.value if not (term.type or term.language) else {"@value": value.value}
    return {"@value": value.value, "@type": _plain(datatype)}


def _name(node: _Object) -> str:
    if not isinstance(node, ox.NamedNode):
        raise TypeError(f"{node}: the graph has names only")
    return node.value


def _one(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


@cache
def _terms() -> Mapping[str, _Term]:
    """What the context says of each property, by its IRI."""
    return dict(_read_terms(context()["@context"]))


def _read_terms(said: Mapping[str, Any]) -> Iterator[tuple[str, _Term]]:
    for name, definition in said.items():
        full = {"@id": definition} if isinstance(definition, str) else definition
        if isinstance(full, dict) and not full["@id"].startswith("http"):
            type_ = full.get("@type")
            absolute = _expanded(type_) if type_ and type_ != "@id" else type_
            yield _expanded(full["@id"]), _Term(name, absolute, full.get("@language"))


@cache
def _prefixes() -> Mapping[str, str]:
    said = context()["@context"].items()
    return {name: v for name, v in said if isinstance(v, str) and v.startswith("http")}


def _expanded(compact: str) -> str:
    prefix, _, local = compact.partition(":")
    return _prefixes()[prefix] + local


@cache
def _plain(iri: str) -> str:
    """Return an IRI as a name of the vocabulary, where no other term has that name."""
    said = context()["@context"]
    local = iri.removeprefix(said["@vocab"])
    return local if local != iri and local not in said else _compact(iri)


@cache
def _compact(iri: str) -> str:
    """Return an IRI by its prefix, where it has one and the rest of it is a plain name."""
    for prefix, namespace in _prefixes().items():
        if iri.startswith(namespace) and iri[len(namespace) :].isidentifier():
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
