"""What the ontology hands out: frozen values, no RDF in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Level = Literal["central", "province", "district", "commune"]

# The two kinds of unit of the province level.
PROVINCE = "tỉnh"
CITY = "thành phố"


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
    """A body of the centre, or what each unit of a level has (Sở Tài chính), or a group of bodies.

    ``id`` is its slug without place, ``name`` canonical. ``aliases`` are other names for people to
    find it by, ``spellings`` every way of writing it: a spelling may end in a slot ("Công an
    {tỉnh}") that stands for words of place, see ontology/cues/agencies.ttl. ``notations`` are its
    symbols in document numbers. ``place_word`` is the level that the name carries (tỉnh, Thành
    phố), "" for none; ``province_kind`` the kind of province that has such a body, None for both.
    ``means`` says, for a group that stands for another (các địa phương), which in the documents of
    a level, the first that is valid at the time; ``placed`` is true where a document of its issue
    carries its place (UBND tỉnh Bình Dương); ``any_case`` where it is known without a capital
    letter, ``name_as_written`` where its name keeps the words and the level that the text gives
    it. ``form`` and ``field`` are the parts of a composed name (Sở, tai-chinh). A group's
    ``member_level`` and ``member_form`` tell which bodies it stands for, None where the
    register does not hold them. ``valid_from``/``valid_until`` are ISO dates, None where there
    is no bound or it is not known; ``source`` and ``certainty`` say whence and how sure (high,
    medium, or pattern: a rule applied where its own source was not seen).
    """

    id: str
    name: str
    name_en: str | None
    level: Level
    group: bool
    aliases: tuple[str, ...]
    spellings: tuple[str, ...]
    notations: tuple[str, ...]
    place_word: str = ""
    province_kind: str | None = None
    means: tuple[tuple[str, tuple[str, ...]], ...] = ()
    placed: bool = False
    any_case: bool = False
    name_as_written: bool = False
    form: str | None = None
    field: str | None = None
    member_level: str | None = None
    member_form: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    source: str | None = None
    certainty: str | None = None


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues documents under a symbol.

    ``agencies`` has one id where the symbol alone tells (TTg), several where the text must tell
    which (TW). ``placed`` is true where the name is complete only with a place (UBND).
    """

    symbol: str
    agencies: tuple[str, ...]
    placed: bool


@dataclass(frozen=True, slots=True)
class Province:
    """A unit of the province level: ``kind`` is tỉnh or thành phố.

    ``official`` is its name together with its kind where usage fixes it (Thành phố Hồ Chí Minh).
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
    official: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A district-level unit as it was between two dates: its kind changes, its id does not."""

    id: str
    name: str
    kind: str
    province: str
    valid_from: str | None = None
    valid_until: str | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """Agencies and groups by id, issuers by symbol, provinces by id, district-level units.

    ``fields`` gives every spelling of a field of administration (tai-chinh) by its id.
    """

    agencies: Mapping[str, Agency]
    issuers: Mapping[str, Issuer]
    provinces: Mapping[str, Province]
    units: tuple[Unit, ...]
    fields: Mapping[str, tuple[str, ...]]
