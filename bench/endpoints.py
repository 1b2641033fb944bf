"""Our endpoint beside others, on one graph, in one run.

    python -m bench endpoints GRAPH --oxigraph BIN --rdflib-endpoint BIN --virtuoso

GRAPH is a directory that `chutri build` made (see bench synthetic). Each server is started, given
the graph, asked every query of `bench.endpoint_queries` in turn with the others, so that all meet
the same machine, and then by wrk. A comment makes each query a new one, so that no cache answers.
It prints the table of docs/BENCHMARKS.md.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.client import Client
from bench.endpoint_queries import AGENCY, DOCUMENT, QUERIES
from bench.servers import STARTS, Server, first, wait_for
from bench.wrk import Load, load

#: Seconds that a server is asked before it is the turn of the next one.
_TURN = 0.1
#: How often wrk asks each server.
_LOADS = 3


def latencies(servers: list[Server], rounds: int) -> Iterator[tuple[str, list[str]]]:
    """Ask each query of each server in turn; give the medians, and what differs in the rows."""
    agency, document = first(servers[0], AGENCY), first(servers[0], DOCUMENT)
    clients = [Client(server) for server in servers]
    given_up: set[tuple[str, str]] = set()
    for name, query in QUERIES.items():
        text = query.replace("{agency}", agency).replace("{document}", document)
        times: dict[str, list[float]] = {server.name: [] for server in servers}
        rows: dict[str, int] = {}
        for number in range(rounds):
            for client in clients:
                if (client.name, name) in given_up:
                    continue
                try:
                    taken, rows[client.name] = turn(client, f"{text}\n# {number}")
                except (OSError, ValueError):
                    client.close()
                    given_up.add((client.name, name))
                    continue
                times[client.name] += taken
                if max(taken) > 5000:
                    given_up.add((client.name, name))
        cells = []
        for server in servers:
            each = times[server.name]
            cell = f"{statistics.median(each):.2f}" if each else "no answer"
            if each and rows[server.name] != rows[servers[0].name]:
                cell += f" ({rows[server.name]} rows)"
            cells.append(cell)
        yield f"{name} ({rows[servers[0].name]} rows)", cells


def turn(client: Client, query: str) -> tuple[list[float], int]:
    """Ask a query for a tenth of a second, at least once; return the milliseconds, and the rows."""
    times: list[float] = []
    until = time.perf_counter() + _TURN
    while not times or time.perf_counter() < until:
        taken, rows = client.ask(f"{query} {time.perf_counter()}")
        times.append(taken)
    return times, rows


def loads(
    servers: list[Server], query: str, connections: int, seconds: int, distinct: bool
) -> list[str]:
    """Let wrk ask each server in turn, several times; give of each the round of the median rate."""
    runs: dict[str, list[Load]] = {server.name: [] for server in servers}
    for _ in range(_LOADS):
        for server in servers:
            runs[server.name].append(load(server, query, connections, seconds, distinct))
    return [str(sorted(each, key=lambda run: run.rate)[_LOADS // 2]) for each in runs.values()]


def main(arguments: Sequence[str]) -> int:
    """Run all and print the table."""
    parser = argparse.ArgumentParser(prog="bench endpoints", description=__doc__)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--oxigraph", help="the program oxigraph (PyPI oxigraph)")
    parser.add_argument("--rdflib-endpoint", help="the program rdflib-endpoint (PyPI)")
    parser.add_argument("--virtuoso", action="store_true", help="Virtuoso (Debian package)")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=int, default=5)
    options = parser.parse_args(arguments)
    wanted = ["chutri", *(name for name in STARTS if getattr(options, name, None))]
    with contextlib.ExitStack() as stack:
        servers = []
        for index, name in enumerate(wanted):
            server = STARTS[name](options.graph, 18100 + 10 * index, options)
            stack.callback(server.process.wait, 30)
            stack.callback(server.process.terminate)
            servers.append(server)
        for server in servers:
            wait_for(server.url + "?query=ASK%7B%7D", server.process)
        print(f"| | {' | '.join(server.name for server in servers)} |")
        print("|---|" + "---:|" * len(servers))
        for title, cells in latencies(servers, options.rounds):
            print(f"| {title}, ms | {' | '.join(cells)} |", flush=True)
        cheap = QUERIES["tasks of an agency"].replace("{agency}", first(servers[0], AGENCY))
        for distinct in (True, False):
            for connections in (1, 16):
                cells = loads(servers, cheap, connections, options.seconds, distinct)
                kind = "distinct" if distinct else "repeated"
                title = f"cheap query, {kind}, {connections} connections, requests/s (p99)"
                print(f"| {title} | {' | '.join(cells)} |", flush=True)
    print(f"\n{os.cpu_count()} cores; medians of {options.rounds} rounds")
    return 0
