"""What the routes answer from: one build of the graph, opened once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from graph.reconcile import Reconciler
from graph.search import INDEX, Index
from graph.store import Store, open_store
from graph.versions import Version, current


@dataclass(frozen=True, slots=True)
class Service:
    """A build and its search index.

    ``texts`` gives the name of a document's text by its IRI, ``base`` is that of all IRIs.
    ``store`` gives the graph for queries of the service's own, ``reconciler`` reads the names of
    what it holds; what is to be opened for that is opened when first asked.
    """

    version: Version
    index: Index
    texts: Mapping[str, str]
    base: str
    store: Callable[[], Store]
    reconciler: Callable[[], Reconciler]


def open_service(graph: Path) -> Service:
    """Open the build that is current in a directory.

    Raises `graph.versions.NoGraphError` or `graph.search.NoIndexError` where there is none.
    """
    version = current(graph)
    manifest = version.manifest()
    texts = {document["iri"]: document["name"] for document in manifest["documents"]}
    index = Index(version.directory / INDEX)
    return Service(
        version=version,
        index=index,
        texts=texts,
        base=manifest["base"],
        store=cache(lambda: open_store(version.directory)),
        reconciler=cache(lambda: Reconciler(index, manifest["base"])),
    )


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


Served = Annotated[Service, Depends(_service)]
"""The parameter by which a route gets the service."""
