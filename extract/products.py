"""Products: what a task is to yield, by which anyone can tell whether it was done.

A document to be made ("xây dựng Kế hoạch chuyển đổi số"), a thing to be put to use ("đưa vào vận
hành"); what a label ("Sản phẩm: …") or a column of a table names. A document that is there already
and only to be carried out is none. The words are those of ontology/cues/products.ttl.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.folding import fold, spaced
from extract.phrases import any_of
from extract.record import Product
from ontology import patterns

_CLAUSE_END = re.compile(r"[.;:,()\n]")
_LONGEST = 160


def find_products(text: str, start: int, end: int) -> tuple[Product, ...]:
    """Find what ``text[start:end]`` asks to make, in order, each up to the end of its clause."""
    folded = fold(text[start:end])
    found: list[Product] = []
    until = 0
    for match in _matches(folded):
        if match.start() < until or (match.start() and folded[match.start() - 1].isalnum()):
            continue
        stop = _CLAUSE_END.search(folded, match.end())
        until = min(stop.start() if stop else len(folded), match.start() + _LONGEST)
        until = max(until, match.end())
        while folded[until - 1].isspace():
            until -= 1
        found.append(product(text, start + match.start(), start + until))
    return tuple(found)


def product(text: str, start: int, end: int) -> Product:
    """Return what ``text[start:end]`` names as a product."""
    return Product(spaced(text[start:end]), start, end)


def _matches(folded: str) -> Iterator[re.Match[str]]:
    """Find the shape of a product around the verbs with which each begins."""
    at = 0
    while verb := _verb().search(folded, at):
        match = _shape().match(folded, verb.start())
        at = match.end() if match else verb.start() + 1
        if match:
            yield match


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(any_of("products", "make", "done"))


@cache
def _shape() -> re.Pattern[str]:
    return re.compile(patterns("products")["product"])
