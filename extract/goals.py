"""Goals: which quantities of a sentence are set as goals.

The words of ontology/cues/targets.ttl decide, together with what the part of the document is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial

from extract.folding import lower
from extract.goal_periods import nearest_period, period_of
from extract.layout import Layout
from extract.periods import Period, find_periods
from extract.phrases import any_of, not_behind
from extract.quantities import Quantity
from extract.sentences import Passage, Sentence
from extract.wordings import Wording, read_before
from ontology import patterns

_MOST = 60  # quantities of a sentence; one with more is a table that has lost its columns
_MARK = re.compile(r"[;:()]")


def is_funding(sentence: Sentence) -> bool:
    """Tell whether a sentence says what the work will cost, which is no goal."""
    return _words()["funding"].match(sentence.passage.lowered, sentence.start) is not None


def read_sentence(
    passage: Passage, start: int, end: int, found: Sequence[Quantity], period: str | None
) -> Sentence:
    """Read the sentence ``[start, end)`` of a passage, ``found`` the quantities in it."""
    periods = find_periods(passage.text, start, end)
    quantities = tuple(_candidates(passage, start, found, periods))
    if len(quantities) > _MOST:
        quantities = ()
    return Sentence(passage, start, end, quantities, periods, period)


def reported(layout: Layout, lowered: str) -> tuple[bool, ...]:
    """Tell, for each block, whether a heading above it says that it reports what was reached."""
    opens = _words()["report"]
    below: list[bool] = []
    reports: list[bool] = []
    for block in layout.blocks:
        below.append(block.parent is not None and (below[block.parent] or reports[block.parent]))
        asked = block.index in layout.parents
        reports.append(asked and opens.match(lowered, block.body, block.end) is not None)
    return tuple(below)


def goes_on(passage: Passage, start: int) -> bool:
    """Tell whether the sentence at ``start`` goes on with the one before ("Trong đó: …")."""
    return _words()["continuing"].match(passage.lowered, start) is not None


def scope_of(sentence: Sentence) -> str:
    """Find the measure before a colon of which the sentence lists parts ("Cơ cấu kinh tế: …")."""
    stop = sentence.passage.text.find(":", sentence.start, sentence.end)
    first = sentence.quantities[0].start if sentence.quantities else stop
    if stop < 0 or first < stop or not sentence.passage.text[stop + 1 : first].strip():
        return ""
    wording = read_before(sentence.passage.text[max(sentence.start, stop - 200) : stop])
    return wording.subject if wording.headed else ""


def clause_start(text: str, start: int, end: int) -> tuple[int, bool]:
    """Find where the clause that leads to a number begins, and whether it is in parentheses."""
    begin, aside = start, -1
    for mark in _MARK.finditer(text, start, end):
        if mark.group() == "(":
            aside = mark.end()
        elif mark.group() == ")":
            aside = -1
        else:
            begin = mark.end()
    return (aside, True) if aside > begin else (begin, False)


def clause_end(sentence: Sentence, index: int) -> int:
    """Find where the words behind a quantity that may belong to its indicator end."""
    words, text = _words(), sentence.passage.lowered
    start = sentence.quantities[index].end
    follows = index + 1 < len(sentence.quantities)
    end = sentence.quantities[index + 1].start if follows else sentence.end
    depth = 0
    for mark in _MARK.finditer(text, start, end):
        depth += {"(": 1, ")": -1}.get(mark.group(), 0)
        if depth < 0 or (depth == 0 and mark.group() in ";:"):
            end, follows = mark.start(), False
            break
    tail = words["tail"].search(text, start, end)
    if tail:
        return tail.start()
    joints = [m.start() for m in words["joint"].finditer(text, start, end)] if follows else []
    return joints[-1] if joints else end


def is_goal(
    sentence: Sentence, quantity: Quantity, wording: Wording, announced: bool, before: str
) -> bool:
    """Tell whether a quantity is set as a goal.

    ``before`` are the words of its clause that lead to it; ``announced`` says that the sentence has
    announced goals so far. In a section of targets nearly every quantity is one, in one of context
    only what is announced.
    """
    words, zone, since = _words(), sentence.passage.zone, sentence.passage.since
    when = period_of(sentence, quantity)
    if when and since and int(when[-4:]) < since:
        return False
    before = lower(before)
    past = words["past"].search(before)
    if past and not words["announce"].search(before, past.end()):
        return False
    condition = words["condition"].search(before, max(0, len(before) - 40))
    if condition and not (quantity.kind == "percent" and condition["share"]):
        return False
    bounded = quantity.comparator != "="
    if quantity.kind == "" and not (bounded or wording.headed):
        return False
    if zone == "context":
        return announced
    if zone == "targets":
        return quantity.kind != "" or wording.reached or wording.headed
    written = sentence.passage.lowered[quantity.start : quantity.number]
    if quantity.kind in ("percent", "measure", "counted") and words["no-less"].match(written):
        return True
    if quantity.kind == "percent" and not any(map(str.isalpha, before)):
        return True  # "…; 95% hộ gia đình được kiểm tra"
    if quantity.kind in ("percent", "counted") and words["done-for"].search(before):
        return True  # "đào tạo nghề cho 1.200 lao động"
    led = wording.act or wording.whole or wording.change or wording.reached
    nearest = nearest_period(sentence, quantity)
    if led or (nearest is not None and nearest.role == "until"):
        return True
    if bounded and words["often"].search(quantity.unit or ""):
        return True  # how often, at least, a thing is to be done
    if quantity.kind == "percent":
        return announced or wording.headed or bounded or quantity.min == 100
    if wording.exists and bounded and (nearest or words["each"].match(lower(wording.subject))):
        return True
    if wording.exists or not wording.subject:
        return announced or (wording.headed and bounded)
    return wording.headed and (announced or bounded)


def _candidates(
    passage: Passage, start: int, found: Sequence[Quantity], periods: tuple[Period, ...]
) -> Iterator[Quantity]:
    """Choose the quantities that may be goals: an age or a grade only where it is measured."""
    for quantity in found:
        if any(p.start <= quantity.number < p.end for p in periods):
            continue
        if quantity.kind == "attribute":
            before, words = passage.text[start : quantity.start], _words()
            lowered = passage.lowered[start : quantity.start]
            reached = words["lifetime"].search(lowered) or read_before(before).reached
            if not reached or not words["measure"].search(lowered):
                continue
        yield quantity


@cache
def _words() -> Mapping[str, re.Pattern[str]]:
    known, written = partial(any_of, "targets"), patterns("targets")
    shapes = {
        "past": rf"(?<!\w)(?:{written['past']})",
        "announce": rf"(?<!\w){known('announce')}(?!\w)",
        "measure": rf"(?:^|[,;:])\s*(?:{written['head']})(?!\w)",
        "lifetime": rf"(?<!\w){known('lifetime')}(?!\w)",
        "continuing": rf"{known('continuing')}(?!\w)",
        "report": rf"{known('report')}(?!\w)",
        "condition": (
            rf"(?<!\w){not_behind('targets', 'verb-before-condition')}"
            rf"(?:(?P<share>{known('condition-not-of-share')})|{known('condition')})[ (]*\Z"
        ),
        "done-for": (
            rf"(?<!\w){known('act')}(?!\w)[^;:]* {known('among')}(?: {known('about')})? ?\Z"
        ),
        "funding": rf"\W*{written['funding']}(?!\w)",
        "each": rf"{known('each')}(?!\w)",
        "no-less": rf"{known('no-less')}(?!\w)",
        "often": rf"/{known('each-time')}\Z",
        "tail": rf", ?{known('tail')}(?!\w)|(?<!\w){known('break')}(?!\w)",
        "joint": rf",|\(|(?<!\w){known('and', 'joint')}(?!\w)",
    }
    return {name: re.compile(shape) for name, shape in shapes.items()}
