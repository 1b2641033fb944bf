"""Search for Vietnamese words inside SPARQL.

- ``ct:fold(?text)`` is the text in lower case without diacritics, đ as d;
- ``ct:matches(?text, "words")`` says whether it has all the words, so folded;
- ``?task ct:mentions "words"`` gives the tasks whose text has all of them, from the search index of
  the build, without looking at each (see `graph.pool.mentions`).

Words in quotation marks must stand together: ``'"chuyển đổi" số'``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graph.folding import bare_words, without_marks
from graph.pool.query import QueryError
from graph.terms import CT

FOLD, MATCHES, MENTIONS = (f"{CT.iri}{name}" for name in ("fold", "matches", "mentions"))

_TRUE, _FALSE = ox.Literal(True), ox.Literal(False)
_MOST = 20_000
_FOUND = """SELECT id FROM task_words JOIN tasks ON task = task_words.rowid
WHERE task_words MATCH ? ORDER BY id"""


def phrases(words: str) -> list[tuple[str, ...]]:
    """Cut words as they are typed into what must stand together: words, and quoted phrases."""
    found: list[tuple[str, ...]] = []
    for index, part in enumerate(words.split('"')):
        bare = bare_words(part)
        found += [bare] if index % 2 else [(word,) for word in bare]
    return [phrase for phrase in found if phrase]


def matches(text: str, words: str) -> bool:
    """Say whether a text has all the words."""
    sought = f" {' '.join(bare_words(text))} "
    return all(f" {' '.join(phrase)} " in sought for phrase in phrases(words))


def functions() -> Mapping[ox.NamedNode, Callable[..., Any]]:
    """Return the functions by their IRIs, as the engine takes them."""
    return {ox.NamedNode(FOLD): _fold, ox.NamedNode(MATCHES): _matches}


class TaskIndex:
    """The tasks of a build by their words."""

    def __init__(self, path: Path, base: str) -> None:
        """Open the search index; no other file is opened later."""
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        self._connection.execute("PRAGMA temp_store = MEMORY")
        self._connection.execute(_FOUND, ('"a"',)).fetchone()
        self._base = base

    def mentioning(self, words: str) -> Iterator[str]:
        """Give the IRIs of the tasks whose text has all the words, none for no words.

        QueryError where they are too many to be named.
        """
        sought = phrases(words)
        if not sought:
            return
        expression = " AND ".join(f'"{" ".join(phrase)}"' for phrase in sought)
        query = f"{{bare_text}} : ({expression})"
        for count, (name,) in enumerate(self._connection.execute(_FOUND, (query,))):
            if count >= _MOST:
                detail = f"more than {_MOST} tasks mention {words!r}; add words, or use ct:matches"
                raise QueryError("query-words", detail)
            yield f"{self._base}eli/{name}"


def _fold(*terms: object) -> ox.Literal | None:
    if len(terms) != 1 or not isinstance(terms[0], ox.Literal):
        return None
    text = terms[0]
    if text.language:
        return ox.Literal(without_marks(text.value), language=text.language)
    return ox.Literal(without_marks(text.value))


def _matches(*terms: object) -> ox.Literal | None:
    if len(terms) != 2:
        return None
    text, words = terms
    if not isinstance(text, ox.Literal) or not isinstance(words, ox.Literal):
        return None
    return _TRUE if matches(text.value, words.value) else _FALSE
