"""The command line: `chutri COMMAND …`.

The result goes to stdout, progress and complaints to stderr. Exit status: 0, 1 (something is wrong
with what was found), 2 (used wrong). An error is one line that names the place and the mend.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

from api.commands import exports, graphs, plans, questions, texts
from api.commands.errors import CommandError, complain

PROGRAM = "chutri"
INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Command:
    """A row of the table of commands: what it is called, takes and does."""

    name: str
    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def _extract(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="a plan as plain text, UTF-8")


def _build(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("corpus", nargs="?", default="corpus", help="folder of texts (%(default)s)")
    parser.add_argument("-o", "--output", required=True, metavar="DIR", help="where the graph goes")
    parser.add_argument(
        "-j", "--jobs", type=int, default=1, help="processes (%(default)s; -1: all)"
    )


def _graph(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-g", "--graph", metavar="DIR", help="a built graph (CHUTRI_GRAPH, else build/graph)"
    )


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("graph", nargs="?", metavar="DIR", help="a built graph (build/graph)")
    parser.add_argument("--host", help="address to listen on (CHUTRI_HOST, else 127.0.0.1)")
    parser.add_argument("--port", type=int, help="port to listen on (CHUTRI_PORT, else 8000)")


def _who(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", nargs="+", help="words, with or without diacritics")
    parser.add_argument("--limit", type=int, default=10, help="agencies to name (%(default)s)")
    parser.add_argument("--tasks", type=int, default=5, help="tasks to show of each (%(default)s)")
    parser.add_argument(
        "--as-of", type=_day, metavar="DATE", help="also who holds each duty on this day"
    )
    parser.add_argument("--json", action="store_true", help="the answer of /api/who")
    _graph(parser)


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"no day {value!r}: write YYYY-MM-DD") from error


def _ask(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", nargs="?", help="a named query, or a .rq file; none: list them")
    parser.add_argument(
        "-p", "--param", action="append", default=[], metavar="KEY=VALUE", help="a parameter"
    )
    _graph(parser)


def _audit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("audit", nargs="?", help="an audit; none: list them with their rules")
    parser.add_argument(
        "-p", "--param", action="append", default=[], metavar="KEY=VALUE", help="a parameter"
    )
    parser.add_argument("--shacl", action="store_true", help="by its SHACL shape, if it has one")
    _graph(parser)


def _compare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="the earlier plan, by its number or id")
    parser.add_argument("new", metavar="NEW", help="the later plan")
    parser.add_argument("--json", action="store_true", help="one JSON object a task")
    _graph(parser)


def _evaluate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("gold", nargs="+", metavar="GOLD", help="annotations (JSON)")
    parser.add_argument("--corpus", default="corpus", help="folder of their texts (%(default)s)")
    parser.add_argument("--misses", action="store_true", help="list what did not match")


def _mcp(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--http", action="store_true", help="over HTTP, not stdin and stdout")
    parser.add_argument("--host", help="address to listen on (CHUTRI_HOST, else 127.0.0.1)")
    parser.add_argument("--port", type=int, help="port to listen on (CHUTRI_PORT, else 8000)")
    _graph(parser)


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-f", "--format", help="gexf, turtle, xlsx, …; none: list them")
    parser.add_argument("-o", "--output", metavar="FILE", help="where it goes (several: a folder)")
    parser.add_argument("--view", help="what of the graph: responsibility, coordination, tasks, …")
    parser.add_argument("--measures", action="store_true", help="give nodes their measures too")
    _graph(parser)


def _analyse(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("view", nargs="?", default="coordination", help="a network (%(default)s)")
    parser.add_argument("--sort", default="pagerank", help="the measure to sort by (%(default)s)")
    parser.add_argument("--limit", type=int, default=20, help="nodes to name (%(default)s)")
    _graph(parser)


COMMANDS = (
    Command("extract", "print what is read from plans, as JSON", _extract, texts.extract_files),
    Command("build", "make the graph of a corpus", _build, graphs.build_graph),
    Command("serve", "serve a graph over HTTP", _serve, graphs.serve_graph),
    Command("mcp", "serve tools for language models", _mcp, graphs.serve_tools),
    Command("who", "ask who owns what", _who, questions.ask_who),
    Command("ask", "ask a named query, or one of your own", _ask, questions.ask_query),
    Command(
        "audit", "find what breaks a rule of how plans are written", _audit, questions.ask_audit
    ),
    Command(
        "compare", "say what became of a plan's tasks in a later one", _compare, plans.compare_plans
    ),
    Command("export", "write the graph for other programs", _export, exports.export_graph),
    Command("analyse", "measure a network of the graph", _analyse, exports.analyse_network),
    Command("validate", "check a graph against its SHACL shapes", _graph, graphs.validate_graph),
    Command("evaluate", "score the reading against annotations", _evaluate, texts.evaluate_gold),
)


def parser() -> argparse.ArgumentParser:
    """Return the whole command line."""
    top = argparse.ArgumentParser(
        prog=PROGRAM, description="Who owns what in Vietnam's government plans, with evidence."
    )
    top.add_argument("--version", action="version", version=f"{PROGRAM} {version(PROGRAM)}")
    subparsers = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in COMMANDS:
        sub = subparsers.add_parser(command.name, help=command.help, description=command.help)
        command.arguments(sub)
        sub.set_defaults(run=command.run)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except CommandError as error:
        complain(str(error))
        return error.status
    except BrokenPipeError:
        # The reader has seen enough (`chutri extract … | head`). Nothing may be flushed to it
        # when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


if __name__ == "__main__":
    sys.exit(main())
