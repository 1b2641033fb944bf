"""Deadlines as a calendar: read back by another program than the one that wrote it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import httpx
import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event
from ical.todo import Todo

from api.calendar import calendar_of, entries

PLACES = {"evidence": {"number": "12/KH-UBND", "section": "II.1", "document": "x", "title": None}}
AGENCY = {"agency": {"name": "Sở Tài chính"}}


def task(text: str, *deadlines: tuple[str | None, str, list[str]], due: str | None = None) -> dict:
    return {
        "iri": "https://w3id.org/chutri/eli/vn/x/task/II.1",
        "text": text,
        "lead": [AGENCY],
        "coordinating": [],
        "deadline": due,
        "document": {"date": "2025-02-10"},
        "deadlines": [
            {"value": value, "text": words, "rules": rules, "quote": words, "start": 7, "end": 9}
            for value, words, rules in deadlines
        ],
        **PLACES,
    }


def read(*tasks: dict) -> Calendar:
    written = calendar_of("Hạn", entries(tasks)).to_ical()
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    return IcsCalendarStream.calendar_from_ics(written.decode())


def only(calendar: Calendar) -> Event | Todo:
    (item,) = [*calendar.events, *calendar.todos]
    return item


def precision(item: Event | Todo) -> str:
    return next(extra.value for extra in item.extras if extra.name == "x-chutri-precision")


def test_a_day_is_an_event() -> None:
    item = only(read(task("Trình đề án.", ("2025-12-31", "31/12/2025", []), due="2025-12-31")))
    assert isinstance(item, Event)
    assert (item.dtstart, precision(item), item.rrule) == (date(2025, 12, 31), "day", None)
    assert item.categories == ["Hạn của nhiệm vụ"]


@pytest.mark.parametrize(
    ("value", "day", "told"),
    [
        ("2025", date(2025, 12, 31), "year"),
        ("2024-02", date(2024, 2, 29), "month"),
        ("2025-12", date(2025, 12, 31), "month"),
    ],
)
def test_a_vague_date_is_a_to_do_by_its_last_day(value: str, day: date, told: str) -> None:
    item = only(read(task("Hoàn thành.", (value, "đến hết", []), due=value)))
    assert isinstance(item, Todo)
    assert (item.due, precision(item)) == (day, told)


def test_what_says_no_time_is_a_to_do_without_one() -> None:
    calendar = read(task("Báo cáo.", (None, "thường xuyên", []), ("2025-02-30", "30/02", [])))
    assert [(each.due, each.dtstart, precision(each)) for each in calendar.todos] == [
        (None, None, "none"),
        (None, None, "none"),
    ]


def test_a_report_that_comes_round_on_a_day_is_an_event_that_repeats() -> None:
    rule = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15"
    calendar = read(task("Báo cáo.", (None, "trước ngày 15 tháng cuối quý", [rule])))
    item = only(calendar)
    assert isinstance(item, Event)
    assert item.rrule is not None
    assert [e.start for e in calendar.timeline.overlapping(date(2025, 1, 1), date(2026, 1, 1))] == [
        date(2025, 3, 15),
        date(2025, 6, 15),
        date(2025, 9, 15),
        date(2025, 12, 15),
    ]


@pytest.mark.parametrize(
    ("rule", "told", "days"),
    [
        ("FREQ=YEARLY", "year", [date(2025, 12, 31), date(2026, 12, 31)]),
        ("FREQ=MONTHLY;INTERVAL=3", "quarter", [date(2025, 3, 31), date(2025, 6, 30)]),
        ("FREQ=MONTHLY;INTERVAL=6", "month", [date(2025, 6, 30), date(2025, 12, 31)]),
        ("FREQ=MONTHLY", "month", [date(2025, 2, 28), date(2025, 3, 31)]),
        ("FREQ=WEEKLY", "week", [date(2025, 2, 16), date(2025, 2, 23)]),
    ],
)
def test_a_cycle_without_a_day_is_due_at_its_end(rule: str, told: str, days: list[date]) -> None:
    item = only(read(task("Báo cáo.", (None, "định kỳ", [rule]))))
    assert isinstance(item, Todo)
    assert precision(item) == told
    assert item.rrule is not None
    assert item.dtstart == days[0]
    assert [d for d, _ in zip(item.rrule.as_rrule(item.dtstart), days, strict=False)] == [
        datetime.combine(day, datetime.min.time()) for day in days
    ]


def test_two_recurrences_of_one_text_have_two_names() -> None:
    rules = ["FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15"]
    first, second = read(task("Báo cáo.", (None, "01/6 và 15/11 hằng năm", rules))).events
    assert first.uid == "https://w3id.org/chutri/eli/vn/x/task/II.1/deadline/1"
    assert second.uid == f"{first.uid}/2"
    assert first.dtstamp == datetime(2025, 2, 10, tzinfo=UTC)


def test_a_year_that_a_target_is_set_for_is_told_from_a_deadline() -> None:
    item = only(read(task("Phấn đấu đến năm 2025 đạt 85%.", ("2025", "đến năm 2025", []))))
    assert item.categories == ["Mốc của chỉ tiêu"]


@pytest.mark.parametrize("text", ["Một, hai; ba\\n \\ ba", "ñ" * 400, "chữ, " * 60])
def test_what_is_escaped_comes_back_as_it_was(text: str) -> None:
    item = only(read(task(text, ("2025", "2025", []), due="2025")))
    assert item.description is not None
    assert item.description.startswith(text)


# ---- the service --------------------------------------------------------------------------------


def items(served: httpx.Client, **asked: str) -> Iterator[Event | Todo]:
    answer = served.get("/api/calendar.ics", params=asked)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    calendar = IcsCalendarStream.calendar_from_ics(answer.text)
    yield from calendar.events
    yield from calendar.todos


def test_the_calendar_of_a_document_has_every_deadline_stated_in_it(served: httpx.Client) -> None:
    tasks = served.get("/api/tasks", params={"document": "282/KH-UBND", "limit": 200}).json()
    stated = {
        f"{task['iri']}/deadline/{count}": due
        for task in tasks["items"]
        for count, due in enumerate(task["deadlines"], 1)
    }
    found = {item.uid: item for item in items(served, document="282/KH-UBND")}
    assert found.keys() == stated.keys() != set()
    for uid, due in stated.items():
        assert f"“{due['text']}”" in (found[uid].description or "")
        assert f"ký tự {due['start']}–{due['end']}" in (found[uid].description or "")
    report = next(i for uid, i in found.items() if "cuối quý" in stated[uid]["text"])
    assert isinstance(report, Event)
    assert report.rrule is not None
    assert (report.rrule.by_month, report.rrule.by_month_day) == ([3, 6, 9, 12], [15])
    assert report.dtstart == date(2023, 3, 15)
    month = next(i for uid, i in found.items() if stated[uid]["value"] == "2023-02")
    assert isinstance(month, Todo)
    assert month.due == date(2023, 2, 28)


def test_the_calendar_of_an_agency_is_that_of_its_tasks(served: httpx.Client) -> None:
    mine = list(items(served, agency="so-noi-vu", role="lead"))
    assert mine
    assert all("Sở Nội vụ" in (item.description or "") for item in mine)
    both = {item.uid for item in items(served, agency="so-noi-vu", document="282/KH-UBND")}
    assert both <= {item.uid for item in items(served, document="282/KH-UBND")}


def test_a_calendar_fetched_again_is_the_same_byte_for_byte(served: httpx.Client) -> None:
    first, again = (served.get("/api/calendar.ics?document=282/KH-UBND") for _ in range(2))
    assert first.content == again.content
    assert first.headers["etag"] == again.headers["etag"]


def test_a_document_without_deadlines_has_a_calendar_that_programs_accept(
    served: httpx.Client,
) -> None:
    answer = served.get("/api/calendar.ics", params={"document": "7099/KH-UBND"})
    assert answer.text.count("BEGIN:VTIMEZONE") == 1
    assert list(items(served, document="7099/KH-UBND")) == []


@pytest.mark.parametrize(
    ("query", "status"), [("", 400), ("?agency=none", 404), ("?document=none", 404)]
)
def test_who_and_what_must_be_named(served: httpx.Client, query: str, status: int) -> None:
    assert served.get(f"/api/calendar.ics{query}").status_code == status
