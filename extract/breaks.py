"""Breaks: what a line break or a space has torn apart and belongs together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import ontology
from extract.canonical import Edit
from extract.syllables import is_syllable

_EMPHASIS = re.compile(r"\*{1,3}(?=[^\s*])[^*\n]*(?:\n[^*\n]+){1,4}?\*")
_WRAP = re.compile(r"\n+(?=\w)")
_BEFORE_HEAD = re.compile(r"(?<=\d)[a-z]?([ \n]*[-/][ \n]*)\Z")
_AFTER_HEAD = re.compile(r"([ \n]*[-/][ \n]+)(?=[A-ZĐ])")
_TORN = re.compile(
    r" ([ăâêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ])"
    r" (ch|nh|ng|c|m|n|p|t)(?!\w)"
)
_ONSET = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,4}\Z")
_LONGEST_ONSET = 4
_REACH = 8  # code points before a kind's abbreviation that hold the sign and the number's end
_RANGE = re.compile(r"- (?=\d{4})")


def join_emphasis(text: str) -> Iterator[Edit]:
    """Words that Markdown sets off stand on one line, wherever its source breaks them."""
    at = text.find("*")
    while at >= 0:
        opens = at == 0 or text[at - 1] in " \n(|"
        match = _EMPHASIS.match(text, at) if opens else None
        if match:
            for i in range(*match.span()):
                if text[i] == "\n":
                    yield Edit(i, i + 1, " ")
            at = match.end()
        while at < len(text) and text[at] == "*":
            at += 1
        at = text.find("*", at)


@cache
def _head() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(ontology.cues('repair')['symbol-head'])})\d*(?=[ \n]*[-/])")


def join_symbols(text: str) -> Iterator[Edit]:
    """A document number torn at its signs (24-, NQ/TW) is put together."""
    done = 0
    for head in _head().finditer(text):
        before = _BEFORE_HEAD.search(text, max(done, head.start() - _REACH), head.start())
        if before is None:
            continue
        for sign in (before, _AFTER_HEAD.match(text, head.end())):
            if sign and sign.start(1) >= done and sign.group(1) != sign.group(1).strip():
                yield Edit(*sign.span(1), sign.group(1).strip())
                done = sign.end(1)


def join_hyphens(text: str) -> Iterator[Edit]:
    """A word broken at its hyphen, and years with a space after theirs, are put together."""
    found = [(*match.span(), True) for match in _RANGE.finditer(text)]
    for sign in "-/":
        at = text.find(f"{sign}\n")
        while at >= 0:
            if wrap := _WRAP.match(text, at + 1):
                found.append((at, wrap.end(), False))
            at = text.find(f"{sign}\n", at + 1)
    for start, end, between_years in sorted(found):
        before = text[max(0, start - 4) : start]
        if between_years and not (len(before) == 4 and before.isdigit()):
            continue
        if before and not before[-1].isspace() and before[-1] not in "-–":
            yield Edit(start, end, text[start])


def join_letters(text: str) -> Iterator[Edit]:
    """A syllable torn around its vowel (qu ả ng) is put together."""
    for match in _TORN.finditer(text):
        onset = _ONSET.search(text, max(0, match.start() - _LONGEST_ONSET - 1), match.start())
        if onset and is_syllable("".join((onset.group(), *match.groups()))):
            yield Edit(match.start(), match.start(1), "")
            yield Edit(match.end(1), match.start(2), "")
