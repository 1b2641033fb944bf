"""/api/calendar.ics: when tasks are due, for calendar programs (iCalendar, RFC 5545).

A day that the text states is an event. What is due within a month or a year is a to-do whose due
date is that period's last day, and whose precision is said. What comes round has its recurrence; a
text that says nothing of when gives a to-do without a date. Names (UID) are the IRIs of deadlines,
so that a calendar that is fetched again changes what it has.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Annotated, Literal

from dateutil.rrule import rrulestr
from fastapi import APIRouter, Query, Response
from icalendar import Calendar, Component, Event, Timezone, Todo, vRecur

from api.agencies import known
from api.filters import Document, Role
from api.problems import ProblemError, problem
from api.service import Served, Service
from graph import search
from graph.search import Facts

router = APIRouter(tags=["deadlines"])

Precision = Literal["day", "week", "month", "quarter", "year", "none"]

_PRECISIONS: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
_BY_DAY = ("BYDAY", "BYMONTHDAY")
_EVERYTHING = 2**31 - 1
_LONGEST_SUMMARY = 120
_UNDATED = date(1970, 1, 1)
_CLOCK = date(1976, 1, 1)  # since when clocks in Vietnam show UTC+7
_PRODUCT = "-//chutri//chutri//VI"


class ICalendar(Response):
    """An answer in iCalendar."""

    media_type = "text/calendar"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a calendar: a deadline of a task, or one of the recurrences that it states.

    ``day`` is the last on which it is due, the first time if ``rule`` repeats it; None where the
    text does not say.
    """

    uid: str
    task: Facts
    deadline: Facts
    day: date | None
    precision: Precision
    rule: str | None


@router.get("/api/calendar.ics", response_class=ICalendar)
def calendar(
    service: Served,
    agency: Annotated[str | None, Query(description="An agency's slug, or an office's")] = None,
    document: Document = None,
    role: Role = None,
) -> ICalendar:
    """Give the deadlines of an agency, of a document, or of one in the other."""
    name = " · ".join(_asked(service, agency, document))
    wanted = search.TaskFilter(agency=agency, role=role, document=document)
    tasks = search.tasks(service.index, wanted, _EVERYTHING)
    content = calendar_of(name, entries(tasks.items)).to_ical()
    return ICalendar(content, headers={"content-disposition": 'inline; filename="chutri.ics"'})


def entries(tasks: Iterable[Facts]) -> Iterator[Entry]:
    """Return the entries of tasks, as facts, in their order."""
    for task in tasks:
        for count, deadline in enumerate(task["deadlines"], 1):
            name = f"{task['iri']}/deadline/{count}"
            if deadline["rules"]:
                for place, rule in enumerate(deadline["rules"]):
                    uid = f"{name}/{place + 1}" if place else name
                    yield _recurring(uid, task, deadline, rule)
            else:
                day = _last_day(deadline["value"])
                precision = _PRECISIONS[len(deadline["value"])] if day else "none"
                yield Entry(name, task, deadline, day, precision, None)


def calendar_of(name: str, dues: Iterable[Entry]) -> Calendar:
    """Return a calendar of entries.

    It has the clock of Vietnam in it, since RFC 5545 (3.4) allows no calendar that is empty.
    """
    whole = Calendar()
    whole.add("prodid", _PRODUCT)
    whole.add("version", "2.0")
    whole.add("name", name)
    whole.add("x-wr-calname", name)
    whole.add_component(Timezone.from_tzid("Asia/Ho_Chi_Minh", first_date=_CLOCK))
    for due in dues:
        whole.add_component(_component(due))
    return whole


def _asked(service: Service, agency: str | None, document: str | None) -> Iterator[str]:
    """Name what is asked for, or raise the problem that it is not known."""
    if agency is None and document is None:
        raise ProblemError(problem("bad-parameter", "Name an agency, a document, or both"))
    if agency is not None:
        yield known(service, agency)[0]["name"]
    if document is not None:
        if not search.documents_named(service.index, document):
            raise ProblemError(problem("not-found", f"No document is called {document}"))
        yield document


def _component(due: Entry) -> Component:
    component = Event() if due.precision == "day" else Todo()
    component.add("uid", due.uid)
    component.add("dtstamp", datetime.combine(_issued(due.task) or _UNDATED, time(), UTC))
    component.add("summary", _summary(due.task))
    component.add("description", "\n".join(_description(due)))
    component.add("url", due.task["iri"])
    component.add("categories", [_category(due)])
    component.add("x-chutri-precision", due.precision)
    if due.day is not None:
        if due.precision == "day":
            component.add("dtstart", due.day)
            component.add("transp", "TRANSPARENT")
        elif due.rule is not None:
            component.add("dtstart", due.day)
        else:
            component.add("due", due.day)
    if due.rule is not None:
        component.add("rrule", vRecur.from_ical(due.rule))
    return component


def _category(due: Entry) -> str:
    """Tell a deadline of a task from the year for which a target in its text is set."""
    target = due.deadline["value"] is not None and due.task["deadline"] is None
    return "Mốc của chỉ tiêu" if target else "Hạn của nhiệm vụ"


def _summary(task: Facts) -> str:
    leads = ", ".join(dict.fromkeys(duty["agency"]["name"] for duty in task["lead"]))
    text = str(task["text"])
    if len(text) > _LONGEST_SUMMARY:
        text = text[:_LONGEST_SUMMARY].rpartition(" ")[0] + " …"
    return f"{leads}: {text}" if leads and not text.startswith(leads) else text


def _description(due: Entry) -> Iterator[str]:
    """Say what the text says, and where: document, section, place and quote."""
    task, evidence = due.task, due.task["evidence"]
    yield task["text"]
    yield ""
    yield f"Thời hạn trong văn bản: “{due.deadline['text']}”"
    named = evidence["number"] or evidence["title"] or evidence["document"]
    section = f", mục {evidence['section']}" if evidence["section"] else ""
    place = f"ký tự {due.deadline['start']}–{due.deadline['end']}"
    yield f"{named}{section}, {place}: “{' '.join(due.deadline['quote'].split())}”"
    for role, called in (("lead", "Chủ trì"), ("coordinating", "Phối hợp")):
        names = dict.fromkeys(duty["agency"]["name"] for duty in task[role])
        if names:
            yield f"{called}: {', '.join(names)}"


def _recurring(uid: str, task: Facts, deadline: Facts, rule: str) -> Entry:
    """Return the entry of a recurrence, from the first time after the document's issue.

    A cycle without a day is due on the last day of each: of the year, the quarter, the month.
    """
    stated = any(by in rule for by in _BY_DAY)
    end_of_cycle: tuple[str, Precision] = _CYCLES.get(rule, (rule, "none"))
    whole_rule, precision = (rule, _PRECISIONS[10]) if stated else end_of_cycle
    issued = _issued(task) or _UNDATED
    first = rrulestr(whole_rule, dtstart=datetime.combine(issued, time())).after(
        datetime.combine(issued, time()), inc=True
    )
    return Entry(uid, task, deadline, first.date() if first else None, precision, whole_rule)


_CYCLES: dict[str, tuple[str, Precision]] = {
    "FREQ=YEARLY": ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31", "year"),
    "FREQ=MONTHLY;INTERVAL=3": ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "quarter"),
    "FREQ=MONTHLY;INTERVAL=6": ("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1", "month"),
    "FREQ=MONTHLY": ("FREQ=MONTHLY;BYMONTHDAY=-1", "month"),
    "FREQ=WEEKLY": ("FREQ=WEEKLY;BYDAY=SU", "week"),
    "FREQ=DAILY": ("FREQ=DAILY", "day"),
}
"""For a cycle that names no day, its last one, and how long it is."""


def _last_day(value: str | None) -> date | None:
    """Return the last day of a year, a month or a day, as ISO; None for what is none."""
    if value is None:
        return None
    try:
        first = date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return None
    if len(value) == len("2025"):
        return first.replace(month=12, day=31)
    if len(value) == len("2025-12"):
        return first.replace(day=monthrange(first.year, first.month)[1])
    return first


def _issued(task: Facts) -> date | None:
    return _last_day(task["document"]["date"])
