"""The graph: records as RDF with evidence, built, stored, asked and validated.

What the service answers, without a server::

    >>> import graph
    >>> store = graph.open_store("build")               # or the URL of a SPARQL server
    >>> store.select("SELECT ?s WHERE { ?s a <https://w3id.org/chutri/def#Task> }")
    >>> graph.ask(store, "tasks-of-agency", {"agency": "SKHĐT", "role": "lead"})
    >>> index = graph.open_index("build")
    >>> graph.who(index, graph.TaskFilter("chuyển đổi số"), limit=5)
    >>> graph.tasks(index, graph.TaskFilter(agency="so-tai-chinh", role="lead"), limit=20)
    >>> graph.table(store, "tasks")                     # columns and rows, for a data frame
    >>> graph.network(store, "coordination")            # nodes and edges, each with evidence
    >>> graph.measured(graph.network(store, "coordination"))
    >>> graph.compare_plans(index, "282/KH-UBND", "371/KH-UBND")
    >>> graph.current("build").text("binh-duong-2025-kh371")[2000:2100]
    >>> graph.export.write(graph.current("build"), "gexf", Path("who.gexf"), "responsibility")

Making a graph (`graph.build.build`) and validating one (`graph.validate.validate`) are imported by
name: they bring the extractor and the SHACL engine along, which asking does not need. What needs
more than the store is imported when it is first used.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from graph.questions import Question, QuestionError, ask, question, questions
from graph.store import Rows, Store, StoreError, open_store
from graph.versions import NoGraphError, Version, current

if TYPE_CHECKING:
    from graph import export
    from graph.comparison import compare_plans
    from graph.measures import measured
    from graph.search import TaskFilter, open_index, tasks, who
    from graph.views import Network, Table, network, table

_LATER: Mapping[str, tuple[str, str | None]] = {
    "Network": ("graph.views", "Network"),
    "Table": ("graph.views", "Table"),
    "TaskFilter": ("graph.search", "TaskFilter"),
    "compare_plans": ("graph.comparison", "compare_plans"),
    "export": ("graph.export", None),
    "measured": ("graph.measures", "measured"),
    "network": ("graph.views", "network"),
    "open_index": ("graph.search", "open_index"),
    "table": ("graph.views", "table"),
    "tasks": ("graph.search", "tasks"),
    "who": ("graph.search", "who"),
}
"""What is imported when it is first used: its module and its name there, None for all of it."""

__all__ = [
    "Network",
    "NoGraphError",
    "Question",
    "QuestionError",
    "Rows",
    "Store",
    "StoreError",
    "Table",
    "TaskFilter",
    "Version",
    "ask",
    "compare_plans",
    "current",
    "export",
    "measured",
    "network",
    "open_index",
    "open_store",
    "question",
    "questions",
    "table",
    "tasks",
    "who",
]


def __getattr__(name: str) -> Any:
    """Import what is used for the first time."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _LATER[name]
    imported = import_module(module)
    return getattr(imported, attribute) if attribute else imported
