"""Writing an answer: counted as it is written, cut between two rows, spooled where it is large.

The engine serialises rows much faster than this language could, so the rows of a SELECT are counted
in the bytes that it writes. What separates two rows is sure in each format: in JSON a quotation
mark that follows ``{`` opens a key or closes a string, and what follows it tells which.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from graph.pool.query import QueryError

Cut = Literal["rows", "bytes"]


@dataclass(frozen=True, slots=True)
class _Rows:
    """How a format ends its rows: an answer may stop ``keep`` bytes into ``end``, then `closing`.

    ``span`` is the length of the longest match. ``separates`` is true where the end is only seen
    when another row begins, ``quoted`` where it may stand inside quotes, and ``header`` counts the
    lines before the first row.
    """

    end: re.Pattern[bytes]
    keep: int
    span: int
    closing: bytes = b""
    separates: bool = False
    quoted: bool = False
    header: int = 0


_ROWS: Mapping[str, _Rows] = {
    # A row without any binding ({}) is not counted; only the limit on bytes holds for it.
    "json": _Rows(re.compile(rb'\},\{"[^,}:\]]'), 1, 5, b"]}}", separates=True),
    "xml": _Rows(re.compile(rb"</result>"), 9, 9, b"</results><!-- cut: %b --></sparql>"),
    "csv": _Rows(re.compile(rb"\r\n"), 2, 2, quoted=True, header=1),
    "tsv": _Rows(re.compile(rb"\n"), 1, 1, header=1),
}


_COMMENTS = {
    **dict.fromkeys(("turtle", "ntriples", "nquads", "trig"), b"# cut: %b\n"),
    "rdfxml": b"<!-- cut: %b -->\n",
}


class CutError(Exception):
    """The answer has reached a limit and is complete as it stands."""


class Output:
    """Where an answer goes: memory up to ``inline`` bytes, beyond that the file that `spool` opens.

    Whole as it grows: `truncate` takes back what was written behind a point.
    """

    def __init__(self, inline: int, spool: Callable[[], int]) -> None:
        self._inline = inline
        self._spool = spool
        self._parts: list[bytes] = []
        self._held = self._written = 0
        self._file: int | None = None

    @property
    def size(self) -> int:
        """The bytes written so far."""
        return self._written + self._held

    @property
    def spooled(self) -> bool:
        """Whether the answer is in the file."""
        return self._file is not None

    @property
    def parts(self) -> list[bytes]:
        """The answer, where it is in memory."""
        return self._parts

    def write(self, chunk: bytes) -> int:
        """Append bytes."""
        self._parts.append(chunk)
        self._held += len(chunk)
        if self._held > self._inline:
            self.flush()
        return len(chunk)

    def flush(self) -> None:
        """Do nothing for an answer in memory; bring a large one to its file."""
        if self._file is None:
            if self._held <= self._inline:
                return
            self._file = self._spool()
        view = memoryview(b"".join(self._parts))
        while view:
            count = os.write(self._file, view)
            self._written += count
            view = view[count:]
        self._parts, self._held = [], 0

    def finish(self) -> None:
        """Bring the rest of a spooled answer to its file."""
        if self._file is not None:
            self.flush()

    def truncate(self, size: int) -> None:
        """Take back all that was written behind `size`."""
        kept = b"".join(self._parts)[: max(0, size - self._written)]
        self._parts, self._held = [kept], len(kept)
        if size >= self._written:
            return
        if self._file is None:
            raise AssertionError("nothing is written to a file that there is not")
        os.ftruncate(self._file, size)
        os.lseek(self._file, size, os.SEEK_SET)
        self._written = size


class RowWriter:
    """The file that the engine writes the rows of a SELECT to.

    While an answer is in memory and has fewer bytes than it may have rows, nothing is counted.
    """

    def __init__(self, output: Output, name: str, rows: int, size: int, inline: int) -> None:
        self._output = output
        self._rows = _ROWS[name]
        self._free = min(rows, size, inline)
        self._counting = False
        self._left = rows + self._rows.header
        self._size = size
        self._tail = b""
        self._boundary = 0
        self._quotes = 0
        self.cut: Cut | None = None

    def write(self, chunk: bytes) -> int:
        """Append bytes; CutError where the answer is full."""
        size = len(chunk)
        if size < self._free:
            self._free -= size
            return self._output.write(chunk)
        if self.cut:
            return size  # what the engine still held when it was told to stop
        if not self._counting:
            self._free, self._counting = 0, True
            chunk = b"".join((*self._output.parts, chunk))
            self._output.truncate(0)
        self._count(chunk)
        return size

    def _count(self, chunk: bytes) -> None:
        rows = self._rows
        window = self._tail + chunk
        start = self._output.size - len(self._tail) + rows.keep
        ends = [match.start() for match in rows.end.finditer(window)]
        if rows.quoted:
            ends = self._unquoted(window, ends)
        self._output.write(chunk)
        if len(ends) + rows.separates > self._left:
            self._end("rows", start + ends[self._left - 1] if self._left else self._boundary)
        if self._output.size > self._size:
            fitting = [start + end for end in ends if start + end <= self._size]
            self._end("bytes", fitting[-1] if fitting else self._boundary)
        if ends:
            self._boundary = start + ends[-1]
            self._left -= len(ends)
        self._tail = window[len(window) - rows.span + 1 :] if rows.span > 1 else b""

    def flush(self) -> None:
        """Do nothing: the output flushes itself."""

    def _end(self, cut: Cut, boundary: int) -> None:
        if boundary == 0:
            raise QueryError(
                "query-memory", f"its first row has more than the {self._size} bytes of an answer"
            )
        self.cut = cut
        self._output.truncate(boundary)
        self._output.write(self._rows.closing.replace(b"%b", cut.encode()))
        raise CutError(cut)

    def _unquoted(self, window: bytes, ends: list[int]) -> list[int]:
        """Leave out the ends that stand inside quotes."""
        place = len(self._tail)
        outside = []
        for end in ends:
            before = self._quotes + window.count(b'"', place, end)
            before -= window.count(b'"', end, place)
            if before % 2 == 0:
                outside.append(end)
        self._quotes += window.count(b'"', place)
        return outside


def with_sorted_prefixes(start: bytes) -> bytes:
    """Sort the prefixes at the start of Turtle, which the engine writes in any order."""
    lines = start.splitlines(keepends=True)
    count = sum(1 for line in lines if line.startswith(b"@prefix "))
    return b"".join([*sorted(lines[:count]), *lines[count:]])


class GraphWriter:
    """A CONSTRUCT or DESCRIBE: counts triples on their way to the engine's serialiser.

    It is the file that the serialiser writes to, too.
    """

    def __init__(self, output: Output, rows: int, size: int) -> None:
        self._output = output
        self._rows = rows
        self._size = size
        self.count = 0
        self.cut: Cut | None = None

    def write(self, chunk: bytes) -> int:
        """Append bytes."""
        self._output.write(chunk if self._output.size else with_sorted_prefixes(chunk))
        return len(chunk)

    def finish(self, name: str) -> None:
        """Say at the end of a cut answer that it is, where the format has comments."""
        if self.cut and name in _COMMENTS:
            self._output.write(_COMMENTS[name] % self.cut.encode())

    def flush(self) -> None:
        """Do nothing: the output flushes itself."""

    def through(self, triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
        """Give the triples, as many as fit."""
        for triple in triples:
            if self.count >= self._rows:
                self.cut = "rows"
                return
            if self._output.size > self._size:
                self.cut = "bytes"
                return
            self.count += 1
            yield triple
