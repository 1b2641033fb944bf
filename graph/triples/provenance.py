"""Provenance: the run that made the graphs, and the data set that they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.corpus import Corpus
from graph.terms import (
    CT,
    DCAT,
    DCT,
    ELI,
    OA,
    ORG,
    PROV,
    QB,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    VOID,
    Triple,
    integer,
    iri,
    text,
)

_VOCABULARIES = (CT, DCT, ELI, OA, ORG, PROV, QB, SCHEMA, SKOS)
_TITLE = {"vi": "Ai chủ trì: nhiệm vụ trong các kế hoạch", "en": "Who owns what in plans"}
_DESCRIPTION = {
    "vi": "Nhiệm vụ, viện dẫn và chỉ tiêu đọc từ văn bản kế hoạch, mỗi điều kèm bằng chứng.",
    "en": "Tasks, citations and targets read from the texts of plans, each with its evidence.",
}


def dataset_triples(
    corpus: Corpus, version: str, program: str, sizes: Mapping[str, int]
) -> Iterator[Triple]:
    """Describe the data set (VoID, DCAT) and the run that made it (PROV-O).

    ``version`` is the digest of all else, ``program`` the version of this program, ``sizes`` the
    number of triples of each named graph by its IRI. There is no clock in it: the same input gives
    the same description.
    """
    naming = corpus.naming
    dataset, run = iri(naming.dataset), iri(naming.run(version))
    software = iri(naming.software(program))
    yield dataset, RDF.type, VOID.Dataset
    yield dataset, RDF.type, DCAT.Dataset
    for language, title in _TITLE.items():
        yield dataset, DCT.title, text(title, language)
        yield dataset, DCT.description, text(_DESCRIPTION[language], language)
    yield dataset, DCAT.version, text(version)
    yield dataset, VOID.uriSpace, text(naming.base)
    yield dataset, VOID.triples, integer(sum(sizes.values()))
    yield dataset, VOID.documents, integer(len(corpus.records))
    for vocabulary in _VOCABULARIES:
        yield dataset, VOID.vocabulary, iri(vocabulary.iri)
    yield dataset, PROV.wasGeneratedBy, run
    yield run, RDF.type, PROV.Activity
    yield run, PROV.wasAssociatedWith, software
    yield software, RDF.type, PROV.SoftwareAgent
    yield software, RDFS.label, text(f"chutri {program}")
    yield software, SCHEMA.softwareVersion, text(program)
    for graph, size in sizes.items():
        yield dataset, VOID.subset, iri(graph)
        yield iri(graph), RDF.type, VOID.Dataset
        yield iri(graph), VOID.triples, integer(size)
        yield iri(graph), PROV.wasGeneratedBy, run
    for record in corpus.records:
        reading = corpus.reading(record)
        yield run, PROV.used, iri(reading.expression)
        yield iri(reading.graph), DCT.subject, iri(reading.iri)
        yield iri(reading.graph), PROV.wasDerivedFrom, iri(reading.expression)
