"""Deadlines: by when a task is due, to the precision that the text states.

"trước ngày 20 tháng 9 năm 2025" is 2025-09-20, "quý IV/2025" its last month 2025-12, "năm 2025 -
2026" its end 2026; what comes round (thường xuyên, trước ngày 15 tháng cuối quý) has words and no
value. The period in a document's name, a date of signing and what is only looked forward to are
none. The words are those of ontology/cues/deadlines.ttl.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial

from extract.clauses import sentences
from extract.folding import lower
from extract.layout import Context
from extract.phrases import any_of
from extract.quantities import find_quantities
from extract.record import Deadline
from extract.triggers import Triggers, find_triggers
from extract.wordings import stands_alone
from ontology import cues, patterns

_LOOK_BACK = 40
_CLAUSE = 1500  # the longest clause that is read for what is due
_BACK, _AHEAD = 28, 70  # what a date takes up before and behind its year or its "ngày"
_ORDINALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_CLOSING = re.compile(r"\)[.;,]?\s*")
_ORDINAL = re.compile(r"[iv]+|[1-4]")


def find_deadlines(
    text: str,
    start: int,
    end: int,
    context: Context,
    *,
    bare: bool = False,
    triggers: Triggers | None = None,
) -> tuple[Deadline, ...]:
    """Find the deadlines stated in ``text[start:end]``, in order.

    ``bare`` says that the text is a table's cell or the value of a labelled line ("Thời gian hoàn
    thành: …"), where a period alone is a deadline. A day without its year is the next such day
    after the document's date. ``triggers`` are those of the text, where they are at hand.
    """
    places = (triggers or find_triggers(text)).within("due", start, end)
    if not places:
        return ()
    lowered = lower(text[start:end])
    found = _scan(lowered, [place - start for place in places], context, bare)
    return tuple(
        Deadline(
            value, text[start + begin : start + stop], value is None, start + begin, start + stop
        )
        for value, begin, stop in found
    )


def task_deadline(
    text: str,
    start: int,
    end: int,
    context: Context,
    found: Sequence[Deadline],
    triggers: Triggers | None = None,
) -> str | None:
    """Say by when the task ``text[start:end]`` as a whole is due: the latest of those ``found``.

    The horizon of a target ("phấn đấu đến năm 2025 … đạt 65%") counts only where the task is
    nothing but targets.
    """
    spans = list(sentences(text, start, end))
    stated = [(spans[0], each) for each in found]
    if len(spans) > 1:  # a sentence of its own tells more or less of what is due than all of them
        stated = [
            (span, each)
            for span in spans
            for each in find_deadlines(text, *span, context, triggers=triggers)
        ]
    due = [each for span, each in stated if not _is_horizon(text, *span, each)]
    if len(due) < len(stated) and all(stands_alone(text, *span) for span in spans):
        due = [each for _, each in stated]
    return latest(due)


def latest(deadlines: Iterable[Deadline]) -> str | None:
    """Give the last of the values that deadlines have; a year ends with its December.

    What is to go on without end ("Năm 2025 và thường xuyên") has none.
    """
    stated = tuple(deadlines)
    if any(lower(deadline.text).startswith(_unending()) for deadline in stated):
        return None
    values = [deadline.value for deadline in stated if deadline.value]
    return max(values, key=lambda value: (value + "-12-31")[: max(len(value), 10)], default=None)


def _scan(
    text: str, triggers: Sequence[int], context: Context, bare: bool
) -> Iterator[tuple[str | None, int, int]]:
    """Give value and span of each deadline of a lower-case text; no value where it recurs."""
    for match in _matches(text, triggers):
        kind = match.lastgroup or ""
        lead = _lead(text, match.start())
        begin = lead.start("by") if lead and lead["by"] else match.start()
        recurring = kind in ("round", "often")
        value = None if recurring else _value(kind, match, context)
        if kind == "yearless" and _comes_round(text, match):
            recurring, value = True, None
        if not recurring and value is None:
            continue
        if bare or _is_due(text, match, lead, context):
            yield value, begin, match.end()


def _lead(text: str, end: int) -> re.Match[str] | None:
    """Find the words before a date that say that something is due by it, or that it lies beyond."""
    start = max(0, end - _LOOK_BACK)
    if not text.endswith(_lead_words(), start, end):
        return None
    return _shapes()["by"].search(text, start, end)


def _comes_round(text: str, match: re.Match[str]) -> bool:
    near = max(0, match.start() - _CLAUSE)
    return _shapes()["often"].search(text, near, match.end() + _CLAUSE) is not None


def _matches(text: str, triggers: Iterable[int]) -> Iterator[re.Match[str]]:
    """Find what may be a date, around the years, days and recurrences of a text."""
    when, done = _shapes()["when"], 0
    for trigger in triggers:
        at, stop = max(done, trigger - _BACK), trigger + _AHEAD
        while at <= trigger and (match := when.search(text, at, stop)):
            at = done = match.end()
            yield match


def _is_due(text: str, match: re.Match[str], lead: re.Match[str] | None, context: Context) -> bool:
    """Tell whether the words around a date in prose say that something is due by it."""
    shapes, kind = _shapes(), match.lastgroup
    near = max(0, match.start() - _CLAUSE)
    clause = text[max(near, text.rfind(";", near, match.start()) + 1) : match.start()]
    if kind == "round":
        return True
    if kind == "often":
        rest = text[match.end() : _clause_end(text, match.end(), len(text))]
        reported = shapes["report"].search(clause) or shapes["report"].search(rest)
        return shapes["regular"].search(match.group()) is not None and reported is not None
    if lead and lead["beyond"] and shapes["runs-from"].search(clause[-_LOOK_BACK:]):
        return True
    if lead is None or not lead["by"]:
        if kind in ("day", "yearless") or match["phase"] is not None:
            return False
        ends = _ends_in_parentheses(text, match) or _is_owners_term(text, match)
        return ends or bool(shapes["completed"].search(clause[-_LOOK_BACK:]))
    before = clause[: len(clause) - len(lead.group())]
    if lead["beyond"] or shapes["assigned"].search(before[-_LOOK_BACK:]):
        return False
    if kind in ("day", "yearless"):
        return True
    part = clause[clause.rfind(",") + 1 :]
    if shapes["purpose"].search(part):
        return False
    by = lead["by"]
    if by in _phrases("within"):
        later = context.date is not None and (match["year"] or "") > context.date[:4]
        return kind != "years" or later or shapes["completion"].search(clause) is not None
    opens = shapes["opens"].fullmatch(part[: len(part) - len(lead.group())])
    return by in _phrases("surely") or opens is not None or not shapes["named"].search(clause)


def _ends_in_parentheses(text: str, match: re.Match[str]) -> bool:
    """Tell whether a span of years stands alone at the end: "… hạ tầng số (2025 - 2026)."."""
    spanned = match.lastgroup != "years" or match["year_to"] is not None
    near = max(0, match.start() - _LOOK_BACK)
    opened = text.rfind("(", near, match.start()) > text.rfind(")", near, match.start())
    return spanned and opened and _CLOSING.fullmatch(text, match.end()) is not None


def _is_owners_term(text: str, match: re.Match[str]) -> bool:
    """Tell whether a date ends the brackets that say who does the work: "(… chủ trì; 11/2025)"."""
    if _CLOSING.match(text, match.end()) is None:
        return False
    opened = text.rfind("(", max(0, match.start() - _CLAUSE), match.start())
    return opened >= 0 and _shapes()["owned"].fullmatch(text, opened, match.start()) is not None


def _clause_end(text: str, start: int, end: int) -> int:
    end = min(end, start + _CLAUSE)
    stop = text.find(";", start, end)
    return end if stop < 0 else stop


def _is_horizon(text: str, start: int, end: int, deadline: Deadline) -> bool:
    """Tell whether a year stands in the clause of a quantity: by then that is to be reached."""
    if deadline.value is None or len(deadline.value) > len("2025"):
        return False
    near = max(start, deadline.start - _LOOK_BACK)
    if _shapes()["completed"].search(lower(text[near : deadline.start])):
        return False
    start = max(start, deadline.start - _CLAUSE)
    begin = max(start, text.rfind(";", start, deadline.start) + 1)
    stop = _clause_end(text, deadline.end, end)
    return any(
        quantity.kind in ("percent", "measure", "counted")
        for quantity in find_quantities(text, begin, stop)
        if not deadline.start <= quantity.number < deadline.end
    )


def _value(kind: str, match: re.Match[str], context: Context) -> str | None:
    """Read a match as ISO; None for a day that the calendar does not have."""
    if kind == "day":
        return _iso(match["day_year"], match["day_month"], match["day_number"])
    if kind == "yearless":
        return _next(match["yearless_month"], match["yearless_day"], context)
    if kind == "month":
        return _month(match["month_year"], int(match["month_number"]))
    if kind == "short":
        return _month(match["short_year"], int(match["short_month"]))
    if kind == "quarter":
        last = _ORDINAL.findall(match["quarters"])[-1]
        return _month(match["quarter_year"], 3 * _ORDINALS[last])
    if kind == "half":
        return _month(match["half_year"], 6 if match["first_half"] else 12)
    return match["year_to"] or match["year"]


def _month(year: str, month: int) -> str | None:
    return f"{year}-{month:02}" if 1 <= month <= 12 else None


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _next(month: str, day: str, context: Context) -> str | None:
    if context.date is None:
        return None
    year = int(context.date[:4])
    value = _iso(str(year), month, day)
    return _iso(str(year + 1), month, day) if value and value < context.date else value


@cache
def _lead_words() -> tuple[str, ...]:
    known = cues("deadlines")
    return tuple(
        sorted({f"{phrase.split()[-1]} " for c in ("by", "beyond") for phrase in known[c]})
    )


@cache
def _unending() -> tuple[str, ...]:
    return cues("deadlines")["unending"]


@cache
def _phrases(concept: str) -> frozenset[str]:
    return frozenset(cues("deadlines")[concept])


@cache
def _shapes() -> Mapping[str, re.Pattern[str]]:
    words, known = patterns("deadlines"), partial(any_of, "deadlines")
    kinds = ("round", "day", "yearless", "quarter", "half", "month", "short", "years", "often")
    when = "|".join(f"(?P<{kind}>{words[kind]})" for kind in kinds)
    shapes = {
        "when": rf"(?<![\w/.])(?:{when})",
        "by": rf"(?<!\w)(?:(?P<beyond>{known('beyond')}) )?(?:(?P<by>{known('by')}) )?\Z",
        "often": rf"(?<!\w){known('recurring')}(?!\w)",
        "regular": known("regular"),
        "report": rf"(?<!\w){known('report')}(?!\w)",
        "completion": rf"(?<!\w){words['completion']}(?!\w)",
        "completed": rf"(?<!\w){words['completion']}[ :(]*\Z",
        "assigned": rf"(?<!\w){known('assigned')} ?\Z",
        "purpose": rf"(?<!\w){known('purpose')}(?!\w)",
        "named": rf"(?<!\w){known('named')}(?!\w)",
        "runs-from": rf"{words['runs-from']} \Z",
        "owned": words["owned"],
        "opens": rf"[\W\d]*(?:{known('aim')} ?)*",
    }
    return {name: re.compile(shape) for name, shape in shapes.items()}
