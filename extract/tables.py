"""Tables: rows and columns from cells between pipes.

They are read a row a line (``| a | b |``, ``a | b``), or a cell a line between lone pipes, where a
row ends with a pipe of its own or, in worse texts, nothing parts the rows but the numbers in their
first column. A cell that is merged with the one above is missing from its row; what the columns
hold tells which one that is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, takewhile

import ontology
from extract.cells import find_regions
from extract.layout import Cell, Row, Table

_NUMBER = re.compile(r"\(?(\d{1,3}(?:\.\d{1,2})*|[IVXL]+|[A-Za-zđĐ])[.)]?")
_NUMERIC = re.compile(r"[<>≥≤~]? ?\d[\d.,]*(?: ?- ?\d[\d.,]*)?%?")
_YEARS = re.compile(r"(\d{4})(?: ?[-–] ?(\d{4}))?")
_MOST_COLUMNS = 12  # a row of a wider table is not tried in every way
_OWNERS = frozenset({"lead", "coordinating", "agency"})
_MERGEABLE = _OWNERS | {"deadline", "product", "note", "basis"}


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table and the offsets of the lines that it is made of."""

    table: Table
    lines: frozenset[int]


def find_tables(text: str) -> tuple[FoundTable, ...]:
    """The tables of canonical ``text`` that have a header, in reading order."""
    found: list[FoundTable] = []
    for region in find_regions(text):
        found.extend(_parse(region, text))
    return tuple(found)


# ---- header ----------------------------------------------------------------------------------


def _parse(cells: list[Cell], text: str) -> list[FoundTable]:
    heads = [i for i, cell in enumerate(cells) if cell.text.lower().strip(". ") in _cues("number")]
    found = []
    for head, following in zip(heads, [*heads[1:], len(cells)], strict=False):
        titled = following < len(cells) and cells[following - 1].text  # the next table's title
        stop = following - 1 if titled else following
        width = _header_width(cells[head:stop])
        if width < 3:
            continue
        headings = list(cells[head : head + width])
        rest = cells[head + width : stop]
        parted = bool(rest) and rest[0].text == ""
        rest = rest[1:] if parted else rest
        if parted:
            rest = _second_header(headings, rest)
        found.append(_table(headings, rest, parted, text))
    return found


def _header_width(cells: Sequence[Cell]) -> int:
    for i, cell in enumerate(cells[1:], 1):
        if cell.text == "" or _NUMBER.fullmatch(cell.text) or len(cell.text) > 80:
            return i
    return 0


def _second_header(headings: list[Cell], rest: list[Cell]) -> list[Cell]:
    """Put a second row of headings in place of those that span it; what stands below is returned.

    It is either years below one heading, or the same few columns below each heading of a year.
    """
    second = list(takewhile(_heads, rest))
    spanning = [i for i, cell in enumerate(headings) if _role(cell.text) == "value"]
    if len(second) < 2 or not spanning:
        return rest
    if all(_YEARS.search(cell.text) and len(cell.text) <= 20 for cell in second):
        headings[-1:] = second
    elif len(second) > len(spanning) and len(second) % len(spanning) == 0:
        each = len(second) // len(spanning)
        for place, i in reversed(list(enumerate(spanning))):
            below = second[place * each : (place + 1) * each]
            year = _YEARS.search(headings[i].text)
            period = f" {year.group()}" if year else ""
            headings[i : i + 1] = [cell._replace(text=cell.text + period) for cell in below]
    else:
        return rest
    rest = rest[len(second) :]
    return rest[1:] if rest and rest[0].text == "" else rest


def _heads(cell: Cell) -> bool:
    return (
        cell.text != ""
        and not _NUMBER.fullmatch(cell.text)
        and not (_NUMERIC.fullmatch(cell.text) and len(cell.text) != 4)
    )


def _role(heading: str) -> str:
    lowered = heading.lower().strip()
    if lowered.strip(". ") in _cues("number"):
        return "number"
    for role in _ROLES:
        if any(cue in lowered for cue in _cues(role)):
            return role
    return "value" if _YEARS.search(lowered) else ""


_ROLES = ("unit", "coordinating", "lead", "agency", "basis", "deadline", "product", "note",
          "value", "indicator", "task")  # fmt: skip


def _period(heading: str, role: str) -> str:
    years = _YEARS.search(heading) if role == "value" else None
    if years is None or any(cue in heading.lower() for cue in _cues("past")):
        return ""
    return "-".join(year for year in years.groups() if year)


# ---- rows ------------------------------------------------------------------------------------


def _table(headings: list[Cell], cells: list[Cell], parted: bool, text: str) -> FoundTable:
    roles = tuple(_role(cell.text) for cell in headings)
    rows: list[Row] = []
    above: tuple[Cell, ...] = ()
    group, group_number = "", ""
    at = 0
    while at < len(cells):
        length = _row_length(cells, at, roles, parted)
        raw = cells[at : at + length]
        at += length
        if parted and at < len(cells) and cells[at].text == "":
            at += 1
        if not any(cell.text for cell in raw) or _is_column_count(raw):
            continue
        heading = _group(raw)
        if heading is not None:
            group_number, group = heading
            above = ()
            continue
        above = _filled(raw, roles, above)
        rows.append(Row(above, group, group_number))
    lines = frozenset(_line_starts([*headings, *cells], text))
    table = Table(
        start=headings[0].start, end=max(cell.end for cell in [*headings, *cells]), columns=roles,
        periods=tuple(_period(c.text, r) for c, r in zip(headings, roles, strict=True)),
        headings=tuple(cell.text for cell in headings), rows=tuple(rows), section="", title="",
    )  # fmt: skip
    return FoundTable(table, lines)


def _line_starts(cells: Sequence[Cell], text: str) -> list[int]:
    starts = []
    for cell in cells:
        if cell.text:
            starts.append(text.rfind("\n", 0, cell.start) + 1)
            at = text.find("\n", cell.start, cell.end)
            while at >= 0:
                starts.append(at + 1)
                at = text.find("\n", at + 1, cell.end)
    return starts


def _row_length(cells: list[Cell], at: int, roles: tuple[str, ...], parted: bool) -> int:
    """How many of the cells from ``at`` make a row, of at most as many as there are columns."""
    width = len(roles)

    def ends(length: int) -> bool:
        after = at + length
        if after >= len(cells):
            return True
        if parted:
            return cells[after].text == "" and (
                after + 1 >= len(cells)
                or _starts_row(cells, after + 1)
                or _starts_unnumbered(cells, after + 1, roles)
            )
        return _starts_row(cells, after)

    fewest = 1 if parted else 2
    for length in range(min(width, len(cells) - at), fewest - 1, -1):
        if ends(length):
            return length
    return min(width, len(cells) - at)


def _starts_row(cells: list[Cell], at: int) -> bool:
    text = cells[at].text
    following = cells[at + 1].text if at + 1 < len(cells) else ""
    if text in ("", "-", "+", "•"):
        return text != "" or following.startswith(("-", "+"))
    if _NUMBER.fullmatch(text):
        return not following or not _NUMERIC.fullmatch(following)
    return bool(re.match(r"(?:[IVXL]+|[A-Z])[.)] \S", text))


def _starts_unnumbered(cells: list[Cell], at: int, roles: tuple[str, ...]) -> bool:
    """Whether a row begins at ``at`` whose number is merged with the one above: work, a body."""
    if roles[:2] != ("number", "task") or roles[2] not in _OWNERS:
        return False
    bodies = [cell.text.startswith(_cues_as_written("body")) for cell in cells[at : at + 2]]
    return bodies == [False, True] and _heads(cells[at])


def _is_column_count(cells: Sequence[Cell]) -> bool:
    """A row of (1) (2) (3), which only counts the columns."""
    texts = [cell.text.strip("()") for cell in cells if cell.text]
    return len(texts) > 2 and texts == [str(i) for i in range(1, len(texts) + 1)]


def _group(cells: Sequence[Cell]) -> tuple[str, str] | None:
    """The enumerator and the words of a row that heads those below it."""
    filled = [cell.text for cell in cells if cell.text]
    if len(filled) > 3 and len(set(filled[1:])) == 1:
        filled = filled[:2]  # a cell over all columns, written down once for each
    if len(filled) == 1:
        match = re.match(r"(?:([IVXL]+|\d{1,2}|[A-Z])[.)] ?)?(.*)", filled[0], re.DOTALL)
        return (match.group(1) or "", match.group(2)) if match and match.group(2) else None
    if len(filled) == 2 and _NUMBER.fullmatch(filled[0]) and cells[0].text == filled[0]:
        return filled[0].strip(".()"), filled[1]
    return None


def _filled(
    cells: Sequence[Cell], roles: tuple[str, ...], above: tuple[Cell, ...]
) -> tuple[Cell, ...]:
    """The row with its merged cells: missing ones, and empty ones that bodies stand above."""
    row = list(cells)
    if len(row) < len(roles) and roles[0] == "number" and not _numbers(row[0].text):
        row.insert(0, _merged(above[0] if above else None, row[0].start))
    if len(row) < len(roles):
        row = _spread(row, roles, above)
    for i, role in enumerate(roles):
        if row[i].text == "" and role in _OWNERS and i < len(above):
            row[i] = _merged(above[i], row[i].start)
    return tuple(row[: len(roles)])


def _spread(row: Sequence[Cell], roles: tuple[str, ...], above: tuple[Cell, ...]) -> list[Cell]:
    """A row put into its columns; what is left out lets the rest fit best."""
    missing = len(roles) - len(row)
    places = [i for i, role in enumerate(roles) if role in _MERGEABLE]
    if len(places) < missing or len(roles) > _MOST_COLUMNS:
        places = list(range(len(row), len(roles)))
    best: tuple[int, tuple[int, ...]] = (-len(roles) - 1, ())
    for left_out in combinations(places, missing):
        cells = iter(row)
        laid = [None if i in left_out else next(cells) for i in range(len(roles))]
        best = max(best, (_fit(laid, roles), left_out))
    cells = iter(row)
    return [
        _merged(above[i] if i < len(above) else None, row[-1].end) if i in best[1] else next(cells)
        for i in range(len(roles))
    ]


def _numbers(text: str) -> bool:
    return text in ("", "-", "+", "•") or _NUMBER.fullmatch(text) is not None


def _merged(above: Cell | None, anchor: int) -> Cell:
    if above is None:
        return Cell("", anchor, anchor)
    return Cell(above.text, above.start, above.end, merged=True)


def _fit(row: Sequence[Cell | None], roles: tuple[str, ...]) -> int:
    """How many cells hold what their columns ask for."""
    score = 0
    for cell, role in zip(row, roles, strict=False):
        if cell is None or not cell.text:
            continue
        body = cell.text.startswith(_cues_as_written("body"))
        if role in _OWNERS:
            score += 1 if body else -1
        elif role == "value":
            score += 1 if _NUMERIC.fullmatch(cell.text) else -1
        elif role == "deadline":
            score += 1 if re.search(r"\d", cell.text) or not body else -1
        elif body:
            score -= 1
    return score


@cache
def _cues(role: str) -> tuple[str, ...]:
    return tuple(cue.lower() for cue in ontology.cues("tables")[role])


@cache
def _cues_as_written(role: str) -> tuple[str, ...]:
    return ontology.cues("tables")[role]
