"""Document numbers and days, as texts write them."""

import pytest

from extract.dates import read_day, read_year
from extract.symbols import find_symbols


@pytest.mark.parametrize(
    ("written", "number", "kind"),
    [
        ("Nghị quyết số 24-NQ/TWngày 07/10/2022", "24-NQ/TW", "Nghị quyết"),
        ("Kết luận số 132- KL/TW", "132-KL/TW", "Kết luận"),
        ("Nghị quyết 66.25/2026/NQ-CP", "66.25/2026/NQ-CP", "Nghị quyết"),
        ("Nghị quyết số 30c/NQ-CP ngày", "30c/NQ-CP", "Nghị quyết"),
        ("Kế hoạch số 02-KH/BCĐTW", "02-KH/BCĐTW", "Kế hoạch"),
        ("Kế hoạch 380/KHPH-BCA-BXD-BTC", "380/KHPH-BCA-BXD-BTC", None),
        ("Công văn số 2679/SCT-QLTM.", "2679/SCT-QLTM", None),
        ("QUYẾT ĐỊNH SỐ 06/QĐ-TTG NGÀY", "06/QĐ-TTg", "Quyết định"),
        ("CHƯƠNG TRÌNH SỐ 111-CTR/TU", "111-CTr/TU", "Chương trình"),
        ("số 11/1998/QĐ-TC.CCVC của", "11/1998/QĐ-TC.CCVC", "Quyết định"),
        ("Quyết định số 3103/QĐ- BTC", "3103/QĐ-BTC", "Quyết định"),
        ("Luật số 31/2024/QH15, Luật", "31/2024/QH15", None),
        ("Nghị quyết số 12/NQ-CP - Bộ Y tế", "12/NQ-CP", "Nghị quyết"),
    ],
)
def test_a_number_is_read_clean(written: str, number: str, kind: str | None) -> None:
    (symbol,) = find_symbols(written)
    assert (symbol.number, symbol.kind) == (number, kind)


@pytest.mark.parametrize(
    "text", ["giai đoạn 2021-2030", "ngày 24/9/2025", "mạng 5G/IoT", "8-10 GW"]
)
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert list(find_symbols(text)) == []


@pytest.mark.parametrize(
    "written",
    [
        "ngày 17/11/2022",
        "ngày 17 tháng 11 năm 2022",
        "ngày 17tháng 11 năm 2022",
        "NGÀY 17 THÁNG 11 NĂM 2022",
        "ngày 17/ 11 /2022",
        "ngày 17-11-2022",
        "ngày 17 tháng 11 nám 2022",
        "17.11.2022",
    ],
)
def test_every_way_of_writing_a_day(written: str) -> None:
    day = read_day(f"{written} của", 0, len(written) + 4)
    assert day is not None
    assert (day.value, day.start, day.end) == ("2022-11-17", 0, len(written))


def test_a_day_that_never_was_has_a_place_and_no_value() -> None:
    day = read_day("ngày 31/02/2023", 0, 15)
    assert day is not None
    assert (day.value, day.end) == (None, 15)


def test_a_year_alone_is_no_part_of_a_span() -> None:
    year = read_year("năm 2025 của", 0, 12)
    assert year is not None
    assert year.value == "2025"
    assert read_year("2025-2030", 0, 9) is None
