"""Exports: the graph in the formats of other programs. A row of `FORMATS` is a format.

>>> write(current(Path("build")), "gexf", Path("responsibility.gexf"), view="responsibility")

The same graph gives the same bytes. RDF streams from the file of the build; a network or a table is
taken from the graph once (`graph.views`) and then written.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Literal

from graph.export.files import Write, folder, replacing, write_archive
from graph.export.rdf import rdf_writer
from graph.measures import Progress, measured, silent
from graph.pool.formats import FORMATS as ANSWERS
from graph.store import open_store
from graph.versions import Version
from graph.views import network, table, views

ARCHIVE = ".zip"
"""The suffix of a path at which an export of several files becomes one archive."""


class ExportError(ValueError):
    """What is asked for cannot be exported; the message says what can."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it holds, and the name of the function that writes it (``module:function``).

    ``files`` are the names of the files that it is made of, none for a format of one file.
    ``writer`` is imported when it is needed, since some need an extra of this package.
    """

    name: str
    title: str
    suffix: str
    media_type: str
    holds: Literal["graph", "network", "table"]
    writer: str = ""
    files: tuple[str, ...] = ()

    @property
    def views(self) -> tuple[str, ...]:
        """The views that it can hold, the default first."""
        if self.holds == "graph":
            return ("whole",)
        fitting = [name for name, view in views().items() if view.holds == self.holds]
        return tuple(sorted(fitting, key=lambda name: (name != _DEFAULTS[self.holds], name)))


_DEFAULTS = {"network": "responsibility", "table": "tasks"}
_TITLES = {
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "nquads": "N-Quads, with the named graphs",
    "trig": "TriG, with the named graphs",
    "rdfxml": "RDF/XML",
    "jsonld": "JSON-LD, with the named graphs",
}
_TABLES = "graph.export.delimited"

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        row.name: row
        for row in (
            *(
                Format(row.name, _TITLES[row.name], row.suffix, row.media_types[0], "graph")
                for row in ANSWERS.values()
                if row.rdf
            ),
            Format(
                "gexf",
                "GEXF 1.3, for Gephi",
                "gexf",
                "application/gexf+xml",
                "network",
                "graph.export.gexf:write_gexf",
            ),
            Format(
                "graphml",
                "GraphML, for yEd, Gephi and igraph",
                "graphml",
                "application/graphml+xml",
                "network",
                "graph.export.graphml:write_graphml",
            ),
            Format(
                "cytoscape",
                "Cytoscape.js JSON, for Cytoscape and the web",
                "cyjs",
                "application/json",
                "network",
                "graph.export.cytoscape:write_cytoscape",
            ),
            Format(
                "dot",
                "DOT, for graphviz",
                "dot",
                "text/vnd.graphviz",
                "network",
                "graph.export.dot:write_dot",
            ),
            Format(
                "neo4j",
                "CSV for neo4j-admin database import",
                "neo4j",
                "application/zip",
                "network",
                f"{_TABLES}:write_neo4j",
                ("nodes.csv", "relationships.csv"),
            ),
            Format(
                "network-csv",
                "CSV of nodes and of edges",
                "csv",
                "application/zip",
                "network",
                f"{_TABLES}:write_nodes_and_edges",
                ("nodes.csv", "edges.csv"),
            ),
            Format("csv", "CSV", "csv", "text/csv", "table", f"{_TABLES}:write_csv"),
            Format(
                "xlsx",
                "Excel workbook",
                "xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "table",
                "graph.export.xlsx:write_xlsx",
            ),
            Format(
                "parquet",
                "Parquet, for data frames",
                "parquet",
                "application/vnd.apache.parquet",
                "table",
                "graph.export.parquet:write_parquet",
            ),
        )
    }
)
"""The formats by their names."""


def checked(format_: str, view: str | None) -> tuple[Format, str]:
    """Return a format and one of its views, the default where none is named, or `ExportError`."""
    row = FORMATS.get(format_)
    if row is None:
        raise ExportError(f"no format is called {format_!r}; there are: {', '.join(FORMATS)}")
    name = view or row.views[0]
    if name not in row.views:
        raise ExportError(f"{format_} has no view {name!r}; it has: {', '.join(row.views)}")
    return row, name


def prepared(
    version: Version,
    format_: str,
    view: str | None = None,
    *,
    measures: bool = False,
    progress: Progress = silent,
) -> Write:
    """Return what writes an export into its file, or into each of its files.

    With ``measures`` nodes have those of `graph.measures`. Raises `ExportError`, also where an
    extra of this package is not installed.
    """
    row, name = checked(format_, view)
    if measures and row.holds != "network":
        raise ExportError(f"{format_} has no nodes to measure; leave the measures out")
    if row.holds == "graph":
        return partial(rdf_writer(row.name), version)
    write = _writer(row)
    progress("opening the graph")
    store = open_store(version.directory)
    progress(f"taking the view {name}")
    if row.holds == "table":
        return partial(write, table(store, name))
    taken = network(store, name)
    return partial(write, measured(taken, progress)[0] if measures else taken)


def write(
    version: Version,
    format_: str,
    path: Path,
    view: str | None = None,
    *,
    measures: bool = False,
    progress: Progress = silent,
) -> None:
    """Write an export to a path, whole or not at all.

    A format of several files makes a folder of them, or an archive where the path ends in .zip.
    Raises `ExportError`, or OSError where it cannot be written, before anything is taken from the
    graph where that shows by then.
    """
    names = checked(format_, view)[0].files
    several = bool(names) and path.suffix != ARCHIVE
    if several and path.is_file():
        raise ExportError(f"{format_} is several files: name a folder, or an archive (.zip)")
    with folder(path) if several else nullcontext():
        paths = [path / name for name in names] if several else [path]
        with replacing(paths) as files:
            writing = prepared(version, format_, view, measures=measures, progress=progress)
            progress(f"writing {path}")
            if names and not several:
                write_archive(names, writing, files[0])
            else:
                writing(*files)


def write_stream(version: Version, format_: str, file: BinaryIO, view: str | None = None) -> None:
    """Write an export to an open file; a format of several files as an archive."""
    names = checked(format_, view)[0].files
    writing = prepared(version, format_, view)
    if names:
        write_archive(names, writing, file)
    else:
        writing(file)


def _writer(row: Format) -> Write:
    module, _, function = row.writer.partition(":")
    try:
        write_: Write = getattr(import_module(module), function)
    except ModuleNotFoundError as error:
        raise ExportError(
            f"{row.name} needs {error.name}; install it with: pip install 'chutri[export]'"
        ) from error
    return write_


__all__ = [
    "FORMATS",
    "ExportError",
    "Format",
    "checked",
    "prepared",
    "write",
    "write_stream",
]
