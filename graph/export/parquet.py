"""Spreadsheets and data frames: XLSX (openpyxl) and Parquet (pyarrow); the extra ``export``."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import BinaryIO

import openpyxl
import pyarrow
import pyarrow.parquet
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.xml.functions import tostring

from graph.views.table import Table, Value

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_EPOCH = datetime(1980, 1, 1)  # the earliest that a ZIP archive can state
_CORE = "docProps/core.xml"
_WIDEST = 60

_ARROW = {
    "string": pyarrow.string(),
    "integer": pyarrow.int64(),
    "double": pyarrow.float64(),
    "boolean": pyarrow.bool_(),
}


def write_xlsx(table: Table, file: BinaryIO) -> None:
    """Write a table as one sheet: heading kept in sight, filters on, text never a formula."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("chutri")
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table) + 1}"
    for place, name in enumerate(table.columns, 1):
        longest = max((len(str(value or "")) for value in table.column(name)), default=0)
        width = min(_WIDEST, max(longest, len(name)) + 2)
        sheet.column_dimensions[get_column_letter(place)].width = width
    heading = [WriteOnlyCell(sheet, name) for name in table.columns]
    for cell in heading:
        cell.font = Font(bold=True)
    sheet.append(heading)
    for row in table.rows:
        sheet.append([_cell(sheet, value) for value in row])
    made = io.BytesIO()
    book.save(made)
    book.properties.created = book.properties.modified = _EPOCH
    _settle(made, file, tostring(book.properties.to_tree()))


def write_parquet(table: Table, file: BinaryIO) -> None:
    """Write a table as Parquet, a type for each column."""
    types = zip(table.columns, table.types(), strict=True)
    schema = pyarrow.schema([(name, _ARROW[type_]) for name, type_ in types])
    columns = [
        pyarrow.array(table.column(field.name), type=field.type, from_pandas=False)
        for field in schema
    ]
    pyarrow.parquet.write_table(pyarrow.table(columns, schema=schema), file)


def _cell(sheet: object, value: Value) -> object:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, _ILLEGAL.sub("\ufffd", value))
    cell.data_type = "s"  # also what begins with =
    return cell


def _settle(made: BinaryIO, file: BinaryIO, properties: bytes) -> None:
    """Copy a workbook without the time at which it was made."""
    with (
        zipfile.ZipFile(made) as original,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as settled,
    ):
        for name in original.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            settled.writestr(entry, properties if name == _CORE else original.read(name))
