"""Deadlines: a marked sentence for each rule; <due …> marks what is a deadline and its value."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.deadlines import find_deadlines, latest, task_deadline
from extract.layout import Context

CONTEXT = Context(date="2025-11-01")
_MARK = re.compile(r"<due(?: ([\d-]+))?>(.*?)</due>")


def unmarked(sentence: str) -> tuple[str, list[tuple[str | None, str]]]:
    """The sentence without its marks, and what they say: value and words."""
    marks = [(value or None, words) for value, words in _MARK.findall(sentence)]
    return _MARK.sub(r"\2", sentence), marks


@pytest.mark.parametrize(
    "sentence",
    [
        "Tích hợp giấy tờ, hoàn thành <due 2025-09-20>trước ngày 20 tháng 9 năm 2025</due>.",
        "Gửi kế hoạch về Sở <due 2023-02>trong tháng 02/2023</due> để tổng hợp.",
        "Xây dựng Bộ tiêu chí, hoàn thành <due 2025-12>quý IV/2025</due>.",
        "Phấn đấu hoàn thành tiêm mũi 2 toàn dân <due 2021>vào cuối năm 2021</due>.",
        "Từng bước hình thành khu văn hóa hiện đại của cả nước <due 2025>vào năm 2025</due>.",
        "<due 2030>Đến năm 2030</due> cơ bản hoàn thành các tiêu chí về đô thị thông minh.",
        # what stands between is the name of a document
        "Hoàn thành phê duyệt quy hoạch thời kỳ 2021 - 2030, tầm nhìn đến năm 2050"
        " <due 2023>trong năm 2023</due>.",
        # several years, and an end that serves another
        "Hoàn thành việc sắp xếp <due 2024>trong 2 năm 2023, 2024</due> để ổn định tổ chức đại hội"
        " vào năm 2025.",
        # a range ends with its second day; a beginning is no deadline
        "Từ ngày 15 tháng 9 năm 2025 <due 2025-11-30>đến 30 tháng 11 năm 2025</due>, truyền thông.",
        "Từ ngày 15 tháng 9 năm 2025, hướng dẫn hành khách sử dụng căn cước.",
        # a day without its year is the next one after the document's
        "Báo cáo về Sở <due 2026-02-15>trước ngày 15/02</due> để tổng hợp.",
        # what comes round
        "Báo cáo, gửi Sở <due>trước ngày 15 tháng cuối quý</due> để tổng hợp.",
        "Báo cáo kết quả <due>trước ngày 01/6 và 15/11 hằng năm</due> (hoặc đột xuất).",
        "Tổ chức giao ban <due>hàng quý</due> kiểm điểm tình hình.",
        "Thường xuyên rà soát các quy định.",
        # names and dates of documents
        "Thực hiện Nghị quyết số 86/NQ-CP ngày 06/8/2021 của Chính phủ.",
        "Triển khai kế hoạch chuyển đổi số giai đoạn 2021 - 2025, định hướng đến năm 2030.",
        "Triển khai Quy hoạch báo chí toàn quốc đến năm 2025 trên địa bàn tỉnh.",
        "Bám sát các Nghị quyết, chỉ đạo của Thủ tướng Chính phủ trong năm 2025.",
        "Đẩy nhanh tiến độ giải ngân vốn đầu tư công ngay từ đầu năm 2025.",
        "Hoàn thành các nhiệm vụ được giao trong năm 2025.",
        "Tham mưu xây dựng chương trình giai đoạn 2021 - 2025.",
        # a span of years at the end of a step of a roadmap
        "Hoàn thiện hạ tầng công nghệ thông tin (<due 2026>2025 - 2026</due>).",
        "Sửa đổi Luật Khoa học và Công nghệ (2013).",
        # the brackets that say who does the work end with the term
        "Nạo vét cống rãnh (Phòng Kinh tế chủ trì; Công an phường phối hợp; <due 2026-06>quý II/2026</due>).",
        "Tổ chức cuộc thi (Sở Y tế chủ trì; thời gian: tháng 12/2025 - <due 2026-01>tháng 01/2026</due>).",
        "Xử lý vi phạm về môi trường (còn nhiều bất cập; năm 2026).",
        # what runs from a day on is to be ready by then
        "Tích hợp chức năng phản ánh trên ứng dụng, vận hành từ <due 2026-06>tháng 6 năm 2026</due>.",
    ],
)
def test_what_is_due_in_prose(sentence: str) -> None:
    text, marks = unmarked(sentence)
    found = find_deadlines(text, 0, len(text), CONTEXT)
    assert [(d.value, text[d.start : d.end]) for d in found] == marks
    assert all(d.recurring == (d.value is None) and d.text == text[d.start : d.end] for d in found)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("Quí IV-2025", "2025-12"),
        ("Quý I, II/2026", "2026-06"),
        ("Năm 2025 - 2026", "2026"),
        ("2026-2030", "2030"),
        ("31/10/2025", "2025-10-31"),
        ("12/2025", "2025-12"),
        ("Tháng 9/2025", "2025-09"),
        ("6 tháng đầu năm 2026", "2026-06"),
        ("Quý I/2026 - Quý IV/2026", "2026-12"),
        ("Thường xuyên, hằng năm", None),
        ("Theo tiến độ", None),
    ],
)
def test_a_bare_period_in_a_cell_is_a_deadline(cell: str, value: str | None) -> None:
    assert latest(find_deadlines(cell, 0, len(cell), CONTEXT, bare=True)) == value


def test_a_cell_that_only_recurs_keeps_its_words() -> None:
    (found,) = find_deadlines("Thường xuyên, hằng năm", 0, 22, CONTEXT, bare=True)
    assert (found.value, found.text, found.recurring) == (None, "Thường xuyên, hằng năm", True)


@pytest.mark.parametrize(
    ("task", "value"),
    [
        # the task is nothing but targets: their horizon is its deadline
        (
            "Phấn đấu đến cuối năm 2025, tỷ lệ trẻ em <5 tuổi suy dinh dưỡng là 7%; bình quân 1 vạn"
            " dân có 27 giường bệnh. Tỷ lệ người dân tham gia bảo hiểm y tế đạt 95%.",
            "2025",
        ),
        (
            "Giữ vững danh hiệu 100% xã, phường làm tốt công tác hỗ trợ. Tỷ lệ xã đạt tiêu chuẩn"
            " phù hợp với trẻ em 65% vào năm 2025.",
            "2025",
        ),
        # a target stands in a task that asks for more
        (
            "Nâng cao năng lực bảo vệ rừng. Đến năm 2025, duy trì tỷ lệ che phủ ở mức 57,5%.",
            None,
        ),
        (
            "Sở A chủ trì thực hiện các giải pháp, phấn đấu đến năm 2025 toàn tỉnh có khoảng 80.000"
            " doanh nghiệp. Tiếp tục thực hiện các chính sách hỗ trợ.",
            None,
        ),
        # a count in passing is no target, and a month no horizon
        (
            "Tái cấu trúc quy trình đối với 324 thủ tục, hoàn thành trong tháng 9 năm 2025.",
            "2025-09",
        ),
        # of several the latest
        (
            "Rà soát, hoàn thành trong tháng 10 năm 2025; tại nhà ga, hoàn thành trong năm 2025.",
            "2025",
        ),
    ],
)
def test_when_the_task_as_a_whole_is_due(task: str, value: str | None) -> None:
    found = find_deadlines(task, 0, len(task), CONTEXT)
    assert task_deadline(task, 0, len(task), CONTEXT, found) == value


def test_a_year_is_later_than_its_months() -> None:
    text = "Quý II/2026; năm 2026; 30/11/2026"
    found = find_deadlines(text, 0, len(text), CONTEXT, bare=True)
    assert [d.value for d in found] == ["2026-06", "2026", "2026-11-30"]
    assert latest(found) == "2026"


@given(st.text(alphabet="0123456789/-. ngàythá ăquýIV trướcđến20hằt,;", max_size=80), st.booleans())
def test_spans_cut_their_words_whatever_the_text(text: str, bare: bool) -> None:
    for found in find_deadlines(text, 0, len(text), CONTEXT, bare=bare):
        assert text[found.start : found.end] == found.text
        assert found.value is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", found.value)
