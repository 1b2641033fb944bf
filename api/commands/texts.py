"""Commands over texts: what is read from them, and how well."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from api.commands.errors import FOUND_WRONG, USED_WRONG, CommandError, complain, existing


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
    """Print precision, recall and F1 of each measure, over all documents together."""
    from extract import UnreadableSource, as_data, extract, read
    from extract.evaluate import evaluate, total

    status = 0
    scores = []
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
        scores.append(evaluate(gold, as_data(extract(source)), source.text))
    if not scores:
        return status
    print(f"{'':20}{'P':>8}{'R':>8}{'F1':>8}{'right':>8}{'wrong':>8}{'missed':>8}")
    for measure, tally in total(scores).items():
        print(
            f"{measure:20}{tally.precision:8.3f}{tally.recall:8.3f}{tally.f1:8.3f}"
            f"{tally.hits:8}{tally.spurious:8}{tally.missing:8}"
        )
        for miss in tally.misses if options.misses else ():
            print(f"  {miss}")
    return status
