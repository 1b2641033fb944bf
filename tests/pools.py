"""A pool over a few statements, for the tests that ask it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import TypeVar

import pytest

from graph.pool import Answer, Limits, Pool, Query, QueryError, Source

BASE = "https://w3id.org/chutri/"
T = TypeVar("T")


def nquads(statements: Iterable[str], directory: Path) -> Path:
    """Write lines of N-Quads to a file."""
    path = directory / "graph.nq"
    path.write_text("".join(f"{line} .\n" for line in statements), encoding="utf-8")
    return path


def numbers(count: int) -> list[str]:
    """Give `count` statements in three graphs."""
    return [f'<http://e/{i}> <http://e/p> "số {i}" <http://e/graph/{i % 3}>' for i in range(count)]


def with_pool(graph: Path, use: Callable[[Pool], Awaitable[T]], limits: Limits | None = None) -> T:
    """Run `use` with a pool over a file of N-Quads."""

    async def run() -> T:
        source = Source(graph, None, BASE, {"e": "http://e/"})
        async with Pool(source, limits or Limits(quick=2, slow=1)) as pool:
            return await use(pool)

    return asyncio.run(run())


def content(answer: Answer) -> bytes:
    """Read an answer whole, wherever it is."""
    if answer.file is None:
        return answer.body
    with answer.file as file:
        return file.read()


async def select(pool: Pool, text: str) -> bytes:
    """Ask a SELECT, answered as TSV."""
    return content(await pool.ask(Query(text, bindings="tsv")))


async def refusal(pool: Pool, query: Query) -> QueryError:
    """Ask what is refused, and return the reason."""
    with pytest.raises(QueryError) as caught:
        await pool.ask(query)
    return caught.value
