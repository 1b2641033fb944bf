"""Part of a text as received, with what was read from it marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from api.pages.markup import Markup, element

KINDS = {
    "task": "nhiệm vụ",
    "lead": "chủ trì",
    "coordinating": "phối hợp",
    "deadline": "thời hạn",
    "citation": "văn bản được dẫn",
    "target": "chỉ tiêu",
}
"""What each kind of span is called."""


def excerpt(
    text: str, spans: Sequence[dict[str, Any]], start: int, end: int
) -> Iterator[Markup | str]:
    """Return ``text[start:end]`` cut where spans begin or end, each piece marked by their kinds.

    A span has ``start``, ``end``, ``kind`` and ``label``; spans may lie in and across each other.
    The piece where one begins is an anchor: c and its offset. A piece of kind ``quote`` is what
    the excerpt is about.
    """
    within = [span for span in spans if span["start"] < end and span["end"] > start]
    edges = {edge for span in within for edge in (span["start"], span["end"])}
    begins = {span["start"] for span in within}
    waiting = sorted(within, key=lambda span: -span["start"])
    covering: list[dict[str, Any]] = []
    for first, last in pairwise(sorted({start, end} | {e for e in edges if start < e < end})):
        covering = [span for span in covering if span["end"] > first]
        while waiting and waiting[-1]["start"] <= first:
            covering.append(waiting.pop())
        if not covering:
            yield text[first:last]
            continue
        kinds = {span["kind"] for span in covering}
        labels = {span["label"] for span in covering if span["kind"] != "task"}
        yield element(
            "mark" if "quote" in kinds else "span",
            text[first:last],
            id=f"c{first}" if first in begins else None,
            class_=" ".join(kind for kind in KINDS if kind in kinds) or None,
            title="; ".join(sorted(labels - {""})) or None,
        )
