"""Commands over texts: what is read from them, and how well."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from api.commands.errors import FOUND_WRONG, USED_WRONG, CommandError, complain, existing

if TYPE_CHECKING:
    from extract.evaluate import Tally


def extract_files(options: Namespace) -> int:
    """Print one JSON object for one file, JSON Lines for several."""
    from extract import UnreadableSource, extract, read, to_json

    paths = existing(options.files)
    status = 0
    for path in paths:
        try:
            record = extract(read(path))
        except UnreadableSource as error:
            complain(str(error))
            status = FOUND_WRONG
            continue
        print(to_json(record, indent=1 if len(paths) == 1 else None))
    return status


def evaluate_gold(options: Namespace) -> int:
    """Print precision, recall and F1 of each measure, for each document and over all together."""
    from extract import UnreadableSource, as_data, extract, read
    from extract.evaluate import evaluate, total

    status = 0
    scores = {}
    for path in existing(options.gold):
        try:
            gold = json.loads(path.read_bytes())
            source = read(Path(options.corpus) / gold["source"])
        except (ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{path}: no annotation: {error}", USED_WRONG) from error
        except UnreadableSource as error:
            complain(f"{path}: left out: {error}")
            status = FOUND_WRONG
            continue
        scores[source.name] = evaluate(gold, as_data(extract(source)), source.text)
    for name, tallies in scores.items():
        _print_scores(name, tallies, misses=options.misses)
    if scores:
        _print_scores("all", total(scores.values()), misses=False)
    return status


def _print_scores(name: str, tallies: Mapping[str, Tally], *, misses: bool) -> None:
    print(name)
    print(f"{'':20}{'P':>8}{'R':>8}{'F1':>8}{'right':>8}{'wrong':>8}{'missed':>8}")
    for measure, tally in tallies.items():
        print(
            f"{measure:20}{tally.precision:8.3f}{tally.recall:8.3f}{tally.f1:8.3f}"
            f"{tally.hits:8}{tally.spurious:8}{tally.missing:8}"
        )
        for miss in tally.misses if misses else ():
            print(f"  {miss}")
