"""Wordings: what the words before a number say about it.

"phấn đấu đến năm 2025 tỷ lệ đô thị hóa đạt" announces a goal, names the measure "tỷ lệ đô thị
hóa" and reaches the number by a verb. The words that decide are those of ontology/cues/targets.ttl.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, partial
from typing import NamedTuple

from extract.folding import lower, spaced
from extract.periods import find_periods
from extract.phrases import any_of, not_behind
from extract.quantities import find_quantities
from ontology import cues, patterns

_FEW_WORDS = 80  # characters
_LONG_SUBJECT = 120
EDGE = " ,;:.-–/"
_LEADING = EDGE + "("
_ITEM = re.compile(r"(?:\d{1,2}|[ivx]{1,4}|[a-zđ])\) ")  # "(1)", "(ii)" within a sentence
_COMMA = re.compile(r",\s*")


class Wording(NamedTuple):
    """The words before a number: a subject, and how it leads to the number.

    ``subject`` is clean, without the periods it named; ``offset`` is where it begins in the words.
    ``wider`` is what stands before the words that announce a goal, for a subject that is missing.
    ``reached`` is true where a verb (đạt) leads to the number, ``change`` where one of growth or
    share does (tăng, chiếm), ``act`` where a verb whose object is counted does (hình thành),
    ``whole`` where it has its object (tạo việc làm), ``exists`` where "có" does. ``headed`` is true
    where the subject begins with the name of a measure (tỷ lệ, tổng), ``announced`` where the words
    announce a goal.
    """

    subject: str
    wider: str
    offset: int
    reached: bool
    change: bool
    act: bool
    whole: bool
    exists: bool
    headed: bool
    announced: bool


def read_before(before: str) -> Wording:
    """Understand the words before a number, from the beginning of its clause."""
    words = _words()
    text, begins, reached, announced = _until_number(before)
    lowered = lower(text)
    for match in words["announce"].finditer(lowered):
        begins.append(match.end())
        announced = announced or match["goal"] is not None
    if not words["head"].match(lowered, begins[-1]):
        for match in words["goal"].finditer(lowered, begins[-1]):
            begins.append(match.end())
            announced = True
    wider = text[begins[-2] : begins[-1]] if len(begins) > 1 else ""
    begin = _begin(lowered, begins[-1])
    subject = text[begin:]
    headed = bool(words["head"].match(lowered, begin))
    if not headed and len(subject) > _LONG_SUBJECT:
        begin += max(subject.rfind(", ") + 1, 0)  # what it does is said behind the last comma
        begin = _begin(lowered, begin)
        subject = text[begin:]
    act = None if headed or reached else _at_end("act", subject)
    whole = act is not None and act["whole"] is not None
    if act is not None and whole:
        subject = subject[: act.end("verbs")]
    elif act is not None:
        begin, subject = begin + act.start("verbs"), subject[act.start("verbs") :]
    return Wording(
        subject=clean(subject),
        wider=clean(_without("announce", wider)) if wider else "",
        offset=begin,
        reached=reached,
        change=_at_end("change", subject) is not None,
        act=act is not None and not whole,
        whole=whole,
        exists=_at_end("exist", subject) is not None,
        headed=headed,
        announced=announced or bool(words["goal"].match(lowered)),
    )


def stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence says nothing but a goal: a quantity is what it begins with."""
    quantities = find_quantities(text, start, end)
    first = next((q for q in quantities if q.kind in ("percent", "measure", "counted")), None)
    if first is None:
        return False
    before = text[start : first.start]
    wording = read_before(before)
    words, subject = _words(), wording.subject
    lead = _without("lead-in", without_periods(before)[: wording.offset])
    if any(character.isalpha() for character in lead):
        return False
    named = wording.headed or wording.act or wording.whole
    return named or not subject or words["idle"].fullmatch(lower(subject)) is not None


def main_action(clause: str) -> str:
    """Cut out what a clause asks to do, for a number behind it in parentheses."""
    words = _words()
    act = words["act-begin"].search(lower(clause))
    action = clause[act.start() :] if act else clause
    purpose = words["purpose"].search(lower(action))
    return clean(action[: purpose.start()] if purpose else action)


def without_periods(text: str) -> str:
    """Blank the periods that a text names; its length stays."""
    for period in find_periods(text, 0, len(text)):
        if period.role != "baseline":
            stop = period.end + (text[period.end : period.end + 1] == ",")
            text = text[: period.start] + " " * (stop - period.start) + text[stop:]
    return text


def clean(text: str) -> str:
    """Strip the edges of a text and make its spaces single."""
    return spaced(text).replace(" ,", ",").replace("( ", "(").strip(EDGE)


def _until_number(before: str) -> tuple[str, list[int], bool, bool]:
    """Take away the words that only lead to the number, and note what they say.

    Gives the text, where it may begin, whether a verb reached the number, whether a goal was
    announced. An announcement may stand behind its subject ("sản lượng phấn đấu đạt 400 tấn").
    """
    text, reached, announced = without_periods(before).rstrip(EDGE + "("), False, False
    begins = [0]
    while match := _at_end("reach", text):
        reached = reached or match["strong"] is not None
        announced = announced or match["aim"] is not None
        text = text[: match.start()].rstrip(" ")
        if match["aim"] and text.endswith((",", ";", ":")):
            begins.append(len(text))
        text = text.rstrip(EDGE) if len(text) > begins[-1] else text
    return text, begins, reached, announced


def _at_end(shape: str, text: str) -> re.Match[str] | None:
    """Match a shape that ends with the text, no longer than a few words."""
    start = max(0, len(text) - _FEW_WORDS)
    base = max(0, start - 1)  # what stands before shows whether a word begins there
    ending = lower(text[base:])
    if not ending.rstrip(" ").endswith(_endings()[shape]):
        return None
    return _words()[shape].search(text[:base] + ending, start)


def _without(shape: str, text: str) -> str:
    """Take out of a text all that has a shape."""
    for match in reversed(list(_words()[shape].finditer(lower(text)))):
        text = text[: match.start()] + text[match.end() :]
    return text


def _begin(text: str, begin: int) -> int:
    """Find where the subject begins in a lower-case text.

    It begins at a measure between commas, behind words that lead to it.
    """
    opening = _words()["opening"]
    begin = _last_measure(text, begin)
    while match := opening.match(text, begin):
        begin = match.end()
    while begin < len(text) and text[begin] in _LEADING:
        begin += 1
    item = _ITEM.match(text, begin)
    return item.end() if item else begin


def _last_measure(text: str, begin: int) -> int:
    """Find the part between commas that begins with a measure's name, unless the first one does."""
    head = _words()["head"]
    if not head.match(text, begin):
        for comma in _COMMA.finditer(text, begin):
            if head.match(text, comma.end()):
                return comma.end()
    return begin


@cache
def _words() -> Mapping[str, re.Pattern[str]]:
    known = partial(any_of, "targets")
    at_end = r"(?<!\w){} *\Z"  # periods leave spaces where they stood
    shapes = {
        "reach": at_end.format(
            rf"{not_behind('targets', 'noun-before-reach')}"
            rf"(?:(?P<strong>(?P<aim>{known('aim')})|{known('reach')})|{known('link')})"
        ),
        "change": at_end.format(known("change")),
        "act": at_end.format(
            rf"(?<![-–] )(?P<verbs>(?:{known('act')}(?:,| {known('and')})? +)*"
            rf"(?:{known('act')}|(?P<whole>{known('act-whole')})))(?: +{known('act-more')})*"
        ),
        "exist": at_end.format(known("exist")),
        "announce": rf"(?<!\w)(?:(?P<goal>{known('announce')})|{known('turn')})(?!\w)",
        "goal": (
            rf"(?:^|,|;|:)[\s(]*{known('opening-goal')}(?!\w)(?! {known('verb-end')})"
            rf"|(?<!\w){known('opening-goal')} ?\Z"
        ),
        "opening": rf"[\s,;:(.-]*{known('opening-goal', 'opening')}(?!\w)(?! {known('verb-end')})",
        "lead-in": rf"(?<!\w){known('announce', 'turn', 'opening-goal', 'opening')}(?!\w)",
        "head": rf"\s*(?:{known('change')} )?(?:{patterns('targets')['head']})(?!\w)",
        "act-begin": rf"(?<!\w){known('act')}(?!\w)",
        "purpose": rf"(?<!\w){known('purpose')}(?!\w)",
        "idle": rf"(?:{known('idle', 'frequency', 'place')} ?)*{known('exist')}?",
    }
    return {name: re.compile(shape) for name, shape in shapes.items()}


@cache
def _endings() -> Mapping[str, tuple[str, ...]]:
    """The last words of the phrases with which each shape ends."""
    concepts = {
        "reach": ("aim", "reach", "link"),
        "change": ("change",),
        "act": ("act", "act-whole", "act-more"),
        "exist": ("exist",),
    }
    known = cues("targets")
    return {
        shape: tuple(sorted({phrase.split()[-1] for name in names for phrase in known[name]}))
        for shape, names in concepts.items()
    }
