"""Records to catalogue: the entries that a corpus gives."""

from __future__ import annotations

from collections.abc import Iterator

from extract.indicator_keys import indicator_key
from extract.record import Deadline, Task
from extract.recurrences import read_recurrences
from graph.bodies import Body, full_name
from graph.corpus import Corpus, Reading
from graph.headings import Headings
from graph.naming import numbered
from graph.search.catalogue import (
    AgencyEntry,
    Attached,
    Catalogue,
    CitationEntry,
    DocumentEntry,
    Due,
    Duty,
    Quote,
    TargetEntry,
    TaskEntry,
)
from graph.succession import successors
from graph.triples.documents import attached_iri
from graph.works import Work
from ontology import Agency, register


def catalogue_of(corpus: Corpus) -> Catalogue:
    """Enter all that the records of a corpus say."""
    readings = tuple(corpus.reading(record) for record in corpus.records)
    named = {body.slug: body for reading in readings for body in _bodies(reading)}
    later = {after.slug: after for body in named.values() for after in successors(body)}
    held = {reading.iri: reading for reading in readings}
    return Catalogue(
        documents=tuple(
            _document(work, corpus, held.get(work.iri))
            for _, work in sorted(corpus.works.works.items())
        ),
        agencies=tuple(
            _agency(body, corpus, slug in named) for slug, body in sorted((later | named).items())
        ),
        tasks=tuple(task for reading in readings for task in _tasks(reading)),
        citations=tuple(citation for reading in readings for citation in _citations(reading)),
        targets=tuple(target for reading in readings for target in _targets(reading)),
    )


def _bodies(reading: Reading) -> Iterator[Body]:
    """Every body that a document charges, and the one that issued it."""
    if reading.work.issuer:
        yield reading.work.issuer
    for task in reading.record.tasks:
        for part in task.assignments:
            yield reading.body(part.agency, part.agency_id, group=part.group)
    for target in reading.record.targets:
        for name in target.agencies:
            yield reading.body(name)


def _agency(body: Body, corpus: Corpus, written: bool) -> AgencyEntry:
    known = register().agencies.get(body.id or "")
    place = body.province
    return AgencyEntry(
        iri=corpus.naming.agency(body.slug),
        slug=body.slug,
        office=body.slug.removesuffix(f"-{place.id}") if place else body.slug,
        name=body.name,
        group=body.group,
        place=full_name(place) if place else None,
        places=(place.name, f"{place.kind} {place.name}", *place.aliases) if place else (),
        names=_names(known) if known else (),
        written=written,
    )


def _names(known: Agency) -> tuple[str, ...]:
    """Return the ways of writing an agency; a spelling with a slot in it is a rule and no name."""
    spellings = (spelling for spelling in known.spellings if "{" not in spelling)
    return (*known.aliases, *known.notations, *spellings)


def _document(work: Work, corpus: Corpus, reading: Reading | None) -> DocumentEntry:
    attached = None
    if reading and reading.record.attached:
        said = reading.record.attached
        attached = Attached(attached_iri(reading), said.type, said.title)
    return DocumentEntry(
        iri=work.iri,
        id=_id(work.iri, corpus),
        number=work.number,
        type=work.type,
        title=reading.record.metadata.title if reading else None,
        date=work.date,
        issuer=_issuer_name(work),
        names=work.names,
        source=work.source,
        attached=attached,
    )


def _issuer_name(work: Work) -> str | None:
    """Return the issuer with its place, as a document is signed: UBND tỉnh Bình Dương."""
    if work.issuer is None:
        return None
    place = work.issuer.province
    return f"{work.issuer.name} {place.name}" if place else work.issuer.name


def _tasks(reading: Reading) -> Iterator[TaskEntry]:
    headings = Headings(reading.record)
    document = _id(reading.iri, reading.corpus)
    for task, iri in zip(reading.record.tasks, reading.tasks, strict=True):
        yield TaskEntry(
            iri=iri,
            id=_id(iri, reading.corpus),
            document=document,
            path=task.path,
            section=task.section,
            headings=headings.above(task.section, task.start),
            text=task.text,
            duties=tuple(_duties(reading, task)),
            deadline=task.deadline,
            dues=tuple(_due(reading, deadline) for deadline in task.deadlines),
            cites=task.cites,
            products=tuple(_quote(reading, each.start, each.end) for each in task.products),
            evidence=_quote(reading, task.start, task.end),
        )


def _due(reading: Reading, deadline: Deadline) -> Due:
    rounds = read_recurrences(deadline.text) if deadline.recurring else ()
    return Due(
        value=deadline.value,
        text=deadline.text,
        recurring=deadline.recurring,
        rules=tuple(recurrence.rule for recurrence in rounds),
        mention=_quote(reading, deadline.start, deadline.end),
    )


def _duties(reading: Reading, task: Task) -> Iterator[Duty]:
    for part in task.assignments:
        body = reading.body(part.agency, part.agency_id, group=part.group)
        mention = _quote(reading, part.start, part.end)
        yield Duty(body.slug, part.role, part.basis, part.inherited, mention)


def _citations(reading: Reading) -> Iterator[CitationEntry]:
    headings = Headings(reading.record)
    corpus = reading.corpus
    for citation, meant in zip(reading.record.citations, reading.resolutions, strict=True):
        yield CitationEntry(
            document=_id(reading.iri, corpus),
            mention=citation.mention,
            kind=citation.kind,
            relation=citation.relation,
            status=meant.status,
            works=tuple(_id(work, corpus) for work in meant.works),
            citing=_id(meant.citing, corpus) if meant.citing else None,
            section=headings.section_at(citation.start),
            evidence=_quote(reading, citation.start, citation.end),
        )


def _targets(reading: Reading) -> Iterator[TargetEntry]:
    headings = Headings(reading.record)
    corpus, targets = reading.corpus, reading.record.targets
    names = numbered(str(target.start) for target in targets)
    for target, name in zip(targets, names, strict=True):
        indicator, _ = corpus.indicators[indicator_key(target.indicator, target.unit)]
        yield TargetEntry(
            iri=f"{reading.iri}/target/{name}",
            document=_id(reading.iri, corpus),
            indicator=indicator,
            label=target.indicator,
            value=target.value,
            comparator=target.comparator,
            min=target.min,
            max=target.max,
            unit=target.unit,
            period=target.period,
            agencies=tuple(reading.body(agency).slug for agency in target.agencies),
            section=headings.section_at(target.start),
            evidence=_quote(reading, target.start, target.end),
        )


def _quote(reading: Reading, start: int, end: int) -> Quote:
    return Quote(reading.record.text[start:end], start, end)


def _id(iri: str, corpus: Corpus) -> str:
    """Return the part of an IRI that names it to the service."""
    return iri.removeprefix(f"{corpus.naming.base}eli/")
