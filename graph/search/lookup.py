"""Look-ups in the search index: one thing by its name, and lists of things."""

from __future__ import annotations

import json
from dataclasses import dataclass

from graph.folding import bare_words
from graph.search.facts import Facts
from graph.search.holdings import task_as_of
from graph.search.index import Condition, Index, Page, conjunction

AGENCY = "SELECT slug FROM agencies WHERE slug = ? UNION SELECT slug FROM agencies WHERE office = ?"
"""An agency by its slug, or every one of an office (takes the name twice)."""

DOCUMENT = "SELECT id FROM documents WHERE id = ? UNION SELECT id FROM documents WHERE number = ?"
"""A document by its id, or every one of a number (takes the name twice)."""


@dataclass(frozen=True, slots=True)
class TargetFilter:
    """What targets must be; None asks for nothing.

    ``question`` are words of the indicator, in any order; ``indicator`` is a slug, ``year`` the
    document's, ``period`` as it is written (2025, 2021-2025).
    """

    question: str | None = None
    indicator: str | None = None
    agency: str | None = None
    document: str | None = None
    year: int | None = None
    period: str | None = None


_COUNTED_AGENCIES = (
    "SELECT facts, count(*) FILTER (WHERE role = 'lead') AS leads,"
    " count(*) FILTER (WHERE role = 'coordinating') AS coordinates"
    " FROM agencies LEFT JOIN duties ON agency = slug"
)


def task(index: Index, name: str, as_of: str | None = None) -> Facts | None:
    """Return the task of an id, with who holds its duties on a day, None where unknown."""
    found = index.one("SELECT facts FROM tasks WHERE id = ?", (name,))
    return task_as_of(found, as_of) if found else None


def agencies(index: Index, limit: int, offset: int = 0) -> Page:
    """Return agencies that documents name, with the number of tasks they lead and coordinate.

    The busiest come first.
    """
    rows = index.rows(
        f"{_COUNTED_AGENCIES} WHERE written GROUP BY slug"
        " ORDER BY leads DESC, coordinates DESC, slug LIMIT ? OFFSET ?",
        (limit, offset),
    )
    total = index.rows("SELECT count(*) FROM agencies WHERE written")[0][0]
    return Page(total, tuple(_counted(*row) for row in rows))


def agency(index: Index, name: str) -> tuple[Facts, ...]:
    """Return the agency of a slug, or for an office that of each place; none where unknown.

    A successor that no document names is found by its slug alone.
    """
    directory = index.directory
    return tuple(
        json.loads(directory.facts[number]) | {"leads": leads, "coordinates": coordinates}
        for number in directory.listed(name)
        for leads, coordinates in (index.duties.counts(number),)
    )


def documents(index: Index, limit: int, offset: int = 0) -> Page:
    """Return the documents that have a text, the latest first."""
    return index.page(
        "documents WHERE source IS NOT NULL", (), "date DESC NULLS LAST, id", limit, offset
    )


def document(index: Index, name: str) -> Facts | None:
    """Return the document of an id, with or without a text, None where unknown."""
    return index.one("SELECT facts FROM documents WHERE id = ?", (name,))


def documents_named(index: Index, name: str) -> tuple[Facts, ...]:
    """Return the documents of an id or a number, none where it is unknown."""
    return index.facts(
        f"SELECT facts FROM documents WHERE id IN ({DOCUMENT}) ORDER BY id", (name, name)
    )


def spans(index: Index, name: str) -> tuple[Facts, ...]:
    """Return the place of each fact in the text of a document, a wider one before those in it."""
    rows = index.rows(
        'SELECT start, "end", kind, label, iri FROM spans WHERE document = ?'
        ' ORDER BY start, "end" DESC, kind, label',
        (name,),
    )
    fields = ("start", "end", "kind", "label", "iri")
    return tuple(dict(zip(fields, row, strict=True)) for row in rows)


def cites(index: Index, name: str, limit: int, offset: int = 0) -> Page:
    """Return the mentions of other documents in the text of a document, in reading order."""
    return index.page("citations WHERE document = ?", (name,), "citation", limit, offset)


def cited_by(index: Index, name: str, limit: int, offset: int = 0) -> Page:
    """Return the mentions that mean, or may mean, a document."""
    source = "citations JOIN cited USING (citation) WHERE work = ?"
    return index.page(source, (name,), "citation", limit, offset)


def targets(index: Index, wanted: TargetFilter, limit: int, offset: int = 0) -> Page:
    """Return targets in reading order."""
    conditions: list[Condition] = [
        ("' ' || words || ' ' LIKE '%' || ? || '%'", (f" {word} ",))
        for word in bare_words(wanted.question or "")
    ]
    given = (
        ("indicator = ?", (wanted.indicator,)),
        (
            f"target IN (SELECT target FROM watches WHERE agency IN ({AGENCY}))",
            (wanted.agency,) * 2,
        ),
        (f"document IN ({DOCUMENT})", (wanted.document,) * 2),
        ("year = ?", (wanted.year,)),
        ("period = ?", (wanted.period,)),
    )
    conditions += [(clause, values) for clause, values in given if values[0] is not None]
    where, values = conjunction(conditions)
    return index.page(f"targets WHERE {where}", values, "target", limit, offset)


def _counted(facts: str, leads: int, coordinates: int) -> Facts:
    agency: Facts = json.loads(facts)
    return agency | {"leads": leads, "coordinates": coordinates}
