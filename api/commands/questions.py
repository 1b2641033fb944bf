"""Commands that ask: who owns what, named queries, queries of one's own."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from api.commands.errors import (
    FOUND_WRONG,
    USED_WRONG,
    CommandError,
    complain,
    existing,
    graph_at_hand,
    settings_for,
)

if TYPE_CHECKING:
    from graph.questions import Question
    from graph.store import Rows, Store

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_LONGEST_COMPLAINT = 160


def ask_who(options: Namespace) -> int:
    """Answer who owns what, for people or (--json) as /api/who does."""
    from api.answers import who_body, who_lines
    from graph.search import INDEX, Index, TaskFilter, rank, who
    from graph.versions import current

    question = " ".join(options.question)
    with graph_at_hand():
        index = Index(current(settings_for(options).graph).directory / INDEX)
    as_of = options.as_of.isoformat() if options.as_of else None
    wanted = TaskFilter(question=question, as_of=as_of)
    if options.json:
        ranking = rank(index, wanted, options.limit, parts=options.tasks)
        found = ranking.tasks
        print(
            json.dumps(json.loads(who_body(index, wanted, ranking)), ensure_ascii=False, indent=1)
        )
    else:
        answer = who(index, wanted, options.limit, parts=options.tasks)
        found = answer.tasks
        for line in who_lines(answer):
            print(line)
    if not found:
        complain(f"nothing found for {question!r}; try fewer words")
        return FOUND_WRONG
    return 0


def ask_query(options: Namespace) -> int:
    """Print the rows of a query as tab-separated values under a line of their names."""
    from graph.questions import QuestionError, ask
    from graph.store import StoreError, open_store

    if options.query is None:
        return _list_queries()
    with graph_at_hand():
        store = open_store(settings_for(options).graph)
    if options.query.endswith(".rq"):
        (path,) = existing([options.query])
        _print_rows(_select(store, path))
        return 0
    try:
        _print_rows(ask(store, options.query, _parameters(options.param)))
    except QuestionError as error:
        raise CommandError(str(error), USED_WRONG) from error
    except StoreError as error:
        raise CommandError(str(error)) from error
    return 0


def ask_audit(options: Namespace) -> int:
    """Print what an audit finds, by its query or by its shape; without a name, list the audits."""
    from graph.questions import audits

    known = {each.name: each for each in audits()}
    if options.audit is None:
        for each in known.values():
            print(_called(each), each.rule.definition_en if each.rule else "", sep="\t")
        return 0
    if options.audit not in known:
        names = ", ".join(known)
        raise CommandError(f"no audit {options.audit!r}; there are: {names}", USED_WRONG)
    if options.shacl:
        return _audit_by_shape(options)
    return ask_query(Namespace(query=options.audit, param=options.param, graph=options.graph))


def _audit_by_shape(options: Namespace) -> int:
    from graph.validate import audit_by_shape, audits_with_shape

    if options.audit not in audits_with_shape():
        names = ", ".join(audits_with_shape())
        raise CommandError(f"{options.audit} has no shape; these have: {names}", USED_WRONG)
    with graph_at_hand():
        report = audit_by_shape(settings_for(options).graph, options.audit)
    for found in report.violations:
        print(found.node, found.message, sep="\t")
    return 0


def _list_queries() -> int:
    from graph.questions import questions

    for each in questions():
        print(_called(each), each.title_en, sep="\t")
    return 0


def _called(each: Question) -> str:
    takes = " ".join(f"[{parameter.name}=…]" for parameter in each.parameters)
    return f"{each.name} {takes}".rstrip()


def _parameters(given: Iterable[str]) -> dict[str, str]:
    """Part each KEY=VALUE."""
    values = {}
    for each in given:
        key, sign, value = each.partition("=")
        if not sign:
            raise CommandError(f"--param {each}: write it as key=value", USED_WRONG)
        values[key] = value
    return values


def _select(store: Store, path: Path) -> Rows:
    """Ask the SELECT in a file, or raise what is wrong with it."""
    from graph.store import StoreError

    try:
        return store.select(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise CommandError(f"{path}: not UTF-8; save it as UTF-8", USED_WRONG) from error
    except SyntaxError as error:
        where, _, what = str(error).removeprefix("error at ").partition(": ")
        expected = " ".join(what.split())[:_LONGEST_COMPLAINT]
        raise CommandError(f"{path}:{where}: not SPARQL: {expected}", USED_WRONG) from error
    except StoreError as error:
        raise CommandError(f"{path}: {error}; write a SELECT", USED_WRONG) from error


def _print_rows(rows: Rows) -> None:
    """Print one line a row; what would break the line in a value is escaped as in JSON."""
    print(*rows.variables, sep="\t")
    for row in rows:
        values = ("" if value is None else str(value) for value in row.values())
        print(*(value.translate(_ESCAPES) for value in values), sep="\t")
