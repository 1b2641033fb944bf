"""Quantities: numbers, ranges, comparators and units as plans write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.quantities import find_quantities, parse_number, read_cell


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("8,5", 8.5),
        ("74.617", 74617),
        ("3.800.000", 3800000),
        ("11.748,71", 11748.71),
        ("8.5", 8.5),
        ("0.725", 0.725),
        ("05", 5),
        ("1,234,567", 1234567),
    ],
)
def test_a_point_groups_thousands_and_a_comma_divides(digits: str, value: float) -> None:
    assert parse_number(digits) == value


@given(st.integers(min_value=0, max_value=10**12))
def test_grouped_thousands_read_back(value: int) -> None:
    assert parse_number(f"{value:,}".replace(",", ".")) == value


@pytest.mark.parametrize(
    ("text", "value", "comparator", "low", "high", "unit"),
    [
        ("tăng bình quân 8,5 - 8,7%/năm/", "8,5 - 8,7%/năm", "range", 8.5, 8.7, "%/năm"),
        ("đạt từ 14 - 15%/năm", "14 - 15%/năm", "range", 14, 15, "%/năm"),
        ("tăng 10% - 11%/năm", "10% - 11%/năm", "range", 10, 11, "%/năm"),
        ("từ 3% đến 5%", "3% đến 5%", "range", 3, 5, "%"),
        ("trên 9 tỷ đô la Mỹ", "trên 9 tỷ đô la Mỹ", ">", 9, None, "tỷ đô la Mỹ"),
        (
            "khoảng trên 100 triệu đồng/ha/năm",
            "khoảng trên 100 triệu đồng/ha/năm",
            ">",
            100,
            None,
            "triệu đồng/ha/năm",
        ),
        ("tăng từ 30% trở lên", "từ 30% trở lên", ">=", 30, None, "%"),
        ("ít nhất 1,8 lần", "ít nhất 1,8 lần", ">=", 1.8, None, "lần"),
        ("hướng tới tối thiểu đạt 25%", "tối thiểu đạt 25%", ">=", 25, None, "%"),
        ("Có ≥ 30% DNNVV", "≥ 30%", ">=", 30, None, "%"),
        ("là dưới 2,5%.", "dưới 2,5%", "<", None, 2.5, "%"),
        ("không quá 3%", "không quá 3%", "<=", None, 3, "%"),
        ("không dưới 15 triệu lượt khách", None, ">=", 15, None, "triệu lượt khách"),
        ("khoảng 15.800 USD", "khoảng 15.800 USD", "~", 15800, 15800, "USD"),
        ("chiếm khoảng 28-30% trong", "khoảng 28-30%", "range", 28, 30, "%"),
        ("chiếm 33-34% GRDP.", "33-34% GRDP", "range", 33, 34, "% GRDP"),
        ("đạt 31,5 m2/người", "31,5 m2/người", "=", 31.5, 31.5, "m2/người"),
        ("hình thành 03 vườn ươm công nghệ", "03 vườn ươm", "=", 3, 3, "vườn ươm"),
        ("(tối thiểu 3 lần/năm)", "tối thiểu 3 lần/năm", ">=", 3, None, "lần/năm"),
    ],
)
def test_comparator_range_and_unit(
    text: str, value: str | None, comparator: str, low: float, high: float, unit: str
) -> None:
    (found,) = find_quantities(text, 0, len(text))
    if value is not None:
        assert text[found.start : found.end] == value
    assert (found.comparator, found.min, found.max, found.unit) == (comparator, low, high, unit)


def test_a_series_gives_each_part_and_shares_its_unit() -> None:
    text = "tương ứng đạt 62,3% - 28% - 2,5% - 7,2%."
    found = find_quantities(text, 0, len(text))
    assert [(q.min, q.unit, q.part) for q in found] == [
        (62.3, "%", 0),
        (28, "%", 1),
        (2.5, "%", 2),
        (7.2, "%", 3),
    ]


def test_the_denominator_before_a_rate_is_no_quantity() -> None:
    text = "Bình quân 1 vạn dân có 27 giường bệnh và 10 bác sỹ"
    assert [q.noun for q in find_quantities(text, 0, len(text))] == ["giường bệnh", "bác sỹ"]


@pytest.mark.parametrize(
    "text",
    [
        "Covid-19",
        "mạng 5G",
        "Quốc lộ 13, đường ĐT 743",
        "ngày 15/11/2024",
        "số 111/NQ-CP",
        "24/7",
        "công nghiệp 4.0",
        "đạt 1.2.3.4%",
    ],
)
def test_names_and_dates_with_digits_are_none(text: str) -> None:
    assert find_quantities(text, 0, len(text)) == ()


@pytest.mark.parametrize(
    ("cell", "column", "low", "high", "comparator", "unit"),
    [
        ("> 8,7", "%", 8.7, None, ">", "%"),
        ("9 - 10", "%", 9, 10, "range", "%"),
        ("8.000-10.000", "Căn", 8000, 10000, "range", "Căn"),
        ("<5,2", "‰", None, 5.2, "<", "‰"),
        ("3,32", "96o", 3.32, 3.32, "=", "96o"),
        ("100%", "%", 100, 100, "=", "%"),
        ("≥ 3% và tăng dần", "% tổng chi NSNN", 3, None, ">=", "% tổng chi NSNN"),
        ("2025", "doanh nghiệp", 2025, 2025, "=", "doanh nghiệp"),
    ],
)
def test_a_cell_takes_its_unit_from_the_column(
    cell: str, column: str, low: float, high: float, comparator: str, unit: str
) -> None:
    (found,) = read_cell(cell, column)
    assert (found.min, found.max, found.comparator, found.unit) == (low, high, comparator, unit)


@pytest.mark.parametrize("cell", ["", "Đạt mức trên trung bình của thế giới"])
def test_a_cell_without_a_number_has_none(cell: str) -> None:
    assert read_cell(cell, "Thứ bậc") == ()


@given(st.text(alphabet="0123456789.,-–%<> ≥/đạtừkhongtrêndưiăm", max_size=60))
def test_spans_lie_in_order_whatever_the_text(text: str) -> None:
    end = 0
    for quantity in find_quantities(text, 0, len(text)):
        assert end <= quantity.number < quantity.end <= len(text)
        assert 0 <= quantity.start <= quantity.number
        end = quantity.end
