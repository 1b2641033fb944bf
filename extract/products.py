"""Products: what a task is to yield, by which anyone can tell whether it was done.

A document to be made ("xây dựng Kế hoạch chuyển đổi số"), a thing to be put to use ("đưa vào vận
hành"); what a label ("Sản phẩm: …") or a column of a table names. A document that is there already
and only to be carried out is none. The words are those of ontology/cues/products.ttl.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.folding import spaced
from extract.layout import Layout
from extract.record import Product
from ontology import patterns

_CLAUSE_END = re.compile(r"[.;:,()\n]")
_LONGEST = 160


def find_products(layout: Layout, start: int, end: int) -> tuple[Product, ...]:
    """Find what ``[start, end)`` asks to make, in order, each up to the end of its clause."""
    text, found = layout.text, list[Product]()
    until = start
    for match in _matches(layout, start, end):
        begin = match.start()
        if begin < until or (begin > start and text[begin - 1].isalnum()):
            continue
        stop = _CLAUSE_END.search(text, match.end(), end)
        until = min(stop.start() if stop else end, begin + _LONGEST)
        until = max(until, match.end())
        while text[until - 1].isspace():
            until -= 1
        found.append(product(text, begin, until))
    return tuple(found)


def product(text: str, start: int, end: int) -> Product:
    """Return what ``text[start:end]`` names as a product."""
    return Product(spaced(text[start:end]), start, end)


def _matches(layout: Layout, start: int, end: int) -> Iterator[re.Match[str]]:
    """Find the shape of a product around the verbs with which each begins."""
    done = start
    for verb in layout.triggers.within("made", start, end):
        if verb >= done and (match := _shape().match(layout.lowered, verb, end)):
            done = match.end()
            yield match


@cache
def _shape() -> re.Pattern[str]:
    return re.compile(patterns("products")["product"])
