"""Parquet, for data frames (pyarrow; the extra ``export``)."""

from __future__ import annotations

from typing import BinaryIO

import pyarrow
import pyarrow.parquet

from graph.views.table import Table

_TYPES = {
    "string": pyarrow.string(),
    "integer": pyarrow.int64(),
    "double": pyarrow.float64(),
    "boolean": pyarrow.bool_(),
}


def write_parquet(table: Table, file: BinaryIO) -> None:
    """Write a table as Parquet, a type for each column."""
    types = zip(table.columns, table.types(), strict=True)
    schema = pyarrow.schema([(name, _TYPES[type_]) for name, type_ in types])
    columns = [
        pyarrow.array(table.column(field.name), type=field.type, from_pandas=False)
        for field in schema
    ]
    pyarrow.parquet.write_table(pyarrow.table(columns, schema=schema), file)
