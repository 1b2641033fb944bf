"""A real server of a few statements, for the tests that speak HTTP to the endpoint."""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import uvicorn

from api.app import front
from api.asgi import Receive, Scope, Send
from api.cache import AnswerCache
from api.evaluation import Engine
from api.problems import ProblemError, problem
from api.server import config
from graph.naming import Naming
from graph.pool import Limits, Source
from graph.terms import PREFIXES
from tests.pools import BASE, nquads


async def no_pages(scope: Scope, receive: Receive, send: Send) -> None:
    """Stand in for the pages."""
    raise ProblemError(problem("not-found"))


@contextmanager
def served_graph(
    statements: Iterable[str], directory: Path, limits: Limits | None = None
) -> Iterator[httpx.Client]:
    """Serve statements (N-Quads lines) from a thread; give a client of the server."""
    source = Source(nquads(statements, directory), None, BASE, PREFIXES)
    engine = Engine(source, limits or Limits(quick=2, slow=1), "test")
    application = front(engine, Naming(BASE), {}, AnswerCache(no_pages))
    server = uvicorn.Server(config(application, port=0))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()
