"""Sentences of a block: where one statement ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STOP = re.compile(r"(?P<stop>[.!?…\n](?:(?<!\n)[.!?…]*))(?:(?<=\n)|(?P<space>\s*)[“\"'(]?(?=\w))")
_LONGEST = 2000
# "TP. Hồ Chí Minh", "ThS. Nguyễn Văn A"
_ABBREVIATION = re.compile(r"(?<!\w)[^\W\d_]\w?[^\W\d_]?\Z")


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the spans of the sentences of ``text[start:end]``, in order, without spaces between.

    A stop ends a sentence before a capital; dots of omission need no space behind them.
    """
    position = start
    for match in _STOP.finditer(text, start, end):
        if match["stop"] != "\n" and not _ends(text, match):
            continue
        stop = match.end("stop")
        yield from _pieces(text, position, stop)
        position = stop
    yield from _pieces(text, position, end)


def _ends(text: str, match: re.Match[str]) -> bool:
    if not text[match.end()].isupper():
        return False
    if match["stop"] == ".":
        before = _ABBREVIATION.search(text, max(0, match.start() - 4), match.start())
        return bool(match["space"]) and not (before and before.group()[0].isupper())
    return True


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut what is too long for a sentence at its spaces: damaged text may hold no stop."""
    pieces = []
    while end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        cut = space if space > 0 else start + _LONGEST
        pieces.append(_trimmed(text, start, cut))
        start = cut
    pieces.append(_trimmed(text, start, end))
    return [(first, last) for first, last in pieces if first < last]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
