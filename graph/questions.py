"""Questions: the named queries of graph/queries, asked with parameters.

A question is one ``.rq`` file that any SPARQL engine runs as it stands. Comments at its head say
what it asks and what it can be told::

    # title@vi: Nhiệm vụ của một cơ quan
    # title@en: The tasks of an agency
    # param agency agency: The agency, by its name, symbol or slug.

A question that holds documents to a rule is an audit: its head also says what it finds and where
the rule stands::

    # definition@vi: Nhiệm vụ mà từ hai cơ quan trở lên cùng chủ trì.
    # definition@en: Tasks that two or more agencies lead.
    # source: 371/KH-UBND, I.4: một việc chỉ giao một cơ quan chủ trì.

The parameters are the variables of the one line ``VALUES (?agency) { (UNDEF) } # parameters``,
which gives their defaults: UNDEF for none, and then any value will do. A value that is given stands
there instead, as an RDF term made for it, never as text pasted into the query.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode

from graph.naming import BASE
from graph.store import Rows, Store, StoreError, plain
from graph.terms import CT

_HEADER = re.compile(
    r"^# ((?:title|definition)@(?:vi|en)|source|param (\w+) (\w+)): (.+)$", re.MULTILINE
)
_PARAMETERS = re.compile(r"^(\s*)VALUES \(([^)]*)\) \{ \(([^)]*)\) \} # parameters$", re.MULTILINE)
_VARIABLE = re.compile(r"\?(\w+)")
_TERM = re.compile(r"UNDEF|<[^>]*>|\"[^\"]*\"(?:\^\^\S+|@\w+)?|[\w:.-]+")


class QuestionError(ValueError):
    """A question is not known, or a parameter does not fit; the message says what would."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question can be told. ``default`` is a term in SPARQL, None where there is none.

    ``type`` is one of `TYPES`.
    """

    name: str
    type: str
    description: str
    default: str | None


@dataclass(frozen=True, slots=True)
class Rule:
    """What an audit holds documents to: what it finds, in two languages, and whence the rule."""

    definition_vi: str
    definition_en: str
    source: str


@dataclass(frozen=True, slots=True)
class Question:
    """A named query; an audit has a rule."""

    name: str
    title_vi: str
    title_en: str
    parameters: tuple[Parameter, ...]
    query: str
    rule: Rule | None = None

    def bound(self, values: Mapping[str, Literal | NamedNode]) -> str:
        """Return the query with terms in the place of its parameters' defaults."""
        terms = {each.name: each.default or "UNDEF" for each in self.parameters}
        terms |= {name: str(term) for name, term in values.items()}
        clause = "VALUES ({}) {{ ({}) }}".format(
            " ".join(f"?{name}" for name in terms), " ".join(terms.values())
        )
        return _PARAMETERS.sub(lambda found: found[1] + clause, self.query, count=1)


@cache
def questions() -> tuple[Question, ...]:
    """Return every named query, in order of name."""
    found = [
        _question(path.name.removesuffix(".rq"), path.read_text(encoding="utf-8"))
        for path in files("graph").joinpath("queries").iterdir()
        if path.name.endswith(".rq")
    ]
    return tuple(sorted(found, key=lambda question: question.name))


@cache
def audits() -> tuple[Question, ...]:
    """Return the questions that hold documents to a rule, in order of name."""
    return tuple(each for each in questions() if each.rule)


def question(name: str) -> Question:
    """Return the named query of a name, or raise `QuestionError`."""
    by_name = _by_name()
    if name not in by_name:
        raise QuestionError(f"no question {name!r}; there are: {', '.join(by_name)}")
    return by_name[name]


def ask(
    store: Store, name: str, parameters: Mapping[str, str] | None = None, base: str = BASE
) -> Rows:
    """Ask a named question.

    ``parameters`` maps names to values as people write them: an agency by name, symbol, slug or
    IRI, a document by number or IRI (see `TYPES`). Raises `QuestionError` where a name is not known
    or a value stands for nothing, or for several things.
    """
    asked = question(name)
    types = {parameter.name: parameter.type for parameter in asked.parameters}
    values = {}
    for key, value in (parameters or {}).items():
        if key not in types:
            takes = ", ".join(types) or "no parameters"
            raise QuestionError(f"{name} has no parameter {key!r}; it takes: {takes}")
        values[key] = TYPES[types[key]](store, value, base)
    return store.select(asked.bound(values))


def _agency(store: Store, value: str, base: str) -> NamedNode:
    return _named(store, value, f"{base}id/agency/", _AGENCIES, "agency")


def _indicator(store: Store, value: str, base: str) -> NamedNode:
    return _named(store, value, f"{base}id/indicator/", _INDICATORS, "indicator")


def _document(store: Store, value: str, base: str) -> NamedNode:
    return _named(store, value, f"{base}eli/vn/", _DOCUMENTS, "document")


def _task(store: Store, value: str, base: str) -> NamedNode:
    return _named(store, value, f"{base}eli/vn/", None, "task")


def _role(store: Store, value: str, base: str) -> NamedNode:
    if value not in {"lead", "coordinating"}:
        raise QuestionError(f"no role {value!r}: lead or coordinating")
    return NamedNode(f"{CT.iri}{value}")


def _year(store: Store, value: str, base: str) -> Literal:
    if not re.fullmatch(r"\d{4}", value):
        raise QuestionError(f"no year {value!r}: four digits")
    return Literal(int(value))


def _date(store: Store, value: str, base: str) -> Literal:
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value):
        raise QuestionError(f"no date {value!r}: YYYY, YYYY-MM or YYYY-MM-DD")
    return Literal(value)


def _text(store: Store, value: str, base: str) -> Literal:
    return Literal(value)


TYPES: Mapping[str, Callable[[Store, str, str], NamedNode | Literal]] = MappingProxyType(
    {
        "agency": _agency,
        "document": _document,
        "indicator": _indicator,
        "task": _task,
        "role": _role,
        "year": _year,
        "date": _date,
        "text": _text,
    }
)
"""How a value is read for each type of parameter. A row here is a type."""

_PREFIXES = """
PREFIX ct: <https://w3id.org/chutri/def#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_AGENCIES = """SELECT DISTINCT ?found WHERE {{
  VALUES ?value {{ {} }}
  ?found skos:prefLabel|skos:altLabel|skos:notation ?label .
  FILTER (LCASE(STR(?label)) = LCASE(?value))
  FILTER EXISTS {{ [] prov:agent ?found }}
}} ORDER BY ?found"""
_INDICATORS = """SELECT DISTINCT ?found WHERE {{
  VALUES ?value {{ {} }}
  ?found a ct:Indicator ; skos:prefLabel ?label . FILTER (LCASE(STR(?label)) = LCASE(?value))
}} ORDER BY ?found"""
_DOCUMENTS = """SELECT DISTINCT ?found WHERE {{
  VALUES ?value {{ {} }}
  ?found eli:id_local ?number . FILTER (LCASE(?number) = LCASE(?value))
}} ORDER BY ?found"""


def _named(store: Store, value: str, namespace: str, lookup: str | None, what: str) -> NamedNode:
    """Find the one thing that a value names: by its IRI, its path or (by ``lookup``) its name."""
    iri = value if value.startswith(("http://", "https://")) else namespace + value
    try:
        node = NamedNode(iri)
    except ValueError:
        node = None
    if node is not None and store.ask(f"ASK {{ {node} ?p ?o }}"):
        return node
    found: list[str] = []
    if lookup:
        rows = store.select(_PREFIXES + lookup.format(Literal(value)))
        found = [str(plain(row[0])) for row in rows.rows]
    if len(found) == 1:
        return NamedNode(found[0])
    if found:
        raise QuestionError(f"{value!r} is more than one {what}: {', '.join(found)}")
    raise QuestionError(f"no {what} {value!r} in the graph")


@cache
def _by_name() -> Mapping[str, Question]:
    return MappingProxyType({each.name: each for each in questions()})


def _question(name: str, query: str) -> Question:
    said: dict[str, str] = {}
    described: list[tuple[str, str, str]] = []
    for key, parameter, type_, value in _HEADER.findall(query):
        if parameter:
            described.append((parameter, type_, value))
        else:
            said[key] = value
    defaults = _defaults(query)
    titled = {"title@vi", "title@en"} <= said.keys()
    if list(defaults) != [each[0] for each in described] or not titled:
        raise StoreError(f"graph/queries/{name}.rq: its head does not declare what it takes")
    parameters = tuple(
        Parameter(parameter, type_, description, defaults[parameter])
        for parameter, type_, description in described
    )
    return Question(name, said["title@vi"], said["title@en"], parameters, query, _rule(name, said))


def _rule(name: str, said: Mapping[str, str]) -> Rule | None:
    stated = [said[key] for key in ("definition@vi", "definition@en", "source") if key in said]
    if len(stated) not in (0, 3):
        raise StoreError(f"graph/queries/{name}.rq: a rule has definition@vi, @en and source")
    return Rule(*stated) if stated else None


def _defaults(query: str) -> dict[str, str | None]:
    found = _PARAMETERS.search(query)
    if found is None:
        return {}
    terms = _TERM.findall(found[3])
    return {
        variable: None if term == "UNDEF" else term
        for variable, term in zip(_VARIABLE.findall(found[2]), terms, strict=True)
    }
