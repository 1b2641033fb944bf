"""SPARQL servers over one graph: ours and others, each started, given the graph, and ended."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.endpoint_queries import PREFIXES

ROOT = Path(__file__).parent.parent
PATIENCE = 240.0
#: Seconds that a query may take, where a server has such a limit.
TIME_LIMIT = "2"


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
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
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


def first(server: Server, query: str) -> str:
    """Return the IRI that a query finds first."""
    request = server.url + "?" + urllib.parse.urlencode({"query": PREFIXES + query})
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        found: str = json.load(answer)["results"]["bindings"][0]["x"]["value"]
    return found
