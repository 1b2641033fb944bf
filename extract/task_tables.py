"""Tasks in tables: each row of a table with a column for the work is one."""

from __future__ import annotations

from collections.abc import Iterator

from extract.agencies import find_agencies
from extract.deadlines import find_deadlines, latest
from extract.layout import Context, Layout, Row, Table
from extract.owners import assignments_of
from extract.products import find_products, product
from extract.record import Assignment, Deadline, Role
from extract.task_draft import TaskDraft
from extract.zones import classify

_ROLES: tuple[Role, ...] = ("lead", "coordinating")
_TOLD_BY = frozenset(
    {"lead", "coordinating", "deadline"}
)  # a column that makes a table a task table


def find_rows(layout: Layout, context: Context) -> Iterator[TaskDraft]:
    """The tasks of every task table; one that reports on results holds none."""
    for table in layout.tables:
        if "task" not in table.columns or not _TOLD_BY & set(table.columns):
            continue
        if classify(table.title, anywhere=False) == "context":
            continue
        for row in table.rows:
            draft = _draft(table, row, layout, context)
            if draft is not None:
                yield draft


def _draft(table: Table, row: Row, layout: Layout, context: Context) -> TaskDraft | None:
    text = layout.text
    cells = {role: cell for role, cell in zip(table.columns, row.cells, strict=False) if role}
    cell = cells["task"]
    if not cell.text or cell.merged:
        return None
    assignments: list[Assignment] = []
    for role in _ROLES:
        if role in cells:
            named = find_agencies(text, cells[role].start, cells[role].end, context, listed=True)
            merged = cells[role].merged
            assignments += assignments_of(role, named, "explicit", inherited=merged)
    deadlines: tuple[Deadline, ...] = ()
    if "deadline" in cells and cells["deadline"].text:
        due = cells["deadline"]
        deadlines = find_deadlines(
            text, due.start, due.end, context, bare=True, triggers=layout.triggers
        )
    yields = cells.get("product")
    named_products = (product(text, yields.start, yields.end),) if yields and yields.text else ()
    number = cells["number"].text.strip("(). ") if "number" in cells else ""
    return TaskDraft(
        section=".".join(part for part in (table.section, row.group_enumerator, number) if part),
        numbered=True,
        start=cell.start,
        end=cell.end,
        assignments=tuple(assignments),
        deadline=latest(deadlines),
        deadlines=deadlines,
        products=(*find_products(layout, cell.start, cell.end), *named_products),
    )
