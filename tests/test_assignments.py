"""Assignments: marked sentences. <lead> and <with> are the bodies that a clause charges."""

import re

import pytest

from extract.agencies import find_agencies
from extract.assignments import read_charge
from extract.layout import Context

PROVINCE = Context(
    issuer="UBND tỉnh Bình Dương",
    place="Bình Dương",
    place_kind="tỉnh",
    level="province",
    date="2024-12-13",
)
TAG = re.compile(r"</?(?:lead|with)(?: basis=(\w+))?>")


def charge_of(marked):
    text = TAG.sub("", marked)
    mentions = find_agencies(text, 0, len(text), PROVINCE)
    return text, read_charge(text, 0, len(text), mentions)


def expected(marked, role):
    """The spans of the text without tags that ``role`` marks."""
    spans, done, opened = [], 0, 0
    for tag in re.finditer(r"<(/?)(lead|with)[^>]*>", marked):
        done_before = tag.start() - done
        if tag.group(1) == "" and tag.group(2) == role:
            opened = done_before
        elif tag.group(2) == role:
            spans.append((opened, done_before))
        done += tag.end() - tag.start()
    return spans


@pytest.mark.parametrize(
    "marked",
    [
        "<lead basis=explicit>Sở Tài chính</lead> chủ trì, phối hợp với <with>các Sở, ban, ngành"
        "</with> điều hành thu, chi ngân sách.",
        "<lead basis=explicit>Sở Tài chính</lead> chủ trì phối hợp cùng <with>các Sở, ban, ngành"
        "</with> và <with>các đơn vị liên quan</with> điều hành hiệu quả.",
        "Giao <lead basis=explicit>Sở Tài chính</lead> chủ trì, phối hợp với <with>Công an tỉnh"
        "</with> tham mưu Ủy ban nhân dân tỉnh bố trí kinh phí.",
        "Căn cứ hướng dẫn của Bộ Y tế, <lead basis=implicit>Sở Y tế</lead> xây dựng khung kế hoạch.",
        "Căn cứ Kế hoạch này và Quyết định của Bộ Công an, <lead basis=implicit>các sở, ban, ngành"
        "</lead> tổ chức quán triệt, triển khai thực hiện.",
        "<lead basis=explicit>Sở Y tế</lead> chủ trì, phối hợp chặt chẽ, quyết liệt với <with>Sở Tài "
        "chính</with> tổ chức tuyên truyền.",
        "Thủ trưởng <lead basis=explicit>các cơ quan: Văn phòng UBND tỉnh</lead>, <lead>Sở Công "
        "Thương</lead> chịu trách nhiệm thi hành.",
        "Giao <lead basis=explicit>các sở, ban, ngành</lead>, <lead>Ủy ban nhân dân các huyện, thị "
        "xã, thành phố</lead> xây dựng các kế hoạch cụ thể.",
        "<lead basis=implicit>Cục Thuế tỉnh</lead> tiếp tục đẩy mạnh cải cách thủ tục hành chính.",
        "<lead basis=implicit>Sở Xây dựng</lead> phối hợp <with>các Sở, ban, ngành</with>: tham mưu "
        "Ủy ban nhân dân tỉnh xây dựng nhà ở xã hội.",
        "<lead basis=explicit>Công an tỉnh</lead>, <lead>Bộ Chỉ huy quân sự tỉnh</lead> chủ trì, "
        "phối hợp với <with>các Sở, ban, ngành</with> tổ chức thực hiện:",
        "Chánh <lead basis=explicit>Văn phòng Ủy ban nhân dân tỉnh</lead>, Thủ trưởng <lead>các sở, "
        "ban, ngành</lead> và Chủ tịch <lead>Ủy ban nhân dân các huyện, thị xã, thành phố</lead> "
        "chịu trách nhiệm thi hành Quyết định này.",
        "Định kỳ <lead basis=implicit>các Sở, ban, ngành</lead> và <lead>UBND các huyện, thị xã, "
        "thành phố</lead> báo cáo kết quả thực hiện, gửi Sở Kế hoạch và Đầu tư để tổng hợp.",
        "Trên cơ sở Kế hoạch này, <lead basis=implicit>các sở, ban, ngành</lead> tổ chức thực hiện "
        "nhiệm vụ được giao.",
        "Căn cứ kế hoạch này, Giám đốc <lead basis=implicit>các Sở</lead>, <lead>cơ quan cấp tỉnh</lead>, <lead>"
        "UBND các huyện, thị xã, thành phố</lead> xây dựng kế hoạch cụ thể.",
        "Ủy ban nhân dân tỉnh yêu cầu <lead basis=implicit>các sở, ban, ngành</lead>, <lead>đoàn thể các cấp"
        "</lead> có trách nhiệm thực hiện:",
        "Đề nghị: <lead basis=implicit>Hội Nông dân tỉnh</lead>, <lead>Liên minh Hợp tác xã Tỉnh"
        "</lead>",
        "Trách nhiệm của <lead basis=implicit>Sở Y tế</lead>",
        # who works along is named without a lead
        "Phối hợp chặt chẽ với <with>Công an tỉnh</with> và <with>các đơn vị có liên quan</with> "
        "kịp thời xử lý.",
        "Tăng tỷ lệ tái chế. Phối hợp <with>Sở Công Thương</with>, <with>Sở Văn hóa, Thể thao và Du "
        "lịch</with> xây dựng giải pháp quản lý chất thải nhựa.",
        # a list of one form, and one that semicolons part before the work is said
        "Giao <lead basis=explicit>Sở Nội vụ</lead> chủ trì, phối hợp với các Sở: <with>Tài chính</with>, "
        "<with>Y tế</with> và <with>các đơn vị liên quan</with> rà soát quy định.",
        "Giao <lead basis=explicit>Sở Công Thương</lead> chủ trì, phối hợp với <with>các Sở, ban, ngành</with>; "
        "<with>UBND các xã</with>; <with>các cơ quan liên quan</with> triển khai Kế hoạch.",
        "<lead basis=explicit>Sở Tài chính</lead> phối hợp với <with>Sở Y tế</with>; <lead>Sở Nội vụ</lead> chủ "
        "trì, phối hợp với <with>Công an tỉnh</with> kiểm tra.",
        "Chánh <lead basis=explicit>Văn phòng Ủy ban nhân dân tỉnh</lead>, Cục trưởng <lead>Cục Thống "
        "kê tỉnh</lead>, Thủ trưởng <lead>các đơn vị liên quan</lead> chịu trách nhiệm thi hành.",
        # other words for working along
        "Kết hợp chặt chẽ với <with>các cơ quan báo chí</with> kịp thời đưa tin.",
        "Thường xuyên phối hợp, cung cấp thông tin với <with>các sở, ngành</with> về sản xuất.",
        "Chủ trì tham mưu Ủy ban nhân dân tỉnh phối hợp <with>Bộ Y tế</with> tổ chức thực hiện.",
        # who works along may be said behind them
        "<lead basis=explicit>Sở Y tế</lead> chủ trì, <with>Sở Tài chính</with>, <with>UBND các xã</with> phối hợp.",
        "Kiểm tra bếp ăn (<lead basis=explicit>Sở Y tế</lead> chủ trì; <with>Công an tỉnh</with> phối hợp; quý II/2026).",
        "<lead basis=explicit>Sở Công Thương</lead> chủ trì, cùng <with>Điện lực Bình Dương</with> bảo đảm cung ứng.",
        "Chỉ đạo Cục Thuế tỉnh phối hợp với <with>Sở Tài chính</with> rà soát đối tượng.",
        "Đôn đốc các chủ đầu tư phối hợp với các cơ quan chức năng đẩy nhanh tiến độ.",
        # behind a topic, and in the brackets that end a heading
        "Về giao thông: <lead basis=implicit>Sở Xây dựng</lead>, <lead>Công an tỉnh</lead> tăng cường kiểm tra.",
        "Thành phần gồm: Sở Xây dựng, Công an tỉnh.",
        "Bảo đảm an toàn, an ninh mạng (<lead basis=explicit>Công an tỉnh</lead> và <lead>Sở Y tế</lead>)",
        "Hằng quý báo cáo Ủy ban nhân dân tỉnh (Sở Y tế).",
        # groups without an article, where only a body can stand
        "Phối hợp với <with>doanh nghiệp</with>, <with>viện nghiên cứu</with>, <with>trường đại học"
        "</with> triển khai mô hình.",
        "Chủ động phối hợp với <with>Công an</with>, <with>lực lượng Hải quan</with> triển khai tuần tra.",
        "Hỗ trợ doanh nghiệp phối hợp với đơn vị cung cấp phần mềm.",
        # nobody is charged
        "Tham mưu Ủy ban nhân dân tỉnh triển khai đồng bộ Kết luận của Bộ Chính trị.",
        "Thực hiện nguyên tắc “một cơ quan thực hiện nhiều việc, một việc chỉ giao Sở Nội vụ chủ trì "
        "và chịu trách nhiệm chính”.",
        "Tăng cường công tác phối hợp giữa các Sở, ban, ngành trong việc thực hiện.",
        "Triển khai các dự án do Sở Xây dựng chủ trì theo chức năng, nhiệm vụ được giao.",
        "Nghiên cứu phương án giao Sở Giáo dục và Đào tạo quản lý trực tiếp các trường.",
        "Xây dựng kế hoạch, trong đó phân công đơn vị chủ trì để triển khai thực hiện.",
        "Quy định trách nhiệm người đứng đầu các cơ quan nhà nước chịu trách nhiệm trực tiếp.",
        "Thành phần gồm Công an tỉnh. Sở Tư pháp và Sở Nội vụ là thành viên.",
    ],
)
def test_a_clause_charges_whom_it_names(marked):
    text, charge = charge_of(marked)
    leads = [(m.start, m.end) for m in charge.leads]
    others = [(m.start, m.end) for m in charge.coordinating]
    assert [text[a:b] for a, b in leads] == [text[a:b] for a, b in expected(marked, "lead")]
    assert [text[a:b] for a, b in others] == [text[a:b] for a, b in expected(marked, "with")]
    basis = re.search(r"basis=(\w+)", marked)
    assert charge.basis == (basis.group(1) if basis else "none")


@pytest.mark.parametrize(
    "clause", ["Chủ trì, phối hợp với Sở Y tế xây dựng đề án.", "Là cơ quan đầu mối, chủ trì."]
)
def test_a_clause_may_lead_without_a_name(clause):
    assert charge_of(clause)[1].leads_alone


def test_a_clause_may_break_off_before_who_works_along():
    assert charge_of("Chủ trì, phối hợp")[1].opens_coordination
    assert not charge_of("Chủ trì, phối hợp với Sở Y tế")[1].opens_coordination


@pytest.mark.parametrize(
    ("clause", "only"),
    [("Sở Khoa học và Công nghệ", True), ("Sở Xây dựng:", True), ("Sở Y tế rà soát", False)],
)
def test_a_heading_may_be_nothing_but_a_name(clause, only):
    assert charge_of(clause)[1].only_names is only


def test_what_stands_before_names_may_be_said_many_times():
    """Each had two ways to be read, so that forty took 2 ** 40 steps."""
    clause = (
        "Sở Tư pháp chủ trì, phối hợp với các sở, ngành, " + "Sở " * 40 + "và đơn vị liên quan."
    )
    _, charge = charge_of(clause)
    assert charge is not None
