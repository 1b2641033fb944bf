"""The guard: what a stranger's query may not ask, found in its text before anything is evaluated.

Only the tokens of SPARQL are read here, not its grammar: the engine decides what is legal. A query
without any of the words that matter costs one search. What the guard lets through by mistake still
meets the sandbox of the worker (see `graph.pool.sandbox`), which has no network and no files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from graph.pool.query import QueryError

_TOKEN = re.compile(
    r"""
    (?P<space>\s++|\#[^\r\n]*+)
  | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>)
  | (?P<string>"{3}(?:[^"\\]|\\.|"(?!""))*+(?:"{3})?|'{3}(?:[^'\\]|\\.|'(?!''))*+(?:'{3})?
      |"(?:[^"\\\r\n]|\\.)*+"?|'(?:[^'\\\r\n]|\\.)*+'?)
  | (?P<variable>[?$]\w++)
  | (?P<language>@[A-Za-z][A-Za-z0-9\-]*+)
  | (?P<name>[^\W\d][\w.\-]*+(?::(?:[\w.:\-]|%[0-9A-Fa-f]{2}|\\.)*+)?+
      |:(?:[\w.:\-]|%[0-9A-Fa-f]{2}|\\.)*+)
  | (?P<open>[{(\[])
  | (?P<close>[})\]])
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_WORD = re.compile(r"\w+")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
)
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_VOLATILE = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
_DATASET = frozenset({"FROM", "FROMNAMED"})
#: Words without which nothing in a query matters here.
_NOTABLE = tuple(sorted(_UPDATES | _VOLATILE | {"SERVICE", "FROM"}))
#: The engine needs no space after SERVICE: ``SERVICE:x {`` asks the service ``:x``.
_GLUED = re.compile(r"service\w*:", re.IGNORECASE)
_NO_SERVICE = ("service-refused", "this service asks no other service; leave SERVICE out")
_PROLOGUE = frozenset({"BASE", "PREFIX", "VERSION"})


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its kind (a group of the pattern), its text and where it starts."""

    kind: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What the guard learned of a query that it lets through.

    ``graphs`` are the absolute IRIs that FROM and FROM NAMED name; ``volatile`` is true where two
    evaluations may differ (NOW, RAND, UUID, STRUUID, BNODE), so that no answer may be kept.
    """

    graphs: tuple[str, ...] = ()
    volatile: bool = False


def tokens(query: str) -> Iterator[Token]:
    """Cut a query into its tokens, comments and spaces left out. Never fails, in linear time.

    A prefixed name is one token of kind ``pname``; a name without a colon gives its words. A string
    that is not closed ends with its line, or with the query.
    """
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or "other"
        if kind == "name":
            text = match.group()
            if ":" in text:
                yield Token("pname", text, match.start())
                continue
            for word in _WORD.finditer(text):
                yield Token("word", word.group(), match.start() + word.start())
        elif kind != "space":
            yield Token(kind, match.group(), match.start())


def examine(query: str, base: str, depth: int) -> Reading:
    """Read a query; QueryError for SERVICE, for an update and for brackets deeper than `depth`.

    `base` is the IRI against which a relative one is resolved.
    """
    brackets = query.count("{") + query.count("(") + query.count("[")
    upper = query.upper()
    if brackets <= depth and not any(word in upper for word in _NOTABLE):
        return Reading()
    return _Examination(query, base, depth).read()


def position(query: str, offset: int) -> tuple[int, int]:
    """Return the line and the column of an offset, both counted from 1, columns in code points."""
    start = query.rfind("\n", 0, offset) + 1
    return query.count("\n", 0, offset) + 1, offset - start + 1


class _Examination:
    """One pass over the tokens of one query."""

    def __init__(self, query: str, base: str, depth: int) -> None:
        self._query = query
        self._base = base
        self._limit = depth
        self._prefixes: dict[str, str] = {}
        self._graphs: list[str] = []
        self._prologue = True

    def read(self) -> Reading:
        depth = 0
        volatile = False
        before = last = Token("word", "", 0)
        stream = iter(tuple(tokens(self._query)))
        for token in stream:
            if token.kind == "open":
                if token.text == "{" and _GLUED.match(last.text) and before.text.upper() != "GRAPH":
                    raise _refused(*_NO_SERVICE, self._query, last)
                depth += 1
                if depth > self._limit:
                    raise _refused(
                        "query-depth",
                        f"brackets nest deeper than {self._limit}",
                        self._query,
                        token,
                    )
            elif token.kind == "close":
                depth -= 1
            elif token.kind == "word":
                word = token.text.upper()
                if word.startswith("SERVICE"):
                    raise _refused(*_NO_SERVICE, self._query, token)
                if word in _FORMS:
                    self._prologue = False
                elif self._prologue:
                    self._declare(token, stream)
                elif word in _DATASET and depth == 0:
                    self._note_graph(stream)
                elif word in _VOLATILE:
                    volatile = True
            before, last = last, token
        return Reading(tuple(self._graphs), volatile)

    def _declare(self, token: Token, stream: Iterator[Token]) -> None:
        word = token.text.upper()
        if word in _UPDATES:
            detail = (
                f"{word} changes a graph; only SELECT, ASK, CONSTRUCT and DESCRIBE are answered"
            )
            raise _refused("update-refused", detail, self._query, token)
        first = next(stream, None) if word in _PROLOGUE else None
        if word == "BASE" and first is not None and first.kind == "iri":
            self._base = urljoin(self._base, _iri(first.text))
        elif word == "PREFIX" and first is not None and first.kind == "pname":
            second = next(stream, None)
            if second is not None and second.kind == "iri":
                self._prefixes[first.text[:-1]] = urljoin(self._base, _iri(second.text))

    def _note_graph(self, stream: Iterator[Token]) -> None:
        token = next(stream, None)
        if token is not None and token.kind == "word" and token.text.upper() == "NAMED":
            token = next(stream, None)
        if token is None:
            return
        if token.kind == "iri":
            self._graphs.append(urljoin(self._base, _iri(token.text)))
        elif token.kind == "pname":
            prefix, _, local = token.text.partition(":")
            if prefix in self._prefixes:
                self._graphs.append(self._prefixes[prefix] + local.replace("\\", ""))


def _refused(kind: str, detail: str, query: str, token: Token) -> QueryError:
    line, column = position(query, token.start)
    return QueryError(kind, detail, line=line, column=column)


def _iri(text: str) -> str:
    return _ESCAPE.sub(lambda found: _character(found[1] or found[2]), text[1:-1])


def _character(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if code <= 0x10FFFF else "\N{REPLACEMENT CHARACTER}"
