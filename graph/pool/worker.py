"""The worker: a process that evaluates one query after the other, and may die of any of them.

It is forked from the zygote, which holds the graph, and shares its memory. On its socket it gets
queries and gives answers (`graph.pool.wire`). A large answer is written to a file that the service
passes when the worker asks for it with the head ``{"spool": true}``.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any, cast

import pyoxigraph as ox

from graph.limits import Limits
from graph.pool import mentions, sandbox
from graph.pool.formats import FORMATS
from graph.pool.guard import Reading, examine, refuse_update
from graph.pool.query import Form, Query, QueryError
from graph.pool.text import TaskIndex
from graph.pool.wire import answer_head, head_of, receive, send
from graph.pool.writing import Cut, CutError, GraphWriter, Output, RowWriter

_FAULT = re.compile(r"error at (\d+):(\d+)")
#: Room in the address space for what the allocator sets aside for a thread.
_ALLOCATOR = 192 << 20
_COME_AGAIN = 10
_PREFIXED = frozenset({"turtle", "trig"})

_Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
_FORMS: Mapping[type, Form] = {
    ox.QuerySolutions: "bindings",
    ox.QueryBoolean: "boolean",
    ox.QueryTriples: "graph",
}


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a worker evaluates over: the store, its graphs, the base IRI and known prefixes."""

    store: ox.Store
    on_disk: bool
    graphs: frozenset[str]
    base: str
    prefixes: dict[str, str]
    functions: Mapping[ox.NamedNode, Callable[..., Any]]
    tasks: TaskIndex | None


def serve(connection: socket.socket, dataset: Callable[[], Dataset], limits: Limits) -> None:
    """Answer queries until the connection ends. Runs in a process of its own, and ends it.

    `dataset` is called here, after the fork: a store on disk starts threads. Queries are evaluated
    in a thread because only that can be given a large stack. The service lowers the priority of a
    thread that is slow, which cannot be undone, so that another follows it.
    """
    try:
        opened = dataset()
    except (OSError, ValueError, sqlite3.Error) as error:
        send(connection, head_of(failed=str(error)))
        return
    sandbox.limit_files(limits.answer_bytes + limits.inline_bytes)
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)  # what the engine says as it dies, the signal says too
    evaluator = Evaluator(opened, limits)
    threading.stack_size(limits.stack)
    if sys.platform == "linux":
        # The next thread may begin before the stack of the last is given back.
        sandbox.limit_memory(limits.memory + 2 * limits.stack + _ALLOCATOR)
    missing = sandbox.deny_system_calls(files=opened.on_disk)
    serving = _Serving(connection, evaluator, limits.seconds, missing)
    while not serving.over:
        thread = threading.Thread(target=serving.run)
        thread.start()
        thread.join()


class _Serving:
    """What one thread after the other does."""

    def __init__(
        self,
        connection: socket.socket,
        evaluator: Evaluator,
        seconds: float,
        missing: str | None,
    ) -> None:
        self.over = False
        self._priority = os.getpriority(os.PRIO_PROCESS, 0)
        self._connection = connection
        self._evaluator = evaluator
        self._seconds = seconds
        self._missing = missing

    def run(self) -> None:
        """Answer queries until the connection ends, or the thread's priority was lowered."""
        connection = self._connection
        try:
            send(connection, head_of(thread=threading.get_native_id(), missing=self._missing))
            while (head := receive(connection)) is not None:
                self._answer(Query.decode(head))
                if os.getpriority(os.PRIO_PROCESS, 0) > self._priority:
                    return
        except OSError:
            pass  # the service is gone
        except MemoryError:
            os.abort()  # as the engine itself ends at the limit
        self.over = True

    def _answer(self, query: Query) -> None:
        # The service ends a worker at the limit; should it not, the kernel does.
        signal.setitimer(signal.ITIMER_REAL, self._seconds + 1)
        output = Output(self._evaluator.inline_bytes, lambda: _open_spool(self._connection))
        head = self._evaluator.answer(query, output)
        signal.setitimer(signal.ITIMER_REAL, 0)
        send(self._connection, head, () if output.spooled else output.parts)


class Evaluator:
    """Evaluates queries over one dataset."""

    def __init__(self, dataset: Dataset, limits: Limits) -> None:
        self.inline_bytes = limits.inline_bytes
        self._dataset = dataset
        self._limits = limits

    def answer(self, query: Query, output: Output) -> bytes:
        """Write the answer to `output`; return its head, or that of the problem."""
        try:
            return self._evaluate(query, output)
        except QueryError as error:
            output.truncate(0)
            return head_of(problem=error.kind, detail=error.detail, members=error.members)

    def _evaluate(self, query: Query, output: Output) -> bytes:
        reading = examine(query.text, self._dataset.base, self._limits.depth)
        try:
            results = self._query(query, reading)
            form = _FORMS[type(results)]
            name = getattr(query, form)
            if name is None:
                raise QueryError("not-acceptable", _NOT_ACCEPTABLE[form])
            cut, empty = self._write(results, name, output)
            output.finish()
        except SyntaxError as error:
            refuse_update(query.text, self._dataset.base, self._limits.depth)
            raise _syntax_error(str(error), query.text) from None
        except RuntimeError as error:  # a function that is not registered
            raise QueryError("query-function", str(error)) from None
        except (ValueError, OSError) as error:
            raise QueryError("engine-failure", f"the engine gave up: {error}") from None
        spooled = output.size if output.spooled else None
        return answer_head(form, name, cut, reading.volatile, empty, spooled)

    def _query(self, query: Query, reading: Reading) -> _Results:
        data = self._dataset
        options: dict[str, Any] = {"base_iri": data.base, "custom_functions": data.functions}
        if query.default_graphs is not None or query.named_graphs is not None:
            options["default_graph"] = _nodes(query.default_graphs or ())
            options["named_graphs"] = _nodes(query.named_graphs or ())
        elif reading.graphs:
            for graph in reading.graphs:
                if graph not in data.graphs:
                    raise QueryError(
                        "dataset-refused",
                        f"FROM <{graph}>: this dataset has no such graph, and nothing is loaded "
                        "from elsewhere",
                    )
        else:
            options["use_default_graph_as_union"] = True
        text = query.text
        if reading.mentions:
            if data.tasks is None:
                raise QueryError("query-words", "this graph has no search index")
            text = mentions.replace(text, reading.mentions, data.tasks.mentioning)
        return data.store.query(text, **options)

    def _write(self, results: _Results, name: str, output: Output) -> tuple[Cut | None, bool]:
        """Write results; return whether and why they were cut, and whether they are no triples."""
        form = FORMATS[name]
        limits = self._limits
        rows, size = limits.rows, limits.answer_bytes
        if isinstance(results, ox.QueryTriples):
            triples = GraphWriter(output, rows, size)
            prefixes = self._dataset.prefixes if name in _PREFIXED else None
            ox.serialize(triples.through(results), _binary(triples), form.rdf, prefixes=prefixes)
            triples.finish(name)
            return triples.cut, triples.count == 0
        if isinstance(results, ox.QueryBoolean):
            results.serialize(_binary(output), form.results)
            return None, False
        writer = RowWriter(output, name, rows, size, limits.inline_bytes)
        try:
            results.serialize(_binary(writer), form.results)
        except CutError:
            return writer.cut, False
        return None, False


def _binary(writer: Output | RowWriter | GraphWriter) -> IO[bytes]:
    """Call a writer what the engine's types ask for; it only writes and flushes."""
    return cast("IO[bytes]", writer)


_NOT_ACCEPTABLE: Mapping[Form, str] = {
    "bindings": "a SELECT is answered as JSON, XML, CSV or TSV",
    "boolean": "an ASK is answered as JSON or XML",
    "graph": "a CONSTRUCT or DESCRIBE is answered as Turtle, N-Triples, N-Quads, TriG, RDF/XML or "
    "JSON-LD",
}


def _nodes(graphs: Sequence[str]) -> list[ox.NamedNode]:
    nodes = []
    for graph in graphs:
        try:
            nodes.append(ox.NamedNode(graph))
        except ValueError:
            raise QueryError("graph-syntax", f"{graph!r} is no absolute IRI") from None
    return nodes


def _syntax_error(message: str, query: str) -> QueryError:
    """Say where the engine stopped reading, which is at the fault or a few characters behind it."""
    found = _FAULT.match(message)
    if found is None:
        return QueryError("query-syntax", message)
    line, column = int(found[1]), int(found[2])
    text = query.split("\n")[line - 1]
    near = text[max(0, column - 30) : column + 10].strip()
    detail = f"at or just before line {line}, column {column}, near: {near}"
    return QueryError("query-syntax", detail, line=line, column=column)


def _open_spool(connection: socket.socket) -> int:
    send(connection, head_of(spool=True))
    _, descriptors, _, _ = socket.recv_fds(connection, 1, 1)
    if not descriptors:
        detail = "too many large answers are being read; try again later"
        raise QueryError("busy", detail, retry_after=_COME_AGAIN)
    return descriptors[0]
