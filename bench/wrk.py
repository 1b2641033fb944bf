"""wrk: how many requests a second a server answers, and how long the slowest of a hundred takes."""

from __future__ import annotations

import subprocess
import tempfile
import urllib.parse
from collections.abc import Sequence
from dataclasses import dataclass

from bench.endpoint_queries import PREFIXES
from bench.servers import Server

_DISTINCT = """
local count = 0
request = function()
  count = count + 1
  return wrk.format("GET", "%s" .. "%%0A%%23" .. count .. "-" .. os.clock())
end
"""
_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Load:
    """What came of asking without pause: requests per second, and milliseconds of the slowest 1 %.

    ``requests`` counts the answers; ``failed`` is true where some were refused or broken off.
    """

    requests: int
    rate: float
    p99: float
    failed: bool

    def __str__(self) -> str:
        return f"{self.rate:,.0f} ({self.p99:.1f} ms){' with errors' if self.failed else ''}"


def load(server: Server, query: str, connections: int, seconds: int, distinct: bool) -> Load:
    """Let wrk ask a query for some seconds; where `distinct`, each time another by a comment."""
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
        return run(command)


def run(command: Sequence[str]) -> Load:
    """Run wrk and read what it says."""
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    words = output.split()
    slowest = words[words.index("99%") + 1]
    unit = slowest.lstrip("0123456789.")
    return Load(
        requests=int(words[words.index("requests") - 1]),
        rate=float(words[words.index("Requests/sec:") + 1]),
        p99=float(slowest.removesuffix(unit)) * _MILLISECONDS[unit],
        failed="Non-2xx" in output or "Socket errors" in output,
    )
