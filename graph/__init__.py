"""The graph: records as RDF with evidence, built, stored, asked and validated.

>>> import graph
>>> store = graph.open_store("build")                     # or the URL of a SPARQL server
>>> rows = graph.ask(store, "tasks-of-agency", {"agency": "SKHĐT", "role": "lead"})
>>> [row["description"] for row in rows]                  # doctest: +SKIP
>>> store.select("SELECT ?s WHERE { ?s a <https://w3id.org/chutri/def#Task> }")  # any SPARQL

Making a graph (`graph.build.build`) and validating one (`graph.validate.validate`) are imported by
name: they bring the extractor and the SHACL engine along, which asking does not need.
"""

from graph.questions import Question, QuestionError, ask, question, questions
from graph.store import Rows, Store, StoreError, open_store
from graph.versions import NoGraphError, Version, current

__all__ = [
    "NoGraphError",
    "Question",
    "QuestionError",
    "Rows",
    "Store",
    "StoreError",
    "Version",
    "ask",
    "current",
    "open_store",
    "question",
    "questions",
]
