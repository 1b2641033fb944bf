"""Turtle files of this package, read with pyoxigraph into plain look-ups by subject."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

CT = "https://w3id.org/chutri/def#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


class OntologyError(ValueError):
    """A Turtle file of the ontology is malformed; the message names the file and the line."""


class Source:
    """The statements of one Turtle file, by subject and predicate, in the file's order.

    Values are strings: an IRI whole, a literal's lexical form in NFC. Language-tagged literals are
    asked for by language.
    """

    def __init__(self, path: str) -> None:
        """Read ``path`` (relative to the package) or raise `OntologyError`."""
        self.path = path
        try:
            self._text = resource(path).read_text(encoding="utf-8")
        except FileNotFoundError as error:
            raise OntologyError(f"ontology/{path}: no such file") from error
        self._objects: dict[str, dict[str, list[Literal | NamedNode]]] = {}
        try:
            for quad in parse(self._text, RdfFormat.TURTLE):
                if not isinstance(quad.subject, NamedNode) or not isinstance(
                    quad.object, Literal | NamedNode
                ):
                    raise OntologyError(f"ontology/{path}: write names, not blank nodes")
                predicates = self._objects.setdefault(quad.subject.value, {})
                predicates.setdefault(quad.predicate.value, []).append(quad.object)
        except SyntaxError as error:
            raise OntologyError(f"ontology/{path}:{error.lineno}: {error.msg}") from error

    def subjects(self, of_type: str | None = None) -> Iterator[str]:
        """Every subject (of an rdf:type) in the order of the file."""
        for subject, predicates in self._objects.items():
            if of_type is None or any(o.value == of_type for o in predicates.get(RDF_TYPE, ())):
                yield subject

    def values(self, subject: str, predicate: str, language: str | None = None) -> tuple[str, ...]:
        """Every value of a property, in the order of the file, of a language where one is named."""
        return tuple(
            unicodedata.normalize("NFC", value.value)
            for value in self._objects.get(subject, {}).get(predicate, ())
            if language is None or (isinstance(value, Literal) and value.language == language)
        )

    def value(self, subject: str, predicate: str, language: str | None = None) -> str | None:
        """Get the single value of a property, None where it is not stated; two are an error."""
        values = self.values(subject, predicate, language)
        if len(values) > 1:
            raise self.error(subject, f"states {local_name(predicate)} more than once")
        return values[0] if values else None

    def required(self, subject: str, predicate: str, language: str | None = None) -> str:
        """Get the single value of a property that must be stated."""
        value = self.value(subject, predicate, language)
        if value is None:
            raise self.error(subject, f"states no {local_name(predicate)}")
        return value

    def error(self, subject: str, complaint: str) -> OntologyError:
        """Make an error about a subject, naming the line where its stanza begins."""
        name = local_name(subject)
        found = re.search(
            rf"^(?:\w*:|<[^>\n]*){re.escape(name)}(?![\w-])", self._text, re.MULTILINE
        )
        line = self._text.count("\n", 0, found.start()) + 1 if found else 1
        return OntologyError(f"ontology/{self.path}:{line}: {name} {complaint}")


def resource(path: str) -> Traversable:
    """Find a file of this package, in a checkout, an editable install or a wheel."""
    return files("ontology").joinpath(*path.split("/"))


def local_name(iri: str) -> str:
    """Cut out the part of an IRI after its namespace."""
    return re.split(r"[/#]", iri)[-1]
