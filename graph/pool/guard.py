"""The guard: what a stranger's query may not ask, found in its text before anything is evaluated.

Only the tokens of SPARQL are read here, not its grammar: the engine decides what is legal. A query
without any of the words that matter costs one search. What the guard lets through by mistake still
meets the sandbox of the worker (see `graph.pool.sandbox`), which has no network and no files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from graph.pool import mentions
from graph.pool.mentions import Mention
from graph.pool.query import QueryError
from graph.pool.text import MENTIONS
from graph.pool.tokens import Token, position, tokens

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
)
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_VOLATILE = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
_DATASET = frozenset({"FROM", "FROMNAMED"})
#: Words without which nothing in a query matters here (one that holds another is found by that).
_NOTABLE = tuple(sorted((_VOLATILE | {"SERVICE", "FROM", "MENTIONS"}) - {"STRUUID"}))
#: The engine needs no space after SERVICE: ``SERVICE:x {`` asks the service ``:x``.
_GLUED = re.compile(r"service\w*:", re.IGNORECASE)
_NO_SERVICE = ("service-refused", "this service asks no other service; leave SERVICE out")
_NOTHING = Token("nothing", "", 0)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the guard learned of a query that it lets through.

    ``graphs`` are the absolute IRIs that FROM and FROM NAMED name; ``volatile`` is true where two
    evaluations may differ (NOW, RAND, UUID, STRUUID, BNODE), so that no answer may be kept.
    ``mentions`` are the statements that the search index answers.
    """

    graphs: tuple[str, ...] = ()
    volatile: bool = False
    mentions: tuple[Mention, ...] = ()


_NOTHING_NOTABLE = Reading()


def examine(query: str, base: str, depth: int) -> Reading:
    """Read a query; QueryError for SERVICE and for brackets deeper than `depth`.

    `base` is the IRI against which a relative one is resolved. An update may pass: to the engine it
    is no legal query, and `refuse_update` says why.
    """
    if query.count("{") + query.count("(") + query.count("[") <= depth:
        upper = query.upper()
        for word in _NOTABLE:
            if word in upper:
                break
        else:
            return _NOTHING_NOTABLE
    return _Examination(query, base, depth).read()


def refuse_update(query: str, base: str, depth: int) -> None:
    """QueryError where what the engine does not take is an update."""
    _Examination(query, base, depth).read()


class _Examination:
    """One pass over the tokens of one query."""

    def __init__(self, query: str, base: str, depth: int) -> None:
        self._query = query
        self._tokens = tuple(self._shallow(depth))
        self._base = base
        self._prefixes: dict[str, str] = {}
        self._prologue = True

    def _shallow(self, limit: int) -> Iterator[Token]:
        """Give the tokens; QueryError, and no further work, where brackets nest too deep."""
        depth = 0
        for token in tokens(self._query):
            depth += (token.kind == "open") - (token.kind == "close")
            if depth > limit:
                detail = f"brackets nest deeper than {limit}"
                raise self._refused(token, "query-depth", detail)
            yield token

    def read(self) -> Reading:
        depth = 0
        volatile = False
        graphs: list[str] = []
        verbs: list[int] = []
        for index, token in enumerate(self._tokens):
            if token.kind == "open":
                depth += 1
                self._check_opening(index)
            elif token.kind == "close":
                depth -= 1
            elif token.kind == "word":
                word = token.text.upper()
                if word.startswith("SERVICE"):
                    raise self._refused(token, *_NO_SERVICE)
                if word in _FORMS:
                    self._prologue = False
                elif self._prologue:
                    self._declare(index, word)
                elif word in _DATASET and depth == 0:
                    graphs += self._graph(index)
                elif word in _VOLATILE:
                    volatile = True
            elif not self._prologue and self._iri(token) == MENTIONS:
                verbs.append(index)
        return Reading(tuple(graphs), volatile, mentions.find(self._query, self._tokens, verbs))

    def _check_opening(self, index: int) -> None:
        token = self._tokens[index]
        name = self._at(index - 1)
        glued = token.text == "{" and _GLUED.match(name.text)
        if glued and self._at(index - 2).text.upper() != "GRAPH":
            raise self._refused(name, *_NO_SERVICE)

    def _declare(self, index: int, word: str) -> None:
        """Keep what BASE and PREFIX say, and refuse what begins an update."""
        if word in _UPDATES:
            detail = f"{word} changes a graph; only queries are answered here"
            raise self._refused(self._tokens[index], "update-refused", detail)
        first, second = self._at(index + 1), self._at(index + 2)
        if word == "BASE" and first.kind == "iri":
            self._base = _absolute(first, self._base)
        elif word == "PREFIX" and first.kind == "pname" and second.kind == "iri":
            self._prefixes[first.text[:-1]] = _absolute(second, self._base)

    def _graph(self, index: int) -> tuple[str, ...]:
        """Return the IRI that the FROM at an index names."""
        named = self._at(index + 1).text.upper() == "NAMED"
        graph = self._iri(self._at(index + 1 + named))
        return () if graph is None else (graph,)

    def _iri(self, token: Token) -> str | None:
        """Return the absolute IRI that a token is, None where it is none."""
        if token.kind == "iri":
            return _absolute(token, self._base)
        prefix, colon, local = token.text.partition(":")
        if token.kind == "pname" and colon and prefix in self._prefixes:
            return self._prefixes[prefix] + local.replace("\\", "")
        return None

    def _at(self, index: int) -> Token:
        return self._tokens[index] if 0 <= index < len(self._tokens) else _NOTHING

    def _refused(self, token: Token, kind: str, detail: str) -> QueryError:
        line, column = position(self._query, token.start)
        return QueryError(kind, detail, line=line, column=column)


def _absolute(token: Token, base: str) -> str:
    """Return the IRI that a token writes, resolved where it has no scheme."""
    iri = _ESCAPE.sub(lambda found: _character(found[1] or found[2]), token.text[1:-1])
    return iri if urlsplit(iri).scheme else urljoin(base, iri)


def _character(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if code <= 0x10FFFF else "\N{REPLACEMENT CHARACTER}"
