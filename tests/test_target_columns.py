"""Targets in tables: what the columns, the groups of rows and the cells say."""

from extract.layout import Cell, Context, Layout, Row, Table
from extract.targets import find_targets

CONTEXT = Context(date="2021-12-20")


def table(
    columns: tuple[str, ...],
    headings: tuple[str, ...],
    rows: list[list[str]],
    periods: tuple[str, ...] | None = None,
    group: str = "",
    title: str = "",
) -> Layout:
    """A table, its cells one a line of the text."""  # fmt: skip
    text, made = "", []
    for row in rows:
        cells = []
        for cell in row:
            cells.append(Cell(cell, len(text), len(text) + len(cell)))
            text += cell + "\n"
        made.append(Row(tuple(cells), group, ""))
    found = Table(
        0, len(text), columns, periods or ("",) * len(columns), headings, tuple(made), "", title
    )
    return Layout(text, (), (found,))


def test_a_table_gives_a_target_for_each_filled_value() -> None:
    found = find_targets(
        table(
            ("number", "indicator", "unit", "value", "agency"),
            ("TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm 2023", "Đơn vị theo dõi, báo cáo"),
            [
                ["1", "Chỉ số sản xuất công nghiệp (IIP) tăng", "%", "> 8,7", "Sở Công Thương"],
                ["18", "Số thuê bao điện thoại", "", "", "Sở Thông tin và Truyền thông"],
                ["", "- Di động", "Thuê bao", "3.800.000", "Sở Thông tin và Truyền thông"],
                ["31", "Chỉ số cải cách hành chính", "", "", "Sở Nội vụ"],
                ["32", "Thứ hạng chỉ số năng lực cạnh tranh (PCI)", "", "< 10", ""],
            ],
            ("", "", "", "2023", ""),
        ),
        CONTEXT,
    )
    assert [(t.indicator, t.comparator, t.max, t.unit, t.period) for t in found] == [
        ("Chỉ số sản xuất công nghiệp (IIP) tăng", ">", None, "%", "2023"),
        ("Số thuê bao điện thoại: Di động", "=", 3800000, "Thuê bao", "2023"),
        ("Thứ hạng chỉ số năng lực cạnh tranh (PCI)", "<", 10, None, "2023"),
    ]
    assert [t.agencies for t in found] == [
        ("Sở Công Thương",),
        ("Sở Thông tin và Truyền thông",),
        (),
    ]


def test_columns_of_years_are_told_apart_and_the_past_is_left_out() -> None:
    found = find_targets(
        table(
            ("number", "product", "value", "value", "value"),
            (
                "TT",
                "Mặt hàng",
                "Ước thực hiện 2025",
                "Năm 2026 - Sản lượng (tấn)",
                "Năm 2026 - Giá trị (1.000 USD)",
            ),
            [["2", "Nhãn", "6.000", "6.400", "24.700"]],
            ("", "", "2025", "2026", "2026"),
        ),
        CONTEXT,
    )
    assert [(t.indicator, t.min, t.unit, t.period) for t in found] == [
        ("Nhãn: sản lượng", 6400, "tấn", "2026"),
        ("Nhãn: giá trị", 24700, "1.000 USD", "2026"),
    ]


def test_a_group_row_gives_the_period_and_a_cell_may_hold_two_goals() -> None:
    found = find_targets(
        table(
            ("number", "indicator", "unit", "value", "agency"),
            ("TT", "Chỉ tiêu", "Đơn vị", "Kết quả", "Cơ quan theo dõi"),
            [
                ["4", "Xếp hạng năng lực số", "Thứ bậc", "≤ 3 Đông Nam Á; ≤ 50 Thế giới", ""],
                ["5", "Trình độ công nghệ", "Thứ bậc", "Đạt mức tiên tiến", ""],
            ],
            group="Đến năm 2030",
        ),
        CONTEXT,
    )
    assert [(t.indicator, t.comparator, t.max, t.period) for t in found] == [
        ("Xếp hạng năng lực số: Đông Nam Á", "<=", 3, "2030"),
        ("Xếp hạng năng lực số: Thế giới", "<=", 50, "2030"),
    ]
