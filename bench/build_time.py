"""How long `chutri build corpus` takes beside importing rdflib and spaCy, and its peak memory.

    python -m bench build_time --rounds 5

Both are new processes, one after the other in each round, so that a busy machine slows them alike;
the build is whole: start of the process, five documents, graph and search index on disk. Times are
CPU times (user and system) and wall clock; memory is the peak resident set of the process.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
IMPORT = [sys.executable, "-c", "import rdflib, spacy"]
BUILD = [sys.executable, "-m", "api.cli", "build", "corpus", "--output"]


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds of CPU, of wall clock, peak memory in MB."""

    cpu: float
    wall: float
    memory: float


def run(command: Sequence[str]) -> Run:
    """Run ``command`` to its end; raises `RuntimeError` where it fails."""
    started = time.perf_counter()
    pid = os.posix_spawn(
        command[0], list(command), dict(os.environ, PYTHONPATH=str(ROOT)),
        file_actions=[(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)],
    )  # fmt: skip
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise RuntimeError(f"{' '.join(command)}: exit status {os.waitstatus_to_exitcode(status)}")
    return Run(
        usage.ru_utime + usage.ru_stime, time.perf_counter() - started, usage.ru_maxrss / 1024
    )


def main(arguments: Sequence[str]) -> int:
    """Print the medians of both, their ratio, and the build's peak memory."""
    parser = argparse.ArgumentParser(prog="bench build_time", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args(arguments).rounds
    os.chdir(ROOT)
    imports, builds = [], []
    for _ in range(rounds):
        imports.append(run(IMPORT))
        with tempfile.TemporaryDirectory() as directory:
            builds.append(run([*BUILD, directory + "/graph"]))
    print(f"{'':24} {'CPU s':>7} {'wall s':>7} {'MB':>6}")
    for name, runs in (("import rdflib, spacy", imports), ("chutri build corpus", builds)):
        cpu, wall = (
            statistics.median(getattr(r, field) for r in runs) for field in ("cpu", "wall")
        )
        print(f"{name:24} {cpu:7.2f} {wall:7.2f} {max(r.memory for r in runs):6.0f}")
    for field in ("cpu", "wall"):
        ratios = [
            getattr(b, field) / getattr(i, field) for b, i in zip(builds, imports, strict=True)
        ]
        print(f"ratio, {field:17} {statistics.median(ratios):7.2f}")
    return 0
