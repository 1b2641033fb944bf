"""RDF: the whole graph in the formats that the service answers in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import BinaryIO

import pyoxigraph as ox

from graph.export.jsonld import write_jsonld
from graph.pool.formats import FORMATS
from graph.terms import PREFIXES
from graph.versions import Version

WriteGraph = Callable[[Version, BinaryIO], None]


def rdf_writer(name: str) -> WriteGraph:
    """Return what writes the statements of a build in a format, as they stream from its file.

    ``name`` is that of a row of `graph.pool.formats` which holds graphs.
    """
    format_ = FORMATS[name].rdf
    if format_ is None:
        raise KeyError(name)
    return _jsonld if format_ == ox.RdfFormat.JSON_LD else partial(_serialized, format_)


def _serialized(format_: ox.RdfFormat, version: Version, file: BinaryIO) -> None:
    quads = ox.parse(path=str(version.graph), format=ox.RdfFormat.N_QUADS, lenient=True)
    statements = quads if format_.supports_datasets else (quad.triple for quad in quads)
    prefixes = PREFIXES if format_ in _PREFIXED else None
    ox.serialize(statements, file, format_, prefixes=prefixes)


def _jsonld(version: Version, file: BinaryIO) -> None:
    quads = ox.parse(path=str(version.graph), format=ox.RdfFormat.N_QUADS, lenient=True)
    write_jsonld(quads, file)


_PREFIXED = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.RDF_XML)
