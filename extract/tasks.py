"""Tasks: which blocks and table rows ask for work, and who owns each by its place in the outline.

A task is a leaf of the outline in a part that hands out work, or a row of a task table. It takes
the bodies that its own words name, else those of the nearest clause above it that names some.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from extract.assignments import Charge
from extract.clauses import sentences
from extract.deadlines import find_deadlines, latest, task_deadline
from extract.folding import spaced
from extract.labels import Labels, find_labels
from extract.layout import WORKING, Block, Context, Layout
from extract.leaves import Leaves
from extract.owners import Charges, assign
from extract.phases import find_phases, phase_of
from extract.phrases import compiled, phrases_of
from extract.products import find_products, product
from extract.record import AgencyMention, Assignment, Basis, Citation, Deadline, Role, Task
from extract.spans import InOrder
from extract.task_draft import TaskDraft
from extract.task_tables import find_rows

_pattern = partial(compiled, "tasks")
_words = partial(phrases_of, "tasks")

_FEWEST_WORDS = 4
_ASIDE = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class _Reader:
    """One document being read: what a block needs to know of the others."""

    layout: Layout
    context: Context
    labels: Labels
    charges: Charges
    leaves: Leaves
    phases: Mapping[int, Deadline]


def find_tasks(
    layout: Layout,
    context: Context,
    mentions: Sequence[AgencyMention],
    citations: Sequence[Citation],
) -> tuple[Task, ...]:
    """The tasks of a document in reading order; ``line`` fields are 0, spans canonical."""
    labels = find_labels(layout.blocks, layout.text)
    charges = Charges(layout, InOrder(mentions), labels)
    leaves, phases = Leaves.of(layout, charges, labels), find_phases(layout, context, labels)
    reader = _Reader(layout, context, labels, charges, leaves, phases)
    drafts = [*_find_blocks(reader), *find_rows(layout, context)]
    drafts.sort(key=lambda draft: draft.start)
    cited = InOrder(citations)
    return tuple(
        _task(path, draft, layout.text, cited.within(draft.start, draft.end))
        for path, draft in zip(_paths(drafts), drafts, strict=True)
    )


def _find_blocks(reader: _Reader) -> Iterator[TaskDraft]:
    for block in reader.layout.blocks:
        if _is_task(block, reader):
            yield _draft(block, reader)


def _is_task(block: Block, reader: _Reader) -> bool:
    if block.zone not in WORKING or block.cell or block.index in reader.labels.lines:
        return False
    if block.index in reader.leaves.joined or _is_part_of_a_thing(block, reader):
        return False
    words = reader.layout.text[block.body : block.end]
    if _without_asides(words).isupper() or _is_short(words) or _points(words):
        return False
    if (
        block.enumerator
        and block.section == block.enumerator
        and words.startswith(_words("issuing"))
    ):
        return False
    charge = reader.charges.of(block.index)
    if charge is None or charge.only_names:
        return False
    if words.startswith(_words("in-force")) and charge.basis != "explicit":
        return False
    if words.startswith(_words("conclusion")) and not charge.leads:
        return False
    if block.index not in reader.leaves.parents:
        return words[-1] != ":" or bool(charge.leads)
    if words.endswith(_words("comprising")) and not charge.leads:
        return True
    if _charges_before_it_introduces(block, charge, reader.layout.text):
        return True
    if words[-1] == ":" or charge.opens_coordination or charge.labelled or block.heading:
        return False
    return bool(charge.leads or charge.leads_alone)


def _is_part_of_a_thing(block: Block, reader: _Reader) -> bool:
    """Whether a block stands in a list of what a thing consists of: "lập hồ sơ, bao gồm: …"."""
    if block.parent is None:
        return False
    above, charge = reader.layout.blocks[block.parent], reader.charges.of(block.parent)
    whole = reader.layout.text.endswith(_words("comprising"), above.body, above.end)
    return whole and charge is not None and not charge.leads


def _charges_before_it_introduces(block: Block, charge: Charge, text: str) -> bool:
    """Whether a paragraph charges bodies in a sentence before the one that introduces a list."""
    if block.enumerator or text[block.end - 1] != ":" or not charge.leads:
        return False
    whole = [end for _, end in sentences(text, block.body, block.end)][:-1]
    return bool(whole) and min(m.start for m in charge.leads) < whole[-1]


def _points(words: str) -> bool:
    """Whether words only point elsewhere."""
    return words.startswith(_words("pointer")) or _pattern("points").fullmatch(words) is not None


def _without_asides(words: str) -> str:
    return _ASIDE.sub("", words) if "(" in words else words


def _is_short(words: str) -> bool:
    return words.count(" ") < _FEWEST_WORDS * 2 and len(words.split()) < _FEWEST_WORDS


def _draft(block: Block, reader: _Reader) -> TaskDraft:
    text, context = reader.layout.text, reader.context
    end = reader.leaves.ends.get(block.index, block.end)
    triggers = reader.layout.triggers
    deadlines = list(find_deadlines(text, block.body, end, context, triggers=triggers))
    dated = any(each.value for each in deadlines)
    deadline = task_deadline(text, block.body, end, context, deadlines, triggers) if dated else None
    products = list(find_products(reader.layout, block.body, end))
    for label in reader.labels.of(block, reader.layout.blocks):
        if label.role == "deadline":
            stated = find_deadlines(
                text, label.start, label.end, context, bare=True, triggers=triggers
            )
            deadlines.extend(each for each in stated if each not in deadlines)
            deadline = latest(stated) or deadline
        elif label.role == "product" and text[label.start : label.end].strip():
            products.append(product(text, *_trimmed(text, label.start, label.end)))
    phase = phase_of(block, reader.layout, reader.phases)
    if phase and deadline is None and not any(each.recurring for each in deadlines):
        deadlines, deadline = [*deadlines, phase], phase.value
    return TaskDraft(
        section=block.section,
        numbered=bool(block.enumerator),
        start=block.body,
        end=end,
        assignments=tuple(assign(block, reader.charges)),
        deadline=deadline,
        deadlines=tuple(deadlines),
        products=tuple(sorted(set(products), key=lambda each: (each.start, each.end))),
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the spaces around a span that holds more than those."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _task(path: str, draft: TaskDraft, text: str, cited: Sequence[Citation]) -> Task:
    basis: Basis = next((a.basis for a in draft.assignments if a.role == "lead"), "none")
    return Task(
        path=path,
        section=draft.section,
        line_start=0,
        line_end=0,
        text=spaced(text[draft.start : draft.end]),
        lead=_names(draft.assignments, "lead"),
        lead_basis=basis,
        coordinating=_names(draft.assignments, "coordinating"),
        assignments=draft.assignments,
        deadline=draft.deadline,
        deadlines=draft.deadlines,
        cites=tuple(dict.fromkeys(each.number or each.mention for each in cited)),
        start=draft.start,
        end=draft.end,
        products=draft.products,
    )


def _names(assignments: Iterable[Assignment], role: Role) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a.agency for a in assignments if a.role == role))


def _paths(drafts: Sequence[TaskDraft]) -> Iterator[str]:
    """A path for each task: its section, counted within it where it has no enumerator of its own.

    Paths that a document gives twice are parted by a suffix (_2).
    """
    counts: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for draft in drafts:
        path = draft.section
        if not draft.numbered:
            counts[path] += 1
            path = f"{path}.{counts[path]}" if path else str(counts[path])
        seen[path] += 1
        yield path if seen[path] == 1 else f"{path}_{seen[path]}"
