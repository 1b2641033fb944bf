"""Tables: pandas and Excel's format read the rows back as they were."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from graph.export.xlsx import write_xlsx
from graph.store import Store, open_store
from graph.versions import Version, current
from graph.views import Table, table
from tests.exports import TABLES, exported


@pytest.fixture(scope="module")
def version(built: Path) -> Version:
    return current(built)


@pytest.fixture(scope="module")
def store(built: Path) -> Store:
    return open_store(built)


def as_read(value: object) -> object:
    return None if isinstance(value, float) and value != value else value  # NaN: not stated


@pytest.mark.parametrize("view", TABLES)
def test_pandas_reads_parquet_as_it_was(version: Version, store: Store, view: str) -> None:
    frame = pd.read_parquet(io.BytesIO(exported(version, "parquet", view)))
    taken = table(store, view)
    assert tuple(frame.columns) == taken.columns
    rows = [tuple(map(as_read, row)) for row in frame.itertuples(index=False, name=None)]
    assert rows == list(taken.rows)
    assert frame["start"].dtype == "int64"


@pytest.mark.parametrize("view", TABLES)
def test_pandas_reads_csv_as_it_was(version: Version, store: Store, view: str) -> None:
    written = exported(version, "csv", view)
    frame = pd.read_csv(io.BytesIO(written), dtype=str, keep_default_na=False)
    taken = table(store, view)
    assert [tuple(row) for row in frame.itertuples(index=False)] == [
        tuple("" if value is None else str(value) for value in row) for row in taken.rows
    ]


@pytest.mark.parametrize("view", TABLES)
def test_excel_finds_text_as_text(version: Version, store: Store, view: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exported(version, "xlsx", view)))
    (sheet,) = book.worksheets
    taken = table(store, view)
    heading, *rows = sheet.iter_rows(values_only=True)
    assert heading == taken.columns
    assert [tuple(row) for row in rows] == list(taken.rows)
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == sheet.dimensions


def test_excel_has_nothing_to_repair(version: Version) -> None:
    with zipfile.ZipFile(io.BytesIO(exported(version, "xlsx"))) as archive:
        parts = archive.infolist()
        assert parts[0].filename == "[Content_Types].xml"
        assert all(part.extract_version == 20 for part in parts)  # no ZIP64
        declared = archive.read(parts[0]).decode()
        assert [part.filename for part in parts[1:] if f"/{part.filename}" not in declared] == [
            "_rels/.rels",
            "xl/_rels/workbook.xml.rels",
        ]


def sheet_of(*rows: tuple[object, ...]) -> Worksheet:
    """The sheet of a workbook that was made of rows."""
    file = io.BytesIO()
    write_xlsx(Table(tuple("abc"[: len(rows[0])]), rows), file)
    (sheet,) = openpyxl.load_workbook(file).worksheets
    return sheet


def test_a_cell_that_begins_like_a_formula_stays_text() -> None:
    sheet = sheet_of(("=1+1\x0b",), ("- Tăng",))
    assert [(cell.value, cell.data_type) for (cell,) in sheet["A2:A3"]] == [
        ("=1+1\ufffd", "s"),
        ("- Tăng", "s"),
    ]


def test_lines_spaces_numbers_and_truth_come_back_as_they_were() -> None:
    row = ("  hai dòng\r\nmột ô <&> ", 0.25, True)
    sheet = sheet_of(row, (None, -7, False))
    assert list(sheet.iter_rows(min_row=2, values_only=True)) == [row, (None, -7, False)]


def test_what_is_longer_than_a_cell_may_be_is_cut_and_says_so() -> None:
    long, whole = "x" * 40_000, "x" * 32_767
    sheet = sheet_of((long, whole))
    assert [sheet["A2"].value, sheet["B2"].value] == [f"{'x' * 32_766}…", whole]
