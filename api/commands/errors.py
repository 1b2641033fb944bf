"""How a command fails: one line that names the place and the mend, and an exit status."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.settings import Settings

FOUND_WRONG = 1
USED_WRONG = 2


class CommandError(Exception):
    """A command cannot go on: one line for the reader, and the exit status."""

    def __init__(self, message: str, status: int = FOUND_WRONG) -> None:
        super().__init__(message)
        self.status = status


def complain(message: str) -> None:
    """Write one line to stderr."""
    print(f"chutri: {message}", file=sys.stderr)


def tell(step: str) -> None:
    """Write to stderr what is about to be done, in brackets as all progress is."""
    print(f"[{step}]", file=sys.stderr)


def existing(paths: Iterable[str]) -> tuple[Path, ...]:
    """Return the paths, or raise the error that names the first that is not there."""
    found = tuple(Path(path) for path in paths)
    for path in found:
        if not path.exists():
            raise CommandError(f"{path}: no such file; check the path", USED_WRONG)
    return found


def settings_for(options: Namespace) -> Settings:
    """Return the settings of the environment and the command line, or raise what is wrong."""
    from api.settings import SettingsError, settings_of

    try:
        return settings_of(options)
    except SettingsError as error:
        raise CommandError(str(error), USED_WRONG) from error


@contextmanager
def graph_at_hand() -> Iterator[None]:
    """Turn the lack of a graph into a command's error."""
    from graph.search import NoIndexError
    from graph.versions import NoGraphError

    try:
        yield
    except (NoGraphError, NoIndexError) as error:
        raise CommandError(str(error), USED_WRONG) from error
