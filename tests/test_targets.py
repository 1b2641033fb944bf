"""Targets: a marked sentence for each rule; what is marked is the value of a target."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.layout import Block, Context, Layout, Zone
from extract.record import Target
from extract.targets import find_targets

CONTEXT = Context(date="2021-12-20")
_MARK = re.compile(r"<target>(.*?)</target>")


def layout(text: str, zone: Zone = "targets", title: str = "KẾ HOẠCH 5 NĂM 2021 - 2025") -> Layout:
    """A title and one block of a zone."""
    whole = f"{title}\n{text}"
    start = len(title) + 1
    head = Block(0, 0, len(title), 0, "", "", "", None, False, "head", 0)
    body = Block(1, start, len(whole), start, "-", "", "I", None, False, zone, 0)
    return Layout(whole, (head, body), ())


def targets(text: str, zone: Zone = "targets", context: Context = CONTEXT) -> tuple[Target, ...]:
    return find_targets(layout(text, zone), context)


@pytest.mark.parametrize(
    ("text", "indicator", "unit", "period"),
    [
        ("Tổng sản phẩm trong Tỉnh (GRDP) tăng bình quân 8,5 - 8,7%/năm.",
         "Tổng sản phẩm trong Tỉnh (GRDP) tăng bình quân", "%/năm", "2021-2025"),
        ("Tổng vốn đầu tư toàn xã hội chiếm 33-34% GRDP.",
         "Tổng vốn đầu tư toàn xã hội chiếm", "% GRDP", "2021-2025"),
        ("Thu hút đầu tư nước ngoài giai đoạn 2021 - 2030 đạt 21 tỷ đô la Mỹ.",
         "Thu hút đầu tư nước ngoài", "tỷ đô la Mỹ", "2021-2030"),
        ("Tỷ lệ hộ dân được sử dụng điện đạt 100% (ở khu vực đủ điều kiện).",
         "Tỷ lệ hộ dân được sử dụng điện (ở khu vực đủ điều kiện)", "%", "2021-2025"),
        ("Tỷ lệ hộ nghèo theo chuẩn nghèo đa chiều đến cuối năm 2025 là dưới 2,5%.",
         "Tỷ lệ hộ nghèo theo chuẩn nghèo đa chiều", "%", "2025"),
        ("Tỷ lệ xã, phường, thị trấn đạt tiêu chí quốc gia về y tế xã đạt 100%.",
         "Tỷ lệ xã, phường, thị trấn đạt tiêu chí quốc gia về y tế xã", "%", "2021-2025"),
        ("100% các cơ sở y tế cho phép đăng ký khám chữa bệnh qua ứng dụng.",
         "Các cơ sở y tế cho phép đăng ký khám chữa bệnh qua ứng dụng", "%", "2021-2025"),
        ("Hàng năm có trên 96% gia đình đạt danh hiệu “Gia đình văn hóa”.",
         "Gia đình đạt danh hiệu “Gia đình văn hóa” hàng năm", "%", "2021-2025"),
        ("Hàng năm giải quyết việc làm 35.000 lao động.",
         "Hàng năm giải quyết việc làm", "lao động", "2021-2025"),
        ("Đến hết năm 2030: Có ≥ 60% doanh nghiệp ứng dụng công nghệ số.",
         "Doanh nghiệp ứng dụng công nghệ số", "%", "2030"),
        ("Tổng sản phẩm Xoài tham gia xuất khẩu phấn đấu đến năm 2030 đạt 18.000 tấn.",
         "Tổng sản phẩm Xoài tham gia xuất khẩu", "tấn", "2030"),
        ("Tuổi thọ trung bình đạt 76,6 tuổi.", "Tuổi thọ trung bình", "tuổi", "2021-2025"),
        ("Tổng tỷ suất sinh đạt 2,1 vào năm 2025.", "Tổng tỷ suất sinh", None, "2025"),
        ("Giảm tỷ suất tử vong xuống 16/100.000 trẻ em.", "Giảm tỷ suất tử vong",
         "/100.000 trẻ em", "2021-2025"),
        ("Thành lập tổ công nghệ số cộng đồng tại 100% thôn, bản trước ngày 31/8/2025.",
         "Thôn, bản thành lập tổ công nghệ số cộng đồng", "%", "2021-2025"),
        ("Giảm bình quân 15% chi trực tiếp cho đơn vị sự nghiệp so với năm 2021.",
         "Giảm bình quân chi trực tiếp cho đơn vị sự nghiệp so với năm 2021", "%", "2021-2025"),
        ("Tỷ lệ hộ nghèo giảm 1% trong giai đoạn từ năm 2026 đến năm 2030.",
         "Tỷ lệ hộ nghèo giảm", "%", "2026-2030"),
    ],
)  # fmt: skip
def test_how_an_indicator_is_worded(text: str, indicator: str, unit: str, period: str) -> None:
    (found,) = targets(text)
    assert (found.indicator, found.unit, found.period) == (indicator, unit, period)


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("Cơ cấu kinh tế (GRDP) của tỉnh đến năm 2025 công nghiệp - dịch vụ - nông nghiệp tương ứng"
         " đạt 62,3% - 28% - 9,7%.",
         ["Cơ cấu kinh tế (GRDP) của tỉnh: công nghiệp", "Cơ cấu kinh tế (GRDP) của tỉnh: dịch vụ",
          "Cơ cấu kinh tế (GRDP) của tỉnh: nông nghiệp"]),
        ("cơ cấu kinh tế của tỉnh với tỷ trọng công nghiệp - dịch vụ - nông nghiệp tương ứng là"
         " 64% - 28% - 8%.",
         ["Tỷ trọng công nghiệp trong cơ cấu kinh tế của tỉnh",
          "Tỷ trọng dịch vụ trong cơ cấu kinh tế của tỉnh",
          "Tỷ trọng nông nghiệp trong cơ cấu kinh tế của tỉnh"]),
        ("Bình quân 1 vạn dân có 27 giường bệnh và 10 bác sỹ.",
         ["Bình quân 1 vạn dân có giường bệnh", "Bình quân 1 vạn dân có bác sỹ"]),
        ("Tổng chi ngân sách tăng bình quân hàng năm 7%/năm, trong đó chi đầu tư chiếm tỷ trọng"
         " 40%.",
         ["Tổng chi ngân sách tăng bình quân hàng năm", "Tỷ trọng chi đầu tư"]),
        ("50% số xã đạt chuẩn nâng cao và 10% xã đạt chuẩn kiểu mẫu.",
         ["Số xã đạt chuẩn nâng cao", "Xã đạt chuẩn kiểu mẫu"]),
        ("diện tích các khu công nghiệp tăng từ 30% trở lên (tăng từ 4.000 ha trở lên).",
         ["Diện tích các khu công nghiệp tăng", "Diện tích các khu công nghiệp tăng"]),
        ("giá trị hàng hóa xuất khẩu đạt 400 triệu USD, tốc độ tăng bình quân 10 - 13%/năm.",
         ["Giá trị hàng hóa xuất khẩu", "Tốc độ tăng bình quân giá trị hàng hóa xuất khẩu"]),
        ("Cơ cấu kinh tế: công nghiệp - xây dựng chiếm 45%; dịch vụ: 40%; nông nghiệp 15%.",
         ["Cơ cấu kinh tế: công nghiệp - xây dựng", "Cơ cấu kinh tế: dịch vụ",
          "Cơ cấu kinh tế: nông nghiệp"]),
        ("Cắt giảm ít nhất 30% thời gian giải quyết thủ tục, 20% chi phí tuân thủ.",
         ["Cắt giảm thời gian giải quyết thủ tục", "Cắt giảm chi phí tuân thủ"]),
        ("Nâng tỷ lệ lao động qua đào tạo lên 75%, trong đó có chứng chỉ 35%.",
         ["Tỷ lệ lao động qua đào tạo", "Tỷ lệ lao động qua đào tạo có chứng chỉ"]),
        ("Hình thành ít nhất 100 doanh nghiệp khởi nghiệp, 50 doanh nghiệp khoa học công nghệ.",
         ["Hình thành doanh nghiệp khởi nghiệp", "Hình thành doanh nghiệp khoa học công nghệ"]),
    ],
)  # fmt: skip
def test_numbers_that_share_a_sentence(text: str, indicators: list[str]) -> None:
    assert [t.indicator for t in targets(text)] == indicators


@pytest.mark.parametrize(
    "sentence",
    [
        "Phấn đấu <target>100%</target> xã được công nhận; <target>tối thiểu 20 sản phẩm</target>"
        " đạt 3 sao trở lên.",
        "Sở A chủ trì, phấn đấu đến năm 2025 toàn tỉnh có"
        " <target>khoảng 80.000 doanh nghiệp</target>.",
        "Sở B chủ trì thúc đẩy hình thành <target>03 vườn ươm</target> công nghệ.",
        "Dành <target>tối thiểu 1.500 tỷ đồng</target> cho nhiệm vụ chỉnh trang đô thị.",
        "Tổ chức đối thoại với cộng đồng doanh nghiệp để lắng nghe khó khăn"
        " (<target>tối thiểu 3 lần/năm</target>).",
        "Cam kết <target>100%</target> thủ tục hành chính được công khai.",
        "Phối hợp tổ chức chương trình “Cà phê doanh nhân” <target>tối thiểu 01 lần/tháng</target>.",
        "Phủ sóng 5G phải đạt <target>90%</target> trong năm 2025 (đến nay mới đạt 39,5%).",
        # what one thing is like, what is, what was, how a thing is called
        "Hoàn thành và đưa vào hoạt động Bệnh viện đa khoa 1.500 giường.",
        "Nâng cấp, mở rộng ĐT 743 từ 6 đến 8 làn xe; kiềm chế cả 3 tiêu chí.",
        "Chăm sóc trẻ em dưới 5 tuổi; tổ chức tháng cao điểm 90 ngày.",
        "Năm 2020, kim ngạch xuất khẩu tăng 12%.",
        "Đã đào tạo 3.000 lượt người.",
        "Có 34/34 địa phương hoàn thành việc sử dụng thống nhất, đạt tỷ lệ 100%.",
        "Thực hiện với 06 nhiệm vụ trọng tâm sau.",
        "Cắt giảm hồ sơ đối với 324 thủ tục hành chính đã được tích hợp.",
    ],
)
def test_which_numbers_of_a_task_are_goals(sentence: str) -> None:
    text = _MARK.sub(r"\1", sentence)
    assert [t.value for t in targets(text, "tasks")] == _MARK.findall(sentence)


@pytest.mark.parametrize("zone", ["head", "basis", "closing", "footnote", "notice"])
def test_other_parts_of_a_document_set_no_goals(zone: Zone) -> None:
    assert targets("Phấn đấu tỷ lệ đô thị hóa đạt 85%.", zone) == ()


def test_context_sets_goals_only_where_it_announces_them() -> None:
    assert targets("Tỷ lệ đô thị hóa đạt 85%.", "context") == ()
    (found,) = targets("Bảo đảm đến hết năm 2030, có ít nhất 50% xã không ma túy.", "context")
    assert (found.indicator, found.period) == ("Xã không ma túy", "2030")


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        # a period holds for what follows in its sentence, not for the next sentence
        ("Đến năm 2025, 50% số xã đạt chuẩn; tỷ lệ che phủ đạt 57%. Tỷ lệ bảo hiểm đạt 95%.",
         ["2025", "2025", "2021-2025"]),
        # nor backwards over a clause
        ("Thu hút 80% nông dân tham gia; thu nhập đến năm 2025 đạt 90 triệu đồng.",
         ["2021-2025", "2025"]),
        # behind the number, in its own clause
        ("Hoàn thành 3.000 km cao tốc vào cuối năm 2025 và 5.000 km cao tốc vào cuối năm 2030.",
         ["2025", "2030"]),
        ("Đạt 20% xã, phường không ma túy năm 2025, đến hết năm 2030 đạt 50% xã, phường.",
         ["2025", "2030"]),
        # a comma within the words between does not give it to the next
        ("90% trẻ em được chăm sóc, nuôi dưỡng vào năm 2025 và 95% vào năm 2030.",
         ["2025", "2030"]),
        ("Giảm tỷ suất tử vong xuống dưới 9,5 vào năm 2025 và 9 vào năm 2030.", ["2025", "2030"]),
        # what is compared with is no period
        ("Thu nhập đến năm 2025 tăng ít nhất 1,8 lần so với năm 2020.", ["2025"]),
    ],
)  # fmt: skip
def test_for_when_a_target_is_set(text: str, periods: list[str]) -> None:
    assert [t.period for t in targets(text)] == periods


def test_the_heading_above_gives_the_period() -> None:
    text = "KẾ HOẠCH NĂM 2023\n2. Định hướng đến năm 2035\nQuy mô kinh tế số đạt 40% GRDP."
    head = Block(0, 0, 17, 0, "", "", "", None, False, "head", 0)
    heading = Block(1, 18, 44, 21, "2.", "2", "2", None, True, "targets", 0)
    body = Block(2, 45, len(text), 45, "", "", "2", 1, False, "targets", 0)
    (found,) = find_targets(Layout(text, (head, heading, body), ()), CONTEXT)
    assert found.period == "2035"
    (found,) = find_targets(Layout(text, (head, body._replace(parent=None)), ()), CONTEXT)
    assert found.period == "2023"
    ground = heading._replace(zone="basis")  # it names the periods of what the plan rests on
    (found,) = find_targets(Layout(text, (head, ground, body), ()), CONTEXT)
    assert found.period == "2023"


def test_the_span_cuts_the_evidence() -> None:
    text = "Sở A chủ trì thực hiện; phấn đấu tỷ lệ đô thị hóa đạt 85%, góp phần phát triển."
    whole = layout(text, "tasks")
    (found,) = find_targets(whole, CONTEXT)
    assert whole.text[found.start : found.end] == "tỷ lệ đô thị hóa đạt 85%"
    assert found.agencies == ()


# ---- one indicator, several wordings ------------------------------------------------------------


@given(
    st.lists(
        st.sampled_from(
            ["Tỷ lệ", "đạt", "85%", "đến năm 2025", ";", ",", "(", ")", "trong đó", "phấn đấu",
             "tăng", "8,5 - 8,7%/năm", "27 giường bệnh", "và", "có", "62,3% - 28% - 9,7%",
             ". Đồng thời", ":", "hình thành", "dưới 5 tuổi", "so với năm 2020", "100%",
             "tối thiểu 3 lần/năm", "x" * 50]
        ),
        max_size=40,
    )
)  # fmt: skip
def test_spans_cut_the_evidence_whatever_the_order_of_words(words: list[str]) -> None:
    whole = layout(" ".join(words))
    for found in find_targets(whole, CONTEXT):
        assert 0 <= found.start < found.end <= len(whole.text)
        assert found.value in whole.text[found.start : found.end]
        assert found.indicator == found.indicator.strip()


def test_a_row_of_bare_numbers_is_no_sentence() -> None:
    assert targets("5% " * 100) == ()
