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
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.endpoint_queries import PREFIXES, QUERIES

ROOT = Path(__file__).parent.parent
PATIENCE = 120.0
#: Seconds that a query may take, where a server has such a limit.
TIME_LIMIT = "2"
_AGENCY = """SELECT ?x (COUNT(?t) AS ?n) { ?t ct:leadAgency ?x }
GROUP BY ?x ORDER BY (ABS(COUNT(?t) - 40)) ?x LIMIT 1"""
_DOCUMENT = """SELECT ?x (COUNT(?w) AS ?n) { ?x eli:ensures_implementation_of ?w }
GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 1"""


@dataclass(frozen=True)
class Server:
    """A server that runs: where it answers, and its process."""

    name: str
    url: str
    process: subprocess.Popen[bytes]
    keeps_connections: bool = True


def start_ours(graph: Path, port: int, options: argparse.Namespace) -> Server:
    """Start chutri serve with a limit on time."""
    command = [sys.executable, "-m", "api.cli", "serve", str(graph), "--port", str(port)]
    environment = {**os.environ, "CHUTRI_QUERY_SECONDS": TIME_LIMIT}
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, env=environment)
    return Server("chutri", f"http://127.0.0.1:{port}/sparql", process)


def start_oxigraph(graph: Path, port: int, options: argparse.Namespace) -> Server:
    """Start oxigraph serve in memory, with its own limit on time."""
    command = [options.oxigraph, "serve", "--union-default-graph", "--timeout-s", TIME_LIMIT]
    process = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    wait_for(f"{url}/", process)
    body = (graph / "current" / "graph.nq").read_bytes()
    request = urllib.request.Request(
        f"{url}/store", body, {"Content-Type": "application/n-quads"}, method="POST"
    )
    urllib.request.urlopen(request, timeout=600).close()
    return Server("oxigraph serve", f"{url}/query", process)


def start_rdflib(graph: Path, port: int, options: argparse.Namespace) -> Server:
    """Start rdflib-endpoint over rdflib's own store."""
    script = f"""
import uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
graph = Dataset(default_union=True)
graph.parse({str(graph / "current" / "graph.nq")!r}, format="nquads")
uvicorn.run(SparqlEndpoint(graph=graph), host="127.0.0.1", port={port}, log_level="error")
"""
    python = Path(options.rdflib_endpoint).parent / "python"
    process = subprocess.Popen(
        [str(python), "-c", script], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return Server("rdflib-endpoint", f"http://127.0.0.1:{port}/", process)


def start_virtuoso(graph: Path, port: int, options: argparse.Namespace) -> Server:
    """Start Virtuoso in a directory of its own and load the graph."""
    home = Path(tempfile.mkdtemp(prefix="virtuoso-"))
    sql = port + 1
    (home / "virtuoso.ini").write_text(
        f"""[Database]
DatabaseFile = {home}/virtuoso.db
ErrorLogFile = {home}/virtuoso.log
LockFile = {home}/virtuoso.lck
TransactionFile = {home}/virtuoso.trx
xa_persistent_file = {home}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {home}/virtuoso-temp.db
TransactionFile = {home}/virtuoso-temp.trx
[Parameters]
ServerPort = {sql}
DirsAllowed = {home}
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryExecutionTime = 60
"""
    )
    shutil.copy(graph / "current" / "graph.nq", home / "graph.nq")
    process = subprocess.Popen(
        ["virtuoso-t", "+wait", "+foreground", "+configfile", str(home / "virtuoso.ini")],
        cwd=home,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    isql = ["isql-vt", str(sql), "dba", "dba"]
    until = time.monotonic() + PATIENCE
    while subprocess.run([*isql, "exec=status();"], capture_output=True).returncode != 0:
        if time.monotonic() > until:
            raise RuntimeError("Virtuoso does not start")
        time.sleep(1)
    load = f"ld_dir('{home}', '*.nq', 'http://e/g'); rdf_loader_run(); checkpoint;"
    subprocess.run([*isql, f"exec={load}"], check=True, capture_output=True)
    return Server("Virtuoso", f"http://127.0.0.1:{port}/sparql", process, keeps_connections=False)


STARTS: dict[str, Callable[[Path, int, argparse.Namespace], Server]] = {
    "chutri": start_ours,
    "oxigraph": start_oxigraph,
    "rdflib_endpoint": start_rdflib,
    "virtuoso": start_virtuoso,
}


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until something answers at a URL."""
    until = time.monotonic() + 900
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server at {url} has ended")
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"nothing answers at {url}")


def ask(server: Server, query: str) -> tuple[float, int]:
    """Ask a query; return the milliseconds it took and the number of rows."""
    request = urllib.request.Request(
        server.url + "?" + urllib.parse.urlencode({"query": PREFIXES + query}),
        headers={"Accept": "application/sparql-results+json", "Connection": "close"},
    )
    started = time.perf_counter()
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        body = answer.read()
    taken = (time.perf_counter() - started) * 1000
    return taken, len(json.loads(body)["results"]["bindings"])


def first(server: Server, query: str) -> str:
    """Return the IRI that a query finds first."""
    request = server.url + "?" + urllib.parse.urlencode({"query": PREFIXES + query})
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        found: str = json.load(answer)["results"]["bindings"][0]["x"]["value"]
    return found


def latencies(servers: list[Server], rounds: int) -> Iterator[tuple[str, list[str]]]:
    """Ask each query of each server in turn; give the medians, and what differs in the rows."""
    agency, document = first(servers[0], _AGENCY), first(servers[0], _DOCUMENT)
    given_up: set[tuple[str, str]] = set()
    for name, query in QUERIES.items():
        text = query.replace("{agency}", agency).replace("{document}", document)
        times: dict[str, list[float]] = {server.name: [] for server in servers}
        rows: dict[str, int] = {}
        for number in range(rounds):
            for server in servers:
                if (server.name, name) in given_up:
                    continue
                try:
                    taken, rows[server.name] = ask(server, f"{text}\n# {time.time()}-{number}")
                except (OSError, ValueError):
                    given_up.add((server.name, name))
                    continue
                times[server.name].append(taken)
                if taken > 5000:
                    given_up.add((server.name, name))
        cells = []
        for server in servers:
            taken = times[server.name]
            cell = f"{statistics.median(taken):.1f}" if taken else "no answer"
            if taken and rows[server.name] != rows[servers[0].name]:
                cell += f" ({rows[server.name]} rows)"
            cells.append(cell)
        yield f"{name} ({rows[servers[0].name]} rows)", cells


_DISTINCT = """
local count = 0
request = function()
  count = count + 1
  return wrk.format("GET", "%s" .. "%%0A%%23" .. count .. "-" .. os.clock())
end
"""


def load(server: Server, query: str, connections: int, seconds: int, distinct: bool) -> str:
    """Let wrk ask a query; return requests per second and the 99th percentile."""
    parts = urllib.parse.urlsplit(server.url)
    path = f"{parts.path}?{urllib.parse.urlencode({'query': PREFIXES + query})}"
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    if not server.keeps_connections:
        command += ["-H", "Connection: close"]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        if distinct:
            script.write(_DISTINCT % path)
            script.flush()
            command += ["-s", script.name]
        command.append(f"{parts.scheme}://{parts.netloc}{path}")
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    words = output.split()
    rate = float(words[words.index("Requests/sec:") + 1])
    slowest = words[words.index("99%") + 1]
    failed = " (with errors)" if "Non-2xx" in output or "Socket errors" in output else ""
    return f"{rate:,.0f} ({slowest}){failed}"


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
        cheap = QUERIES["tasks of an agency"].replace("{agency}", first(servers[0], _AGENCY))
        for distinct in (True, False):
            for connections in (1, 16):
                cells = [
                    load(server, cheap, connections, options.seconds, distinct)
                    for server in servers
                ]
                kind = "distinct" if distinct else "repeated"
                title = f"cheap query, {kind}, {connections} connections, requests/s (p99)"
                print(f"| {title} | {' | '.join(cells)} |", flush=True)
    print(f"\n{os.cpu_count()} cores; medians of {options.rounds} rounds")
    return 0
