"""What each command does.

Layers are imported inside the functions, so that a command loads only what it needs.
"""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from api.settings import Settings, SettingsError

if TYPE_CHECKING:
    from graph.store import Store

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})

FOUND_WRONG = 1
USED_WRONG = 2


class CommandError(Exception):
    """A command cannot go on: one line for the reader, and the exit status."""

    def __init__(self, message: str, status: int = FOUND_WRONG) -> None:
        super().__init__(message)
        self.status = status


def complain(message: str) -> None:
    """Write one line to stderr."""
    print(f"chutri: {message}", file=sys.stderr)


def settings_of(options: Namespace) -> Settings:
    """Read the environment, and over it what the command line says."""
    try:
        return Settings.from_environment(os.environ).over(
            graph=getattr(options, "graph", None),
            host=getattr(options, "host", None),
            port=getattr(options, "port", None),
        )
    except SettingsError as error:
        raise CommandError(str(error), USED_WRONG) from error


def existing(paths: Iterable[str]) -> tuple[Path, ...]:
    """Return the paths, or raise the error that names the first that is not there."""
    found = tuple(Path(path) for path in paths)
    for path in found:
        if not path.exists():
            raise CommandError(f"{path}: no such file; check the path", USED_WRONG)
    return found


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


def build_graph(options: Namespace) -> int:
    """Make the graph; what had to be left out is named, and the status says so."""
    from graph.build import BuildError, CorpusError, build

    def progress(done: int, of: int, name: str) -> None:
        print(f"[{done}/{of}] {name}", file=sys.stderr)

    try:
        report = build(
            Path(options.corpus), Path(options.output), jobs=options.jobs, progress=progress
        )
    except CorpusError as error:
        raise CommandError(str(error), USED_WRONG) from error
    except BuildError as error:
        raise CommandError(str(error)) from error
    for left_out in report.left_out:
        complain(f"left out: {left_out.source}: {left_out.reason}")
    print(f"{report.version.directory}: {report.documents} documents, {report.quads} statements")
    return FOUND_WRONG if report.left_out else 0


def serve_graph(options: Namespace) -> int:
    """Serve until interrupted."""
    import uvicorn

    from api.app import create_app
    from graph.search import NoIndexError
    from graph.versions import NoGraphError

    settings = settings_of(options)
    try:
        application = create_app(settings)
    except (NoGraphError, NoIndexError) as error:
        raise CommandError(str(error), USED_WRONG) from error
    complain(f"serving {settings.graph} at http://{settings.host}:{settings.port}/")
    uvicorn.run(
        application, host=settings.host, port=settings.port, log_level="warning", access_log=False
    )
    return 0


def ask_who(options: Namespace) -> int:
    """Answer who owns what, for people or (--json) as /api/who does."""
    from api.answers import who_answer, who_lines
    from graph.search import INDEX, Index, NoIndexError, TaskFilter, who
    from graph.versions import NoGraphError, current

    question = " ".join(options.question)
    try:
        index = Index(current(settings_of(options).graph).directory / INDEX)
    except (NoGraphError, NoIndexError) as error:
        raise CommandError(str(error), USED_WRONG) from error
    answer = who(index, TaskFilter(question=question), options.limit, parts=options.tasks)
    if options.json:
        print(json.dumps(who_answer(question, answer), ensure_ascii=False, indent=1))
    else:
        for line in who_lines(answer):
            print(line)
    if not answer.tasks:
        complain(f"nothing found for {question!r}; try fewer words")
        return FOUND_WRONG
    return 0


def ask_query(options: Namespace) -> int:
    """Print the rows of a query as tab-separated values under a line of their names."""
    from graph.questions import QuestionError, ask, questions
    from graph.store import StoreError, open_store
    from graph.versions import NoGraphError

    if options.query is None:
        for each in questions():
            takes = " ".join(f"[{parameter.name}=…]" for parameter in each.parameters)
            print(f"{each.name} {takes}".rstrip(), each.title_en, sep="\t")
        return 0
    try:
        store = open_store(settings_of(options).graph)
        if options.query.endswith(".rq"):
            (path,) = existing([options.query])
            return _ask_file(store, path)
        rows = ask(store, options.query, _parameters(options.param))
    except (NoGraphError, QuestionError) as error:
        raise CommandError(str(error), USED_WRONG) from error
    except StoreError as error:
        raise CommandError(str(error)) from error
    _print_rows(rows.variables, ([row[name] for name in rows.variables] for row in rows))
    return 0


def validate_graph(options: Namespace) -> int:
    """Name each violation of the shapes on a line of its own."""
    from graph.validate import validate
    from graph.versions import NoGraphError

    try:
        report = validate(settings_of(options).graph)
    except NoGraphError as error:
        raise CommandError(str(error), USED_WRONG) from error
    for violation in report.violations:
        print(violation.node, violation.path or "", violation.message, sep="\t")
    if not report.conforms:
        complain(f"{len(report.violations)} violations in {report.triples} triples")
        return FOUND_WRONG
    print(f"conforms: {report.triples} triples")
    return 0


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


def _parameters(given: Iterable[str]) -> dict[str, str]:
    """Part each KEY=VALUE."""
    values = {}
    for each in given:
        key, sign, value = each.partition("=")
        if not sign:
            raise CommandError(f"--param {each}: write it as key=value", USED_WRONG)
        values[key] = value
    return values


def _ask_file(store: Store, path: Path) -> int:
    try:
        rows = store.select(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise CommandError(f"{path}: not UTF-8; save it as UTF-8", USED_WRONG) from error
    except SyntaxError as error:
        raise CommandError(f"{path}: {error}", USED_WRONG) from error
    _print_rows(rows.variables, ([row[name] for name in rows.variables] for row in rows))
    return 0


def _print_rows(heading: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Print one line a row; what would break the line in a value is escaped as in JSON."""
    print(*heading, sep="\t")
    for row in rows:
        print(*("" if value is None else str(value).translate(_ESCAPES) for value in row), sep="\t")
