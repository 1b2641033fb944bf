"""Views: what leaves the graph, as networks and as tables.

A view is one ``.rq`` file. In ``networks/`` each solution is a place that says that ``?source`` and
``?target`` are joined, and the head names the files of ``nodes/`` that describe what is joined. In
``tables/`` the solutions are rows. To add a view, add its file.

>>> taken = network(open_store("build"), "responsibility")
>>> taken.nodes.columns[:3]
('iri', 'label', 'kind')
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from graph.store import Store
from graph.views.network import Network, edges_of, nodes_of
from graph.views.table import Table, Value, folded

Holds = Literal["network", "table"]

_FOLDERS: Mapping[Holds, str] = {"network": "networks", "table": "tables"}
_HEADER = re.compile(r"^# (title@vi|title@en|nodes): (.+)$", re.MULTILINE)


class ViewError(ValueError):
    """There is no view of a name; the message says which there are."""


@dataclass(frozen=True, slots=True)
class View:
    """A network or a table that the graph gives. ``nodes`` are the queries that describe nodes."""

    name: str
    holds: Holds
    title_vi: str
    title_en: str
    query: str
    nodes: tuple[str, ...] = ()


@cache
def views() -> Mapping[str, View]:
    """Return every view by its name, in order of name, networks before tables."""
    found = [
        _view(path.name.removesuffix(".rq"), holds, path.read_text(encoding="utf-8"))
        for holds, folder in _FOLDERS.items()
        for path in sorted(files("graph.views").joinpath(folder).iterdir(), key=str)
    ]
    return MappingProxyType({view.name: view for view in found})


def network(store: Store, name: str) -> Network:
    """Take a network from the graph, or raise `ViewError`."""
    view = view_named(name, "network")
    found, edges = edges_of(store.select(view.query))
    nodes = nodes_of(found, (store.select(_described(each)) for each in view.nodes))
    return Network(name, view.title_en, store.version, nodes, edges)


def table(store: Store, name: str) -> Table:
    """Take a table from the graph, or raise `ViewError`."""
    return folded(store.select(view_named(name, "table").query))


def view_named(name: str, holds: Holds) -> View:
    """Return the network or the table of a name, or raise `ViewError`."""
    view = views().get(name)
    if view is None or view.holds != holds:
        known = ", ".join(each.name for each in views().values() if each.holds == holds)
        raise ViewError(f"no {holds} is called {name!r}; there are: {known}")
    return view


def _view(name: str, holds: Holds, query: str) -> View:
    head = dict(_HEADER.findall(query))
    nodes = tuple(head.get("nodes", "").split())
    return View(name, holds, head["title@vi"], head["title@en"], query, nodes)


@cache
def _described(name: str) -> str:
    return files("graph.views").joinpath("nodes", f"{name}.rq").read_text(encoding="utf-8")


__all__ = [
    "Network",
    "Table",
    "Value",
    "View",
    "ViewError",
    "network",
    "table",
    "view_named",
    "views",
]
