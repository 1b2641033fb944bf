"""Characters: letters with separate marks, spaces of other kinds, invisible and Markdown marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from extract.canonical import Edit

_SPACES = "\t\x0b\x0c\u00a0\u2000-\u200a\u2028\u2029\u202f\u3000"
_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08\x0e-\x1f"
_DECOMPOSED = re.compile("[^\u0300-\u036f]?[\u0300-\u036f]+")
_ODD = re.compile(f"[\r*{_INVISIBLE}{_SPACES}]+")
_SPACE = re.compile(f"[{_SPACES}]")
_HEADING_MARK = re.compile("#{1,6} +")
_ESCAPE = re.compile(r"\\(?=[.\-+*_#()\[\]!~>&])")
_TRAILING = re.compile(" \n *")
_LEADING = re.compile("\n +")


def compose(text: str) -> Iterator[Edit]:
    """Letters with separate marks become the letters that have them (Unicode NFC)."""
    if unicodedata.is_normalized("NFC", text):
        return
    for match in _DECOMPOSED.finditer(text):
        composed = unicodedata.normalize("NFC", match.group())
        if composed != match.group():
            yield Edit(*match.span(), composed)


def fold_marks(text: str) -> Iterator[Edit]:
    """Line ends become line feeds, spaces plain ones; invisible and Markdown's marks go."""
    if "*" not in text and text.replace("\n", " ").isprintable():
        return
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if "*" in line or not line.isprintable():
            yield from _fold_marks(text, start, end)
        start = end + 1


def _fold_marks(text: str, start: int, end: int) -> Iterator[Edit]:
    for match in _ODD.finditer(text, start, end):
        found, after = match.group(), text[match.end() : match.end() + 1]
        if found == "*" and after == " " and _opens_line(text, match.start()):
            continue  # a bullet
        if "\r" in found:
            yield Edit(*match.span(), "" if after == "\n" else "\n")
        else:
            yield Edit(*match.span(), " " if _SPACE.search(found) else "")


def _opens_line(text: str, at: int) -> bool:
    return (at == 0 or text[at - 1] == "\n") and at + 1 < len(text)


def fold_heading_marks(text: str) -> Iterator[Edit]:
    """The signs by which Markdown opens a heading go."""
    at = text.find("#")
    while at >= 0:
        match = _HEADING_MARK.match(text, at)
        if match and _opens_line(text, at):
            yield Edit(*match.span(), "")
        at = text.find("#", match.end() if match else at + 1)


def fold_escapes(text: str) -> Iterator[Edit]:
    """The backslashes go by which Markdown keeps a sign from being one of its marks."""
    if "\\" in text:
        for match in _ESCAPE.finditer(text):
            yield Edit(*match.span(), "")


def fold_spaces(text: str) -> Iterator[Edit]:
    """Runs of spaces become one."""
    at = text.find("  ")
    while at >= 0:
        end = at + 2
        while text.startswith(" ", end):
            end += 1
        yield Edit(at, end, " ")
        at = text.find("  ", end)


def trim_lines(text: str) -> Iterator[Edit]:
    """Spaces at either edge of a line go; runs of them are folded before."""
    edges = [match.span() for match in _TRAILING.finditer(text)]
    if "\n " in text:  # beside another edge it is a part of that
        leading = (match.span() for match in _LEADING.finditer(text))
        edges += [(a, b) for a, b in leading if text[a - 1 : a] != " " and text[b : b + 1] != "\n"]
        edges.sort()
    if text[:1] == " " and text[:2] != " \n":
        yield Edit(0, 1, "")
    for start, end in edges:
        yield Edit(start, end, "\n")
    if text[-1:] == " " and len(text) > 1 and not (edges and edges[-1][1] == len(text)):
        yield Edit(len(text) - 1, len(text), "")
