"""The kernel that writes snippets: what of a text shows the words that are sought, as JSON."""

from __future__ import annotations

import numpy as np

from graph.search.arrays import Array, Bytes

_WIDTH, _LEAD = 240, 60
"""Code points of a snippet, and of those how many stand before the first word that was found."""


def as_bytes(text: str) -> Bytes:
    """Return a text in UTF-8."""
    return np.frombuffer(text.encode(), np.uint8)


_OPEN, _HITS, _CLOSE = (as_bytes(part) for part in ('{"text":"', '","hits":[', "]}"))
_BEFORE, _AFTER = as_bytes("… "), as_bytes(" …")
_SPACE, _COMMA, _OPENING, _CLOSING, _ZERO = b" ,[]0"


def hits(
    texts: Array, sought: Array, begins: Array, words: Array, starts: Array, ends: Array
) -> tuple[Array, Array]:
    """Say where words stand in texts: their phrase, else each once, as near as may be.

    The ``words`` of text n are those from ``begins[n]`` to ``begins[n + 1]``, each with the code
    points at which it starts and ends. Words follow each other in a phrase where one code point
    is between them.

    Returns how many spans each of the ``texts`` has, and the spans, in order.
    """
    room = 0
    for text in texts:
        room += max(len(sought), begins[text + 1] - begins[text])
    spans, held = np.empty((room, 2), np.int64), 0
    counts = np.empty(len(texts), np.int64)
    latest, nearest = np.empty(len(sought), np.int64), np.empty(len(sought), np.int64)
    for number in range(len(texts)):
        begin, end = begins[texts[number]], begins[texts[number] + 1]
        before = held
        at = begin
        while len(sought) > 0 and at + len(sought) <= end:
            same = 0
            while same < len(sought) and words[at + same] == sought[same]:
                same += 1
                if same < len(sought) and starts[at + same] != ends[at + same - 1] + 1:
                    break
            if same == len(sought):
                spans[held, 0], spans[held, 1] = starts[at], ends[at + same - 1]
                held += 1
                at += same
            else:
                at += 1
        if held == before and len(sought) > 1:
            present = 0
            for word in range(len(sought)):
                latest[word] = nearest[word] = -1
                known = False
                for earlier in range(word):
                    known |= sought[earlier] == sought[word]
                at = begin
                while at < end and words[at] != sought[word]:
                    at += 1
                present += int(at < end and not known)
            seen, shortest = 0, -1
            for at in range(begin, end):
                for word in range(len(sought)):
                    if words[at] == sought[word]:
                        seen += int(latest[word] < 0)
                        latest[word] = at
                        if seen == present:
                            first = int(at)
                            for each in latest:
                                if 0 <= each < first:
                                    first = int(each)
                            length = ends[at] - starts[first]
                            if shortest < 0 or length < shortest:
                                shortest = int(length)
                                nearest[:] = latest
                        break
            nearest.sort()
            for at in nearest:
                if at >= 0:
                    spans[held, 0], spans[held, 1] = starts[at], ends[at]
                    held += 1
        counts[number] = held - before
    return counts, spans[:held]


def snippets(
    texts: Array,
    sought: Array,
    word_begins: Array,
    words: Array,
    starts: Array,
    ends: Array,
    places: Array,
    begins: Array,
    data: Bytes,
) -> tuple[Bytes, Array]:
    """Write as JSON the part of each text around the first of its hits, and where these stand.

    For the words see `hits`. The code points of text n are those from ``places[n]`` up to the last
    before ``places[n + 1]``; ``begins`` says where the JSON of each begins in ``data``. A part is
    cut at spaces and marked with an ellipsis where something is left out; only hits that lie in it
    are kept.

    Returns UTF-8, and where in it each part ends.
    """
    counts, spans = hits(texts, sought, word_begins, words, starts, ends)
    most = _WIDTH * 6 + len(_OPEN) + len(_BEFORE) + len(_AFTER) + len(_HITS) + len(_CLOSE)
    made = np.empty(len(texts) * most + len(spans) * 44, np.uint8)
    part_ends = np.empty(len(texts), np.int64)
    at = span = 0
    for number in range(len(texts)):
        text, last = places[texts[number]], places[texts[number] + 1] - 1
        first = spans[span, 0] if counts[number] else text
        start = max(text, min(first - _LEAD, last - _WIDTH))
        end = min(last, start + _WIDTH)
        if start > text:
            cut = start
            while cut < first and data[begins[cut]] != _SPACE:
                cut += 1
            if cut < first:
                start = cut + 1
        if end < last:
            cut = end - 1
            while cut > start and data[begins[cut]] != _SPACE:
                cut -= 1
            if cut > start:
                end = cut
        shift = -start
        for byte in _OPEN:
            made[at] = byte
            at += 1
        if start > text:
            shift += 2
            for byte in _BEFORE:
                made[at] = byte
                at += 1
        part = data[begins[start] : begins[end]]
        room = made[at : at + len(part)]
        for byte in range(len(part)):
            room[byte] = part[byte]
        at += len(part)
        if end < last:
            for byte in _AFTER:
                made[at] = byte
                at += 1
        for byte in _HITS:
            made[at] = byte
            at += 1
        for each in range(span, span + counts[number]):
            if spans[each, 0] < start or spans[each, 1] > end:
                continue
            made[at] = _OPENING
            for side in range(2):
                value = spans[each, side] + shift
                power = 1
                while power * 10 <= value:
                    power *= 10
                while power > 0:
                    at += 1
                    made[at] = _ZERO + value // power % 10
                    power //= 10
                at += 1
                made[at] = _COMMA if side == 0 else _CLOSING
            made[at + 1] = _COMMA
            at += 2
        if made[at - 1] == _COMMA:
            at -= 1
        for byte in _CLOSE:
            made[at] = byte
            at += 1
        span += counts[number]
        part_ends[number] = at
    return made[:at], part_ends
