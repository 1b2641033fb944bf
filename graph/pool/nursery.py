"""The service's side of the zygote and of each worker: starting them, talking to them, ending them.

All of it runs in one event loop and never blocks it.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from signal import SIGKILL
from typing import Any, BinaryIO, Protocol, cast

from graph.limits import Limits
from graph.pool.query import Answer, QueryError
from graph.pool.spools import discard
from graph.pool.wire import ANSWER, QUESTION, read_head

#: How long to wait for a process that was told to end.
_PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class Source:
    """The graph to serve: N-Quads to load into memory, or where ``store`` is set, a disk store.

    ``index`` is the search index of the build, None where there is none.
    """

    graph: Path
    store: Path | None
    base: str
    prefixes: Mapping[str, str]
    index: Path | None = None


class Asking(Protocol):
    """Who waits for a worker to answer; one of these is called once."""

    def answered(self, outcome: Answer | QueryError) -> None:
        """Hear the answer, or why there is none."""

    def lost(self, number: int) -> None:
        """Hear that the worker has ended, and by which signal; 0 for none that is known."""


class Worker(asyncio.Protocol):
    """One worker process: gives it one query at a time."""

    def __init__(self, connection: socket.socket, spool: Callable[[], BinaryIO]) -> None:
        loop = asyncio.get_running_loop()
        self.pid = 0
        self.thread = 0
        self.missing: str | None = None
        self.doomed = False
        self.answered = 0
        self.size = 0
        self.spent = 0.0
        self.ready: asyncio.Future[None] = loop.create_future()
        self.died: asyncio.Future[int] = loop.create_future()
        self._connection = connection
        self._spool = spool
        self._file: BinaryIO | None = None
        self._parts: list[bytes] = []
        self._received = 0
        self._wanted = ANSWER.size
        self._asking: Asking | None = None
        self._transport: asyncio.Transport | None = None

    def ask(self, query: bytes, asking: Asking) -> None:
        """Send an encoded query."""
        self._asking = asking
        if self._transport is None or self._transport.is_closing():
            self._lose()
        else:
            self._transport.write(QUESTION.pack(len(query)) + query)

    def forsake(self) -> None:
        """Wait no longer for an answer: the worker is being ended."""
        self.doomed = True
        self._drop_spool()
        self._tell(SIGKILL)

    def close(self) -> None:
        """Let the worker end when it has nothing more to do."""
        if self._transport is not None:
            self._transport.abort()

    def _lose(self) -> None:
        """Tell who waits as soon as it is known what ended the worker."""
        if self._asking is not None:
            self.died.add_done_callback(lambda died: self._tell(died.result()))
            asyncio.get_running_loop().call_later(_PATIENCE, self._tell, 0)

    def _tell(self, number: int) -> None:
        asking, self._asking = self._asking, None
        if asking is not None:
            asking.lost(number)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is no subclass

    def connection_lost(self, exc: Exception | None) -> None:
        """Fail whoever waits."""
        self._connection.close()
        if not self.ready.done():
            self.ready.set_exception(ConnectionError("the worker has ended"))
        self._drop_spool()
        self._lose()

    def data_received(self, data: bytes) -> None:
        """Collect messages and act on each that is whole."""
        self._parts.append(data)
        self._received += len(data)
        if self._received < self._wanted:
            return
        data = b"".join(self._parts)
        while len(data) >= self._wanted:
            head, body, spent = ANSWER.unpack_from(data)
            text = ANSWER.size + head
            self._wanted = text + body
            if len(data) < self._wanted:
                break
            self._heard(data[ANSWER.size : text], data[text : self._wanted], spent)
            data, self._wanted = data[self._wanted :], ANSWER.size
        self._parts, self._received = [data], len(data)

    def _heard(self, head: bytes, body: bytes, spent: float) -> None:
        message = read_head(head)
        self.spent = spent
        if "answer" in message:
            self._answered(message["answer"], message["spooled"], body)
        elif "problem" in message:
            self._drop_spool()
            self._hand(QueryError(message["problem"], message["detail"], **message["members"]))
        elif "spool" in message:
            self._open_spool()
        elif "failed" in message:
            self.ready.set_exception(ConnectionError(message["failed"]))
        else:
            self.thread, self.missing = message["thread"], message["missing"]
            if not self.ready.done():
                self.ready.set_result(None)

    def _answered(self, shape: dict[str, Any], spooled: int | None, body: bytes) -> None:
        if spooled is None or self._file is None:
            self._drop_spool()
            self._hand(Answer(**shape, size=len(body), body=body))
        else:
            file, self._file = self._file, None
            file.seek(0)
            self._hand(Answer(**shape, size=spooled, file=file))

    def _hand(self, outcome: Answer | QueryError) -> None:
        asking, self._asking = self._asking, None
        if asking is not None:
            asking.answered(outcome)

    def _open_spool(self) -> None:
        opening = asyncio.get_running_loop().run_in_executor(None, self._spool)
        opening.add_done_callback(self._pass_spool)

    def _pass_spool(self, opening: asyncio.Future[BinaryIO]) -> None:
        try:
            self._file = opening.result()
        except OSError:  # without a file the worker says that there is no room
            descriptors = []
        else:
            descriptors = [self._file.fileno()]
        if self.doomed or self._transport is None or self._transport.is_closing():
            self._drop_spool()
        else:
            with contextlib.suppress(OSError):  # it has just ended
                socket.send_fds(self._connection, [b"."], descriptors)

    def _drop_spool(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            discard(file)


class Zygote(asyncio.Protocol):
    """The process that workers are forked from."""

    def __init__(self, source: Source, limits: Limits, spool: Callable[[], BinaryIO]) -> None:
        loop = asyncio.get_running_loop()
        self.ready: asyncio.Future[float] = loop.create_future()
        self.ended: asyncio.Future[None] = loop.create_future()
        self._source = source
        self._limits = limits
        self._spool = spool
        self._buffer = b""
        self._births: dict[int, Worker] = {}
        self._workers: dict[int, Worker] = {}
        self._count = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    async def start(self) -> float:
        """Start the process; return how many seconds it took to load the graph."""
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        source = self._source
        options = {
            "graph": str(source.graph),
            "store": str(source.store) if source.store else None,
            "index": str(source.index) if source.index else None,
            "base": source.base,
            "prefixes": dict(source.prefixes),
            "limits": asdict(self._limits),
        }
        program = [sys.executable, "-P", "-m", "graph.pool.zygote"]
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 (this program itself)
                [*program, str(theirs.fileno()), json.dumps(options)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env={
                    # The engine takes and gives back many small pieces for each query.
                    "GLIBC_TUNABLES": "glibc.malloc.tcache_count=1000",
                    **os.environ,
                    "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                },
            )
        self._control = ours
        await asyncio.get_running_loop().create_unix_connection(lambda: self, sock=ours)
        return await self.ready

    async def fork(self) -> Worker:
        """Make a worker that is ready for its first query."""
        if self._control is None or self.ended.done():
            raise ConnectionError("the process that workers are forked from has ended")
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        worker = Worker(ours, self._spool)
        self._count += 1
        self._births[self._count] = worker
        with theirs:
            line = json.dumps({"fork": self._count}).encode() + b"\n"
            socket.send_fds(self._control, [line], [theirs.fileno()])
        await asyncio.get_running_loop().create_unix_connection(lambda: worker, sock=ours)
        await worker.ready
        return worker

    def kill(self, worker: Worker) -> None:
        """End a worker at once, whatever it does."""
        if self._control is not None and not self.ended.done() and worker.pid:
            with contextlib.suppress(OSError):
                self._control.send(json.dumps({"kill": worker.pid}).encode() + b"\n")

    async def close(self) -> None:
        """End the process and all workers."""
        if self._control is None or self._process is None:
            return
        with contextlib.suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)
        for _ in range(round(_PATIENCE / 0.01)):
            if self._process.poll() is not None:
                return
            await asyncio.sleep(0.01)
        self._process.kill()
        self._process.wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever waits."""
        if not self.ready.done():
            self.ready.set_exception(ConnectionError("the graph could not be loaded"))
        for worker in self._workers.values():
            if not worker.died.done():
                worker.died.set_result(0)
        self.ended.set_result(None)

    def data_received(self, data: bytes) -> None:
        """Act on each line."""
        *lines, self._buffer = (self._buffer + data).split(b"\n")
        for line in lines:
            self._heard(json.loads(line))

    def _heard(self, message: dict[str, Any]) -> None:
        if "ready" in message:
            self.ready.set_result(message["ready"])
        elif "forked" in message:
            worker = self._births.pop(message["forked"])
            worker.pid = message["pid"]
            self._workers[worker.pid] = worker
        else:
            worker = self._workers.pop(message["dead"])
            if not worker.died.done():
                worker.died.set_result(message["signal"])
