"""The zygote: a process with one thread that loads the graph once and forks the workers from it.

A fork shares the memory of the graph, takes milliseconds, and is only safe from a process without
other threads; that is why it is not the service that forks. Started as ``python -m
graph.pool.zygote DESCRIPTOR OPTIONS``; on the socket with that number it reads and writes JSON
Lines:

- gets ``{"fork": id}`` with the worker's end of a socket, gives ``{"forked": id, "pid": …}``;
- gets ``{"kill": pid}``;
- gives ``{"dead": pid, "signal": …}`` when a worker has ended (0: of itself);
- gives ``{"ready": seconds}`` once, before all else: how long it took to load the graph.

It ends when the socket does, and its workers with it.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graph.limits import Limits
from graph.pool import sandbox, worker
from graph.pool.text import TaskIndex, functions
from graph.pool.worker import Dataset


def load(graph: Path) -> ox.Store:
    """Load a file of N-Quads into memory."""
    store = ox.Store()
    store.load(path=str(graph), format=ox.RdfFormat.N_QUADS, lenient=True)
    return store


def dataset(options: Mapping[str, Any], loaded: ox.Store | None) -> Dataset:
    """Make what a worker evaluates over, of the store that is loaded or of that on disk.

    Only in a process that will not fork: a store on disk starts threads.
    """
    store = loaded if loaded is not None else ox.Store.read_only(options["store"])
    return Dataset(
        store=store,
        on_disk=loaded is None,
        graphs=frozenset(g.value for g in store.named_graphs() if isinstance(g, ox.NamedNode)),
        base=options["base"],
        prefixes=options["prefixes"],
        functions=functions(),
        tasks=TaskIndex(Path(options["index"]), options["base"]) if options["index"] else None,
    )


class Zygote:
    """The state of the process: its socket, and the workers that live."""

    def __init__(
        self, control: socket.socket, dataset: Callable[[], Dataset], limits: Limits
    ) -> None:
        self._control = control
        self._dataset = dataset
        self._limits = limits
        self._workers: set[int] = set()
        self._descriptors: list[int] = []
        self._buffer = b""
        self._wakeup, self._signals = socket.socketpair()

    def run(self) -> None:
        """Serve until the service goes."""
        self._signals.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._signals.fileno(), warn_on_full_buffer=False)
        with selectors.DefaultSelector() as selector:
            selector.register(self._control, selectors.EVENT_READ, self._command)
            selector.register(self._wakeup, selectors.EVENT_READ, self._bury)
            while all(key.data() for key, _ in selector.select()):
                pass
        signal.set_wakeup_fd(-1)
        for pid in self._workers:
            os.kill(pid, signal.SIGKILL)

    def say(self, **message: Any) -> None:
        """Send a line to the service."""
        self._control.sendall(json.dumps(message).encode() + b"\n")

    def _command(self) -> bool:
        data, descriptors, _, _ = socket.recv_fds(self._control, 65536, 16)
        if not data:
            return False
        self._descriptors += descriptors
        *lines, self._buffer = (self._buffer + data).split(b"\n")
        for line in lines:
            message = json.loads(line)
            if "fork" in message:
                self._fork(message["fork"], self._descriptors.pop(0))
            elif message["kill"] in self._workers:
                os.kill(message["kill"], signal.SIGKILL)
        return True

    def _fork(self, number: int, descriptor: int) -> None:
        pid = os.fork()
        if pid == 0:
            self._become_worker(descriptor)
        os.close(descriptor)
        self._workers.add(pid)
        self.say(forked=number, pid=pid)

    def _become_worker(self, descriptor: int) -> None:
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            sandbox.die_with_parent()
            for inherited in (self._control, self._wakeup, self._signals):
                inherited.close()
            for other in self._descriptors:
                os.close(other)
            worker.serve(socket.socket(fileno=descriptor), self._dataset, self._limits)
        finally:
            os._exit(0)

    def _bury(self) -> bool:
        self._wakeup.recv(4096)
        for pid in tuple(self._workers):
            found, status = os.waitpid(pid, os.WNOHANG)
            if found:
                self._workers.discard(pid)
                self.say(dead=pid, signal=os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0)
        return True


def main(descriptor: int, options: Mapping[str, Any]) -> None:
    """Load the graph that `options` name, say so, and serve."""
    for ignored in (signal.SIGINT, signal.SIGTERM):  # for the service to hear, and to pass on
        signal.signal(ignored, signal.SIG_IGN)
    limits = Limits(**options["limits"])
    started = time.monotonic()
    loaded = None if options["store"] else load(Path(options["graph"]))
    gc.freeze()
    control = socket.socket(fileno=descriptor)
    zygote = Zygote(control, partial(dataset, options, loaded), limits)
    with contextlib.suppress(BrokenPipeError):  # the service has gone: so does this
        zygote.say(ready=round(time.monotonic() - started, 3))
        zygote.run()


if __name__ == "__main__":
    main(int(sys.argv[1]), json.loads(sys.argv[2]))
