"""Products: what a task is to yield, in marked sentences."""

import re

import pytest

from extract.layout import Layout
from extract.products import find_products

MARK = re.compile(r"<product>(.*?)</product>")

SENTENCES = [
    "<product>Xây dựng Kế hoạch chuyển đổi số của tỉnh giai đoạn 2026 - 2030</product>.",
    "<product>Tham mưu Ủy ban nhân dân tỉnh ban hành Quyết định quy định mức hỗ trợ</product>; kiểm tra việc thực hiện.",
    "Khẩn trương <product>hoàn thành việc phê duyệt quy hoạch tỉnh trong năm 2023</product>, rà soát vướng mắc.",
    "<product>Xây dựng mô hình Trung tâm giám sát điều hành thông minh</product>, nâng cao chất lượng phục vụ.",
    "Đẩy nhanh tiến độ, <product>đưa vào sử dụng bệnh viện đa khoa 1</product>.",
    "<product>Rà soát, sửa đổi các quy định về học bổng</product>.",
    # Carrying out what is there is no product, nor is what only a topic names.
    "Triển khai thực hiện Kế hoạch số 12/KH-UBND của tỉnh.",
    "Tổ chức thực hiện tốt các chương trình, đề án về nông thôn mới.",
    "Đẩy mạnh quản lý xây dựng theo tiêu chuẩn thống nhất.",
    "Thực hiện hoàn thành kế hoạch này đúng tiến độ.",
    "Tăng cường tuyên truyền trong quá trình triển khai các dự án.",
    "Chú trọng xây dựng môi trường văn hóa lành mạnh.",
]


@pytest.mark.parametrize("marked", SENTENCES, ids=lambda sentence: sentence[:40])
def test_what_a_task_yields_is_found_and_nothing_else(marked: str) -> None:
    text = MARK.sub(r"\1", marked)
    found = find_products(Layout(text, (), ()), 0, len(text))
    assert [product.text for product in found] == MARK.findall(marked)
    assert all(text[each.start : each.end] == each.text for each in found)


def test_spans_are_those_of_the_whole_text() -> None:
    text = "a) Sở Tài chính chủ trì xây dựng Đề án quản lý tài sản công.\nb) Khác."
    (product,) = find_products(Layout(text, (), ()), 3, text.index("\n"))
    assert text[product.start : product.end] == "xây dựng Đề án quản lý tài sản công"


def test_a_task_is_served_with_what_it_yields(served) -> None:
    tasks = served.get("/api/tasks", params={"document": "7099/KH-UBND", "limit": 200}).json()[
        "items"
    ]
    (named,) = [task for task in tasks if task["text"].startswith("Xây dựng bộ tiêu chí thu hút")]
    assert named["products"][0]["quote"].startswith("Xây dựng bộ tiêu chí thu hút")


PLAN = """ỦY BAN NHÂN DÂN
TỈNH BÌNH DƯƠNG

Số: 12/KH-UBND
Bình Dương, ngày 05 tháng 01 năm 2024

KẾ HOẠCH
Phát triển kinh tế số

I. NHIỆM VỤ
1. Sở Tài chính chủ trì nâng cao năng lực quản lý tài sản công.
- Sản phẩm: Báo cáo của Ủy ban nhân dân tỉnh.
- Thời gian hoàn thành: Quý IV/2024.
"""


def test_a_labelled_line_names_what_the_task_above_it_yields() -> None:
    from extract import SourceText, extract

    record = extract(SourceText("plan.txt", PLAN))
    (task,) = record.tasks
    (product,) = task.products
    assert product.text == "Báo cáo của Ủy ban nhân dân tỉnh."
    assert PLAN[product.start : product.end] == product.text
    assert task.deadline == "2024-12"
