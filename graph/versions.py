"""The build directory: versions of the graph side by side, one of them current.

::

    DIR/
      current -> versions/3f2a…     the version that serves, replaced in one step
      versions/
        3f2a…/                      named after a digest of its contents
          graph.nq                  every statement: N-Quads, one sorted block a named graph
          manifest.json             version, program, base, counts, documents, what was left out
          records/{name}.json       each record, as `chutri extract` prints it
          texts/{name}.txt          each text as received (UTF-8)
          search.sqlite             what `graph.search` finds tasks, agencies, documents in
          store/                    an Oxigraph store on disk, only where the graph is large
        90ab…/                      the version before, for those who still read it

A version is complete before it gets its name and never changes after; a build that dies leaves
``current`` as it was. A reader resolves ``current`` once (`current`) and keeps to what it got.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

CURRENT = "current"
VERSIONS = "versions"
GRAPH = "graph.nq"
MANIFEST = "manifest.json"
RECORDS = "records"
TEXTS = "texts"
STORE = "store"
_STAGING = ".staging-"


class NoGraphError(FileNotFoundError):
    """A directory holds no graph; the message says how to make one."""


@dataclass(frozen=True, slots=True)
class Version:
    """One complete build; ``directory`` is its own, whatever becomes of ``current``."""

    directory: Path

    @property
    def name(self) -> str:
        """The digest of what it holds."""
        return self.directory.name

    @property
    def graph(self) -> Path:
        """All statements as N-Quads."""
        return self.directory / GRAPH

    @property
    def store(self) -> Path | None:
        """The Oxigraph store on disk, None where the graph is small enough for memory."""
        path = self.directory / STORE
        return path if path.is_dir() else None

    def manifest(self) -> dict[str, Any]:
        """Read manifest.json: version, program, base, quads, counts, documents, left_out."""
        manifest: dict[str, Any] = json.loads((self.directory / MANIFEST).read_bytes())
        return manifest

    def record(self, name: str) -> bytes:
        """Read the record of a document, by its ``name`` in the manifest, as JSON."""
        return (self.directory / RECORDS / f"{name}.json").read_bytes()

    def text(self, name: str) -> str:
        """Read the text of a document as received, by its ``name`` in the manifest."""
        return (self.directory / TEXTS / f"{name}.txt").read_bytes().decode()


def current(location: str | Path) -> Version:
    """Find the version that serves now, of a build directory or of a version's own."""
    location = Path(location)
    for candidate in (location / CURRENT, location):
        if (candidate / GRAPH).is_file():
            return Version(candidate.resolve())
    raise NoGraphError(f"{location}: no graph here; make one with: chutri build -o {location}")


@contextmanager
def staging(location: Path) -> Iterator[Path]:
    """Give an empty directory to write a version in, gone afterwards unless it was published.

    One build at a time: a second one waits. What a build that died left behind is removed.
    """
    versions = location / VERSIONS
    versions.mkdir(parents=True, exist_ok=True)
    with (versions / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for leftover in versions.glob(f"{_STAGING}*"):
            shutil.rmtree(leftover)
        stage = versions / f"{_STAGING}{uuid4().hex}"
        stage.mkdir()
        try:
            yield stage
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def publish(stage: Path, name: str, location: Path) -> Version:
    """Make a complete staging directory the current version, and keep the one before it."""
    versions = location / VERSIONS
    before = (location / CURRENT).resolve() if (location / CURRENT).exists() else None
    target = versions / name
    if target.exists():  # the same contents were built before
        shutil.rmtree(stage)
    else:
        stage.rename(target)
    if before == target.resolve():
        return Version(before)
    link = versions / f"{_STAGING}link"
    link.symlink_to(Path(VERSIONS) / name)
    os.replace(link, location / CURRENT)
    kept = {target.resolve(), before}
    for other in versions.iterdir():
        if other.is_dir() and not other.name.startswith(".") and other.resolve() not in kept:
            shutil.rmtree(other)
    return Version(target.resolve())
