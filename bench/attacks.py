"""How others fare while clients attack our endpoint, and how soon what they take is free again.

    python -m bench attacks GRAPH

Two clients send each query of `bench.attack_queries` without pause, every time as a new one, while
wrk asks the cheap query over 4 connections. For each attack it prints what the two were answered,
by how much the slowest 504 came after the limit, how long after the limit of a last such query its
worker was gone, and the 99th percentile of the cheap query. The exit status is 1 where a worker was
gone later than 0.2 seconds after the limit, or the percentile is over 15 ms and over 5 times that
of a quiet service, or the service keeps much more memory than before.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.attack_queries import ATTACKS
from bench.endpoint_queries import AGENCY, PREFIXES, QUERIES
from bench.servers import TIME_LIMIT, Server, first, start_ours, wait_for
from bench.wrk import load

CONNECTIONS = 4
HOSTILE = 2
LIMIT = float(TIME_LIMIT) * 1000
#: What is asked, in milliseconds.
P99, TIMES, FREED = 15.0, 5, 200.0
#: Megabytes that workers may have grown by: each keeps what it copied of the graph by reading it.
GROWN = 256.0


@dataclass
class Answers:
    """What hostile clients were answered: how often which status, and how late the slowest 504."""

    statuses: Counter[str] = field(default_factory=Counter)
    late: float = 0.0

    def __str__(self) -> str:
        return ", ".join(f"{status} ×{count}" for status, count in sorted(self.statuses.items()))


class Attacker:
    """A client that asks one query again and again."""

    def __init__(self, server: Server, query: str) -> None:
        self._address = urllib.parse.urlsplit(server.url)
        self._query = PREFIXES + query

    def ask(self, number: float) -> tuple[int, float]:
        """Ask once; return the status and the milliseconds that it took."""
        connection = http.client.HTTPConnection(self._address.netloc, timeout=60)
        body = f"{self._query}\n# {number}".encode()
        headers = {"Content-Type": "application/sparql-query"}
        started = time.perf_counter()
        with contextlib.closing(connection):
            connection.request("POST", self._address.path, body, headers)
            answer = connection.getresponse()
            answer.read()
        return answer.status, (time.perf_counter() - started) * 1000

    def ask_until(self, stop: threading.Event, answers: Answers) -> None:
        """Ask without pause."""
        while not stop.is_set():
            try:
                status, taken = self.ask(time.perf_counter())
            except (OSError, http.client.HTTPException) as error:
                answers.statuses[type(error).__name__] += 1
                continue
            answers.statuses[str(status)] += 1
            if status == 504:
                answers.late = max(answers.late, taken - LIMIT)


@contextlib.contextmanager
def attacked(server: Server, query: str) -> Iterator[Answers]:
    """Attack for as long as the context lasts."""
    stop, answers = threading.Event(), Answers()
    attacker = Attacker(server, query)
    threads = [
        threading.Thread(target=attacker.ask_until, args=(stop, answers)) for _ in range(HOSTILE)
    ]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def counts(server: Server) -> dict[str, float]:
    """Return what the service says of its workers."""
    address = urllib.parse.urlsplit(server.url)
    connection = http.client.HTTPConnection(address.netloc, timeout=60)
    with contextlib.closing(connection):
        connection.request("GET", "/metrics")
        lines = connection.getresponse().read().decode().splitlines()
    found = (line.removeprefix("chutri_pool_").split() for line in lines if "chutri_pool" in line)
    return {name: float(value) for name, value in (each for each in found if len(each) == 2)}


def freed(server: Server, query: str) -> float | None:
    """Ask once; return after how many milliseconds past the limit the worker was gone.

    None where the query came to its end, whatever that was, before the limit.
    """
    before, started = counts(server)["died_total"], time.perf_counter()
    status, _ = Attacker(server, query).ask(started)
    if status != 504:
        return None
    while counts(server)["died_total"] == before:
        time.sleep(0.002)
    return (time.perf_counter() - started) * 1000 - LIMIT


def settled(server: Server) -> bool:
    """Wait until every worker is idle; False where that takes too long."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        now = counts(server)
        if now["idle"] == now["workers"] and now["killed_total"] <= now["died_total"]:
            return True
        time.sleep(0.05)
    return False


def memory(pid: int) -> float:
    """Return the megabytes that a process and its children take, what they share counted once."""
    total = 0.0
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            total += int(line.split()[1]) / 1024
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return total + sum(memory(int(child)) for child in children)


def main(arguments: Sequence[str]) -> int:
    """Attack in every way and print the table."""
    parser = argparse.ArgumentParser(prog="bench attacks", description=__doc__)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--only", nargs="*", choices=ATTACKS, default=list(ATTACKS))
    options = parser.parse_args(arguments)
    failures = []
    with contextlib.ExitStack() as stack:
        server = start_ours(options.graph, 18290, options)
        stack.callback(server.process.wait, 30)
        stack.callback(server.process.terminate)
        wait_for(server.url + "?query=ASK%7B%7D", server.process)
        cheap = QUERIES["tasks of an agency"].replace("{agency}", first(server, AGENCY))
        load(server, cheap, CONNECTIONS, options.seconds, distinct=True)
        quiet = load(server, cheap, CONNECTIONS, options.seconds, distinct=True)
        most = max(P99, TIMES * quiet.p99)
        before = memory(server.process.pid)
        print("| attack | answered | late by, ms | worker gone after, ms | p99 of others, ms |")
        print("|---|---|---:|---:|---:|")
        print(f"| none | | | | {quiet.p99:.1f} |", flush=True)
        for name in options.only:
            query = ATTACKS[name]
            with attacked(server, query) as answers:
                others = load(server, cheap, CONNECTIONS, options.seconds, distinct=True)
            gone = freed(server, query)
            late, after = (f"{v:.0f}" if v else "" for v in (answers.late, gone))
            print(f"| {name} | {answers} | {late} | {after} | {others.p99:.1f} |", flush=True)
            if others.p99 > most or others.failed or (gone or 0) > FREED or not settled(server):
                failures.append(name)
        after_all = memory(server.process.pid)
    print(
        f"\nmemory: {before:.0f} MB before, {after_all:.0f} MB after; limit of time {TIME_LIMIT} s"
    )
    for name in failures:
        print(f"bench attacks: not as asked: {name}")
    return 1 if failures else 0
