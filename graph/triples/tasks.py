"""Tasks: the work that a document asks for, who owns it, who works along, by when."""

from __future__ import annotations

from collections.abc import Iterator

from extract.record import Role, Task
from extract.recurrences import read_recurrences
from graph.clarity import clarities
from graph.corpus import Reading
from graph.naming import numbered
from graph.terms import CT, DCT, ELI, PROV, RDF, Term, Triple, boolean, integer, iri, moment, text
from graph.triples.evidence import evidence

_ROLES: dict[Role, tuple[Term, Term]] = {
    "lead": (CT.leadAgency, CT.lead),
    "coordinating": (CT.coordinatingAgency, CT.coordinating),
}
"""For each role the property that states it in short, and the role of an assignment."""


def task_triples(reading: Reading) -> Iterator[Triple]:
    """Describe the tasks of a record, their assignments, deadlines and products."""
    record = reading.record
    for task, name, clear in zip(record.tasks, reading.tasks, clarities(record), strict=True):
        node = iri(name)
        yield node, RDF.type, CT.Task
        yield node, DCT.description, text(task.text, "vi")
        yield node, ELI.number, text(task.path)
        yield node, ELI.is_part_of, iri(reading.iri)
        yield node, CT.section, text(task.section)
        yield node, CT.line, integer(task.line_start)
        yield node, CT.lineEnd, integer(task.line_end)
        for clarity in clear:
            yield node, CT.clarity, clarity
        yield from evidence(reading, node, task.start, task.end)
        yield from _assignments(reading, task, name)
        yield from _deadlines(reading, task, name)
        yield from _products(reading, task, name)


def _assignments(reading: Reading, task: Task, name: str) -> Iterator[Triple]:
    bodies = [
        reading.body(each.agency, each.agency_id, group=each.group) for each in task.assignments
    ]
    names = numbered(
        f"{each.role}/{body.slug}" for each, body in zip(task.assignments, bodies, strict=True)
    )
    for each, body, own in zip(task.assignments, bodies, names, strict=True):
        node, agency = iri(f"{name}/{own}"), iri(reading.corpus.naming.agency(body.slug))
        short, role = _ROLES[each.role]
        yield iri(name), short, agency
        yield iri(name), CT.hasAssignment, node
        yield node, RDF.type, CT.Assignment
        yield node, PROV.agent, agency
        yield node, PROV.hadRole, role
        yield node, CT.basis, text(each.basis)
        yield node, CT.inherited, boolean(each.inherited)
        yield from evidence(reading, node, each.start, each.end)


def _deadlines(reading: Reading, task: Task, name: str) -> Iterator[Triple]:
    if task.deadline:
        yield iri(name), CT.deadline, moment(task.deadline)
    for count, deadline in enumerate(task.deadlines, 1):
        node = iri(f"{name}/deadline/{count}")
        yield iri(name), CT.hasDeadline, node
        yield node, RDF.type, CT.Deadline
        yield node, CT.verbatimValue, text(deadline.text, "vi")
        yield node, CT.recurring, boolean(deadline.recurring)
        for recurrence in read_recurrences(deadline.text) if deadline.recurring else ():
            yield node, CT.recurrenceRule, text(recurrence.rule)
        if deadline.value:
            yield node, CT.deadline, moment(deadline.value)
        yield from evidence(reading, node, deadline.start, deadline.end)


def _products(reading: Reading, task: Task, name: str) -> Iterator[Triple]:
    for count, product in enumerate(task.products, 1):
        node = iri(f"{name}/product/{count}")
        yield iri(name), CT.hasProduct, node
        yield node, RDF.type, CT.Product
        yield node, CT.verbatimValue, text(product.text, "vi")
        yield from evidence(reading, node, product.start, product.end)
