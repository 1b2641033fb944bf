"""Recurrences: the words that plans use, and the rule that each is in RFC 5545."""

import pytest
from dateutil.rrule import rrulestr

from extract.recurrences import read_recurrences

QUARTER_ENDS = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY="


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("trước ngày 15 tháng cuối quý", [f"{QUARTER_ENDS}15"]),
        ("ngày 20 của tháng cuối mỗi quý", [f"{QUARTER_ENDS}20"]),
        ("ngày 10 tháng đầu quý", ["FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"]),
        ("ngày 15 tháng cuối năm", ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"]),
        ("trước ngày 25 hằng tháng", ["FREQ=MONTHLY;BYMONTHDAY=25"]),
        ("ngày 05 và 20 hàng tháng", ["FREQ=MONTHLY;BYMONTHDAY=5,20"]),
        ("trước ngày 30/11 hằng năm", ["FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30"]),
        ("trước ngày 15 tháng 6", ["FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15"]),
        (
            "trước ngày 01/6 và 15/11 hằng năm",
            ["FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15"],
        ),
        ("Hằng năm", ["FREQ=YEARLY"]),
        ("hàng quý", ["FREQ=MONTHLY;INTERVAL=3"]),
        ("định kỳ hằng tháng", ["FREQ=MONTHLY"]),
        ("mỗi tuần", ["FREQ=WEEKLY"]),
        ("hàng ngày", ["FREQ=DAILY"]),
        ("định kỳ 6 tháng", ["FREQ=MONTHLY;INTERVAL=6"]),
        ("định kỳ 6 tháng và hằng năm", ["FREQ=MONTHLY;INTERVAL=6", "FREQ=YEARLY"]),
        ("hằng năm và định kỳ", ["FREQ=YEARLY"]),
        ("Thường xuyên, hằng năm", ["FREQ=YEARLY"]),
        ("định kỳ", []),
        ("Thường xuyên", []),
        ("", []),
        ("trước ngày 32 hằng tháng", ["FREQ=MONTHLY"]),
        ("trước ngày 15/13 hằng năm", ["FREQ=YEARLY"]),
    ],
)
def test_words_are_read_as_rules(words: str, rules: list[str]) -> None:
    found = [recurrence.rule for recurrence in read_recurrences(words)]
    assert found == rules
    for rule in found:
        rrulestr(rule)


def test_a_day_without_its_month_in_a_cycle_that_has_several_is_not_guessed() -> None:
    (found,) = read_recurrences("trước ngày 15 hằng quý")
    assert (found.rule, found.month_days) == ("FREQ=MONTHLY;INTERVAL=3", ())
