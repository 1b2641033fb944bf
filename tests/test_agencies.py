"""Agencies as marked sentences: <a id=…> is in the register, <a name=…> is not."""

import re

import pytest

import ontology
from extract.agencies import find_agencies, find_issuer, name_issuer
from extract.layout import Context

BINH_DUONG = Context(
    issuer="UBND tỉnh Bình Dương",
    place="Bình Dương",
    place_kind="tỉnh",
    level="province",
    date="2024-12-13",
)
DONG_THAP = Context(
    issuer="UBND tỉnh Đồng Tháp",
    place="Đồng Tháp",
    place_kind="tỉnh",
    level="province",
    date="2025-12-01",
)
HO_CHI_MINH = Context(
    issuer="UBND Thành phố Hồ Chí Minh",
    place="Hồ Chí Minh",
    place_kind="thành phố",
    level="province",
    date="2025-11-19",
)
PRIME_MINISTER = Context(issuer="Thủ tướng Chính phủ", level="central", date="2025-11-27")

MARK = re.compile(r"<a (id|name)=([^>]*)>(.*?)</a>")


def check(marked, context):
    """Assert that the agencies found are the marked ones, with their spans."""
    expected, text, at = [], "", 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        expected.append((*mark.group(1, 2), len(text), len(text) + len(mark.group(3))))
        text += mark.group(3)
        at = mark.end()
    text += marked[at:]
    found = find_agencies(text, 0, len(text), context)
    assert [
        ("id", a.id, a.start, a.end) if a.id else ("name", a.name, a.start, a.end) for a in found
    ] == expected
    assert all(a.text == text[a.start : a.end] for a in found)
    names = ontology.register().agencies
    assert all(a.name.startswith(names[a.id].name) for a in found if a.id)


@pytest.mark.parametrize(
    "marked",
    [
        "Giao <a id=so-tai-chinh>Sở Tài chính</a> chủ trì",
        "<a id=so-khoa-hoc-va-cong-nghe>Sở KH&CN</a>; "
        "<a id=cac-don-vi-lien-quan>các cơ quan, đơn vị liên quan</a>",
        "các Sở: <a id=so-tai-chinh>Tài chính</a>, <a id=so-xay-dung>Xây dựng</a>, "
        "<a id=so-y-te>Y tế</a>",
        "<a id=so-tai-chinh>Sở Tài chính</a>, <a id=so-xay-dung>Xây dựng</a> phối hợp",
        "<a id=so-tai-chinh>Sở Tài chính</a>, xây dựng kế hoạch và nâng cấp cơ sở y tế",
        "<a id=so-tai-chinh>Sở Tài chính tỉnh Bình Dương</a> và "
        "<a name=Sở Tài chính tỉnh Long An>Sở Tài chính tỉnh Long An</a>",
        "phối hợp <a id=cac-so-ban-nganh>các sở, ban, ngành</a>, <a id=cac-doan-the>đoàn thể</a>, "
        "<a id=ubnd-cap-huyen>UBND các huyện, thị xã, thành phố</a> tổ chức",
        "<a id=cac-so-ban-nganh>Các Sở, ban, ngành</a>, "
        "<a id=ubnd-cap-huyen>Ủy ban nhân dân các huyện, thành phố</a> và "
        "<a id=cac-don-vi-lien-quan>đơn vị liên quan</a> tổ chức thực hiện",
        "Chánh <a id=van-phong-ubnd-tinh>Văn phòng Ủy ban nhân dân tỉnh</a>, Thủ trưởng "
        "<a id=cac-so-ban-nganh>các sở, ban, ngành</a>, "
        "<a id=cac-don-vi-truc-thuoc>đơn vị trực thuộc</a> và Chủ tịch "
        "<a id=ubnd-cap-huyen>Ủy ban nhân dân các huyện, thị xã, thành phố</a> chịu trách nhiệm",
        "<a id=cac-cap-cac-nganh>Các cấp, các ngành</a>, "
        "<a id=cac-co-quan-don-vi>các cơ quan, đơn vị</a> thực hiện nghiêm túc",
        "<a id=ngan-hang-nha-nuoc-chi-nhanh-tinh>Ngân hàng nhà nước Việt Nam - Chi nhánh tỉnh "
        "Bình Dương</a> tiếp tục",
        "<a id=ban-quan-ly-cac-khu-cong-nghiep>Ban Quản lý các Khu công nghiệp Bình Dương</a>",
        "<a id=lien-minh-hop-tac-xa-tinh>Liên minh Hợp tác xã</a> chủ trì",
        "<a id=ban-tuyen-giao-tinh-uy>Ban Tuyên giáo Tỉnh ủy</a>, "
        "<a id=cac-co-quan-bao-chi>các cơ quan thông tấn, báo chí</a>, "
        "<a id=cac-so-ban-nganh>các Sở, ngành</a> và <a id=ubnd-cap-huyen>địa phương</a> tổ chức",
        "<a name=UBND thành phố Thủ Dầu Một>UBND thành phố Thủ Dầu Một</a> và "
        "<a name=UBND huyện Bàu Bàng>UBND huyện Bàu Bàng</a>",
        "Công văn số 11033/STC-CSTH của <a id=so-tai-chinh>STC</a>",
        "Giám đốc <a id=so-tai-chinh>sở Tài chính</a>; cơ sở Y tế; cán bộ Công an",
        "<a name=Trung tâm Y tế cấp huyện>Trung tâm Y tế các huyện, thị xã, thành phố</a>",
        "<a name=Hội Nông dân cấp xã>Hội Nông dân các xã, phường</a> vận động",
        "<a id=ubnd-cap-huyen>UBND 09 huyện, thị xã, thành phố</a> báo cáo",
        "<a id=ban-quan-ly-khu-kinh-te>Ban Quản lý Khu kinh tế</a>, "
        "<a name=Ban Quản lý Khu kinh tế Đông Nam>Ban Quản lý Khu kinh tế Đông Nam</a>",
        "<a id=pho-thu-tuong-chinh-phu>Phó Thủ tướng Chính phủ</a>; "
        "<a id=thu-tuong-chinh-phu>Thủ tướng Chính phủ</a>",
        "<a id=tinh-uy>Tỉnh ủy</a>, <a id=hdnd-tinh>HĐND</a>, <a id=ubnd-tinh>UBND tỉnh</a>",
        "Hội nghị, Báo cáo, Trường hợp, Phòng chống ma túy, Ban hành kèm theo",
        "lực lượng Công an nhân dân; cán bộ y tế; trụ sở tài chính",
    ],
)
def test_a_province_before_july_2025(marked):
    check(marked, BINH_DUONG)


@pytest.mark.parametrize(
    "marked",
    [
        "<a id=cac-co-quan-don-vi>các cơ quan, đơn vị</a>, <a id=ubnd-cap-xa>địa phương</a> "
        "tham mưu <a id=ubnd-tinh>Uỷ ban nhân dân Tỉnh</a>",
        "<a id=hiep-hoi-doanh-nghiep-tinh>Hiệp hội Doanh nghiệp tỉnh</a>, "
        "<a id=hoi-nong-dan-tinh>Hội nông dân tỉnh</a>, "
        "<a id=lien-minh-hop-tac-xa-tinh>Liên minh HTX</a>",
        "<a id=ban-quan-ly-khu-kinh-te>Ban Quản lý khu Kinh tế tỉnh Đồng Tháp</a>, "
        "<a name=Các doanh nghiệp viễn thông>các doanh nghiệp viễn thông</a>, "
        "<a id=cac-don-vi-lien-quan>các đơn vị có liên quan</a>",
        "<a id=cac-so-ban-nganh>Sở, ban, ngành có liên quan</a>",
        "<a id=ubnd-cap-xa>UBND các xã, phường, đặc khu</a>",
        "<a id=thue-tinh>Thuế tỉnh</a>, "
        "<a id=kho-bac-nha-nuoc-khu-vuc>Kho bạc nhà nước khu vực XI</a>",
        "<a name=Trung tâm Xúc tiến đầu tư, thương mại và du lịch>Trung tâm Xúc tiến đầu tư, "
        "thương mại và du lịch</a> phối hợp",
    ],
)
def test_a_province_after_july_2025(marked):
    check(marked, DONG_THAP)


@pytest.mark.parametrize(
    "marked",
    [
        "<a id=cong-an-thanh-pho>Công An Thành phố</a>, "
        "<a id=bo-tu-lenh-thanh-pho>Bộ Tư lệnh Thành phố</a>",
        "<a name=Trung tâm Chuyển đổi số Thành phố>Trung tâm Chuyển đổi số Thành phố</a> chủ trì",
        "<a id=cac-so-ban-nganh>Các sở ngành liên quan</a>, "
        "<a name=Viện Nghiên cứu phát triển Thành phố>Viện Nghiên cứu phát triển Thành phố</a>",
        "<a id=so-quy-hoach-kien-truc>Sở Quy hoạch - Kiến trúc</a> và "
        "<a id=so-nong-nghiep-va-moi-truong>Sở Nông nghiệp và Môi trường</a> hướng dẫn",
        "<a id=van-phong-ubnd-thanh-pho>Văn phòng Ủy ban nhân dân TP.HCM</a>",
    ],
)
def test_a_city(marked):
    check(marked, HO_CHI_MINH)


@pytest.mark.parametrize(
    "marked",
    [
        "<a id=cac-bo-nganh>Các Bộ trưởng, Thủ trưởng cơ quan ngang bộ, Thủ trưởng cơ quan thuộc "
        "Chính phủ</a>, Chủ tịch <a id=ubnd-cap-tinh>Ủy ban nhân dân các tỉnh, thành phố</a> và "
        "<a id=cac-don-vi-lien-quan>các cơ quan, tổ chức, cá nhân có liên quan</a> chịu",
        "<a id=cac-bo-nganh>các bộ, ngành</a>, <a id=ubnd-cap-tinh>địa phương liên quan</a>",
        "<a name=UBND thành phố Hà Nội>Ủy ban nhân dân thành phố Hà Nội</a>, "
        "<a name=UBND Thành phố Hồ Chí Minh>Thành phố Hồ Chí Minh</a> chủ trì",
        "<a id=bo-tai-nguyen-va-moi-truong>Bộ Tài nguyên và môi trường</a>, "
        "<a id=dai-truyen-hinh-viet-nam>VTV</a>",
        "<a name=Tổng công ty Cảng hàng không Việt Nam>Tổng công ty Cảng hàng không Việt Nam</a>:",
    ],
)
def test_the_centre(marked):
    check(marked, PRIME_MINISTER)


@pytest.mark.parametrize(
    ("phrase", "context", "issuer"),
    [
        ("của Ủy ban nhân dân tỉnh", BINH_DUONG, "UBND tỉnh Bình Dương"),
        ("Hội đồng nhân dân tỉnh", BINH_DUONG, "HĐND tỉnh Bình Dương"),
        ("Tỉnh ủy", BINH_DUONG, "Tỉnh ủy Bình Dương"),
        ("Ban Thường vụ Tỉnh ủy", DONG_THAP, "Ban Thường vụ Tỉnh ủy Đồng Tháp"),
        ("UBND Thành phố", HO_CHI_MINH, "UBND Thành phố Hồ Chí Minh"),
        ("của UBND tỉnh Đồng Tháp", PRIME_MINISTER, "UBND tỉnh Đồng Tháp"),
        ("Ban Chấp hành Trung ương Đảng khóa XIII", BINH_DUONG, "Ban Chấp hành Trung ương"),
        (
            "Hội nghị lần thứ năm Ban chấp hành Trung ương Đảng khóa XII",
            BINH_DUONG,
            "Ban Chấp hành Trung ương",
        ),
        ("Bộ trưởng Bộ Công an", DONG_THAP, "Bộ Công an"),
        ("Thủ tướng Chính phủ", BINH_DUONG, "Thủ tướng Chính phủ"),
        ("Giám đốc Sở Kế hoạch và Đầu tư tỉnh", BINH_DUONG, "Sở Kế hoạch và Đầu tư"),
        ("về việc của Chính phủ", BINH_DUONG, None),
    ],
)
def test_an_issuer_is_named_with_its_place(phrase, context, issuer):
    assert name_issuer(phrase, context) == issuer


def test_an_issuer_is_found_where_it_begins():
    text = "Kế hoạch số 5/KH-UBND của Ủy ban nhân dân tỉnh về"
    found = find_issuer(text, text.index(" của"), len(text), BINH_DUONG)
    assert text[found.start : found.end] == found.text == "Ủy ban nhân dân tỉnh"


def _by_itself():
    """Each entry of the register with a context in which its bare name is complete."""
    for entry in ontology.register().agencies.values():
        if entry.level == "central":
            yield entry, PRIME_MINISTER
        elif entry.means or entry.level in ("district", "commune"):
            continue  # named only with a unit, or by what they mean
        elif entry.province_kind == "thành phố":
            yield entry, HO_CHI_MINH
        else:
            yield entry, BINH_DUONG


@pytest.mark.parametrize(
    ("entry", "context"),
    list(_by_itself()),
    ids=lambda value: value.id if hasattr(value, "id") else "",
)
def test_every_name_of_the_register_is_found_by_itself(entry, context):
    found = find_agencies(entry.name, 0, len(entry.name), context)
    assert [(a.id, a.start, a.end) for a in found] == [(entry.id, 0, len(entry.name))]


@pytest.mark.parametrize(
    ("context", "means"),
    [
        (BINH_DUONG, "ubnd-cap-huyen"),
        (DONG_THAP, "ubnd-cap-xa"),
        (HO_CHI_MINH, "ubnd-cap-xa"),
        (PRIME_MINISTER, "ubnd-cap-tinh"),
        (Context(), "cac-dia-phuong"),
    ],
)
def test_localities_are_the_committees_below(context, means):
    (found,) = find_agencies("các địa phương", 0, 15, context)
    assert found.id == means
    assert found.group


# What the slots of a spelling may stand for.
SLOTS = {
    "{các tỉnh}": "các tỉnh, thành phố",
    "{các huyện}": "các huyện, thị xã, thành phố",
    "{các xã}": "các xã, phường",
    "{các cấp}": "các cấp",
    "{số}": "II",
}


def test_every_spelling_of_the_register_gives_its_one_id():
    for entry, context in _by_itself():
        for spelling in entry.spellings:
            text = spelling.replace("{tỉnh}", entry.place_word)
            for slot, words in SLOTS.items():
                text = text.replace(slot, words)
            found = find_agencies(text, 0, len(text), context)
            assert [(a.id, a.text) for a in found] == [(entry.id, text)], spelling


def test_case_and_tone_placement_do_not_matter():
    for text in ("UỶ BAN NHÂN DÂN TỈNH", "Uỷ ban nhân dân tỉnh", "ủy ban nhân dân Tỉnh"):
        (found,) = find_agencies(text, 0, len(text), DONG_THAP)
        assert (found.id, found.text) == ("ubnd-tinh", text)


def test_the_same_text_gives_the_same_agencies_wherever_it_stands():
    sentence = "Giao Sở Tài chính, Công an tỉnh phối hợp các sở, ngành, địa phương"
    alone = find_agencies(sentence, 0, len(sentence), DONG_THAP)
    text = f"Điều 1. {sentence}; Sở Y tế."
    within = find_agencies(text, 8, 8 + len(sentence), DONG_THAP)
    assert [(a.name, a.start + 8, a.end + 8) for a in alone] == [
        (a.name, a.start, a.end) for a in within
    ]


@pytest.mark.parametrize(
    "unit",
    [
        "HĐND, ",
        "các doanh nghiệp và doanh nghiệp và ",
        "cơ quan, đơn vị, ",
        "Sở ",
        "Trung tâm ",
        "các huyện, ",
        "Sở Tài chính, Y tế, ",
        "UBND, UBND tỉnh, ",
        "của ",
        "Hội nghị lần thứ ",
    ],
)
def test_long_lists_end(unit):
    text = unit * 3000
    for context in (BINH_DUONG, PRIME_MINISTER):
        found = find_agencies(text, 0, len(text), context)
        assert all(0 <= a.start < a.end <= len(text) for a in found)
        assert [a.start for a in found] == sorted(a.start for a in found)
        find_issuer(text, 0, len(text), context)
