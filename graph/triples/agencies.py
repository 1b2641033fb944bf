"""Agencies: the bodies that documents name, and the register that they are entries of."""

from __future__ import annotations

from collections.abc import Iterator

from graph.bodies import Body, issuer
from graph.corpus import Corpus, Reading
from graph.naming import Naming
from graph.succession import successors
from graph.terms import CT, DCT, ORG, RDF, SCHEMA, SKOS, Term, Triple, iri, moment, text
from graph.triples.evidence import evidence
from ontology import Agency, register

_COMMITTEE = "UBND"  # the symbol of the body that a province's departments are units of


def mention_triples(reading: Reading) -> Iterator[Triple]:
    """State where the text names each agency.

    What the register does not hold is taken for an agency only where it is charged with something:
    other such names stay in the record.
    """
    charged = _charged(reading)
    for mention in reading.record.agencies:
        if mention.id is None and mention.name not in charged:
            continue
        body = reading.body(mention.name, mention.id, group=mention.group)
        node = iri(reading.corpus.naming.agency(body.slug))
        yield from evidence(reading, node, mention.start, mention.end)


def agency_triples(corpus: Corpus) -> Iterator[Triple]:
    """Describe each body of a corpus that the register holds no node of.

    That is a province's own (Sở Tài chính of Bình Dương, an instance of the register's Sở Tài
    chính), and what the register does not know.
    """
    naming = corpus.naming
    for body in bodies(corpus):
        if body.id == body.slug:
            continue
        node = iri(naming.agency(body.slug))
        yield node, RDF.type, CT.AgencyGroup if body.group else ORG.FormalOrganization
        yield node, SKOS.prefLabel, text(body.name, "vi")
        if body.province:
            yield node, CT.inProvince, iri(naming.province(body.province.id))
        if body.id is None:
            continue
        entry = register().agencies[body.id]
        yield node, ORG.classification, iri(naming.agency(entry.id))
        for alias in entry.aliases:
            yield node, SKOS.altLabel, text(alias, "vi")
        for notation in entry.notations:
            yield node, SKOS.notation, text(notation)
        committee = _committee(body)
        if committee:
            yield node, ORG.unitOf, iri(naming.agency(committee.slug))


def register_triples(naming: Naming) -> Iterator[Triple]:
    """Describe the register's agencies and groups; what a level has many of is a kind."""
    for entry in register().agencies.values():
        yield from _entry(naming, entry)


def bodies(corpus: Corpus) -> list[Body]:
    """Return every body that a document names, issues or monitors with, in order of its slug.

    With them come those that took their place later, and the committees that all are units of.
    """
    found: dict[str, Body] = {}
    for record in corpus.records:
        reading = corpus.reading(record)
        named = [reading.body(m.name, m.id, group=m.group) for m in record.agencies if m.id]
        for task in record.tasks:
            named += (reading.body(a.agency, a.agency_id, group=a.group) for a in task.assignments)
        for target in record.targets:
            named += map(reading.body, target.agencies)
        for said in filter(None, (record.metadata, record.attached)):
            if said.issuer:
                date = said.date or record.metadata.date
                named.append(issuer(said.issuer, reading.province, date))
        for body in named:
            found[body.slug] = body
    for work in corpus.works.works.values():
        if work.issuer:
            found[work.issuer.slug] = work.issuer
    for body in list(found.values()):
        found |= {after.slug: after for after in successors(body)}
    for body in list(found.values()):
        committee = _committee(body)
        if committee:
            found[committee.slug] = committee
    return [found[name] for name in sorted(found)]


def _charged(reading: Reading) -> frozenset[str]:
    """Return the names of all whom the document charges with a task."""
    return frozenset(each.agency for task in reading.record.tasks for each in task.assignments)


def _committee(department: Body) -> Body | None:
    """Return the committee of whose organs a department is one, None for any other body."""
    agencies, province = register().agencies, department.province
    if province is None or department.id is None or not agencies[department.id].form:
        return None
    for key in register().issuers[_COMMITTEE].agencies:
        if agencies[key].place_word.casefold() == province.kind:
            return Body(f"{key}-{province.id}", agencies[key].name, key, False, province)
    return None


def _entry(naming: Naming, entry: Agency) -> Iterator[Triple]:
    node = iri(naming.agency(entry.id))
    central = ORG.FormalOrganization if entry.level == "central" else CT.AgencyKind
    yield node, RDF.type, CT.AgencyGroup if entry.group else central
    yield node, SKOS.prefLabel, text(entry.name, "vi")
    if entry.name_en:
        yield node, SKOS.prefLabel, text(entry.name_en, "en")
    for alias in entry.aliases:
        yield node, SKOS.altLabel, text(alias, "vi")
    for notation in entry.notations:
        yield node, SKOS.notation, text(notation)
    yield node, CT.level, text(entry.level)
    for term, value in (
        (CT.form, entry.form),
        (CT.memberLevel, entry.member_level),
        (CT.memberForm, entry.member_form),
    ):
        if value:
            yield node, term, text(value)
    yield from _validity(node, entry.valid_from, entry.valid_until)
    if entry.source:
        yield node, DCT.source, text(entry.source, "vi")
    if entry.certainty:
        yield node, CT.certainty, text(entry.certainty)


def _validity(node: Term, since: str | None, until: str | None) -> Iterator[Triple]:
    if since:
        yield node, SCHEMA.startDate, moment(since)
    if until:
        yield node, SCHEMA.endDate, moment(until)
