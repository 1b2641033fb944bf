"""Document kinds and the register of agencies, as frozen values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise, product
from types import MappingProxyType
from typing import get_args

from ontology.changes import predecessors
from ontology.model import Agency, DocumentKind, Issuer, Level, Province, Register, Unit
from ontology.turtle import CT, SKOS, Source, local_name, resource

_ORG = "http://www.w3.org/ns/org#"
_SCHEMA = "https://schema.org/"
_DCT = "http://purl.org/dc/terms/"
_GROUP = f"{CT}AgencyGroup"
_AGENCY_CLASSES = (f"{_ORG}FormalOrganization", f"{CT}AgencyKind", _GROUP)

# What a slot in a name stands for, as (in the name, in its spellings, in which kind of province):
# one entry is made for each.
_SLOTS = {
    "{tỉnh}": (("tỉnh", "{tỉnh}", "tỉnh"), ("Thành phố", "{tỉnh}", "thành phố")),
    "{Tỉnh ủy}": (("Tỉnh ủy", "Tỉnh ủy", "tỉnh"), ("Thành ủy", "Thành ủy", "thành phố")),
}
_NAME = re.compile(r"[^{}]*(?:\{[^{}]+\})?")
# What may stand between the parts of a field's name; nothing only between two abbreviations.
_JOINERS = (" và ", " & ", "&", " - ", "-", " -", "- ", ", ", ",", " ", "")


@cache
def kinds() -> tuple[DocumentKind, ...]:
    """Read every kind of document, in the order of ontology/kinds.ttl."""
    source = Source("kinds.ttl")
    return tuple(
        DocumentKind(
            id=local_name(subject),
            label=source.required(subject, f"{SKOS}prefLabel", "vi"),
            label_en=source.required(subject, f"{SKOS}prefLabel", "en"),
            symbols=source.values(subject, f"{SKOS}notation"),
            party_symbols=source.values(subject, f"{CT}partyNotation"),
            systems=source.values(subject, f"{CT}system"),
            aliases=source.values(subject, f"{SKOS}altLabel", "vi"),
        )
        for subject in source.subjects(f"{SKOS}Concept")
    )


@cache
def register() -> Register:
    """Read the register of agencies, issuers and provinces (ontology/register)."""
    fields = _fields()
    agencies: dict[str, Agency] = {}
    for name in sorted(p.name for p in resource("register").iterdir() if p.name.endswith(".ttl")):
        source = Source(f"register/{name}")
        for cls in _AGENCY_CLASSES:
            for subject in source.subjects(cls):
                for agency in _agencies(source, subject, cls == _GROUP, fields):
                    if agency.id in agencies:
                        raise source.error(subject, f"names {agency.id}, which is named before")
                    agencies[agency.id] = agency
    return Register(
        agencies=MappingProxyType(agencies),
        issuers=MappingProxyType(_issuers(agencies)),
        provinces=MappingProxyType(_provinces()),
        units=_units(),
        fields=MappingProxyType(fields),
    )


def slug(name: str) -> str:
    """Fold a name to lower-case ASCII words joined by hyphens; đ becomes d."""
    folded = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"[\u0300-\u036f]", "", folded)).strip("-")


def _agencies(
    source: Source, subject: str, group: bool, fields: dict[str, tuple[str, ...]]
) -> Iterator[Agency]:
    """Make the entries of one stanza: one, or one for each meaning of the slot in its name."""
    label = source.required(subject, f"{SKOS}prefLabel", "vi")
    level = source.required(subject, f"{CT}level")
    if level not in get_args(Level):
        raise source.error(subject, f"has an unknown level {level!r}")
    form = source.value(subject, f"{CT}form")
    field = source.value(subject, f"{CT}field")
    field = local_name(field) if field else None
    if field is not None and field not in fields:
        raise source.error(subject, f"has an unknown field {field!r}")
    aliases = source.values(subject, f"{SKOS}altLabel", "vi")
    for name in (label, *aliases):
        if not _NAME.fullmatch(name):
            raise source.error(subject, f"has a slot that does not end its name {name!r}")
    composed = tuple(f"{form} {spelling}" for spelling in fields[field]) if field else ()
    slot = next((slot for slot in _SLOTS if slot in label), None)
    for word, spelled, kind in _SLOTS[slot] if slot else (("", "", None),):
        name = label.replace(slot or "\0", word)

        def fill(spelling: str, by: str) -> str:
            return spelling.replace(slot, by) if slot else spelling

        spellings = (fill(label, spelled), *(fill(a, spelled) for a in aliases), *composed)
        yield Agency(
            id=slug(name) if slot else local_name(subject),
            name=re.sub(r"[{}]", "", name),
            name_en=source.value(subject, f"{SKOS}prefLabel", "en"),
            level=level,  # type: ignore[arg-type] # checked above
            group=group,
            aliases=tuple(dict.fromkeys(re.sub(r"[{}]", "", fill(a, word)) for a in aliases)),
            spellings=tuple(dict.fromkeys(spellings)),
            notations=source.values(subject, f"{SKOS}notation"),
            place_word=word if slot == "{tỉnh}" else "",
            province_kind=kind,
            means=tuple(
                (in_level, tuple(map(local_name, means)))
                for in_level in get_args(Level)
                if (means := source.values(subject, f"{CT}meansIn{in_level.capitalize()}"))
            ),
            placed=source.value(subject, f"{CT}placed") == "true",
            any_case=source.value(subject, f"{CT}anyCase") == "true",
            name_as_written=source.value(subject, f"{CT}nameAsWritten") == "true",
            form=form,
            field=field,
            member_level=source.value(subject, f"{CT}memberLevel"),
            member_form=source.value(subject, f"{CT}memberForm"),
            valid_from=source.value(subject, f"{_SCHEMA}startDate"),
            valid_until=source.value(subject, f"{_SCHEMA}endDate"),
            source=source.value(subject, f"{_DCT}source"),
            certainty=source.value(subject, f"{CT}certainty"),
        )


def _fields() -> dict[str, tuple[str, ...]]:
    """Spell out every field: its label, its other names, its parts joined in every usual way."""
    source = Source("register/fields.ttl")
    fields = {}
    for subject in source.subjects(f"{CT}Field"):
        spellings = [source.required(subject, f"{SKOS}prefLabel", "vi")]
        spellings += source.values(subject, f"{SKOS}altLabel", "vi")
        written = source.value(subject, f"{CT}parts")
        if written:
            parts = [part.split("|") for part in written.split(" / ")]
            for chosen in product(*parts):
                for joiners in product(_JOINERS, repeat=len(parts) - 1):
                    if all(
                        joiner or (left.isupper() and right.isupper())
                        for (left, right), joiner in zip(pairwise(chosen), joiners, strict=True)
                    ):
                        rest = (j + p for j, p in zip(joiners, chosen[1:], strict=True))
                        spellings.append(chosen[0] + "".join(rest))
        fields[local_name(subject)] = tuple(dict.fromkeys(spellings))
    return fields


def _issuers(agencies: dict[str, Agency]) -> dict[str, Issuer]:
    """Gather agencies by their symbols, in the order of the alphabet."""
    by_symbol: dict[str, list[Agency]] = {}
    for agency in agencies.values():
        for symbol in agency.notations:
            by_symbol.setdefault(symbol, []).append(agency)
    return {
        symbol: Issuer(symbol, tuple(a.id for a in found), any(a.placed for a in found))
        for symbol, found in sorted(by_symbol.items())
    }


def _provinces() -> dict[str, Province]:
    source = Source("register/provinces.ttl")
    formed = predecessors()
    successor = {old: new for new, olds in formed.items() for old in olds}
    return {
        local_name(subject): Province(
            id=local_name(subject),
            name=source.required(subject, f"{SKOS}prefLabel", "vi"),
            kind=source.required(subject, f"{CT}unitKind"),
            aliases=source.values(subject, f"{SKOS}altLabel", "vi"),
            valid_from=source.value(subject, f"{_SCHEMA}startDate"),
            valid_until=source.value(subject, f"{_SCHEMA}endDate"),
            successor=successor.get(local_name(subject)),
            predecessors=formed.get(local_name(subject), ()),
            official=source.value(subject, f"{CT}officialName", "vi"),
        )
        for subject in source.subjects(f"{CT}Province")
    }


def _units() -> tuple[Unit, ...]:
    source = Source("register/units.ttl")
    return tuple(
        Unit(
            id=local_name(source.required(subject, f"{CT}statusOf")),
            name=source.required(subject, f"{SKOS}prefLabel", "vi"),
            kind=source.required(subject, f"{CT}unitKind"),
            province=local_name(source.required(subject, f"{CT}inProvince")),
            valid_from=source.value(subject, f"{_SCHEMA}startDate"),
            valid_until=source.value(subject, f"{_SCHEMA}endDate"),
        )
        for subject in source.subjects(f"{CT}UnitStatus")
    )
