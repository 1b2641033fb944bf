"""The tokens of SPARQL, enough of them to read a query without its grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
  | (?P<number>\d++(?:\.\d++)?(?:[eE][+-]?\d++)?+)
  | (?P<open>[{(\[])
  | (?P<close>[})\]])
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its kind (a group of the pattern), its text and where it starts."""

    kind: str
    text: str
    start: int


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


def position(query: str, offset: int) -> tuple[int, int]:
    """Return the line and the column of an offset, both counted from 1, columns in code points."""
    start = query.rfind("\n", 0, offset) + 1
    return query.count("\n", 0, offset) + 1, offset - start + 1
