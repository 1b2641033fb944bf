"""Running the service: the HTTP server, its log, and its end."""

from __future__ import annotations

import gc
import logging
import sys
from typing import Any

import uvicorn

from api.front import Front
from api.quick import QuickProtocol
from api.settings import Settings

#: What runs when the service is told to end may come to its end, for so long.
GRACE_SECONDS = 30


def run(application: Front, settings: Settings) -> None:
    """Serve until interrupted, then finish what runs.

    Warnings go to stderr; with `Settings.log_requests` each request too, as a line of JSON.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    own = logging.getLogger("chutri")
    own.addHandler(handler)
    own.setLevel(logging.INFO if settings.log_requests else logging.WARNING)
    gc.collect()
    gc.freeze()  # what has been loaded stays, and need not be looked through again and again
    options = {"host": settings.host, "timeout_graceful_shutdown": GRACE_SECONDS}
    uvicorn.Server(config(application, settings.port, **options)).run()


def config(front: Front, port: int, **options: Any) -> uvicorn.Config:
    """Tell uvicorn how to serve it."""
    return uvicorn.Config(
        front,
        port=port,
        http=QuickProtocol,
        log_level="warning",
        access_log=False,
        server_header=False,
        **options,
    )
