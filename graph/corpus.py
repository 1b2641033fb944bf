"""The corpus: what the records of one build share, and one record's place in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.indicator_keys import indicator_key
from extract.record import PlanRecord
from graph.bodies import Body, body, province_of
from graph.naming import Naming, distinct, numbered, path_slug, slug
from graph.works import Resolution, Work, Works, works_of
from ontology import Province


@dataclass(frozen=True, slots=True)
class Corpus:
    """All records of a build, the names of what they share, and what their citations mean.

    ``indicators`` gives the slug and the label of each indicator by its folded words.
    """

    records: tuple[PlanRecord, ...]
    naming: Naming
    works: Works
    indicators: Mapping[str, tuple[str, str]]

    def reading(self, record: PlanRecord) -> Reading:
        """Put a record in its place."""
        work = self.works.of(record)
        paths = numbered(path_slug(task.path) for task in record.tasks)
        return Reading(
            corpus=self,
            record=record,
            work=work,
            province=province_of(record),
            tasks=tuple(f"{work.iri}/task/{path}" for path in paths),
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """A record with the IRIs of its document and tasks (in the record's order)."""

    corpus: Corpus
    record: PlanRecord
    work: Work
    province: Province | None
    tasks: tuple[str, ...]

    @property
    def iri(self) -> str:
        """The document."""
        return self.work.iri

    @property
    def expression(self) -> str:
        """Its text as received."""
        return f"{self.iri}/text"

    @property
    def graph(self) -> str:
        """The named graph of what it says."""
        return f"{self.iri}/graph"

    @property
    def resolutions(self) -> tuple[Resolution, ...]:
        """What its citations mean, in their order."""
        return self.corpus.works.resolutions[self.record.source]

    def body(self, name: str, agency_id: str | None = None, *, group: bool = False) -> Body:
        """Tell which agency a name in this document stands for."""
        date = self.record.metadata.date
        return body(name, self.province, id=agency_id, group=group, date=date)


def corpus_of(records: Sequence[PlanRecord], naming: Naming) -> Corpus:
    """Bring records together, in the order of their sources."""
    ordered = tuple(sorted(records, key=lambda record: record.source))
    return Corpus(ordered, naming, works_of(ordered, naming), _indicators(ordered))


def _indicators(records: Sequence[PlanRecord]) -> dict[str, tuple[str, str]]:
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for record in records:
        for target in record.targets:
            written[indicator_key(target.indicator, target.unit)][target.indicator] += 1
    names = distinct({key: slug(key) for key in written})
    labels = {
        key: min(counts, key=lambda label: (-counts[label], label))
        for key, counts in written.items()
    }
    return {key: (names[key], labels[key]) for key in sorted(written)}
