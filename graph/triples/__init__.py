"""Triples: what records say, in the terms of the vocabulary, one module for each idea.

Each function is a generator of triples over one `Reading` (a record in its corpus) or over the
whole `Corpus`. Every triple belongs to one named graph: that of its document, or one of the graphs
of what documents share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from graph.corpus import Corpus, Reading
from graph.terms import Triple
from graph.triples.agencies import agency_triples, mention_triples, register_triples
from graph.triples.changes import change_triples
from graph.triples.citations import (
    citation_triples,
    cited_work_triples,
    relation_triples,
    tier_triples,
)
from graph.triples.documents import document_triples, section_triples
from graph.triples.ontology import ontology_triples
from graph.triples.provenance import dataset_triples
from graph.triples.targets import indicator_triples, period_triples, target_triples
from graph.triples.tasks import task_triples

OF_A_DOCUMENT: tuple[Callable[[Reading], Iterator[Triple]], ...] = (
    document_triples,
    section_triples,
    task_triples,
    citation_triples,
    target_triples,
    mention_triples,
)
"""What goes into a document's own graph."""

SHARED: tuple[Callable[[Corpus], Iterator[Triple]], ...] = (
    agency_triples,
    change_triples,
    cited_work_triples,
    relation_triples,
    tier_triples,
    indicator_triples,
    period_triples,
)
"""What several documents may name, in the graph ``shared``."""

__all__ = [
    "OF_A_DOCUMENT",
    "SHARED",
    "dataset_triples",
    "ontology_triples",
    "register_triples",
]
