"""Cells: what stands between pipes, in either manner of writing a table down."""

from __future__ import annotations

import re
from functools import cache

import ontology
from extract.layout import Cell

_ROW_LINE = re.compile(r"\|.*\|.*\|?")
_RULER = re.compile(r"[|\s:–-]+")
_LONGEST_CELL = 12  # lines; more of them between two pipes is text between two tables


def find_regions(text: str) -> list[list[Cell]]:
    """Runs of cells: what stands between pipes without a heading or a paragraph between."""
    regions: list[list[Cell]] = []
    cells: list[Cell] = []
    lines: list[tuple[int, str]] = []
    before: tuple[int, str] | None = None
    at, open_cell = 0, False
    for line in text.split("\n"):
        start, at = at, at + len(line) + 1
        if line == "|":
            if open_cell:
                cells.append(_cell(lines, start))
            elif before is not None and before[1].lower() in _numberings():
                cells.append(_cell([before], start))
            open_cell, lines = True, []
        elif line.startswith("|") and _ROW_LINE.fullmatch(line):
            cells.extend(_row_line(start, line))
            open_cell = False
        elif open_cell:
            lines.append((start, line))
            if len(lines) > _LONGEST_CELL or (line.isupper() and line.startswith(_annexes())):
                regions.append(cells)
                cells, lines, open_cell = [], [], False
        before = (start, line)
    regions.append(cells)
    return [region for region in regions if region]


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
def _annexes() -> tuple[str, ...]:
    return ontology.cues("outline")["annex"]
