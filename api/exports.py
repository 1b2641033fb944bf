"""/api/export: the graph in the formats of other programs.

An export is made by a process of its own, one at a time, so that no other answer waits for it; its
file is then sent as it is read and never held in memory.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, BinaryIO

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from api import models
from api.cache import CACHE_CONTROL, holds
from api.problems import ProblemError, problem
from graph.export import ARCHIVE, FORMATS, ExportError, Format, checked
from graph.export.jsonld import context
from graph.versions import Version

router = APIRouter(tags=["exports"])

_SECONDS = 600.0
_WAITING = 8
_RETRY_AFTER = "30"
_NICENESS = 10
_CHUNK = 1 << 18


class Exporter:
    """Makes exports of one build."""

    def __init__(self, version: Version) -> None:
        self._version = version
        self._turn = asyncio.Semaphore(1)
        self._waiting = 0

    def etag(self, format_: Format, view: str, measures: bool) -> str:
        """Return what changes whenever the bytes of an export do."""
        return f'"{self._version.name}-{format_.name}-{view}-{int(measures)}"'

    async def made(self, format_: Format, view: str, measures: bool) -> BinaryIO:
        """Return an open file, without a name, that holds the export.

        Raises ProblemError where too many wait, and where it cannot be made.
        """
        if self._waiting >= _WAITING:
            raise ProblemError(problem("busy", headers=[("Retry-After", _RETRY_AFTER)]))
        self._waiting += 1
        try:
            async with self._turn:
                return await self._make(format_, view, measures)
        finally:
            self._waiting -= 1

    async def _make(self, format_: Format, view: str, measures: bool) -> BinaryIO:
        with TemporaryDirectory(prefix="chutri-export-") as directory:
            path = Path(directory) / f"export{ARCHIVE if format_.files else ''}"
            command = [sys.executable, "-m", "api.cli", "export", "-f", format_.name]
            command += ["--view", view, "-g", str(self._version.directory), "-o", str(path)]
            process = await asyncio.create_subprocess_exec(
                *command,
                *(["--measures"] if measures else []),
                stdin=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
            )
            with suppress(ProcessLookupError):
                os.setpriority(os.PRIO_PROCESS, process.pid, _NICENESS)
            try:
                async with asyncio.timeout(_SECONDS):
                    _, said = await process.communicate()
            except TimeoutError:
                raise ProblemError(problem("export-failed", "it took too long")) from None
            finally:
                with suppress(ProcessLookupError):
                    process.kill()
            if process.returncode:
                lines = said.decode(errors="replace").replace(str(path), "the export").splitlines()
                raise ProblemError(problem("export-failed", lines[-1] if lines else ""))
            return path.open("rb")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be exported."""

    format: Format
    view: str
    measures: bool

    @property
    def file_name(self) -> str:
        """What the file is called where it is kept."""
        if self.format.files:
            return f"{self.view}-{self.format.name}{ARCHIVE}"
        return f"{self.view}.{self.format.suffix}"


def _exporter(request: Request) -> Exporter:
    exporter: Exporter = request.app.state.exporter
    return exporter


@router.head("/api/export", include_in_schema=False)
@router.get("/api/export", response_model=models.Exports)
async def export(
    request: Request,
    exporter: Annotated[Exporter, Depends(_exporter)],
    format: Annotated[str | None, Query(description="gexf, turtle, xlsx, …; none: list")] = None,
    view: Annotated[str | None, Query(description="responsibility, coordination, tasks, …")] = None,
    measures: Annotated[bool, Query(description="Give nodes their measures (networks)")] = False,
) -> Response:
    """Export a view of the graph in a format; without a format, list formats and their views."""
    if format is None:
        return JSONResponse(_listed())
    try:
        row, name = checked(format, view)
    except ExportError as error:
        raise ProblemError(problem("bad-parameter", str(error))) from error
    if measures and row.holds != "network":
        raise ProblemError(problem("bad-parameter", f"{format} has no nodes to measure"))
    asked = _Asked(row, name, measures)
    headers = {
        "etag": exporter.etag(row, name, measures),
        CACHE_CONTROL[0].decode(): CACHE_CONTROL[1].decode(),
    }
    if holds(request.headers.get("if-none-match", "").encode(), headers["etag"].encode()):
        return Response(status_code=304, headers=headers)
    headers["content-disposition"] = f'attachment; filename="{asked.file_name}"'
    if request.method == "HEAD":
        return Response(headers=headers, media_type=row.media_type)
    file = await exporter.made(row, name, measures)
    headers["content-length"] = str(os.fstat(file.fileno()).st_size)
    return StreamingResponse(_chunks(file), headers=headers, media_type=row.media_type)


@router.get("/context.jsonld")
def published_context() -> Response:
    """Give the JSON-LD context of the graph."""
    return Response(json.dumps(context(), indent=1), media_type="application/ld+json")


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _listed() -> dict[str, Any]:
    shown = ("name", "title", "media_type", "holds", "views")
    return {"formats": [{name: getattr(each, name) for name in shown} for each in FORMATS.values()]}
