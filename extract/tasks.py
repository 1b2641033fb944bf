"""Tasks: which blocks and table rows ask for work, and who owns each by its place in the outline.

A task is a leaf of the outline in a part that hands out work, or a row of a task table. It takes
the bodies that its own words name, else those of the nearest clause above it that names some.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import ontology
from extract.agencies import find_agencies
from extract.assignments import Charge, read_charge
from extract.deadlines import find_deadlines, task_deadline
from extract.layout import Block, Cell, Context, Layout, Row, Table
from extract.outline import classify
from extract.record import AgencyMention, Assignment, Basis, Citation, Deadline, Role, Task

_WORKING: frozenset[str] = frozenset({"tasks", "execution"})
_FEWEST_WORDS = 4
_MOST_LABELS = 6  # labelled lines under one task


@dataclass(frozen=True, slots=True)
class _Label:
    """A labelled line under a task: what it names, and where its value begins."""

    role: str
    value: int


@dataclass(frozen=True, slots=True)
class _Reader:
    """One document being read: what every block needs to know of the others."""

    layout: Layout
    context: Context
    mentions: Sequence[AgencyMention]
    citations: Sequence[Citation]
    charges: Mapping[int, Charge]
    children: Mapping[int, tuple[Block, ...]]
    labels: Mapping[int, _Label]

    def within(self, start: int, end: int) -> tuple[AgencyMention, ...]:
        return tuple(m for m in self.mentions if start <= m.start and m.end <= end)


def find_tasks(
    layout: Layout,
    context: Context,
    mentions: Sequence[AgencyMention],
    citations: Sequence[Citation],
) -> tuple[Task, ...]:
    """The tasks of a document in reading order; ``line`` fields are 0, spans canonical."""
    labels = {b.index: label for b in layout.blocks if (label := _label(b, layout.text))}
    children = _children(layout.blocks, labels)
    charges = dict(_charges(layout, mentions, labels))
    reader = _Reader(layout, context, mentions, citations, charges, children, labels)
    found = [*_from_blocks(reader), *_from_tables(reader)]
    found.sort(key=lambda task: task.start)
    return tuple(_with_unique_paths(found))


def _children(
    blocks: Sequence[Block], labels: Mapping[int, _Label]
) -> dict[int, tuple[Block, ...]]:
    children: dict[int, list[Block]] = {}
    for block in blocks:
        skip = block.cell or block.index in labels or block.zone in ("footnote", "closing")
        if block.parent is not None and not skip:
            children.setdefault(block.parent, []).append(block)
    return {parent: tuple(below) for parent, below in children.items()}


def _charges(
    layout: Layout, mentions: Sequence[AgencyMention], labels: Mapping[int, _Label]
) -> Iterator[tuple[int, Charge]]:
    at = 0
    for block in layout.blocks:
        while at < len(mentions) and mentions[at].start < block.start:
            at += 1
        here = []
        for mention in mentions[at:]:
            if mention.start >= block.end:
                break
            here.append(mention)
        if block.cell or block.index in labels or block.zone in ("head", "closing", "footnote"):
            continue
        yield block.index, read_charge(layout.text, block.body, block.end, here)


# ---- blocks ----------------------------------------------------------------------------------


def _from_blocks(reader: _Reader) -> Iterator[Task]:
    for block in reader.layout.blocks:
        if _is_task(block, reader):
            yield _block_task(block, reader)


def _is_task(block: Block, reader: _Reader) -> bool:
    if block.zone not in _WORKING or block.cell or block.index in reader.labels:
        return False
    words = reader.layout.text[block.body : block.end]
    charge = reader.charges[block.index]
    if charge.only_names or _without_asides(words).isupper() or len(words.split()) < _FEWEST_WORDS:
        return False
    if words.startswith((*_words("pointer"), *_words("in-force"))):
        return False
    if (
        block.enumerator
        and block.section == block.enumerator
        and words.startswith(_words("issuing"))
    ):
        return False
    below = reader.children.get(block.index, ())
    if not below:
        return words[-1] != ":" or bool(charge.leads)
    if words[-1] == ":" or charge.opens_coordination or block.heading:
        return False
    return bool(charge.leads or charge.leads_alone)


def _without_asides(words: str) -> str:
    return re.sub(r"\([^)]*\)", "", words)


def _block_task(block: Block, reader: _Reader) -> Task:
    text = reader.layout.text
    own = reader.charges[block.index]
    assignments = _assignments(block, own, reader)
    end = block.end
    following = reader.layout.blocks[block.index + 1 : block.index + 1 + _MOST_LABELS]
    deadlines = list(find_deadlines(text, block.body, block.end, reader.context))
    deadline = task_deadline(text, block.body, block.end, reader.context)
    for line in following:
        label = reader.labels.get(line.index)
        if label is None:
            break
        if label.role == "deadline":
            stated = find_deadlines(text, label.value, line.end, reader.context, bare=True)
            deadlines.extend(stated)
            deadline = next((d.value for d in stated if d.value), deadline)
        elif label.role in ("lead", "coordinating"):
            assignments = _labelled(assignments, label, line, reader)
    section = block.section
    path = section if block.enumerator else f"{section}.-" if section else "-"
    return _task(reader, path, section, block.body, end, assignments, deadline, deadlines)


def _labelled(
    assignments: list[Assignment], label: _Label, line: Block, reader: _Reader
) -> list[Assignment]:
    role: Role = "lead" if label.role == "lead" else "coordinating"
    named = reader.within(label.value, line.end)
    kept = [a for a in assignments if a.role != role] if named and role == "lead" else assignments
    return [*kept, *_as(role, named, "explicit", inherited=False)]


def _assignments(block: Block, own: Charge, reader: _Reader) -> list[Assignment]:
    """The block's own bodies; what they leave open comes from the clauses above it."""
    lead, coordinating = list(own.leads), list(own.coordinating)
    basis: Basis = own.basis
    chain = list(_charges_above(block, reader))
    above = chain[0] if chain else Charge()
    if above.opens_coordination and not above.coordinating and own.basis == "implicit":
        coordinating, lead, basis = [*lead, *coordinating], [], "none"
    inherited: list[Assignment] = []
    charged_above = any(charge.leads for charge in chain)
    if basis == "implicit" and not own.opens and charged_above:
        lead, basis = [], "none"  # who a later sentence mentions does not take the task over
    if not lead:
        for charge in chain:
            inherited += _as("coordinating", charge.coordinating, "explicit", inherited=True)
            if charge.leads:
                stated = own.leads_alone or any(c.leads_alone for c in chain)
                basis = "explicit" if stated else charge.basis
                inherited = [*_as("lead", charge.leads, basis, inherited=True), *inherited]
                break
    fresh = [
        *_as("lead", lead, basis, inherited=False),
        *_as("coordinating", coordinating, "explicit", inherited=False),
    ]
    return [*inherited, *fresh]


def _charges_above(block: Block, reader: _Reader) -> Iterator[Charge]:
    """The charges of the blocks that ``block`` hangs under, the nearest first.

    Outside the parts that hand out work only what is told or asked to act counts: the committee
    that issues a plan is the subject of the sentence that says so, and charged with nothing.
    """
    parent = block.parent
    while parent is not None:
        above = reader.layout.blocks[parent]
        charge = reader.charges.get(parent)
        if charge is not None and (above.zone in _WORKING or charge.asked):
            yield charge
        parent = above.parent


def _as(
    role: Role, mentions: Iterable[AgencyMention], basis: Basis, *, inherited: bool
) -> list[Assignment]:
    return [
        Assignment(role, m.name, m.id, m.group, basis, inherited, m.start, m.end) for m in mentions
    ]


# ---- tables ----------------------------------------------------------------------------------


def _from_tables(reader: _Reader) -> Iterator[Task]:
    for table in reader.layout.tables:
        if "task" not in table.columns or not {"lead", "coordinating", "deadline"} & set(
            table.columns
        ):
            continue
        if classify(table.title, anywhere=False) == "context":
            continue
        for row in table.rows:
            task = _row_task(table, row, reader)
            if task is not None:
                yield task


def _row_task(table: Table, row: Row, reader: _Reader) -> Task | None:
    cells = {role: cell for role, cell in zip(table.columns, row.cells, strict=False) if role}
    cell = cells["task"]
    if not cell.text or cell.merged:
        return None
    assignments: list[Assignment] = []
    for column, role in _COLUMN_ROLES:
        if column in cells:
            named = _named(cells[column], reader)
            assignments += _as(role, named, "explicit", inherited=cells[column].merged)
    deadlines: list[Deadline] = []
    if "deadline" in cells and cells["deadline"].text:
        due = cells["deadline"]
        deadlines = list(
            find_deadlines(reader.layout.text, due.start, due.end, reader.context, bare=True)
        )
    number = cells["number"].text.strip("(). ") if "number" in cells else ""
    path = ".".join(part for part in (table.section, row.group_enumerator, number) if part)
    deadline = next((d.value for d in deadlines if d.value), None)
    return _task(reader, path, path, cell.start, cell.end, assignments, deadline, deadlines)


_COLUMN_ROLES: tuple[tuple[str, Role], ...] = (("lead", "lead"), ("coordinating", "coordinating"))


def _named(cell: Cell, reader: _Reader) -> tuple[AgencyMention, ...]:
    return find_agencies(reader.layout.text, cell.start, cell.end, reader.context)


# ---- both ------------------------------------------------------------------------------------


def _task(
    reader: _Reader, path: str, section: str, start: int, end: int,
    assignments: list[Assignment], deadline: str | None, deadlines: Sequence[Deadline],
) -> Task:  # fmt: skip
    """A task of the words between ``start`` and ``end``, with what they cite."""
    lead = _names(assignments, "lead")
    basis: Basis = next((a.basis for a in assignments if a.role == "lead"), "none")
    cites = [c.number or c.mention for c in reader.citations if start <= c.start < end]
    text = " ".join(reader.layout.text[start:end].split()).strip()
    return Task(
        path=path, section=section, line_start=0, line_end=0, text=text, lead=lead,
        lead_basis=basis, coordinating=_names(assignments, "coordinating"),
        assignments=tuple(assignments), deadline=deadline, deadlines=tuple(deadlines),
        cites=tuple(dict.fromkeys(cites)), start=start, end=end,
    )  # fmt: skip


def _names(assignments: Iterable[Assignment], role: Role) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a.agency for a in assignments if a.role == role))


def _with_unique_paths(tasks: Sequence[Task]) -> Iterator[Task]:
    """Number the tasks that have no enumerator within their section, and part equal paths."""
    counts: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for task in tasks:
        path = task.path
        if path.endswith("-"):
            counts[task.section] += 1
            path = path[:-1] + str(counts[task.section])
        seen[path] += 1
        if seen[path] > 1:
            path = f"{path}_{seen[path]}"
        yield replace(task, path=path)


def _label(block: Block, text: str) -> _Label | None:
    if block.cell or block.zone not in _WORKING:
        return None
    for role, pattern in _label_patterns():
        match = pattern.match(text, block.start, block.end)
        if match:
            return _Label(role, match.end())
    return None


@cache
def _label_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    patterns = ontology.patterns("tasks")
    return tuple(
        (role, re.compile(patterns[f"label-{role}"]))
        for role in ("coordinating", "lead", "deadline", "other")
    )


@cache
def _words(cue: str) -> tuple[str, ...]:
    return ontology.cues("tasks")[cue]
