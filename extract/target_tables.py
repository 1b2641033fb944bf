"""Targets in tables: one for each filled cell of a value column.

The columns' roles and periods come from the layout; a row that hangs under another ("- Di động")
takes its name, and a column that shares its period with another is told apart by its heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from extract.agencies import find_agencies
from extract.layout import Cell, Context, Layout, Row, Table
from extract.periods import find_periods, stated_period
from extract.quantities import read_cell
from extract.record import Target
from ontology import cues

_BULLET = re.compile(r"[-+•*] ?(?=\S)")
_ASIDE = re.compile(r"\(([^()]*)\)")


def find_table_targets(layout: Layout, context: Context, period: str | None) -> tuple[Target, ...]:
    """Find the targets of every table with an indicator and a value column, in reading order.

    A target's period is its column's, else its group's, its table's title's, else ``period``, the
    document's own. Columns of what was reached give none.
    """
    return tuple(
        target for table in layout.tables for target in _targets(layout, table, context, period)
    )


def _targets(
    layout: Layout, table: Table, context: Context, period: str | None
) -> Iterator[Target]:
    name, values = _name_column(table), _value_columns(table)
    if name is None or not values:
        return
    title = stated_period(table.title, 0, len(table.title)) or period
    whens = tuple(_group_periods(table, title))
    known = Counter((row.cells[name].text, at) for row, at in zip(table.rows, whens, strict=True))
    parent = ""
    for row, when in zip(table.rows, whens, strict=True):
        words = row.cells[name].text
        child = _BULLET.match(words)
        indicator = f"{parent}: {words[child.end() :]}" if child and parent else words
        parent = parent if child else words
        if row.group and known[words, when] > 1:
            indicator = _within(row.group, indicator)
        agencies = _agencies(layout.text, table, row, context)
        for column in values:
            at = table.periods[column] or when
            unit = _unit(table, row, column)
            label = _label(table, column, values)
            named = f"{indicator}: {label}" if label else indicator
            yield from _cell_targets(row.cells[name], row.cells[column], named, unit, at, agencies)


def _within(group: str, indicator: str) -> str:
    """Name an indicator that a group of rows has like others: Diện tích cà phê, Tổng số: nam."""
    if indicator.lower() in cues("targets")["plain-measure"]:
        return f"{indicator} {group}"
    return f"{group}: {indicator}"


def _group_periods(table: Table, title: str | None) -> Iterator[str | None]:
    """Give the period of each row: that of the last group that stated one."""
    when = title
    for row in table.rows:
        when = stated_period(row.group, 0, len(row.group)) or (when if row.group else title)
        yield when


def _cell_targets(
    name: Cell,
    cell: Cell,
    indicator: str,
    unit: str | None,
    period: str | None,
    agencies: tuple[str, ...],
) -> Iterator[Target]:
    """Read a cell; it may set a goal for each of two scopes ("≤ 3 Đông Nam Á; ≤ 50 Thế giới")."""
    pieces = cell.text.split(";")
    for piece in map(str.strip, pieces):
        for quantity in read_cell(piece, unit)[:1]:
            if quantity.start > 0 and quantity.kind != "percent":
                continue  # words with a number in them, not a value
            scope = piece[quantity.end :].strip() if len(pieces) > 1 else ""
            yield Target(
                line=0,
                indicator=f"{indicator}: {scope}" if scope else indicator,
                value=piece[quantity.start : quantity.end],
                comparator=quantity.comparator,
                min=quantity.min,
                max=quantity.max,
                unit=quantity.unit,
                period=period,
                agencies=agencies,
                start=min(name.start, cell.start),
                end=max(name.end, cell.end),
            )


def _name_column(table: Table) -> int | None:
    """Find the column that says what is measured."""
    for role in ("indicator", "product", "task", ""):
        if role in table.columns:
            return table.columns.index(role)
    return None


def _value_columns(table: Table) -> list[int]:
    """Find the columns of goals; beside indicators, what is to result is one."""
    role = "value"
    if "value" not in table.columns and "indicator" in table.columns:
        role = "product"
    return [i for i, each in enumerate(table.columns) if each == role and _is_plan(table, i)]


def _is_plan(table: Table, column: int) -> bool:
    """Tell whether a column holds goals, not what was reached."""
    heading = table.headings[column].lower()
    actual = any(phrase in heading for phrase in cues("targets")["actual"])
    return not actual or any(phrase in heading for phrase in cues("targets")["planned"])


def _unit(table: Table, row: Row, column: int) -> str | None:
    """Find the unit of a cell: its row's, else that in parentheses in its column's heading."""
    for i, role in enumerate(table.columns):
        heading = table.headings[i].lower()
        plain = role == "" and heading.startswith(cues("targets")["unit-heading"])
        if (role == "unit" or plain) and row.cells[i].text:
            return row.cells[i].text
    aside = _ASIDE.search(table.headings[column])
    return aside[1].strip() if aside else None


def _label(table: Table, column: int, values: list[int]) -> str:
    """Name what tells a value column from another of the same period."""
    if sum(table.periods[other] == table.periods[column] for other in values) < 2:
        return ""
    text = _ASIDE.sub("", table.headings[column])
    for period in reversed(find_periods(text, 0, len(text))):
        text = text[: period.start] + text[period.end :]
    return _years().sub("", text).strip(" :-–").lower()


def _agencies(text: str, table: Table, row: Row, context: Context) -> tuple[str, ...]:
    """Name those who track or reach the targets of a row."""
    for role in ("agency", "lead"):
        if role in table.columns:
            cell = row.cells[table.columns.index(role)]
            names = [each.name for each in find_agencies(text, cell.start, cell.end, context)]
            return tuple(dict.fromkeys(names))
    return ()


@cache
def _years() -> re.Pattern[str]:
    return re.compile(r"(?:19|20)\d\d(?: ?[-–] ?(?:19|20)\d\d)?")
