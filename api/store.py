"""The graph for the questions of the routes: workers evaluate them, as they do those of strangers.

So the process that serves HTTP holds no graph, and the limits on time and memory hold for all.
"""

from __future__ import annotations

from anyio import from_thread

from api.evaluation import Engine, query_problem
from api.problems import ProblemError, problem
from graph.pool import Answer, Query, QueryError
from graph.store import WrittenStore


class WorkerStore(WrittenStore):
    """The workers as a store, for a route that runs in a thread of the server.

    ProblemError where a query comes to a limit, or too many others wait.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def version(self) -> str:
        """The digest of the build that the workers hold."""
        return self._engine.version

    def written(self, query: str, media_type: str) -> bytes:
        """Return the answer to a query as a worker wrote it."""
        answer = from_thread.run(self._asked, Query(query, graph="ntriples"))
        written = answer.body
        if answer.file is not None:
            with answer.file as file:
                written = file.read()
        if answer.cut:
            raise ProblemError(problem("query-memory", "its answer is larger than one may be"))
        return written

    async def _asked(self, query: Query) -> Answer:
        pool = await self._engine.pool()
        try:
            return await pool.ask(query)
        except QueryError as error:
            raise ProblemError(query_problem(error)) from error
