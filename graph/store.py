"""Stores: one function opens a graph, wherever it is, and all answer alike.

>>> store = open_store("build")                           # a build directory (see graph.versions)
>>> store = open_store("https://example.org/sparql")      # any SPARQL 1.1 server

The default graph of a query is the union of all named graphs. Each statement stands in one named
graph only, so that no engine counts it twice.

A store evaluates what this program asks. What the service asks, for strangers or for itself, worker
processes evaluate, which limit it (`graph.pool`).
"""

from __future__ import annotations

import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from graph.versions import Version, current

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_VERSION = "SELECT ?version WHERE { ?dataset <http://www.w3.org/ns/dcat#version> ?version } LIMIT 1"
_GRAPHS = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } } ORDER BY ?graph"
_RESULTS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"


class StoreError(RuntimeError):
    """A store cannot be opened or does not answer; the message names it."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a SELECT: variables in order, and for each solution a term or None each."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, str | int | float | bool | None]]:
        """Each solution as a mapping from variable to plain value (an IRI as its string)."""
        for row in self.rows:
            yield dict(zip(self.variables, map(plain, row), strict=True))


class Store(Protocol):
    """A graph that can be asked. Errors: SyntaxError for a bad query, `StoreError` otherwise."""

    @property
    def version(self) -> str:
        """The digest of the build that it holds."""

    def select(self, query: str) -> Rows:
        """Return the solutions of a SELECT."""

    def construct(self, query: str) -> tuple[ox.Triple, ...]:
        """Return the triples of a CONSTRUCT or DESCRIBE."""

    def ask(self, query: str) -> bool:
        """Return the answer to an ASK."""

    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of the named graphs, sorted."""


class OxigraphStore:
    """A store in this process, in memory or on disk."""

    def __init__(self, store: ox.Store, version: str) -> None:
        self._store = store
        self._version = version

    @property
    def version(self) -> str:
        """The digest of the build that it holds."""
        return self._version

    def select(self, query: str) -> Rows:
        """Return the solutions of a SELECT."""
        return _rows(self._query(query))

    def construct(self, query: str) -> tuple[ox.Triple, ...]:
        """Return the triples of a CONSTRUCT or DESCRIBE."""
        return _triples(self._query(query))

    def ask(self, query: str) -> bool:
        """Return the answer to an ASK."""
        return _boolean(self._query(query))

    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of the named graphs, sorted."""
        return tuple(sorted(graph.value for graph in self._store.named_graphs()))

    def _query(self, query: str) -> _Answer:
        return self._store.query(query, use_default_graph_as_union=True)


class WrittenStore(ABC):
    """A store outside this process, which answers with bytes in a format of the standard."""

    @property
    @abstractmethod
    def version(self) -> str:
        """The digest of the build that it holds."""

    @abstractmethod
    def written(self, query: str, media_type: str) -> bytes:
        """Return the answer to a query as it was written: SPARQL JSON or N-Triples."""

    def select(self, query: str) -> Rows:
        """Return the solutions of a SELECT."""
        return _rows(self._results(query))

    def construct(self, query: str) -> tuple[ox.Triple, ...]:
        """Return the triples of a CONSTRUCT or DESCRIBE."""
        quads = ox.parse(self.written(query, _TRIPLES), ox.RdfFormat.N_TRIPLES)
        return tuple(quad.triple for quad in quads)

    def ask(self, query: str) -> bool:
        """Return the answer to an ASK."""
        return _boolean(self._results(query))

    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of the named graphs, sorted."""
        return tuple(str(plain(row[0])) for row in self.select(_GRAPHS).rows)

    def _results(self, query: str) -> _Answer:
        return ox.parse_query_results(self.written(query, _RESULTS), ox.QueryResultsFormat.JSON)


class RemoteStore(WrittenStore):
    """A SPARQL 1.1 server, by the URL of its query service (SPARQL 1.1 Protocol, POST).

    It holds the graph.nq of a build and must take the union of its named graphs for the default
    graph (``oxigraph serve --union-default-graph``; Virtuoso and GraphDB do so unasked).
    """

    def __init__(self, url: str, seconds: float = 60.0) -> None:
        self._url = url
        self._seconds = seconds

    @property
    def version(self) -> str:
        """The digest of the build that it holds, which its dataset description states."""
        rows = self.select(_VERSION)
        if not rows.rows:
            raise StoreError(f"{self._url}: holds no graph of this program")
        return str(plain(rows.rows[0][0]))

    def written(self, query: str, media_type: str) -> bytes:
        """Return the answer to a query as the server wrote it."""
        request = urllib.request.Request(  # noqa: S310 (the scheme is checked where it is opened)
            self._url,
            data=query.encode(),
            headers={"Content-Type": "application/sparql-query", "Accept": media_type},
        )
        try:
            with urllib.request.urlopen(request, timeout=self._seconds) as response:  # noqa: S310
                answer: bytes = response.read()
        except urllib.error.HTTPError as error:
            if error.code == 400:
                raise SyntaxError(
                    f"{self._url}: {error.read(500).decode(errors='replace')}"
                ) from error
            raise StoreError(f"{self._url}: {error.code} {error.reason}") from error
        except OSError as error:
            raise StoreError(f"{self._url}: {error}") from error
        return answer


def open_memory(version: Version) -> Store:
    """Load a build into memory."""
    store = ox.Store()
    store.load(path=str(version.graph), format=ox.RdfFormat.N_QUADS, lenient=True)
    return OxigraphStore(store, version.name)


def open_disk(version: Version) -> Store:
    """Open the Oxigraph store of a build, read only."""
    if version.store is None:
        raise StoreError(f"{version.directory}: this build has no store on disk")
    return OxigraphStore(ox.Store.read_only(str(version.store)), version.name)


STORES: Mapping[str, Callable[[Version], Store]] = {"memory": open_memory, "disk": open_disk}
"""How a build can be opened. A row here is a store."""


def open_store(location: str | Path, kind: str | None = None) -> Store:
    """Open the graph at a URL (``https://…/sparql``) or in a build directory.

    ``kind`` is a row of `STORES`; without it a build that has a store on disk is opened there,
    any other in memory. Raises `graph.versions.NoGraphError` where there is no graph.
    """
    if str(location).startswith(("http://", "https://")):
        return RemoteStore(str(location))
    version = current(Path(location))
    return STORES[kind or ("disk" if version.store else "memory")](version)


def plain(term: Term | None) -> str | int | float | bool | None:
    """Return a term as a plain value: numbers and booleans as such, anything else as its string."""
    if isinstance(term, ox.Literal):
        convert = _PLAIN.get(term.datatype.value)
        return convert(term.value) if convert else term.value
    if term is None:
        return None
    return term.value if isinstance(term, ox.NamedNode) else str(term)


_XSD = "http://www.w3.org/2001/XMLSchema#"
_PLAIN: Mapping[str, Callable[[str], int | float | bool]] = {
    f"{_XSD}integer": int,
    f"{_XSD}decimal": float,
    f"{_XSD}double": float,
    f"{_XSD}boolean": lambda value: value in {"true", "1"},
}

_Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def _rows(answer: _Answer) -> Rows:
    if not isinstance(answer, ox.QuerySolutions):
        raise StoreError("this query is no SELECT")
    variables = tuple(variable.value for variable in answer.variables)
    return Rows(variables, tuple(tuple(solution) for solution in answer))


def _triples(answer: _Answer) -> tuple[ox.Triple, ...]:
    if not isinstance(answer, ox.QueryTriples):
        raise StoreError("this query is no CONSTRUCT or DESCRIBE")
    return tuple(answer)


def _boolean(answer: _Answer) -> bool:
    if not isinstance(answer, ox.QueryBoolean):
        raise StoreError("this query is no ASK")
    return bool(answer)
