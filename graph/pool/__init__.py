"""The pool: worker processes that evaluate the queries of strangers, and end with them if need be.

>>> async with Pool(source, Limits()) as pool:
...     answer = await pool.ask(Query("SELECT * { ?s ?p ?o } LIMIT 10"), client="198.51.100.7")

A query that has taken a processor for `Limits.quick_seconds` is slow. It goes on at low priority
while there are few of its kind; else its worker is ended and it waits for its turn to start again.
So there are always workers for quick queries. A worker that has grown much is replaced, and its
memory given back.
"""

from graph.limits import Limits
from graph.pool.nursery import Source
from graph.pool.pool import Pool, PoolState
from graph.pool.query import Answer, Query, QueryError
from graph.pool.run import Run
from graph.pool.spools import discard

__all__ = [
    "Answer",
    "Limits",
    "Pool",
    "PoolState",
    "Query",
    "QueryError",
    "Run",
    "Source",
    "discard",
]
