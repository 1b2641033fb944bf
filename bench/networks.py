"""How long measures and exports of a large graph take, and how much memory at their peak.

    python -m bench synthetic DIR && chutri build DIR -o GRAPH
    python -m bench networks GRAPH

Each is one process, from its start to its end. Measures may take 60 seconds and 1.5 GB on a graph
of a million statements; the exit status is 1 where one takes more.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.build_time import run
from graph.export import FORMATS
from graph.versions import current
from graph.views import views

SECONDS = 60.0
MEGABYTES = 1536.0
CHUTRI = [sys.executable, "-m", "api.cli"]


def commands(graph: Path, out: Path) -> Iterator[tuple[str, bool, list[str]]]:
    """Give what is run: its name, whether it is held to the limits, its arguments."""
    for name, view in views().items():
        if view.holds == "network":
            yield f"analyse {name}", True, ["analyse", name, "-g", str(graph)]
    for format_ in FORMATS.values():
        view = "whole" if "whole" in format_.views else format_.views[0]
        command = ["export", "-f", format_.name, "--view", view, "-g", str(graph)]
        yield f"export {format_.name} {view}", False, [*command, "-o", str(out / format_.name)]


def main(arguments: Sequence[str]) -> int:
    """Print seconds and megabytes of each."""
    parser = argparse.ArgumentParser(prog="bench networks", description=__doc__)
    parser.add_argument("graph", type=Path, help="a built graph")
    options = parser.parse_args(arguments)
    print(f"{current(options.graph).manifest()['quads']} statements")
    over = []
    with tempfile.TemporaryDirectory() as directory:
        print(f"{'':24}{'wall s':>8}{'CPU s':>8}{'MB':>8}")
        for name, held, command in commands(options.graph, Path(directory)):
            took = run([*CHUTRI, *command])
            print(f"{name:24}{took.wall:8.1f}{took.cpu:8.1f}{took.memory:8.0f}", flush=True)
            if held and (took.wall > SECONDS or took.memory > MEGABYTES):
                over.append(name)
    for name in over:
        print(f"bench networks: {name} took more than it may", file=sys.stderr)
    return 1 if over else 0
