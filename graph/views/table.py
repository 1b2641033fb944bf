"""Tables: named columns and rows of plain values, as spreadsheets and data frames have them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from graph.store import Rows, plain

Value = str | int | float | bool | None
Type = Literal["string", "integer", "double", "boolean"]

SEPARATOR = "; "
"""What stands between several values in one cell."""

_TYPES: Mapping[type, Type] = {str: "string", int: "integer", float: "double", bool: "boolean"}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that all have a value (or None) for each column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> tuple[Value, ...]:
        """Return the values of a column from the first row to the last."""
        place = self.columns.index(name)
        return tuple(row[place] for row in self.rows)

    def types(self) -> tuple[Type, ...]:
        """Return the type of each column: that of its values, a string where it has none."""
        return tuple(_common(self.column(name)) for name in self.columns)

    def with_columns(self, added: Mapping[str, tuple[Value, ...]]) -> Table:
        """Return the table with more columns to its right; each has a value for every row."""
        columns = zip(*added.values(), strict=True)
        rows = tuple((*row, *more) for row, more in zip(self.rows, columns, strict=True))
        return Table((*self.columns, *added), rows)


def folded(rows: Rows) -> Table:
    """Make a table with one row for each value of the first variable of an answer.

    Solutions that follow one another and share it are one row; where they differ, the cell holds
    every value once, in their order.
    """
    return Table(
        rows.variables,
        tuple(
            tuple(_cell(column) for column in zip(*same, strict=True))
            for _, same in groupby((tuple(map(plain, row)) for row in rows.rows), _first)
        ),
    )


def _first(row: tuple[Value, ...]) -> Value:
    return row[0]


def _cell(values: tuple[Value, ...]) -> Value:
    stated = dict.fromkeys(value for value in values if value is not None)
    if len(stated) > 1:
        return SEPARATOR.join(map(str, stated))
    return next(iter(stated), None)


def _common(values: tuple[Value, ...]) -> Type:
    found = {_TYPES[type(value)] for value in values if value is not None}
    if found == {"integer", "double"}:
        return "double"
    return found.pop() if len(found) == 1 else "string"
