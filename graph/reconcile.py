"""Reconciliation: which agency or document of the graph a name in somebody's table stands for.

Names are compared without case and diacritics, by the three-letter pieces that they share, so that
misspellings still find their candidates. A candidate is a match only where it alone bears the name:
two resolutions that share a number stay two candidates until a date tells which.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from graph.bodies import province_named
from graph.folding import bare_words
from graph.search import Facts, Index
from graph.search.words import exact_words, name_key

TYPES: Mapping[str, str] = MappingProxyType(
    {
        "agency": "Cơ quan (Agency)",
        "agency-group": "Nhóm cơ quan (Agency group)",
        "document": "Văn bản (Document)",
    }
)
"""What can be looked for: the id of each type and its name."""

PROPERTIES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "agency": {
            "name": "tên (name)",
            "place": "tỉnh, thành phố (place)",
            "office": "chức danh chung (office)",
            "leads": "số nhiệm vụ chủ trì (tasks led)",
            "coordinates": "số nhiệm vụ phối hợp (tasks joined)",
        },
        "document": {
            "number": "số, ký hiệu (number)",
            "type": "loại văn bản (type)",
            "date": "ngày ban hành (date)",
            "issuer": "cơ quan ban hành (issuer)",
            "title": "trích yếu (title)",
            "source": "văn bản nguồn (source text)",
        },
    }
)
"""What is known of things of each type, for telling candidates apart and for adding columns."""

_SAME, _BARELY_SAME = 100.0, 98.0
_SURE = 97.0
_LEAST = 30.0
_NAME_WEIGHT = 0.6
"""What a name weighs beside properties, where these are asked for."""


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that a name may stand for; ``id`` is its IRI after the base."""

    id: str
    name: str
    type: str
    description: str
    facts: Facts = field(hash=False)

    def values(self, name: str) -> tuple[str | int, ...]:
        """Return what is known of it under the id of a property, nothing where it is not known."""
        value = self.facts.get(name)
        return () if value is None else (value,)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity with how well it fits: ``score`` from 0 to 100, ``name_score`` for its name."""

    entity: Entity
    score: float
    name_score: float
    match: bool


class Reconciler:
    """The agencies and documents of a search index by their names."""

    def __init__(self, index: Index, base: str) -> None:
        """Read all names; ``base`` is that of all IRIs."""
        self.entities: dict[str, Entity] = {}
        self._names: list[tuple[str, str, str, int]] = []  # bare, exact, entity, pieces
        self._by_piece: dict[str, list[int]] = defaultdict(list)
        for entity, names in (*_agencies(index, base), *_documents(index, base)):
            self.entities[entity.id] = entity
            for bare, exact in dict.fromkeys(names):
                pieces = _pieces(bare)
                for piece in pieces:
                    self._by_piece[piece].append(len(self._names))
                self._names.append((bare, exact, entity.id, len(pieces)))

    def candidates(
        self,
        query: str,
        types: Sequence[str] = (),
        limit: int = 5,
        properties: Sequence[tuple[str, Sequence[str]]] = (),
    ) -> tuple[Candidate, ...]:
        """Return what a name may stand for, the best first.

        ``properties`` are ids of `PROPERTIES` with the values that are wanted; a date may be less
        precise than what is known.
        """
        scores = self._scored(query) if query.strip() else dict.fromkeys(self.entities, 0.0)
        found = []
        for id_, name_score in scores.items():
            entity = self.entities[id_]
            if types and entity.type not in types:
                continue
            score = name_score
            if properties:
                hits = sum(_told(entity, name, values) for name, values in properties)
                weight = _NAME_WEIGHT if query.strip() else 0.0
                score = weight * name_score + (1 - weight) * _SAME * hits / len(properties)
            if score >= _LEAST:
                found.append((score, name_score, entity))
        found.sort(key=lambda each: (-each[0], each[2].id))
        sure = [score for score, _, _ in found if score >= _SURE]
        alone = len(sure) == 1 or (len(sure) > 1 and sure[1] < sure[0])
        return tuple(
            Candidate(entity, round(score, 2), round(name_score, 2), alone and place == 0)
            for place, (score, name_score, entity) in enumerate(found[:limit])
        )

    def beginning(self, prefix: str, limit: int) -> tuple[Entity, ...]:
        """Return entities that have a name beginning with words, or parts of words."""
        begun = " ".join(bare_words(prefix))
        found = {name[2]: None for name in sorted(self._names) if name[0].startswith(begun)}
        return tuple(self.entities[id_] for id_ in list(found)[:limit]) if begun else ()

    def _scored(self, query: str) -> dict[str, float]:
        """Score each entity by the name of it that is most like a query (Dice's coefficient)."""
        exact = " ".join(exact_words(query))
        best: dict[str, float] = {}
        for bare in {" ".join(bare_words(query)), name_key(query)}:
            pieces = _pieces(bare)
            shared = Counter(place for piece in pieces for place in self._by_piece.get(piece, ()))
            for place, count in shared.items():
                name, spelled, id_, size = self._names[place]
                score = _BARELY_SAME * 2 * count / (len(pieces) + size)
                if name == bare:
                    score = _SAME if spelled == exact else _BARELY_SAME
                best[id_] = max(score, best.get(id_, 0.0))
        return best


_Named = Iterator[tuple[Entity, list[tuple[str, str]]]]
"""Entities with their names, each bare and as it is spelled."""


def _agencies(index: Index, base: str) -> _Named:
    names: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, exact, slug in index.rows("SELECT key, exact, slug FROM agency_names"):
        names[slug].append((key, exact))
    rows = index.rows(
        "SELECT slug, facts, count(*) FILTER (WHERE role = 'lead'),"
        " count(*) FILTER (WHERE role = 'coordinating') FROM agencies LEFT JOIN duties"
        " ON agency = slug WHERE written GROUP BY slug ORDER BY slug"
    )
    for slug, facts, leads, coordinates in rows:
        known = json.loads(facts) | {"leads": leads, "coordinates": coordinates}
        entity = Entity(
            id=known["iri"].removeprefix(base),
            name=known["name"],
            type="agency-group" if known["group"] else "agency",
            description=known["place"] or "",
            facts=known,
        )
        yield entity, [*names[slug], *_with_kind(names[slug], known["place"])]


def _with_kind(names: Sequence[tuple[str, str]], place: str | None) -> Iterator[tuple[str, str]]:
    """Return the names that end in a place with what kind of place it is: tỉnh Bình Dương."""
    province = province_named(place, None) if place else None
    if place is None or province is None:
        return
    bare_place, exact_place = (" ".join(split(place)) for split in (bare_words, exact_words))
    bare_kind, exact_kind = (" ".join(split(province.kind)) for split in (bare_words, exact_words))
    for bare, exact in names:
        if bare.endswith(f" {bare_place}") and exact.endswith(f" {exact_place}"):
            yield (
                f"{bare.removesuffix(bare_place)}{bare_kind} {bare_place}",
                f"{exact.removesuffix(exact_place)}{exact_kind} {exact_place}",
            )


def _documents(index: Index, base: str) -> _Named:
    for known in index.facts("SELECT facts FROM documents ORDER BY id"):
        name = known["number"] or next(iter(known["names"]), None) or known["title"]
        said = (known["type"], known["date"], known["issuer"])
        entity = Entity(
            id=known["iri"].removeprefix(base),
            name=name or known["id"].rpartition("/")[2],
            type="document",
            description=", ".join(filter(None, said)),
            facts=known,
        )
        spelled = (entity.name, *known["names"], known["title"], *_in_full(known))
        yield (
            entity,
            [(" ".join(bare_words(each)), " ".join(exact_words(each))) for each in spelled if each],
        )


def _in_full(known: Facts) -> Iterator[str]:
    """Return a number as texts write it: with its type, its day, its issuer."""
    if not known["number"] or not known["type"]:
        return
    yield f"{known['type']} {known['number']}"
    yield f"{known['type']} số {known['number']}"
    if known["date"]:
        day = "/".join(reversed(known["date"].split("-")))
        yield f"{known['type']} số {known['number']} ngày {day}"
        if known["issuer"]:
            yield f"{known['type']} số {known['number']} ngày {day} của {known['issuer']}"


def _told(entity: Entity, name: str, wanted: Sequence[str]) -> bool:
    known = {" ".join(bare_words(str(value))) for value in entity.values(name)}
    return any(
        each == bare or (name == "date" and each.startswith(f"{bare} "))
        for bare in (" ".join(bare_words(value)) for value in wanted)
        for each in known
    )


def _pieces(bare: str) -> frozenset[str]:
    """Return the runs of three letters in a name, its ends and spaces among them."""
    padded = f"  {bare} "
    return frozenset(padded[place : place + 3] for place in range(len(padded) - 2))
