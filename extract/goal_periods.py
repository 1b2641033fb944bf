"""For when a goal is set: what its sentence says of the time, else what stands above it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, partial

from extract.periods import Period
from extract.phrases import any_of
from extract.quantities import Quantity
from extract.sentences import Sentence

_YEAR = len("2025")
_NEAR = 40  # characters before a number that say how often it is reached


def period_of(sentence: Sentence, quantity: Quantity) -> str | None:
    """Say for when a quantity is set: by its sentence, else its heading, else the document."""
    nearest, whole = nearest_period(sentence, quantity), sentence.passage.whole
    if nearest is None:
        period = sentence.period
    else:
        period = sentence.passage.period if nearest.role == "own" else nearest.value
    lasting = nearest is not None and nearest.role == "own"
    if period and whole and "-" in whole and whole.endswith(period) and len(period) == _YEAR:
        return whole if lasting or _is_yearly(sentence, quantity) else period
    return period


def _is_yearly(sentence: Sentence, quantity: Quantity) -> bool:
    """Tell whether a share is reached in each year of a period, not at its end."""
    if quantity.kind != "percent":
        return False
    text, words = sentence.passage.lowered, _words()
    if words["yearly"].search(quantity.unit or ""):
        return True
    near = max(sentence.start, quantity.start - _NEAR)
    return words["yearly-words"].search(text, near, quantity.start) is not None


def nearest_period(sentence: Sentence, quantity: Quantity) -> Period | None:
    """Find the period that a sentence gives a quantity: behind it in its clause, else before it.

    A period behind it that is followed by another quantity is that one's, unless no comma parts it
    from this one.
    """
    text = sentence.passage.text
    following = [q.start for q in sentence.quantities if q.start > quantity.start and not q.part]
    limit = following[0] if following else sentence.end
    stop = text.find(";", quantity.end, limit)
    limit = stop if stop >= 0 else limit
    periods = [p for p in sentence.periods if p.role not in ("baseline", "vision")]
    behind = [
        p
        for p in periods
        if quantity.end <= p.start < limit and not _is_aside(text, quantity.end, p.start)
    ]
    shared = following and stop < 0 and len(behind) == 1
    if behind and shared and "," in text[quantity.end : behind[0].start]:
        # "…, chăm sóc, nuôi dưỡng vào năm 2025 và 95% vào năm 2030"
        shared = _words()["apart"].match(sentence.passage.lowered, behind[0].end, limit) is None
    else:
        shared = False
    if behind and not shared:
        return behind[0]
    closing = _closing(sentence, quantity, periods)
    before = [
        p
        for p in periods
        if p.end <= quantity.start
        and not (p.role == "plain" and ";" in text[p.end : quantity.start])
    ]
    return before[-1] if before else closing


def _closing(sentence: Sentence, quantity: Quantity, periods: Sequence[Period]) -> Period | None:
    """Find the period that ends a clause behind the last of several quantities, as of them all."""
    text = sentence.passage.text
    stop = text.find(";", quantity.end, sentence.end)
    limit = stop if stop >= 0 else sentence.end
    last = max(q.end for q in sentence.quantities if q.start < limit)
    behind = [p for p in periods if last <= p.start < limit]
    if len(behind) != 1 or behind[0].role not in ("until", "within"):
        return None
    return None if _is_aside(text, last, behind[0].start) else behind[0]


def _is_aside(text: str, start: int, end: int) -> bool:
    """Tell whether brackets open between two places and are not closed ("(năm 2020 là 201 …)")."""
    return text.rfind("(", start, end) > text.rfind(")", start, end)


@cache
def _words() -> Mapping[str, re.Pattern[str]]:
    known = partial(any_of, "targets")
    shapes = {
        "yearly": rf"/{known('year')}\Z",
        "yearly-words": rf"(?<!\w){known('frequency')}(?!\w)",
        "apart": rf" ?(?:,|{known('and')}(?!\w))",
    }
    return {name: re.compile(shape) for name, shape in shapes.items()}
