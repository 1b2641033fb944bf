"""What the ontology hands out: frozen values, no RDF in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Level = Literal["central", "province", "district", "commune"]


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document ("Nghị quyết").

    ``symbols`` are its abbreviations in State document numbers (none for a công văn),
    ``party_symbols`` those in the Party's (a Party quy định is QĐ). ``systems`` says under which
    rules it is issued: administrative (Nghị định 30/2020/NĐ-CP), normative (laws and decrees),
    party, named (a strategy, a treaty: known by its name alone).
    """

    id: str
    label: str
    label_en: str
    symbols: tuple[str, ...]
    party_symbols: tuple[str, ...]
    systems: tuple[str, ...]
    aliases: tuple[str, ...] = ()

    @property
    def party(self) -> bool:
        """Whether the Party issues documents of this kind."""
        return "party" in self.systems


@dataclass(frozen=True, slots=True)
class Agency:
    """A body, or for a level below the centre the body that each unit of that level has.

    ``id`` is its slug without place. ``phrases`` are the ways of writing it, the canonical name
    among them; ``notations`` its symbols in document numbers. ``valid_from``/``valid_until`` are
    ISO dates, None where there is no bound or it is not known. ``members`` are the ids of a group's
    members where the register names them.
    """

    id: str
    name: str
    name_en: str | None
    level: Level
    group: bool = False
    phrases: tuple[str, ...] = ()
    notations: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_until: str | None = None
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues documents under a symbol.

    ``names`` has one name where the symbol alone tells (TTg), several where the text must tell
    which (TW). ``placed`` is true where the name is complete only with a place (UBND).
    """

    symbol: str
    names: tuple[str, ...]
    placed: bool


@dataclass(frozen=True, slots=True)
class Province:
    """A unit of the province level: ``kind`` is tỉnh or thành phố.

    ``successor`` is the id of the unit that it became part of, None while it stands;
    ``predecessors`` those that formed it.
    """

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_until: str | None = None
    successor: str | None = None
    predecessors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A district-level unit of a province, each of its kinds with the dates it had them."""

    id: str
    name: str
    kind: str
    province: str
    valid_from: str | None = None
    valid_until: str | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """Agencies and groups by id, issuers by symbol, provinces and units by id."""

    agencies: Mapping[str, Agency]
    issuers: Mapping[str, Issuer]
    provinces: Mapping[str, Province]
    units: Mapping[str, Unit] = field(default_factory=dict)
