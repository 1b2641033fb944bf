"""Commands across plans: what became of the tasks of one in another."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from api.commands.errors import USED_WRONG, CommandError, complain, graph_at_hand, settings_for

if TYPE_CHECKING:
    from graph.comparison import Compared


def compare_plans(options: Namespace) -> int:
    """Print what became of each task, with both sentences, or (--json) one object a line."""
    from graph.comparison import PlanError, compare_plans, counts
    from graph.search import INDEX, Index
    from graph.versions import current

    with graph_at_hand():
        index = Index(current(settings_for(options).graph).directory / INDEX)
    try:
        _, compared = compare_plans(index, options.old, options.new)
    except PlanError as error:
        raise CommandError(str(error), USED_WRONG) from error
    for each in compared:
        if options.json:
            print(json.dumps(asdict(each), ensure_ascii=False))
        else:
            print("\n".join(_lines(each)))
    said = ", ".join(f"{count} {fate}" for fate, count in counts(compared).items())
    complain(said)
    return 0


def _lines(each: Compared) -> Iterator[str]:
    likeness = each.likeness
    alike = f" · {likeness.value:.2f} · {', '.join(likeness.words)}" if likeness else ""
    yield f"{each.fate}{alike}{' · by a successor' if each.succeeded else ''}"
    for sign, task in (("-", each.old), ("+", each.new)):
        if task:
            yield f"  {sign} {_place(task)}"
            yield f"    {task['text']}"
    if each.nearest:
        yield f"    nearest, {each.nearest.likeness.value:.2f}: {_place(each.nearest.task)}"
    yield ""


def _place(task: dict[str, Any]) -> str:
    """Say where a task stands and who leads it."""
    evidence = task["evidence"]
    document = evidence["number"] or task["document"]["id"]
    leads = ", ".join(dict.fromkeys(duty["agency"]["name"] for duty in task["lead"])) or "–"
    span = f"{evidence['start']}-{evidence['end']}"
    return f"{document} · {evidence['section']} · {span} · {leads}"
