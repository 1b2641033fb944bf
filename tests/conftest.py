"""What several tests share: the corpus built once, and a real server of it."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parent.parent
CHUTRI = [sys.executable, "-m", "api.cli"]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory in which `chutri build` put the graph of the corpus."""
    directory = tmp_path_factory.mktemp("corpus") / "graph"
    command = [*CHUTRI, "build", "corpus", "-o", str(directory)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return directory


@pytest.fixture(scope="session")
def served(built: Path) -> Iterator[httpx.Client]:
    """A client of `chutri serve`, which runs in a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [*CHUTRI, "serve", str(built), "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            wait_for(client, server)
            yield client
    finally:
        server.terminate()
        server.wait(20)


def wait_for(client: httpx.Client, server: "subprocess.Popen[str]") -> None:
    """Wait until the server answers, or fail with what it said."""
    until = time.monotonic() + 180  # a first start compiles, see graph.search.kernels
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended: {server.communicate()[1]}")
        try:
            client.get("/health")
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the server does not answer")
