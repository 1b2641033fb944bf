"""Cells: what stands between pipes, in any of three manners of writing a table down.

A row a line between pipes (``| a | b |``), a row a line with pipes between its cells alone
(``a | b``), and a cell a line between lone pipes.
"""

from __future__ import annotations

import re
from functools import cache

import ontology
from extract.layout import Cell

_ROW_LINE = re.compile(r"\|.*\|.*\|?")
_BETWEEN = " | "
_RULER = re.compile(r"[|\s:–-]+")
_LONGEST_CELL = 12  # lines; more of them between two pipes is text between two tables


def find_regions(text: str) -> list[list[Cell]]:
    """Runs of cells: what stands between pipes without a heading or a paragraph between."""
    regions: list[list[Cell]] = []
    cells: list[Cell] = []
    lines: list[tuple[int, str]] = []
    before: tuple[int, str] | None = None
    at, open_cell, bare = 0, False, False
    for line in text.split("\n"):
        start, at = at, at + len(line) + 1
        if line == "|":
            if open_cell:
                cells.append(_cell(lines, start))
            elif before is not None and before[1].lower() in _numberings():
                cells.append(_cell([before], start))
            open_cell, lines = True, []
        elif line.startswith("|") and _ROW_LINE.fullmatch(line):
            if line.lstrip("| ").startswith(_recipients()):
                regions.append(cells)
                cells = []
            cells.extend(_row_line(start, line))
            open_cell = False
        elif _BETWEEN in line and (bare or _opens_rows(line)):
            cells.extend(_row_line(start - 1, f"|{line}"))
            bare, open_cell = True, False
        elif bare:
            bare = line == ""
        elif open_cell:
            lines.append((start, line))
            if len(lines) > _LONGEST_CELL or (line.isupper() and line.startswith(_annexes())):
                regions.append(cells)
                cells, lines, open_cell = [], [], False
        before = (start, line)
    regions.append(cells)
    return [region for region in regions if region]


def _opens_rows(line: str) -> bool:
    """Whether a line is the first of a table whose rows have pipes between their cells alone."""
    first, *others = line.split(_BETWEEN)
    return len(others) > 1 and first.lower().strip(". ") in _numberings()


def _cell(lines: list[tuple[int, str]], at: int) -> Cell:
    if not lines:
        return Cell("", at, at)
    start, end = lines[0][0], lines[-1][0] + len(lines[-1][1])
    return Cell(" ".join(line for _, line in lines), start, end)


def _row_line(start: int, line: str) -> list[Cell]:
    """The cells of a row on one line, and the empty cell that ends a row."""
    if _RULER.fullmatch(line):
        return []
    cells = []
    at = start + 1
    for part in line.strip("|").split("|"):
        text = part.strip()
        left = at + (len(part) - len(part.lstrip()) if text else 0)
        cells.append(Cell(text, left, left + len(text)))
        at += len(part) + 1
    return [*cells, Cell("", at, at)]


@cache
def _numberings() -> tuple[str, ...]:
    return tuple(cue.lower() for cue in ontology.cues("tables")["number"])


@cache
def _recipients() -> tuple[str, ...]:
    return ontology.cues("outline")["recipients"]


@cache
def _annexes() -> tuple[str, ...]:
    return ontology.cues("outline")["annex"]
