"""Forms: what one mention says of the document that it means, made comparable.

Two forms are of one document when their numbers (or names) are the same and nothing that both say
differs. What has to be said follows from the number: 16/2021/QH15 carries its year, TTg tells the
issuer, UBND does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from extract.dates import read_day, read_year
from extract.record import Citation, PlanRecord
from graph.bodies import Body, body, issuer, province_of
from graph.naming import slug
from ontology import Issuer, Province, kinds, register

_YEAR = re.compile(r"/((?:19|20)\d\d)/")
_PARTS = re.compile(r"[-/]")


@dataclass(frozen=True, slots=True)
class Form:
    """One mention of a document, or (with a ``source``) what a text of the corpus says of itself.

    ``key`` is the number, or the folded name of a law or named document. ``issuer_matters`` is true
    where the key alone does not tell who issued it; an issuer that is left out is then one of
    ``province``. ``kind`` is an id of ontology.kinds() or the slug of another type. ``alone`` is
    true of a text that says too little of itself, or nothing new: it is known by its source.
    """

    key: str
    number: str | None
    type: str | None
    kind: str | None
    date: str | None
    issuer: Body | None
    issuer_matters: bool
    province: Province | None
    name: str | None = None
    source: str | None = None
    alone: bool = False

    @property
    def year(self) -> str | None:
        """The year of the date, or else the one that the number carries."""
        found = _YEAR.search(self.number or "")
        return self.date[:4] if self.date else found[1] if found else None

    @property
    def yearly(self) -> bool:
        """Whether the number carries its year, so that the date adds nothing to it."""
        return _YEAR.search(self.number or "") is not None

    @property
    def dated(self) -> bool:
        """Whether it says enough to name one document of its issuer."""
        return self.date is not None or self.yearly

    @property
    def placeless(self) -> bool:
        """Whether its issuer matters and is left out."""
        return self.issuer_matters and self.issuer is None

    @property
    def identity(self) -> str:
        """A string that is the same for two forms that say the same of one document."""
        if self.alone:
            return f"text\t{self.source}"
        who = ""
        if self.placeless:
            who = f"?{self.province.id if self.province else ''}"
        elif self.issuer_matters and self.issuer:
            who = self.issuer.slug
        date = "" if self.yearly else self.date or ""
        return "\t".join((self.key, self._kind or "", date, who))

    @property
    def _kind(self) -> str | None:
        """The kind where the number's symbol does not say it already."""
        return None if self.number and symbol_kinds(self.number) else self.kind

    @property
    def _issuing_province(self) -> str | None:
        province = self.issuer.province if self.issuer else self.province
        return province.id if province else None

    def agrees(self, other: Form) -> bool:
        """Whether both may mean one document: nothing that both say differs."""
        if self.key != other.key or _differ(self._kind, other._kind):
            return False
        if not self.yearly and _differ(self.date, other.date):
            return False
        if not self.issuer_matters:
            return True
        if self.issuer and other.issuer:
            return self.issuer.slug == other.issuer.slug
        return not _differ(self._issuing_province, other._issuing_province)


def own_form(record: PlanRecord) -> Form:
    """Take what a record says of its own document."""
    said = record.metadata
    province = province_of(record)
    form = Form(
        key=_number_key(said.number) if said.number else "",
        number=said.number,
        type=said.type,
        kind=_kind(said.type, said.number),
        date=said.date,
        issuer=issuer(said.issuer, province, said.date) if said.issuer else _told(said.number),
        issuer_matters=_issuer_matters(said.number),
        province=province,
        source=record.source,
    )
    return replace(form, alone=form.number is None or not form.dated)


def mention_form(citation: Citation, province: Province | None) -> Form:
    """Take what a citation says of the document that it means."""
    number = citation.number
    name = None if number else _undated(citation.mention, citation.date)
    stated = issuer(citation.issuer, province, citation.date) if citation.issuer else None
    return Form(
        key=_number_key(number) if number else slug(name or ""),
        number=number,
        type=citation.type,
        kind=_kind(citation.type, number),
        date=citation.date,
        issuer=_told(number) or stated,
        issuer_matters=citation.kind != "law" and _issuer_matters(number),
        province=province,
        name=name,
    )


def merged(forms: tuple[Form, ...]) -> Form:
    """Join forms of one document: what they agree on, or what its own text says of it."""
    first = forms[0]
    if first.source is not None:
        return first
    issuers = {form.issuer.slug: form.issuer for form in forms if form.issuer}
    types = _agreed(form.type for form in forms)
    return replace(
        first,
        type=types,
        kind=_agreed(form.kind for form in forms),
        date=_agreed(form.date for form in forms),
        issuer=next(iter(issuers.values())) if len(issuers) == 1 else None,
    )


def symbol_kinds(number: str) -> tuple[str, ...]:
    """Return the ids of the kinds that a number's symbol may stand for, none for 16/2021/QH15."""
    for part in _PARTS.split(number)[1:]:
        if part in _kinds_by_symbol():
            return _kinds_by_symbol()[part]
    return ()


def kind_id(type_: str) -> str:
    """Return the id of the kind that a document calls itself, a slug where there is none."""
    return _kinds_by_label().get(type_.casefold(), slug(type_))


def _kind(type_: str | None, number: str | None) -> str | None:
    possible = symbol_kinds(number) if number else ()
    stated = kind_id(type_) if type_ else None
    if stated is None or (possible and stated not in possible):
        return possible[0] if len(possible) == 1 else stated
    return stated


def _undated(mention: str, date: str | None) -> str:
    """Return the name of a law or named document without the date that its mention ends with."""
    if date is None:
        return mention
    for space in (at for at, letter in enumerate(mention) if letter.isspace()):
        start, end = space + 1, len(mention)
        found = read_day(mention, start, end) or read_year(mention, start, end)
        if found and found.value == date:
            return mention[:space].rstrip(" ,(")
    return mention


def _number_key(number: str) -> str:
    return "".join(number.split()).casefold()


def issuers_of(number: str | None) -> tuple[Issuer, ...]:
    """Return the register's entries for the symbols in a number: BCA and BXD of 12/KHPH-BCA-BXD."""
    known = register().issuers
    parts = _PARTS.split(number)[1:] if number else []
    found = (known.get(part) or known.get(part.rstrip("0123456789")) for part in parts)
    return tuple(entry for entry in found if entry)


def _issuer_matters(number: str | None) -> bool:
    """Whether a number leaves open who issued it: 371/KH-UBND does, 01/NQ-CP does not."""
    issuers = issuers_of(number)
    return not issuers or any(entry.placed for entry in issuers)


def _told(number: str | None) -> Body | None:
    """Return the issuer that a number's symbol tells by itself (TTg), None where it tells none."""
    issuers = issuers_of(number)
    if len(issuers) != 1 or issuers[0].placed or len(issuers[0].agencies) != 1:
        return None
    return body(register().agencies[issuers[0].agencies[0]].name)


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _agreed(values: Iterable[str | None]) -> str | None:
    """Return the one value among those stated, None where there is none or more than one."""
    stated = {value for value in values if value is not None}
    return stated.pop() if len(stated) == 1 else None


@cache
def _kinds_by_label() -> Mapping[str, str]:
    labels = {}
    for kind in reversed(kinds()):
        for label in (kind.label, *kind.aliases):
            labels[label.casefold()] = kind.id
    return MappingProxyType(labels)


@cache
def _kinds_by_symbol() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for kind in kinds():
        for symbol in sorted({*kind.symbols, *kind.party_symbols}):
            found[symbol] = (*found.get(symbol, ()), kind.id)
    return MappingProxyType(found)
