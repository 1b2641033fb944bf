"""Search: the catalogue of a corpus in one SQLite file, and who owns what, answered from it.

``write_index`` belongs to the build; all else reads what it wrote.
"""

from graph.search.facts import Facts
from graph.search.finding import TaskFilter
from graph.search.holdings import agency_as_of
from graph.search.index import Index, NoIndexError, Page, open_index
from graph.search.lookup import (
    TargetFilter,
    agencies,
    agency,
    cited_by,
    cites,
    document,
    documents,
    documents_named,
    spans,
    targets,
    task,
)
from graph.search.owners import Owner, Part, Ranking, Who, rank, task_numbers, tasks, who
from graph.search.series import Series, series
from graph.search.snippets import Snippet
from graph.search.writing import FORMAT, INDEX, write_index

__all__ = [
    "FORMAT",
    "INDEX",
    "Facts",
    "Index",
    "NoIndexError",
    "Owner",
    "Page",
    "Part",
    "Ranking",
    "Series",
    "Snippet",
    "TargetFilter",
    "TaskFilter",
    "Who",
    "agencies",
    "agency",
    "agency_as_of",
    "cited_by",
    "cites",
    "document",
    "documents",
    "documents_named",
    "open_index",
    "rank",
    "series",
    "spans",
    "targets",
    "task",
    "task_numbers",
    "tasks",
    "who",
    "write_index",
]
