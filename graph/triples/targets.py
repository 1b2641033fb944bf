"""Targets: numbers set as goals, as observations of indicators that plans share."""

from __future__ import annotations

from collections.abc import Iterator

from extract.indicator_keys import indicator_key
from graph.corpus import Corpus, Reading
from graph.headings import Headings
from graph.naming import numbered
from graph.terms import (
    CT,
    DCAT,
    DCT,
    ELI,
    QB,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    Triple,
    decimal,
    integer,
    iri,
    moment,
    text,
)
from graph.triples.evidence import evidence


def target_triples(reading: Reading) -> Iterator[Triple]:
    """Describe the targets of a record."""
    naming, record = reading.corpus.naming, reading.record
    names = numbered(str(target.start) for target in record.targets)
    headings = Headings(record)
    for target, name in zip(record.targets, names, strict=True):
        node = iri(f"{reading.iri}/target/{name}")
        indicator, _ = reading.corpus.indicators[indicator_key(target.indicator, target.unit)]
        yield node, RDF.type, CT.Target
        yield node, RDF.type, QB.Observation
        yield node, ELI.is_part_of, iri(reading.iri)
        yield node, CT.indicator, iri(naming.indicator(indicator))
        yield node, DCT.description, text(target.indicator, "vi")
        yield node, CT.comparator, text(target.comparator)
        yield node, CT.verbatimValue, text(target.value, "vi")
        yield node, CT.section, text(headings.section_at(target.start))
        yield node, CT.line, integer(target.line)
        if target.min is not None:
            yield node, SCHEMA.minValue, decimal(target.min)
        if target.max is not None:
            yield node, SCHEMA.maxValue, decimal(target.max)
        if target.unit:
            yield node, SCHEMA.unitText, text(target.unit, "vi")
        if target.period:
            yield node, DCT.temporal, iri(naming.period(target.period))
        for agency in target.agencies:
            body = reading.body(agency)
            yield node, CT.monitoredBy, iri(naming.agency(body.slug))
        yield from evidence(reading, node, target.start, target.end)


def indicator_triples(corpus: Corpus) -> Iterator[Triple]:
    """Describe what the targets of all records measure."""
    for name, label in corpus.indicators.values():
        node = iri(corpus.naming.indicator(name))
        yield node, RDF.type, SKOS.Concept
        yield node, RDF.type, CT.Indicator
        yield node, SKOS.prefLabel, text(label, "vi")


def period_triples(corpus: Corpus) -> Iterator[Triple]:
    """Describe the years that targets are set for."""
    for period in sorted({t.period for r in corpus.records for t in r.targets if t.period}):
        first, _, last = period.partition("-")
        node = iri(corpus.naming.period(period))
        yield node, RDF.type, DCT.PeriodOfTime
        yield node, RDFS.label, text(period)
        yield node, DCAT.startDate, moment(first)
        yield node, DCAT.endDate, moment(last or first)
