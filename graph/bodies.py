"""Bodies: which agency a name in a document stands for.

A plan writes "Sở Tài chính" and means its own province's. The register says what composes with a
province and what does not (a ministry); the document says which province, at which date: a unit of
2025 is another than its namesake before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from extract.record import PlanRecord
from graph.naming import slug
from ontology import Agency, Province, register


@dataclass(frozen=True, slots=True)
class Body:
    """An agency or a group of agencies; ``slug`` names it in the graph.

    ``name`` is bare ("Sở Tài chính"); ``id`` is that of its entry in the register, None where it
    has none; ``province`` is whose it is, None for central bodies and where it is not known.
    """

    slug: str
    name: str
    id: str | None
    group: bool
    province: Province | None


def body(
    name: str,
    province: Province | None = None,
    *,
    id: str | None = None,
    group: bool = False,
    date: str | None = None,
) -> Body:
    """Tell which body a canonical name stands for in a document of ``province`` at ``date``.

    A province that the name itself ends with comes first ("UBND tỉnh Đồng Tháp").
    """
    bare, own = _split(name, date)
    entry = register().agencies.get(id or "") or _by_name().get(slug(bare))
    where = own or province
    if entry is not None and entry.level == "central":
        where = None
    key = entry.id if entry else id or slug(bare)
    return Body(
        slug=f"{key}-{where.id}" if where else key,
        name=entry.name if entry else bare,
        id=entry.id if entry else None,
        group=entry.group if entry else group,
        province=where,
    )


def full_name(province: Province) -> str:
    """Return the name of a province as it is written alone: Bình Dương, Thành phố Hồ Chí Minh."""
    return province.official or province.name


def body_of(slug: str, office: str, name: str, group: bool) -> Body:
    """Return the body of a slug; ``office`` is the slug without its place."""
    place = slug[len(office) + 1 :]
    known = office if office in register().agencies else None
    return Body(slug, name, known, group, register().provinces.get(place))


def issuer(name: str, province: Province | None, date: str | None) -> Body:
    """Tell which body issued a document; one that the register does not hold takes no place."""
    bare, own = _split(name, date)
    known = slug(bare) in _by_name()
    return body(name, province if known and own is None else None, date=date)


def province_of(record: PlanRecord) -> Province | None:
    """Tell to which province's bodies a document speaks; None for a central issuer's."""
    said = record.metadata
    if said.issuer:
        bare, own = _split(said.issuer, said.date)
        entry = _by_name().get(slug(bare))
        if own or (entry and entry.level == "central"):
            return own
    return province_named(said.place, said.date) if said.place else None


def province_named(name: str, date: str | None) -> Province | None:
    """Find the unit of the province level that has a name at a date, None where none has."""
    namesakes = _provinces().get(slug(name), ())
    standing = [
        p
        for p in namesakes
        if date is None
        or ((p.valid_from or "") <= date and (p.valid_until is None or date < p.valid_until))
    ]
    return standing[0] if standing else None


@cache
def _by_name() -> Mapping[str, Agency]:
    entries = register().agencies
    return MappingProxyType({slug(entry.name): entry for _, entry in sorted(entries.items())})


@cache
def _provinces() -> Mapping[str, tuple[Province, ...]]:
    """Provinces by the slug of their name, the older of two namesakes first."""
    found: dict[str, tuple[Province, ...]] = {}
    for province in sorted(register().provinces.values(), key=lambda p: (p.valid_from or "", p.id)):
        name = slug(province.name)
        found[name] = (*found.get(name, ()), province)
    return MappingProxyType(found)


@lru_cache(maxsize=65536)
def _split(name: str, date: str | None) -> tuple[str, Province | None]:
    """Part a name from the province that it ends with: "UBND tỉnh", Bình Dương."""
    syllables = name.split()
    for count in range(min(5, len(syllables) - 1), 0, -1):
        province = province_named(" ".join(syllables[-count:]), date)
        if province is not None:
            bare = syllables[:-count]
            kind = province.kind.split()
            without_kind = bare[: -len(kind)]
            tail = [s.lower() for s in bare[-len(kind) :]]
            if tail == kind and slug(" ".join(without_kind)) in _by_name():
                bare = without_kind
            return " ".join(bare), province
    return name, None
