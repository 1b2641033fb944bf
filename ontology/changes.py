"""Reorganisations: which bodies took the place of which, when, on what basis, and how sure it is.

The register holds them as rules: what happened to Sở Kế hoạch và Đầu tư happened in each province.
Who holds a duty today follows from them (`graph.succession`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, get_args

from ontology.turtle import CT, SKOS, Source, local_name

ChangeKind = Literal["merge", "split", "rename", "end"]

_DCT = "http://purl.org/dc/terms/"
_ORG = "http://www.w3.org/ns/org#"
_SCHEMA = "https://schema.org/"
_PROVINCE = "/id/province/"


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A law, resolution or decree.

    ``date`` is when it was passed, ``in_force`` since when it holds, ``replaced_by`` the name of
    the one that took its place; None where not known.
    """

    id: str
    name: str
    date: str | None
    in_force: str | None
    replaced_by: str | None


@dataclass(frozen=True, slots=True)
class Function:
    """A field of work; ``words`` are the phrases by which a text tells that it is meant."""

    id: str
    name: str
    name_en: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FunctionTransfer:
    """A function that passed from one agency to another (ids) in an event."""

    id: str
    function: Function
    origin: str
    result: str
    certainty: str


@dataclass(frozen=True, slots=True)
class ChangeEvent:
    """A reorganisation of agencies, or of provinces (ids of either in the register).

    ``date`` is the first day of what came after. ``results`` is empty where nothing took the place
    of the originals. ``transfers`` are those of its originals that were split by function, for
    provinces those of their departments. ``certainty`` holds where the event was not seen;
    ``attested_in`` are the provinces where it was.
    """

    id: str
    name: str
    name_en: str
    kind: ChangeKind
    date: str
    originals: tuple[str, ...]
    results: tuple[str, ...]
    basis: LegalBasis
    certainty: str
    attested_in: tuple[str, ...]
    transfers: tuple[FunctionTransfer, ...]

    def sure(self, province: str | None, otherwise: str | None = None) -> str:
        """Say how sure the event, or what has its own certainty in it, is in a province."""
        return "attested" if province in self.attested_in else otherwise or self.certainty


@dataclass(frozen=True, slots=True)
class Continuation:
    """Agencies (ids) that go on as their namesakes in the province that took the place of theirs.

    ``province`` is the new one, None for any.
    """

    agencies: frozenset[str]
    province: str | None
    certainty: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What is known of reorganisations.

    ``agencies`` and ``provinces`` give the event in which an agency or a province ended, by its
    id: one that goes on by the same name, larger than before, has none. ``continuations`` come
    with those of one province first.
    """

    events: tuple[ChangeEvent, ...]
    agencies: Mapping[str, ChangeEvent]
    provinces: Mapping[str, ChangeEvent]
    continuations: tuple[Continuation, ...]


@cache
def changes() -> Changes:
    """Read the reorganisations, in the order of their dates."""
    source = Source("register/changes.ttl")
    bases = _bases(source)
    transfers = _transfers()
    agencies: dict[str, ChangeEvent] = {}
    provinces: dict[str, ChangeEvent] = {}
    events = []
    for subject in source.subjects(f"{_ORG}ChangeEvent"):
        event = _event(source, subject, bases, transfers.pop(local_name(subject), ()))
        events.append(event)
        of_provinces = _PROVINCE in source.values(subject, f"{_ORG}originalOrganization")[0]
        ended = provinces if of_provinces else agencies
        for original in event.originals:
            if original in event.results:
                continue
            if original in ended:
                raise source.error(subject, f"ends {original}, which ended before")
            ended[original] = event
    if transfers:
        raise source.error(min(transfers), "has function transfers but is no event")
    return Changes(
        events=tuple(sorted(events, key=lambda event: (event.date, event.id))),
        agencies=MappingProxyType(agencies),
        provinces=MappingProxyType(provinces),
        continuations=_continuations(source),
    )


def predecessors() -> Mapping[str, tuple[str, ...]]:
    """Return the provinces that each province took the place of, by its id."""
    formed: dict[str, list[str]] = defaultdict(list)
    for original, event in changes().provinces.items():
        formed[event.results[0]].append(original)
    return {province: tuple(originals) for province, originals in formed.items()}


def _event(
    source: Source,
    subject: str,
    bases: Mapping[str, LegalBasis],
    transfers: Iterable[FunctionTransfer],
) -> ChangeEvent:
    kind = source.required(subject, f"{CT}changeKind")
    if kind not in get_args(ChangeKind):
        raise source.error(subject, f"has an unknown kind {kind!r}")
    basis = source.required(subject, f"{CT}legalBasis")
    if local_name(basis) not in bases:
        raise source.error(subject, f"rests on {local_name(basis)}, which the file does not hold")
    return ChangeEvent(
        id=local_name(subject),
        name=source.required(subject, f"{SKOS}prefLabel", "vi"),
        name_en=source.required(subject, f"{SKOS}prefLabel", "en"),
        kind=kind,  # type: ignore[arg-type] # checked above
        date=source.required(subject, f"{_DCT}date"),
        originals=_ids(source, subject, f"{_ORG}originalOrganization"),
        results=_ids(source, subject, f"{_ORG}resultingOrganization"),
        basis=bases[local_name(basis)],
        certainty=source.required(subject, f"{CT}certainty"),
        attested_in=_ids(source, subject, f"{CT}attestedIn"),
        transfers=tuple(transfers),
    )


def _bases(source: Source) -> dict[str, LegalBasis]:
    bases = {}
    for subject in source.subjects(f"{CT}LegalBasis"):
        after = source.value(subject, f"{_DCT}isReplacedBy")
        bases[local_name(subject)] = LegalBasis(
            id=local_name(subject),
            name=source.required(subject, f"{SKOS}prefLabel", "vi"),
            date=source.value(subject, f"{_DCT}date"),
            in_force=source.value(subject, f"{_SCHEMA}startDate"),
            replaced_by=source.required(after, f"{SKOS}prefLabel", "vi") if after else None,
        )
    return bases


def _transfers() -> dict[str, list[FunctionTransfer]]:
    """Read the transfers of each event, by its id, in the order of the file."""
    source = Source("register/functions.ttl")
    functions = {
        subject: Function(
            id=local_name(subject),
            name=source.required(subject, f"{SKOS}prefLabel", "vi"),
            name_en=source.required(subject, f"{SKOS}prefLabel", "en"),
            words=source.values(subject, f"{SKOS}altLabel", "vi"),
        )
        for subject in source.subjects(f"{CT}Function")
    }
    transfers: dict[str, list[FunctionTransfer]] = defaultdict(list)
    for subject in source.subjects(f"{CT}FunctionTransfer"):
        function = source.required(subject, f"{CT}function")
        if function not in functions:
            raise source.error(subject, f"names {local_name(function)}, which is no function")
        event = source.required(subject, f"{CT}partOfChange")
        transfers[local_name(event)].append(
            FunctionTransfer(
                id=local_name(subject),
                function=functions[function],
                origin=local_name(source.required(subject, f"{CT}transferredFrom")),
                result=local_name(source.required(subject, f"{CT}transferredTo")),
                certainty=source.required(subject, f"{CT}certainty"),
            )
        )
    return transfers


def _continuations(source: Source) -> tuple[Continuation, ...]:
    found = []
    for subject in source.subjects(f"{CT}Continuation"):
        province = source.value(subject, f"{CT}continuedIn")
        found.append(
            Continuation(
                agencies=frozenset(_ids(source, subject, f"{CT}continues")),
                province=local_name(province) if province else None,
                certainty=source.required(subject, f"{CT}certainty"),
            )
        )
    return tuple(sorted(found, key=lambda each: each.province is None))


def _ids(source: Source, subject: str, predicate: str) -> tuple[str, ...]:
    return tuple(map(local_name, source.values(subject, predicate)))
