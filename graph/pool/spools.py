"""Spools: the files that hold large answers until they are read.

They are opened and closed in threads: where much is written, a disk lets who asks it for that wait.
"""

from __future__ import annotations

import asyncio
import tempfile
import threading
from typing import BinaryIO, cast


class Spools:
    """Files for large answers: without a name, gone when they are closed, and only so many."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: list[BinaryIO] = []
        self._turn = threading.Lock()

    def __call__(self) -> BinaryIO:
        """Open one; OSError where too many are still being read."""
        with self._turn:
            self._open = [file for file in self._open if not file.closed]
            if len(self._open) >= self._most:
                raise OSError(f"{self._most} large answers are being read")
            file = cast("BinaryIO", tempfile.TemporaryFile(prefix="chutri-"))  # noqa: SIM115
            self._open.append(file)
        return file


def discard(file: BinaryIO) -> None:
    """Close a file of `Spools` without waiting for the end of that."""
    asyncio.get_running_loop().run_in_executor(None, file.close)
