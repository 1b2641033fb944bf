"""What the tests of exports share: the bytes of an export, and what is in them."""

import csv
import io
import zipfile

from graph.export import FORMATS, write_stream
from graph.versions import Version
from graph.views import Table, views

NETWORKS = [name for name, view in views().items() if view.holds == "network"]
TABLES = [name for name, view in views().items() if view.holds == "table"]
RDF = [row.name for row in FORMATS.values() if row.holds == "graph"]


def exported(version: Version, format_: str, view: str | None = None) -> bytes:
    """An export; of several files, as an archive."""
    file = io.BytesIO()
    write_stream(version, format_, file, view)
    return file.getvalue()


def flat(taken: Table) -> list[dict[str, object]]:
    """The rows of a table by the names of columns, without what is not stated."""
    return [
        {n: v for n, v in zip(taken.columns, row, strict=True) if v is not None}
        for row in taken.rows
    ]


def members(archive: bytes) -> dict[str, list[dict[str, str]]]:
    """The rows of each CSV file of an archive."""
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        return {
            name: list(csv.DictReader(io.StringIO(files.read(name).decode(), newline="")))
            for name in files.namelist()
        }
