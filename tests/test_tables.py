from extract.outline import lay_out

PARTED = """PHỤ LỤC
DANH MỤC NHIỆM VỤ
|
STT
|
Tên nhiệm vụ
|
Cơ quan chủ trì
|
Cơ quan phối hợp
|
Thời gian hoàn thành
|
|
I. NÂNG CAO NHẬN THỨC
|
|
1
|
Triển khai nền tảng
|
Sở KH&CN
|
Các sở, ban, ngành
|
Quý IV/2025
|
|
2
|
Tổ chức tập huấn
|
Sở Nội vụ
|
|
2026
|"""
RUN_ON = """TT
|
Chỉ tiêu
|
Đơn vị tính
|
Kế hoạch năm 2023
|
Đơn vị theo dõi
|
1
|
2
|
3
|
4
|
5
|
I
|
Kinh tế
|
3
|
Tăng xuất khẩu
|
%
|
9 - 10
|
Sở Công Thương
|
4
|
Tăng nhập khẩu
|
%
|
9 - 10
|
5
|
Tổng thu
|
Tỷ đồng
|
74.617
|
Sở Tài chính
|"""
PIPES = """| STT | Nhiệm vụ | Chủ trì | Thời hạn |
|---|---|---|---|
| I | THỂ CHẾ | | |
| 1 | Rà soát luật | Bộ Tư pháp | 2025 |
| 2 | Sửa nghị định | | 2026 |"""


def rows(text):
    (table,) = lay_out(text).tables
    return table, [tuple(cell.text for cell in row.cells) for row in table.rows]


def test_a_cell_a_line_with_rows_parted_by_a_pipe():
    table, cells = rows(PARTED)
    assert table.columns == ("number", "task", "lead", "coordinating", "deadline")
    assert table.section == "Phụ lục"
    assert cells[0] == ("1", "Triển khai nền tảng", "Sở KH&CN", "Các sở, ban, ngành", "Quý IV/2025")
    assert [(row.group_enumerator, row.group) for row in table.rows] == [
        ("I", "NÂNG CAO NHẬN THỨC"),
        ("I", "NÂNG CAO NHẬN THỨC"),
    ]


def test_a_row_whose_number_is_merged_with_the_one_above():
    merged = PARTED.replace("2026\n|", "2026\n|\n|\nSao lưu dữ liệu\n|\nSở Tài chính\n|\n|", 1)
    _, cells = rows(merged)
    assert cells[2] == ("2", "Sao lưu dữ liệu", "Sở Tài chính", "Các sở, ban, ngành", "2026")


def test_an_empty_cell_for_a_body_takes_the_one_above():
    table, cells = rows(PARTED)
    assert cells[1][3] == "Các sở, ban, ngành"
    assert table.rows[1].cells[3].merged
    assert not table.rows[0].cells[3].merged


def test_rows_that_nothing_parts_but_their_numbers():
    table, cells = rows(RUN_ON)
    assert table.columns == ("number", "indicator", "unit", "value", "agency")
    assert table.periods == ("", "", "", "2023", "")
    assert cells == [
        ("3", "Tăng xuất khẩu", "%", "9 - 10", "Sở Công Thương"),
        ("4", "Tăng nhập khẩu", "%", "9 - 10", "Sở Công Thương"),
        ("5", "Tổng thu", "Tỷ đồng", "74.617", "Sở Tài chính"),
    ]
    assert table.rows[1].cells[4].merged


def test_a_row_a_line():
    table, cells = rows(PIPES)
    assert table.columns == ("number", "task", "lead", "deadline")
    assert cells == [
        ("1", "Rà soát luật", "Bộ Tư pháp", "2025"),
        ("2", "Sửa nghị định", "Bộ Tư pháp", "2026"),
    ]


def test_a_cell_cuts_its_words_out_of_the_text():
    for text in (PARTED, RUN_ON, PIPES):
        layout = lay_out(text)
        for row in layout.tables[0].rows:
            for cell in row.cells:
                assert layout.text[cell.start : cell.end] == cell.text


def test_a_letterhead_between_pipes_is_no_table():
    text = "|\nỦY BAN NHÂN DÂN\n|\nCỘNG HÒA XÃ HỘI\n|\n|\nSố: 617/KH-UBND\n|\nĐồng Tháp, ngày 01\n|"
    assert lay_out(text).tables == ()


def test_columns_below_each_year_are_columns_of_that_year():
    text = (
        "|\nTT\n|\nSản phẩm\n|\nKế hoạch 2026\n|\nKế hoạch 2027\n|\n|\nLượng (Tấn)\n|\nGiá trị\n|\n"
        "Lượng (Tấn)\n|\nGiá trị\n|\n|\n1\n|\nXoài\n|\n13\n|\n7\n|\n14\n|\n8\n|"
    )
    table, cells = rows(text)
    assert table.headings[2:] == (
        "Lượng (Tấn) 2026",
        "Giá trị 2026",
        "Lượng (Tấn) 2027",
        "Giá trị 2027",
    )
    assert table.periods[2:] == ("2026", "2026", "2027", "2027")
    assert cells == [("1", "Xoài", "13", "7", "14", "8")]


def test_years_below_one_heading_are_columns_of_their_own():
    text = (
        "|\nTT\n|\nChỉ tiêu\n|\nĐVT\n|\nGIAI ĐOẠN 2026 - 2027\n|\n|\nNăm 2026\n|\nNăm 2027\n|\n|\n"
        "1\n|\nDiện tích\n|\nHa\n|\n10\n|\n20\n|"
    )
    table, cells = rows(text)
    assert table.periods == ("", "", "", "2026", "2027")
    assert cells == [("1", "Diện tích", "Ha", "10", "20")]


def test_rows_may_have_pipes_between_their_cells_alone():
    (table,) = lay_out(
        "PHỤ LỤC\n\nTT | Nhiệm vụ | Cơ quan chủ trì | Thời gian\n\n"
        "I | Hoàn thiện pháp luật | Hoàn thiện pháp luật | Hoàn thiện pháp luật\n\n"
        "1 | Báo cáo tổng kết | Bộ Tư pháp | 2022\n\n2 | Đề án cơ cấu lại | Bộ Nội vụ | 2023\n"
    ).tables
    assert table.columns == ("number", "task", "lead", "deadline")
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["1", "Báo cáo tổng kết", "Bộ Tư pháp", "2022"],
        ["2", "Đề án cơ cấu lại", "Bộ Nội vụ", "2023"],
    ]
    assert {row.group for row in table.rows} == {"Hoàn thiện pháp luật"}


def test_the_recipients_are_no_rows_of_the_table_before():
    (table,) = lay_out(
        "| TT | Nhiệm vụ | Cơ quan chủ trì |\n|---|---|---|\n| 1 | Báo cáo | Bộ Tư pháp |\n\n"
        "Yêu cầu các đơn vị thực hiện.\n\n| Nơi nhận: | TM. ỦY BAN |\n|---|---|\n| - Lưu: VT. | A |\n"
    ).tables
    assert len(table.rows) == 1
