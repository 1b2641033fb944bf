"""What can be set from outside, read once."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_GRAPH = Path("build/graph")
DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000


class SettingsError(ValueError):
    """A setting has a value that it cannot have; the message names it and the mend."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the graph is and where to listen."""

    graph: Path = DEFAULT_GRAPH
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Read CHUTRI_GRAPH, CHUTRI_HOST and CHUTRI_PORT; the defaults where not set."""
        return cls(
            graph=Path(environment.get("CHUTRI_GRAPH") or DEFAULT_GRAPH),
            host=environment.get("CHUTRI_HOST") or DEFAULT_HOST,
            port=_port(environment.get("CHUTRI_PORT") or str(DEFAULT_PORT)),
        )

    def over(
        self, graph: str | None = None, host: str | None = None, port: int | None = None
    ) -> Settings:
        """Return these settings with others where they are given."""
        return Settings(
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
