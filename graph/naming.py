"""Names: the IRIs of everything that the graph speaks of.

An IRI is a base (one setting) and a path that needs no percent-encoding: ASCII letters, digits,
``.``, ``-`` and ``_``. Vietnamese folds to its plain letters, đ to d. ``_`` stands where a part is
not known: a name invents no fact.

==========================================  ===================================================
``eli/vn/{issuer}/{kind}/{year}/{number}``  a document (European Legislation Identifier)
``…/text``, ``…/graph``                     its text as received; the named graph of what it says
``…/task/{path}``                           a task, and under it ``/lead/{agency}``,
                                            ``/coordinating/{agency}``, ``/deadline/{n}``,
                                            ``/product/{n}``
``…/section/{path}``                        a heading of its outline
``…/citation/{start}``, ``…/target/{start}``  a mention of another document; a number set as a goal
``…/annotation/{start}-{end}``              evidence: a span of the text
``id/agency/{slug}``, ``id/indicator/{slug}``, ``id/period/{years}``, ``id/run/{digest}``
``id/change/{event}``                       a reorganisation; of one body: ``{event}-{place}``
``graph/{name}``                            a named graph that belongs to no document
==========================================  ===================================================
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

BASE = "https://w3id.org/chutri/"
UNKNOWN = "_"

_DISALLOWED = re.compile(r"[^0-9A-Za-z.]+")
_DOTS = re.compile(r"-*\.[-.]*")
_LONGEST = 96


@lru_cache(maxsize=65536)
def slug(value: str) -> str:
    """Return the value in lower-case ASCII: "Sở Kế hoạch và Đầu tư" is so-ke-hoach-va-dau-tu.

    Long values are cut after a syllable; two values may share a slug (see `distinct`). A value
    with no letter or digit that can be written gives ``_``.
    """
    folded = _fold(value).lower()
    if len(folded) > _LONGEST:
        folded = folded[: _LONGEST + 1].rpartition("-")[0] or folded[:_LONGEST]
    return folded or UNKNOWN


def path_slug(path: str) -> str:
    """Return an outline path in ASCII, its case kept: "Điều 3" is Dieu-3, "II.2.đ" is II.2.dd.

    A lone đ is doubled because d is another letter of the same list.
    """
    parts = ("dd" if part.lower() == "đ" else part for part in path.split("."))
    return _fold(".".join(parts)) or UNKNOWN


def distinct(
    wanted: Mapping[str, str], rank: Callable[[str], tuple[int, ...]] = lambda _: ()
) -> dict[str, str]:
    """Return a name of its own for each key: the wanted one, or that with a digest of the key.

    ``wanted`` maps a key to the name that it would have alone. Where several want the same, the
    first by ``rank``, then in order of the keys, has it; a digest depends on nothing but the key.
    """
    taken: set[str] = set()
    names = {}
    for key in sorted(wanted, key=lambda key: (rank(key), key)):
        name = wanted[key]
        if name in taken:
            name = f"{name}-{sha256(key.encode()).hexdigest()[:8]}"
        taken.add(name)
        names[key] = name
    return names


def numbered(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names in their order, a repeated one followed by its count: a, b, a-2."""
    given: set[str] = set()
    result = []
    for name in names:
        unique, count = name, 1
        while unique in given:
            count += 1
            unique = f"{name}-{count}"
        given.add(unique)
        result.append(unique)
    return tuple(result)


@dataclass(frozen=True, slots=True)
class Naming:
    """IRIs under one base, which ends with a slash."""

    base: str = BASE

    def document(
        self, issuer: str | None, kind: str | None, year: str | None, number: str | None
    ) -> str:
        """Name a document by the slugs of its issuer, kind and number; None where not known."""
        parts = (part or UNKNOWN for part in (issuer, kind, year, number))
        return f"{self.base}eli/vn/{'/'.join(parts)}"

    def agency(self, name: str) -> str:
        """Name a body or group by its slug."""
        return f"{self.base}id/agency/{name}"

    def province(self, name: str) -> str:
        """Name a unit of the province level by its id in the register."""
        return f"{self.base}id/province/{name}"

    def indicator(self, name: str) -> str:
        """Name what a target measures, by its slug."""
        return f"{self.base}id/indicator/{name}"

    def period(self, years: str) -> str:
        """Name a year or a range of years (2021-2025)."""
        return f"{self.base}id/period/{slug(years)}"

    def kind(self, name: str) -> str:
        """Name a kind of document by its id in the ontology."""
        return f"{self.base}kind/{name}"

    def change(self, name: str) -> str:
        """Name a reorganisation by its id in the register, and what it changed."""
        return f"{self.base}id/change/{name}"

    def transfer(self, name: str) -> str:
        """Name the passing of a function by its id in the register, and where it passed."""
        return f"{self.base}id/transfer/{name}"

    def basis(self, name: str) -> str:
        """Name what a reorganisation rests on by its id in the register."""
        return f"{self.base}id/basis/{name}"

    def function(self, name: str) -> str:
        """Name a function by its id in the register."""
        return f"{self.base}id/function/{name}"

    def tier(self, name: str) -> str:
        """Name a tier of documents by its id in the ontology."""
        return f"{self.base}tier/{name}"

    def run(self, digest: str) -> str:
        """Name a run of the program over a given input."""
        return f"{self.base}id/run/{digest}"

    def software(self, version: str) -> str:
        """Name a version of this program."""
        return f"{self.base}id/software/chutri-{slug(version)}"

    @property
    def dataset(self) -> str:
        """The data set as a whole."""
        return f"{self.base}id/dataset"

    def graph(self, name: str) -> str:
        """Name a named graph that belongs to no document."""
        return f"{self.base}graph/{name}"


def _fold(value: str) -> str:
    value = value.replace("đ", "d").replace("Đ", "D")
    plain = "".join(c for c in unicodedata.normalize("NFKD", value) if not unicodedata.combining(c))
    return _DOTS.sub(".", _DISALLOWED.sub("-", plain)).strip("-.")
