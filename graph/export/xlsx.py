"""Excel workbooks (ECMA-376, SpreadsheetML): one sheet, its text in the cells themselves.

The sheet is written as it goes, straight into the archive: no copy in memory or in another file.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, cast

from graph.export.files import archive_entry
from graph.export.markup import Markup
from graph.views.table import Table, Value

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_NAME = "chutri"
_WIDEST = 60
_LONGEST = 32_767  # characters that Excel lets a cell hold
_BOLD = 1


def write_xlsx(table: Table, file: BinaryIO) -> None:
    """Write a table as one sheet: heading kept in sight, filters on, text never a formula."""
    last = f"{_letters(len(table.columns))}{len(table) + 1}"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        with _part(archive, "[Content_Types].xml") as out:
            _content_types(out)
        with _part(archive, "_rels/.rels") as out:
            _relationships(out, ("officeDocument", "xl/workbook.xml"))
        with _part(archive, "xl/workbook.xml") as out:
            _workbook(out, last)
        with _part(archive, "xl/_rels/workbook.xml.rels") as out:
            _relationships(out, ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"))
        with _part(archive, "xl/styles.xml") as out:
            _styles(out)
        with _part(archive, "xl/worksheets/sheet1.xml") as out:
            _worksheet(out, table, last)


@contextmanager
def _part(archive: zipfile.ZipFile, name: str) -> Iterator[Markup]:
    # Without the extensions of ZIP64: Excel offers to repair an archive that has them.
    with archive.open(archive_entry(name), "w") as part:
        out = Markup(cast(BinaryIO, part))
        yield out
        out.end()


def _content_types(out: Markup) -> None:
    with out.element("Types", {"xmlns": f"{_PACKAGE}/content-types"}):
        rels = "application/vnd.openxmlformats-package.relationships+xml"
        out.empty("Default", {"Extension": "rels", "ContentType": rels})
        for name, kind in (
            ("workbook", "sheet.main"),
            ("styles", "styles"),
            ("worksheets/sheet1", "worksheet"),
        ):
            part = {"PartName": f"/xl/{name}.xml", "ContentType": f"{_TYPE}.{kind}+xml"}
            out.empty("Override", part)


def _relationships(out: Markup, *related: tuple[str, str]) -> None:
    with out.element("Relationships", {"xmlns": f"{_PACKAGE}/relationships"}):
        for place, (kind, target) in enumerate(related, 1):
            said = {"Id": f"rId{place}", "Type": f"{_OFFICE}/{kind}", "Target": target}
            out.empty("Relationship", said)


def _workbook(out: Markup, last: str) -> None:
    with out.element("workbook", {"xmlns": _SHEET, "xmlns:r": _OFFICE}):
        with out.element("bookViews"):
            out.empty("workbookView", {})
        with out.element("sheets"):
            out.empty("sheet", {"name": _NAME, "sheetId": 1, "r:id": "rId1"})
        with out.element("definedNames"):  # where Excel looks for the range of the filters
            column = last.rstrip("0123456789")
            range_ = f"{_NAME}!$A$1:${column}${last.removeprefix(column)}"
            said: dict[str, Value] = {"name": "_xlnm._FilterDatabase", "localSheetId": 0}
            out.leaf("definedName", range_, {**said, "hidden": 1})


def _styles(out: Markup) -> None:
    """Write the plain style and, as style 1, the bold one; readers ask for all of these lists."""
    with out.element("styleSheet", {"xmlns": _SHEET}):
        with out.element("fonts", {"count": 2}):
            for weight in ((), ("b",)):
                with out.element("font"):
                    for each in weight:
                        out.empty(each, {})
                    out.empty("sz", {"val": 11})
                    out.empty("name", {"val": "Calibri"})
        with out.element("fills", {"count": 2}):
            for pattern in ("none", "gray125"):
                with out.element("fill"):
                    out.empty("patternFill", {"patternType": pattern})
        with out.element("borders", {"count": 1}), out.element("border"):
            for side in ("left", "right", "top", "bottom", "diagonal"):
                out.empty(side, {})
        plain: dict[str, Value] = {"numFmtId": 0, "fontId": 0, "fillId": 0, "borderId": 0}
        with out.element("cellStyleXfs", {"count": 1}):
            out.empty("xf", plain)
        with out.element("cellXfs", {"count": 2}):
            out.empty("xf", {**plain, "xfId": 0})
            out.empty("xf", {**plain, "fontId": 1, "xfId": 0, "applyFont": 1})
        with out.element("cellStyles", {"count": 1}):
            out.empty("cellStyle", {"name": "Normal", "xfId": 0, "builtinId": 0})


def _worksheet(out: Markup, table: Table, last: str) -> None:
    with out.element("worksheet", {"xmlns": _SHEET}):
        out.empty("dimension", {"ref": f"A1:{last}"})
        with out.element("sheetViews"), out.element("sheetView", {"workbookViewId": 0}):
            split: dict[str, Value] = {"xSplit": 1, "ySplit": 1, "topLeftCell": "B2"}
            out.empty("pane", {**split, "activePane": "bottomRight", "state": "frozen"})
        with out.element("cols"):
            for place, name in enumerate(table.columns, 1):
                longest = max((len(str(value or "")) for value in table.column(name)), default=0)
                width = min(_WIDEST, max(longest, len(name)) + 2)
                column = {"min": place, "max": place, "width": width, "customWidth": 1}
                out.empty("col", column)
        letters = [_letters(place) for place in range(1, len(table.columns) + 1)]
        with out.element("sheetData"):
            _row(out, 1, letters, table.columns, _BOLD)
            for number, row in enumerate(table.rows, 2):
                _row(out, number, letters, row)
        out.empty("autoFilter", {"ref": f"A1:{last}"})


def _row(
    out: Markup, number: int, letters: Sequence[str], row: Sequence[Value], style: int | None = None
) -> None:
    with out.element("row", {"r": number}):
        for letter, value in zip(letters, row, strict=True):
            if value is not None:
                _cell(out, {"r": f"{letter}{number}", "s": style}, value)


def _cell(out: Markup, said: dict[str, Value], value: Value) -> None:
    if isinstance(value, str):
        text = value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1]}…"
        with out.element("c", {**said, "t": "inlineStr"}), out.element("is"):
            out.leaf("t", text, {"xml:space": "preserve"})
    else:
        kind = "b" if isinstance(value, bool) else "n"
        with out.element("c", {**said, "t": kind}):
            out.leaf("v", int(value) if isinstance(value, bool) else value)


def _letters(place: int) -> str:
    """Return what Excel calls a column, from 1: A, …, Z, AA."""
    name = ""
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
