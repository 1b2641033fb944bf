"""Targets: each number that a document sets as a goal, in its prose and its tables.

A quantity is found first (`quantities`); the words around it say whether it is a goal and for when
(`goals`) and what it measures (`wordings`, `indicators`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.clauses import sentences
from extract.goals import (
    Sentence,
    clause_end,
    clause_start,
    goes_on,
    is_goal,
    period_of,
    read_sentence,
)  # fmt: skip
from extract.indicators import Indicator, name_indicator, name_series
from extract.layout import Block, Context, Layout
from extract.periods import document_periods, heading_period
from extract.quantities import Quantity
from extract.record import Target
from extract.target_tables import find_table_targets
from extract.wordings import main_action, read_before

_SILENT = frozenset({"head", "basis", "closing", "footnote", "notice"})
_DIGIT = re.compile(r"\d")


def find_targets(layout: Layout, context: Context) -> tuple[Target, ...]:
    """Find every target of the document, in the order of the text.

    ``line`` is 0; ``agencies`` are filled only from a table's column.
    """
    periods = document_periods(layout)
    found = list(find_table_targets(layout, context, periods.get(1) or periods.get(0)))
    for block in layout.blocks:
        if block.cell or block.zone in _SILENT:
            continue
        if _DIGIT.search(layout.text, block.body, block.end):
            own = heading_period(layout, block) or periods.get(block.part) or periods.get(0)
            found.extend(_block_targets(layout.text, block, context, own))
    return tuple(sorted(found, key=lambda target: (target.start, target.end)))


def _block_targets(text: str, block: Block, context: Context, own: str | None) -> Iterator[Target]:
    year = int(context.date[:4]) if context.date else None
    period = own
    for start, end in sentences(text, block.body, block.end):
        if not goes_on(text, start):
            period = own
        sentence = read_sentence(text, (start, end), block.zone, year, period, own)
        yield from _sentence_targets(sentence)
        period = next((p.value for p in sentence.periods if p.role in ("until", "within")), period)


def _sentence_targets(sentence: Sentence) -> Iterator[Target]:
    text, floor, announced = sentence.text, sentence.start, False
    previous: Indicator | None = None
    for index, quantity in enumerate(sentence.quantities):
        if quantity.part:
            continue
        begin, aside = clause_start(text, floor, quantity.start)
        if begin > floor and not aside:
            previous = None
        before = text[begin : quantity.start]
        wording = read_before(before)
        announced = announced or wording.announced
        if aside and not wording.subject:
            # "(tối thiểu 3 lần/năm)" bounds what the clause asks for, "(500 người)" only tells more
            if previous is None and quantity.comparator not in (">", ">=", "<", "<="):
                continue
            previous = previous or Indicator(main_action(text[floor : begin - 1]))
        elif not is_goal(sentence, quantity, wording, announced, before):
            continue
        start = begin + wording.offset
        if quantity.part == 0:
            parts = [q for q in sentence.quantities[index:] if q.part is not None]
            for part, name in zip(parts, name_series(wording, len(parts)), strict=True):
                yield _target(sentence, part, name, start, part.end)
            floor = parts[-1].end
            continue
        stop = clause_end(sentence, index)
        after = text[quantity.end : stop].rstrip(" ,;.")
        previous = name_indicator(wording, quantity, after, previous)
        floor = stop if previous.ahead else quantity.end
        if previous.name:
            yield _target(sentence, quantity, previous.name, start, floor)


def _target(sentence: Sentence, quantity: Quantity, name: str, start: int, stop: int) -> Target:
    end = max(stop, quantity.end)
    while sentence.text[end - 1] in " ,;.":
        end -= 1
    return Target(
        line=0,
        indicator=name,
        value=sentence.text[quantity.start : quantity.end],
        comparator=quantity.comparator,
        min=quantity.min,
        max=quantity.max,
        unit=quantity.unit,
        period=period_of(sentence, quantity),
        agencies=(),
        start=min(start, quantity.start),
        end=end,
    )
