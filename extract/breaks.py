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
_VOWELS = "ăâêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
_TORN = re.compile(
    rf" (?:(?P<vowel>[{_VOWELS}]) (?P<coda>ch|nh|ng|c|m|n|p|t)(?!\w)|(?P<rest>ch|nh|ng)(?!\w)"
    rf"|(?P<onset>[b-df-hj-np-tv-xzđB-DF-HJ-NP-TV-XZĐ]) (?=[{_VOWELS}]))"
)
_LETTERS = re.compile(r"[^\W\d_]+")
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


def join_markers(text: str) -> Iterator[Edit]:
    """The word that numbers an article and its number, each on a line (Điều, 1.), are one line."""
    words = _marker_words()
    if not any(f"{word}\n" in text for word in words[1]):
        return
    for match in words[0].finditer(text):
        yield Edit(match.start("wrap"), match.end("wrap"), " ")


@cache
def _marker_words() -> tuple[re.Pattern[str], tuple[str, ...]]:
    words = ontology.cues("outline")["article"]
    pattern = rf"^(?:{'|'.join(words)})(?P<wrap>\n+)(?=\d{{1,3}}[.:]?(?:\n| |$))"
    return re.compile(pattern, re.MULTILINE), words


def join_letters(text: str, _: object = None) -> Iterator[Edit]:
    """A syllable torn around its vowel or before it (qu ả ng, Đặ ng, x ã) is put together.

    A capital may stand alone (nhóm B ở …): it begins a torn syllable where small letters do, too.
    """
    torn = [match for match in _TORN.finditer(text) if _is_torn(text, match)]
    small = any(match["onset"] is None or match["onset"].islower() for match in torn)
    for match in torn if small else ():
        if match["onset"]:
            yield Edit(match.end() - 1, match.end(), "")
            continue
        yield Edit(match.start(), match.start() + 1, "")
        if match["vowel"]:
            yield Edit(match.end("vowel"), match.start("coda"), "")


def _is_torn(text: str, match: re.Match[str]) -> bool:
    """Whether what stands around the spaces of a match is one syllable without them."""
    if match["onset"]:
        rest = _LETTERS.match(text, match.end())
        lettered = text.endswith(_lettered(), 0, match.start())  # điểm c ở mục 2
        after_word = text[match.start() - 1 : match.start()].isalpha() and not lettered
        return after_word and rest is not None and is_syllable(match["onset"] + rest.group())
    before = _ONSET.search(text, max(0, match.start() - _LONGEST_ONSET - 1), match.start())
    parts = (match["vowel"] or "", match["coda"] or match["rest"])
    return before is not None and is_syllable("".join((before.group(), *parts)))


@cache
def _lettered() -> tuple[str, ...]:
    return ontology.cues("repair")["lettered"]
