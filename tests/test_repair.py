import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.canonical import Canonical, Edit
from extract.repair import mend
from extract.syllables import is_syllable, split_glued

PLAN = (
    "Thực hiện Nghị quyết của Chính phủ về nhiệm vụ, giải pháp; các sở, ban, ngành phối hợp với "
    "công an tỉnh đẩy mạnh phát triển đô thị và nâng cao chất lượng.\n"
)


def mended(text):
    canonical, issues = mend(text)
    return canonical.text, {issue.code for issue in issues}


@pytest.mark.parametrize(
    ("broken", "clean", "code"),
    [
        ("ñẩy mạnh ñầu tư, ðảng ủy, Ðồng Nai", "đẩy mạnh đầu tư, Đảng ủy, Đồng Nai", "legacy-letters"),
        ("Nghị quyết số 24-\nNQ/TW", "Nghị quyết số 24-NQ/TW", "symbol-joined"),
        ("Kết luận số 132- KL/TW", "Kết luận số 132-KL/TW", "symbol-joined"),
        ("Quyết định số 790/\nQĐ-TTg", "Quyết định số 790/QĐ-TTg", "symbol-joined"),
        ("Qu ả ng Ngãi th ự c hi ệ n", "Quảng Ngãi thực hiện", "torn-word"),
        ("Lao động và x ã hội, Đặ ng Minh", "Lao động và xã hội, Đặng Minh", "torn-word"),
        ("và X ã hội, Đặ ng Minh", "và Xã hội, Đặng Minh", "torn-word"),
        ("dịch Covid-\n19", "dịch Covid-19", "hyphen-wrap"),
        ("giai đoạn 2022- 2025", "giai đoạn 2022-2025", "hyphen-wrap"),
        (PLAN + "củaChính phủvềnhiệm vụ", PLAN + "của Chính phủ về nhiệm vụ", "glued-words"),
        (PLAN + "đẩymạnh, nângcao", PLAN + "đẩy mạnh, nâng cao", "glued-words"),
        ("số 24-NQ/TWngày 07/10/2022", "số 24-NQ/TW ngày 07/10/2022", "glued-words"),
        ("ngày 06tháng 09 năm 2024", "ngày 06 tháng 09 năm 2024", "glued-number"),
        ("năm 2025.Ưu tiên", "năm 2025. Ưu tiên", "glued-stop"),
        ("thực hiện Đề án1 cây xanh\n1Quyết định số 5", "thực hiện Đề án cây xanh\n1Quyết định số 5",
         "note-mark"),
        ("Sở\u00a0Tài\u200b chính  và\u00ad", "Sở Tài chính và", "spacing"),
        ("**I. MỤC\nTIÊU**\nmột", "I. MỤC TIÊU\nmột", "spacing"),
        ("# QUYẾT ĐỊNH", "QUYẾT ĐỊNH", "heading-mark"),
        (r"7\. Sở Y tế \- Sở Nội vụ", "7. Sở Y tế - Sở Nội vụ", "escape"),
        ("QUYẾT NGHỊ:\nĐiều\n1.\nĐoàn giám sát", "QUYẾT NGHỊ:\nĐiều 1.\nĐoàn giám sát",
         "torn-marker"),
        ("một\r\nhai", "một\nhai", "spacing"),
    ],
)  # fmt: skip
def test_damage_is_mended_and_said(broken, clean, code):
    text, codes = mended(broken)
    assert text == clean
    assert code in codes


@pytest.mark.parametrize(
    "whole",
    [
        "Tân Mỹ Ñandú là một tên", "España", "32 km2 đất", "khí CO2 và COP26", "mạng 5G",
        "logistics, startup, video", "Fablab, VNeID, iPhone", "TP.HCM", "v.v.", "24/24 giờ",
        "kinh tế - xã hội", "điểm c ở mục 2",
    ],
)  # fmt: skip
def test_what_is_whole_stays(whole):
    assert mended(whole)[0] == whole


def test_letters_with_separate_marks_are_composed():
    text, codes = mended(unicodedata.normalize("NFD", PLAN))
    assert text == PLAN
    assert codes == {"composed"}


def test_every_repair_names_the_place_it_mended():
    received = "Kết luận số 132- KL/TW\nNghị quyết số 24-\nNQ/TW"
    _, issues = mend(received)
    assert [received[i.start : i.end] for i in issues] == ["- ", "-\n"]


@given(st.text(alphabet="aăâđêôơư ñð\u0301\u0323\r\n-*#|1/.QTW", max_size=80))
def test_the_map_back_never_leaves_the_text(received):
    canonical, issues = mend(received)
    assert len(canonical.offsets) == len(canonical.text)
    assert list(canonical.offsets) == sorted(canonical.offsets)
    for issue in issues:
        assert 0 <= issue.start <= issue.end <= len(received)
    for start in range(len(canonical.text)):
        first, last = canonical.received_span(start, start + 1)
        assert 0 <= first < last <= len(received)


def test_edits_keep_where_each_code_point_stood():
    edited = Canonical.of("ab  cd").edited([Edit(2, 4, " "), Edit(5, 5, "-")])
    assert edited.text == "ab c-d"
    assert edited.received_span(0, 4) == (0, 5)
    assert edited.received_span(3, 6) == (4, 6)


@pytest.mark.parametrize("word", ["nghiêng", "quyết", "giữ", "Đầu", "uỷ", "yêu", "khuya", "giếng"])
def test_a_syllable(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["củaChính", "logistics", "đápứng", "ngg", "tớiđây", "xyz"])
def test_no_syllable(word):
    assert not is_syllable(word)


def test_glued_words_part_only_into_words_of_the_document():
    known = {"nâng", "cao", "chất", "lượng"}
    assert split_glued("Nângcaochất", known) == ("Nâng", "cao", "chất")
    assert split_glued("nângniu", known) == ()
