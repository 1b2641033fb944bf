"""The graph: records as RDF with evidence, built, stored, asked and validated."""

from graph.store import Rows, Store, StoreError, open_store
from graph.versions import NoGraphError, Version, current

__all__ = ["NoGraphError", "Rows", "Store", "StoreError", "Version", "current", "open_store"]
