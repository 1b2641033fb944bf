"""Files: where an export goes, whole or not at all.

What is written stands beside its place under another name until it is complete. Where that fails
(no room left, no right to write), nothing of it stays and what stood there before is untouched.
"""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO
from uuid import uuid4

Write = Callable[..., None]
"""Writes an export into as many binary files as it is made of, in their order."""

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a ZIP archive can state
_CHUNK = 1 << 20


@contextmanager
def replacing(paths: Sequence[Path]) -> Iterator[tuple[BinaryIO, ...]]:
    """Give a file to write for each path; all take their places once all are written to disk.

    A path that is there and no ordinary file (/dev/stdout, a pipe) is written to as it stands.
    Raises OSError, and then leaves nothing behind.
    """
    beside = {
        path: path.with_name(f".{path.name}.{uuid4().hex}")
        for path in paths
        if path.is_file() or not path.exists()
    }
    try:
        with ExitStack() as stack:
            files = [stack.enter_context(beside.get(path, path).open("wb")) for path in paths]
            yield tuple(files)
            for path, file in zip(paths, files, strict=True):
                file.flush()
                if path in beside:
                    os.fsync(file.fileno())
        for path, written in beside.items():
            written.replace(path)
    finally:
        for written in beside.values():
            written.unlink(missing_ok=True)


@contextmanager
def folder(path: Path) -> Iterator[None]:
    """Make a folder, unless it is there; where what follows fails, it goes again."""
    made = not path.exists()
    path.mkdir(exist_ok=True)
    try:
        yield
    except BaseException:
        if made:
            with suppress(OSError):
                path.rmdir()
        raise


def write_archive(names: Sequence[str], write: Write, out: BinaryIO) -> None:
    """Write the files as one ZIP archive; the same contents give the same bytes."""
    with ExitStack() as stack:
        parts = [stack.enter_context(TemporaryFile()) for _ in names]
        write(*parts)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in zip(names, parts, strict=True):
                part.seek(0)
                with archive.open(archive_entry(name), "w", force_zip64=True) as member:
                    shutil.copyfileobj(part, member, _CHUNK)


def archive_entry(name: str) -> zipfile.ZipInfo:
    """Return what an archive says of a member, without a clock in it."""
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
