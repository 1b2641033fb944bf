"""``?task ct:mentions "words"``: a statement that no graph has, answered from the search index.

Before a query is evaluated, each such statement is taken out of its text, and the tasks that the
index names are put in the place: ``VALUES ?task { <…> <…> }``, before the subject's statements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from graph.pool.query import QueryError
from graph.pool.tokens import Token, position

_HOW = 'write it as ?task ct:mentions "words"'


@dataclass(frozen=True, slots=True)
class Mention:
    """One statement: what is cut out of the text of the query, and where its tasks are put in.

    ``subject`` is its variable as it is written, ``words`` what the tasks must mention.
    """

    start: int
    end: int
    place: int
    subject: str
    words: str


def find(query: str, tokens: Sequence[Token], verbs: Sequence[int]) -> tuple[Mention, ...]:
    """Find the statements whose verbs are the tokens at `verbs`; QueryError for an unclear one."""
    return tuple(_mention(query, tokens, index) for index in verbs)


def replace(query: str, mentions: Sequence[Mention], tasks: Callable[[str], Iterator[str]]) -> str:
    """Return the query with the tasks that `tasks` gives for words in the place of statements."""
    edits = [(each.start, each.end, "") for each in mentions]
    for each in mentions:
        names = " ".join(f"<{name}>" for name in tasks(each.words))
        edits.append((each.place, each.place, f" VALUES {each.subject} {{ {names} }} "))
    for start, end, text in sorted(edits, reverse=True):
        query = query[:start] + text + query[end:]
    return query


def _mention(query: str, tokens: Sequence[Token], verb: int) -> Mention:
    subject = _subject(tokens, verb)
    words = tokens[verb + 1] if verb + 1 < len(tokens) else None
    if tokens[subject].kind != "variable" or words is None or words.kind != "string":
        line, column = position(query, tokens[verb].start)
        raise QueryError("query-words", _HOW, line=line, column=column)
    after = verb + 2
    if after < len(tokens) and tokens[after].kind == "language":
        after += 1
    if _text(tokens, after) == ",":
        line, column = position(query, tokens[verb].start)
        raise QueryError("query-words", f"{_HOW}, once for all words", line=line, column=column)
    first = verb == subject + 1
    start = verb
    if first:
        while _text(tokens, after) == ";":
            after += 1
        if _text(tokens, after) in (".", "}", ""):
            start = subject  # there is no other statement about it
            after += _text(tokens, after) == "."
    end = tokens[after - 1]
    place = tokens[subject].start
    return Mention(
        tokens[start].start, end.start + len(end.text), place, tokens[subject].text, _value(words)
    )


def _subject(tokens: Sequence[Token], verb: int) -> int:
    """Find the subject of a verb: the first token of its block of statements."""
    depth = 0
    for index in range(verb - 1, -1, -1):
        text = tokens[index].text
        if text in "])":
            depth += 1
        elif text in "[(" and depth:
            depth -= 1
            if not depth and text == "(" and tokens[index - 1].kind in ("word", "iri", "pname"):
                return _after(tokens, index, verb)  # a filter before the block
        elif not depth and text in ("{", "}", ".", "[", "("):
            return index + 1
    return 0


def _after(tokens: Sequence[Token], opening: int, verb: int) -> int:
    """Return the token after the bracket that closes the one at `opening`."""
    depth = 0
    for index in range(opening, verb):
        depth += (tokens[index].text == "(") - (tokens[index].text == ")")
        if not depth:
            return index + 1
    return verb


def _text(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].text if index < len(tokens) else ""


def _value(string: Token) -> str:
    """Return what a string of SPARQL says; Turtle writes strings alike."""
    (quad,) = ox.parse(f"<a:a> <a:a> {string.text} .", ox.RdfFormat.TURTLE)
    return str(quad.object.value) if isinstance(quad.object, ox.Literal) else ""
