"""Works: which document each mention means, decided over the whole corpus and never guessed.

A number alone does not name a document: 01/NQ-CP is another one each year. A mention with number
and date names one, whether or not its text is in the corpus. A shorter form stands for the one such
mention of the same document that it agrees with. What is left is ambiguous where several documents
agree with it and unresolved where fewer do; its candidates are those that agree, or else a work of
which nothing is known but what the mention says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Literal

from extract.record import PlanRecord
from graph.bodies import Body, province_of
from graph.forms import Form, mention_form, merged, own_form
from graph.naming import Naming, distinct, slug

Status = Literal["resolved", "ambiguous", "unresolved"]


@dataclass(frozen=True, slots=True)
class Work:
    """A document, as far as all that mentions it agrees.

    ``kind`` is an id of ontology.kinds() or the slug of another type; ``names`` are the ways in
    which a law or a named programme is mentioned; ``source`` is its text in the corpus.
    """

    iri: str
    type: str | None
    kind: str | None
    number: str | None
    date: str | None
    issuer: Body | None
    names: tuple[str, ...]
    source: str | None


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a citation means: the IRI of one work when resolved, else of the candidates.

    ``citing`` is the work in whose words it stands, None where that is itself not resolved.
    """

    status: Status
    works: tuple[str, ...]
    citing: str | None


@dataclass(frozen=True, slots=True)
class Works:
    """The works of a corpus by IRI, those with a text by source, and what each citation means.

    ``resolutions`` has one entry for each citation of a record, in its order, by the record's
    source.
    """

    works: Mapping[str, Work]
    documents: Mapping[str, str]
    resolutions: Mapping[str, tuple[Resolution, ...]]

    def of(self, record: PlanRecord) -> Work:
        """Return the work whose text a record was read from."""
        return self.works[self.documents[record.source]]


def works_of(records: Sequence[PlanRecord], naming: Naming) -> Works:
    """Decide over all records which works there are and what each of their citations means."""
    own = _own_forms(records)
    mentions = {
        record.source: [mention_form(c, province_of(record)) for c in record.citations]
        for record in records
    }
    groups = _group(own, [form for forms in mentions.values() for form in forms if form.dated])
    index = _Index(groups)
    found = {
        record.source: _decide(own[record.source], mentions[record.source], index)
        for record in records
    }
    for forms, decisions in zip(mentions.values(), found.values(), strict=True):
        for form, (_, identities) in zip(forms, decisions, strict=True):
            if not identities:
                groups[form.identity].append(form)
    works = _named(groups, naming)
    return Works(
        works={work.iri: work for work in works.values()},
        documents={source: works[form.identity].iri for source, form in own.items()},
        resolutions={
            record.source: _resolutions(
                record, mentions[record.source], found[record.source], works, own[record.source]
            )
            for record in records
        },
    )


_Decision = tuple[Status, tuple[str, ...]]


class _Index:
    """Identities by key, to find those that agree with a form."""

    def __init__(self, groups: Mapping[str, Sequence[Form]]) -> None:
        self._joined = {identity: merged(tuple(forms)) for identity, forms in groups.items()}
        self._by_key: dict[str, list[str]] = defaultdict(list)
        for identity in sorted(self._joined):
            self._by_key[self._joined[identity].key].append(identity)

    def agreeing(self, form: Form, within: Iterable[str] | None = None) -> tuple[str, ...]:
        allowed = None if within is None else set(within)
        return tuple(
            identity
            for identity in self._by_key.get(form.key, ())
            if (allowed is None or identity in allowed) and self._joined[identity].agrees(form)
        )


def _own_forms(records: Sequence[PlanRecord]) -> dict[str, Form]:
    """Return each text's own form; a second text with the same number is known by its source."""
    forms: dict[str, Form] = {}
    claimed: set[str] = set()
    for record in records:
        form = own_form(record)
        forms[record.source] = replace(form, alone=True) if form.identity in claimed else form
        claimed.add(form.identity)
    return forms


def _group(own: Mapping[str, Form], dated: Sequence[Form]) -> dict[str, list[Form]]:
    """Put forms of one document together, its own text's first.

    One that leaves its issuer out joins the only document with its number and date.
    """
    groups: dict[str, list[Form]] = defaultdict(list)
    for form in own.values():
        groups[form.identity].append(form)
    for form in dated:
        if not form.placeless:
            groups[form.identity].append(form)
    index = _Index(groups)
    for form in dated:
        if form.placeless:
            agreeing = index.agreeing(form)
            groups[agreeing[0] if len(agreeing) == 1 else form.identity].append(form)
    return groups


def _decide(own: Form, mentions: Sequence[Form], index: _Index) -> list[_Decision]:
    """Decide what each mention of one document means, the full ones first."""
    full = {form: index.agreeing(form) for form in mentions if form.dated}
    named_here = {own.identity, *(found[0] for found in full.values() if len(found) == 1)}
    decisions: list[_Decision] = []
    for form in mentions:
        found = full.get(form) or index.agreeing(form, named_here) or ()
        if len(found) == 1:
            decisions.append(("resolved", found))
            continue
        candidates = found or index.agreeing(form)
        decisions.append(("ambiguous" if len(candidates) > 1 else "unresolved", candidates))
    return decisions


def _named(groups: Mapping[str, Sequence[Form]], naming: Naming) -> dict[str, Work]:
    """Give each document its IRI.

    Where two want the same (one number with two dates), that with a text has it, then that which is
    mentioned more: the other may be a slip of the pen.
    """
    joined = {identity: merged(tuple(forms)) for identity, forms in groups.items()}
    wanted = {}
    for identity, form in joined.items():
        wanted[identity] = naming.document(
            form.issuer.slug if form.issuer else None, form.kind, form.year, _last_part(form)
        )
    iris = distinct(wanted, lambda key: (joined[key].source is None, -len(groups[key])))
    return {
        identity: Work(
            iri=iris[identity],
            type=form.type,
            kind=form.kind,
            number=form.number,
            date=form.date,
            issuer=form.issuer,
            names=tuple(sorted({member.name for member in groups[identity] if member.name})),
            source=form.source,
        )
        for identity, form in sorted(joined.items())
    }


def _last_part(form: Form) -> str:
    if form.number:
        return slug(form.number)
    return slug(form.name or PurePath(form.source or "").stem)


def _resolutions(
    record: PlanRecord,
    mentions: Sequence[Form],
    decisions: Sequence[_Decision],
    works: Mapping[str, Work],
    own: Form,
) -> tuple[Resolution, ...]:
    """Turn identities into IRIs and say which work cites."""
    citing: dict[str, str | None] = {"this": works[own.identity].iri}
    if record.metadata.number:
        citing[record.metadata.number] = works[own.identity].iri
    for citation, (status, found) in zip(record.citations, decisions, strict=True):
        if status == "resolved":
            citing.setdefault(citation.number or citation.mention, works[found[0]].iri)
    return tuple(
        Resolution(
            status=status,
            works=tuple(works[identity].iri for identity in found or (form.identity,)),
            citing=citing.get(citation.cited_by),
        )
        for citation, form, (status, found) in zip(
            record.citations, mentions, decisions, strict=True
        )
    )
