"""What can be set from outside, read once."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from graph.limits import Limits

DEFAULT_GRAPH = Path("build/graph")
DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000


LIMITS: Mapping[str, tuple[str, int, int]] = {
    "CHUTRI_QUERY_SECONDS": ("seconds", 1, 1),
    "CHUTRI_QUERY_MEGABYTES": ("memory", 1 << 20, 64),
    "CHUTRI_ANSWER_ROWS": ("rows", 1, 1),
    "CHUTRI_ANSWER_MEGABYTES": ("answer_bytes", 1 << 20, 1),
    "CHUTRI_WORKERS": ("quick", 1, 1),
    "CHUTRI_SLOW_WORKERS": ("slow", 1, 1),
}
"""What a query at /sparql may cost: the field of `Limits`, its unit, and the least it can be."""


class SettingsError(ValueError):
    """A setting has a value that it cannot have; the message names it and the mend."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the graph is, where to listen, what a query may cost, whether to log each request."""

    graph: Path = DEFAULT_GRAPH
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    limits: Limits = field(default_factory=Limits)
    log_requests: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Read CHUTRI_GRAPH, CHUTRI_HOST, CHUTRI_PORT, CHUTRI_LOG_REQUESTS and those of `LIMITS`.

        What is not set has its default.
        """
        limits = {
            name: _count(variable, environment[variable], least) * unit
            for variable, (name, unit, least) in LIMITS.items()
            if environment.get(variable)
        }
        return cls(
            graph=Path(environment.get("CHUTRI_GRAPH") or DEFAULT_GRAPH),
            host=environment.get("CHUTRI_HOST") or DEFAULT_HOST,
            port=_port(environment.get("CHUTRI_PORT") or str(DEFAULT_PORT)),
            limits=Limits(**limits),
            log_requests=environment.get("CHUTRI_LOG_REQUESTS", "0") not in ("", "0"),
        )

    def over(
        self, graph: str | None = None, host: str | None = None, port: int | None = None
    ) -> Settings:
        """Return these settings with others where they are given."""
        return replace(
            self,
            graph=self.graph if graph is None else Path(graph),
            host=self.host if host is None else host,
            port=self.port if port is None else _port(str(port)),
        )


def settings_of(options: Namespace) -> Settings:
    """Read the environment, and over it what the command line says."""
    given = {name: getattr(options, name, None) for name in ("graph", "host", "port")}
    return Settings.from_environment(os.environ).over(**given)


def _port(value: str) -> int:
    if not value.isascii() or not value.isdigit() or int(value) > 65535:
        raise SettingsError(f"port {value!r}: give a number between 0 and 65535")
    return int(value)


def _count(variable: str, value: str, least: int) -> int:
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise SettingsError(f"{variable}={value!r}: give a whole number of at least {least}")
    return int(value)
