"""How fast "who owns what" is answered: ready answers, questions asked before, new questions.

    python -m bench who GRAPH --rdflib-endpoint BIN

GRAPH is a directory that `chutri build` made (see bench synthetic). One worker serves it, and wrk
asks over 16 connections, each kind of address in turn in each round, so that all meet the same
machine: a ready answer of some 10 KB; questions that were asked before; questions of which none was
asked before. A question is some words that follow each other in a task, every second one without
diacritics. The same is asked as SPARQL of rdflib-endpoint, one query after the other. It prints the
table of docs/BENCHMARKS.md.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import os
import random
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

from api.paging import LARGE_ITEMS
from bench.client import Client
from bench.endpoint_queries import QUERIES
from bench.servers import Server, start_ours, start_rdflib, wait_for
from bench.wrk import Load, run
from graph.folding import bare
from graph.naming import BASE
from graph.search import Index, open_index
from graph.search.words import words

READY_BYTES = 10_240
NEW = 80_000
"""New addresses of a kind; a run asks fewer."""

BEFORE = 500
"""Addresses of a kind that are asked again and again."""

_WHO = """SELECT ?agency (COUNT(DISTINCT ?task) AS ?tasks) WHERE {{
  ?task dct:description ?text ; ct:leadAgency ?agency
  FILTER(CONTAINS(LCASE(STR(?text)), "{words}"))
}} GROUP BY ?agency ORDER BY DESC(?tasks) LIMIT 10"""

_SCRIPT = """
local addresses = {{}}
for line in io.lines("{path}") do addresses[#addresses + 1] = line end
local count = {first}
request = function()
  count = count + 1
  return wrk.format("GET", addresses[(count - 1) % #addresses + 1])
end
"""


@dataclass(frozen=True)
class Kind:
    """Addresses of one kind; those that are new are each asked once over all rounds."""

    name: str
    addresses: Sequence[str]
    new: bool = False


@dataclass(frozen=True)
class Run:
    """What wrk saw, and the microseconds of CPU that the server spent on each request."""

    load: Load
    cpu: float


def topics(index: Index, chance: random.Random) -> Iterator[str]:
    """Draw words that follow each other in a task, without end."""
    texts = [words(text) for (text,) in index.rows("SELECT text FROM tasks ORDER BY task")]
    for number in itertools.count():
        said = chance.choice(texts)
        length = chance.choice((2, 3, 3, 4, 4, 5))
        if len(said) < length:
            continue
        start = chance.randrange(len(said) - length + 1)
        typed = " ".join(said[start : start + length])
        yield bare(typed) if number % 2 else typed


def pages(index: Index, chance: random.Random) -> list[str]:
    """Return the pages of all agencies' tasks in random order."""
    found = []
    for slug in index.directory.slugs:
        (number,) = (n for n in index.directory.of(slug) if index.directory.slugs[n] == slug)
        for role, count in zip(("lead", "coordinating"), index.duties.counts(number), strict=True):
            address = f"/api/agencies/{slug}/tasks?role={role}"
            sizes = range(LARGE_ITEMS - 2, LARGE_ITEMS + 3)  # as large as usual in the mean
            found += [
                f"{address}&limit={size}&offset={offset}"
                for size in sizes
                for offset in range(count)
            ]
    chance.shuffle(found)
    return found


def kinds(index: Index, ready: str, seed: int) -> list[Kind]:
    """Return what is asked, in turn."""
    chance = random.Random(seed)
    asked = (f"/api/who?{urlencode({'q': topic})}" for topic in topics(index, chance))
    different = list(itertools.islice(_different(asked), BEFORE + NEW))
    of_agencies = pages(index, chance)
    return [
        Kind("a ready answer", [ready]),
        Kind("/api/who, asked before", different[:BEFORE]),
        Kind("/api/who, new", different[BEFORE:], new=True),
        Kind("/api/agencies/{slug}/tasks, asked before", of_agencies[:BEFORE]),
        Kind("/api/agencies/{slug}/tasks, new", of_agencies[BEFORE:], new=True),
    ]


def ready_address(server: str) -> str:
    """Return the address of the list of agencies whose answer is nearest to 10 KB."""
    sizes = {}
    for limit in range(20, 80):
        with urlopen(f"{server}/api/agencies?limit={limit}", timeout=30) as answer:
            sizes[limit] = abs(len(answer.read()) - READY_BYTES)
    return f"/api/agencies?limit={min(sizes, key=lambda limit: sizes[limit])}"


def load(server: Server, kind: Kind, first: int, seconds: int) -> Run:
    """Let wrk ask addresses in order, beginning at ``first``."""
    with tempfile.TemporaryDirectory() as directory:
        addresses, script = Path(directory, "addresses"), Path(directory, "ask.lua")
        addresses.write_text("\n".join(kind.addresses))
        script.write_text(_SCRIPT.format(path=addresses, first=first))
        command = ["wrk", "-t1", "-c16", f"-d{seconds}s", "--latency", "-s", str(script)]
        spent = _spent(server)
        seen = run([*command, server.url])
        spent = _spent(server) - spent
    if seen.failed:
        raise RuntimeError(f"{kind.name}: some were not answered")
    return Run(seen, spent / seen.requests * 1e6)


def measured(
    server: Server, asked: Sequence[Kind], rounds: int, seconds: int
) -> Iterator[tuple[Kind, list[Run]]]:
    """Ask each kind in each round; give the runs of each."""
    runs: dict[str, list[Run]] = {kind.name: [] for kind in asked}
    for _ in range(rounds):
        for kind in asked:
            done = sum(run.load.requests for run in runs[kind.name])
            for address in () if kind.new else kind.addresses:
                urlopen(server.url + address, timeout=30).close()
            runs[kind.name].append(load(server, kind, done if kind.new else 0, seconds))
            if kind.new and done + runs[kind.name][-1].load.requests > len(kind.addresses):
                raise RuntimeError(f"{kind.name}: more was asked than there is; ask for less long")
    return ((kind, runs[kind.name]) for kind in asked)


def sparql(server: Server, index: Index, count: int, seed: int) -> Iterator[tuple[str, float]]:
    """Ask questions as SPARQL, one after the other; give the requests per second of each kind.

    Of an agency's tasks it asks the texts alone. What takes too long counts as long as was waited.
    """
    chance = random.Random(seed)
    asked = list(itertools.islice(topics(index, chance), 0, 2 * count, 2))
    slugs = [address.split("/")[3] for address in pages(index, chance)[:count]]
    tasks = QUERIES["tasks of an agency"].replace("LIMIT 40", f"LIMIT {LARGE_ITEMS}")
    queries = {
        "/api/agencies": [tasks.replace("{agency}", f"{BASE}id/agency/{slug}") for slug in slugs],
        "/api/who": [_WHO.format(words=topic.lower()) for topic in asked],
    }
    client = Client(server)
    for name, several in queries.items():
        taken = []
        answered = True
        while several and answered:
            started = time.perf_counter()
            try:
                client.ask(several.pop())
            except TimeoutError:
                answered = False  # it still works on this one
            taken.append(time.perf_counter() - started)
        yield name, 1 / statistics.mean(taken)


def _different(several: Iterator[str]) -> Iterator[str]:
    seen = set()
    for each in several:
        if each not in seen:
            seen.add(each)
            yield each


def _spent(server: Server) -> float:
    """Return the seconds of CPU that the server's process has spent."""
    user, system = Path(f"/proc/{server.process.pid}/stat").read_text().split()[13:15]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def main(arguments: Sequence[str]) -> int:
    """Run all and print the table."""
    parser = argparse.ArgumentParser(prog="bench who", description=__doc__)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--rdflib-endpoint", help="the program rdflib-endpoint (PyPI)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--queries", type=int, default=5, help="of each kind, as SPARQL")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args(arguments)
    index = open_index(options.graph)
    other: dict[str, float] = {}
    with contextlib.ExitStack() as stack:
        if options.rdflib_endpoint:
            rdflib = start_rdflib(options.graph, 18410, options)
            with _running(rdflib):
                wait_for(f"{rdflib.url}?query=ASK%7B%7D", rdflib.process)
                other = dict(sparql(rdflib, index, options.queries, options.seed))
        started = start_ours(options.graph, 18400, options)
        server = Server(started.name, started.url.removesuffix("/sparql"), started.process)
        stack.enter_context(_running(server))
        wait_for(f"{server.url}/health", server.process)
        asked = kinds(index, ready_address(server.url), options.seed)
        before = os.getloadavg()[0]
        results = list(measured(server, asked, options.rounds, options.seconds))
    rates = {kind.name: statistics.median(run.load.rate for run in runs) for kind, runs in results}
    slowest = {kind.name: statistics.median(run.load.p99 for run in runs) for kind, runs in results}
    ready = asked[0].name
    print("| | requests/s | of ready | p99, ms | of ready | CPU, µs | rdflib-endpoint | times |")
    print("|---|" + "---:|" * 7)
    for kind, runs in results:
        slow = next((rate for name, rate in other.items() if kind.name.startswith(name)), None)
        print(
            f"| {kind.name} | {rates[kind.name]:,.0f} | {rates[kind.name] / rates[ready]:.2f}"
            f" | {slowest[kind.name]:.1f} | {slowest[kind.name] / slowest[ready]:.1f}"
            f" | {statistics.median(run.cpu for run in runs):.0f}"
            + (f" | {slow:.2f} | {rates[kind.name] / slow:,.0f} |" if slow else " | | |")
        )
    print(f"\n{os.cpu_count()} cores, load {before:.1f} before; medians of {options.rounds} rounds")
    return 0


@contextlib.contextmanager
def _running(server: Server) -> Iterator[None]:
    try:
        yield
    finally:
        server.process.terminate()
        try:
            server.process.wait(10)
        except subprocess.TimeoutExpired:
            server.process.kill()
