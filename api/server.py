"""Running the service: the HTTP server, its log, and its end."""

from __future__ import annotations

import gc
import logging
import sys

import uvicorn

from api.asgi import Application
from api.settings import Settings

#: What runs when the service is told to end may come to its end, for so long.
GRACE_SECONDS = 30


def run(application: Application, settings: Settings) -> None:
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
    uvicorn.run(
        application,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
