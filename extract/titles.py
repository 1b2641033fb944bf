"""Titles: what kind of document a head says that it is, and what about.

The kind stands in capitals above the title (Nghị định 30/2020/NĐ-CP, annex I); an official letter
names no kind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, partial
from itertools import islice, pairwise

import ontology
from extract.agencies import find_issuer
from extract.layout import Block, Context, Layout
from extract.phrases import compiled, phrases_of
from extract.record import Span

_pattern = partial(compiled, "metadata")
_words = partial(phrases_of, "metadata")

_FIRST_LINES = 4  # of a copy without a head that may name its kind and title
_TITLE_WORDS = 4  # that a title has at least
_BODY_SAMPLE = 60_000
_SENTENCE = 25  # words: a line of a title is not as long and ends with no stop
_SIGNS = ',.;:()"“”'  # that part words, beside spaces
_WORD = re.compile(rf"[^\s{_SIGNS}]+")


def find_title(
    blocks: Sequence[Block], layout: Layout
) -> tuple[str | None, str | None, list[tuple[str, Span]]]:
    """Kind and title: the first line that begins with a kind, in capitals, and what follows it."""
    text = layout.text
    for i, block in enumerate(blocks):
        if block.zone != "head" or block.marker:
            continue
        line = text[block.start : block.end]
        kind = _kind(line)
        if kind is None:
            continue
        first = block.start + len(kind)
        spans = [("type", Span(block.start, first))]
        if whose := _pattern("kind-of").match(text, first, block.end):
            issuer = find_issuer(text, whose.end(), block.end, Context())
            first = issuer.end if issuer else first
        pieces = [Span(first, block.end)] if text[first : block.end].strip(" :") else []
        for following in blocks[i + 1 :]:
            words = text[following.start : following.end]
            if following.zone != "head" or following.marker or _ends_title(words):
                break
            if pieces and _is_prose(words, text[pieces[0].start : pieces[0].end]):
                break
            pieces.append(Span(following.start, following.end))
        if not pieces:
            return kind, None, spans
        title = " ".join(text[piece.start : piece.end].strip(" :.") for piece in pieces).strip()
        spans.append(("title", Span(pieces[0].start, pieces[-1].end)))
        return kind, as_sentence(title, layout), spans
    return _first_line(blocks, text) or _letter(blocks, text) or _in_capitals(blocks, layout)


def _first_line(
    blocks: Sequence[Block], text: str
) -> tuple[str | None, str | None, list[tuple[str, Span]]] | None:
    """Kind and title of a copy that begins with both in one line: "Chỉ thị về việc …"."""
    head = (block for block in blocks if block.zone != "notice" and not block.marker)
    for block in islice(head, _FIRST_LINES):
        line = text[block.start : block.end]
        kind = next((kind for kind in _kinds().values() if line.startswith(f"{kind} ")), None)
        words = line[len(kind) + 1 :].strip(" :.") if kind else ""
        if kind and words.startswith(_words("title-opening")):
            first = block.start + len(kind)
            spans = [("type", Span(block.start, first)), ("title", Span(first + 1, block.end))]
            return kind, words[:1].upper() + words[1:], spans
    return None


def _in_capitals(
    blocks: Sequence[Block], layout: Layout
) -> tuple[str | None, str | None, list[tuple[str, Span]]]:
    """The title of a copy that has lost the line with its kind: in capitals, below the number."""
    text, numbered = layout.text, False
    for block in blocks:
        line = text[block.start : block.end].strip(" |")
        if block.zone != "head" or block.marker:
            continue
        if _pattern("number").search(line):
            numbered = True
        elif numbered and _is_title(line):
            spans = [("title", Span(block.start, block.end))]
            return None, as_sentence(line.strip(" .:"), layout), spans
    return None, None, []


def _is_title(line: str) -> bool:
    return line.isupper() and len(line.split()) >= _TITLE_WORDS and not _ends_title(line)


def _letter(
    blocks: Sequence[Block], text: str
) -> tuple[str | None, str | None, list[tuple[str, Span]]] | None:
    """Kind and title of an official letter, whose head says what it is about and names no kind."""
    for block in blocks:
        if block.zone == "head" and (m := _pattern("about").match(text, block.start, block.end)):
            title = f"{_words('about-in-full')[0]} {m.group(1)}"
            return _words("letter")[0], title, [("title", Span(*m.span(1)))]
    return None


def _ends_title(line: str) -> bool:
    return line.startswith(("(", *_words("issuer-head"), *_words("motto")))


def _is_prose(line: str, title: str) -> bool:
    """Whether a line below a title is the text's first: no capitals go on, or a long sentence."""
    if title.isupper() and not line.isupper():
        return True
    return line.rstrip().endswith(".") and len(line.split()) >= _SENTENCE


def as_sentence(title: str, layout: Layout) -> str:
    """Words in capitals, written as the document writes the same words elsewhere."""
    if not title.isupper():
        return title[:1].upper() + title[1:]
    body, lowered = layout.text[:_BODY_SAMPLE], layout.lowered[:_BODY_SAMPLE]
    words = _WORD.findall(title)
    written = [word.lower() if word.isalpha() else word for word in words]
    pairs = [f"{one} {other}" for one, other in pairwise(word.lower() for word in words)]
    known = {pair: _as_written(pair, body, lowered) for pair in dict.fromkeys(pairs)}
    for i, pair in enumerate(pairs):
        if found := known[pair]:
            written[i : i + 2] = found
    replacements = iter(written)
    sentence = _WORD.sub(lambda _: next(replacements), title)
    return sentence[:1].upper() + sentence[1:]


def _as_written(pair: str, body: str, lowered: str) -> list[str]:
    """Two words as ``body`` writes them where neither shouts; nothing where it does not."""
    at = -1
    while (at := lowered.find(pair, at + 1)) >= 0:
        end = at + len(pair)
        found = body[at:end].split(" ")
        apart = _parts(lowered[at - 1 : at]) and _parts(lowered[end : end + 1])
        if apart and not any(word.isupper() and len(word) > 1 for word in found):
            return found
    return []


def _parts(character: str) -> bool:
    """Whether a character (none at either end of a text) parts words."""
    return character.isspace() or character in _SIGNS


def _kind(line: str) -> str | None:
    """The kind that a line begins with in capitals, or that it is, however it is written."""
    capitals = line.upper()
    if not capitals.startswith(tuple(_kinds())):
        return None
    named = (k for k in _kinds() if line.startswith(k) or capitals == k)
    return next((_kinds()[kind] for kind in named), None)


@cache
def _kinds() -> Mapping[str, str]:
    """Every kind by each of its names in capitals, the longest first."""
    names = {name for kind in ontology.kinds() for name in (kind.label, *kind.aliases)}
    return {name.upper(): name for name in sorted(names, key=lambda name: (-len(name), name))}
