"""Citations: the marked sentences of tests/marked/citations.txt, and what needs a layout."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import SourceText, extract
from extract.citations import find_citations, key
from extract.layout import Block, Context, Layout, Zone
from extract.record import Citation

BINH_DUONG = Context(
    number="7099/KH-UBND",
    issuer="UBND tỉnh Bình Dương",
    place="Bình Dương",
    place_kind="tỉnh",
    level="province",
    date="2024-12-13",
    kind="Kế hoạch",
)
SENTENCES = Path(__file__).parent / "marked" / "citations.txt"
TAG = re.compile(r"<c(?P<said>[^>]*)>|</c>")
SAID = re.compile(r'(\w+)=(?:"([^"]*)"|(\S+))')


@dataclass(frozen=True)
class Expected:
    text: str
    number: str | None
    date: str | None
    issuer: str | None
    relation: str
    by: str


def unmark(marked: str) -> tuple[str, list[Expected]]:
    """Strip the tags off a text and read what they promise, in order of opening."""
    text, opened, expected = "", [], []
    done = 0
    for tag in TAG.finditer(marked):
        text += marked[done : tag.start()]
        done = tag.end()
        if tag["said"] is None:
            start, said = opened.pop()
            found = Expected(
                text[start:],
                said.get("number"),
                said.get("date"),
                said.get("issuer"),
                said.get("relation", "cites"),
                said.get("by", "this"),
            )
            expected.append((start, -len(text), found))
        else:
            said = {name: quoted or bare for name, quoted, bare in SAID.findall(tag["said"])}
            opened.append((len(text), said))
    return text + marked[done:], [found for *_, found in sorted(expected, key=lambda e: e[:2])]


def lay_out(text: str, zone: Zone = "tasks", part: int = 0) -> Layout:
    """One block a line; a line in capitals heads those after it, and the first is the title."""
    blocks: list[Block] = []
    start, parent = 0, None
    for index, line in enumerate(text.split("\n")):
        heading = line.isupper()
        blocks.append(
            Block(
                index=index,
                start=start,
                end=start + len(line),
                body=start,
                marker="",
                enumerator="",
                section="",
                parent=None if heading else parent,
                heading=heading,
                zone="head" if heading and index == 0 else zone,
                part=part,
            )
        )
        parent = index if heading else parent
        start += len(line) + 1
    return Layout(text, tuple(blocks), ())


def check(marked: str, zone: Zone = "tasks", part: int = 0) -> tuple[Citation, ...]:
    text, expected = unmark(marked)
    found = find_citations(lay_out(text, zone, part), BINH_DUONG)
    said = [
        Expected(text[c.start : c.end], c.number, c.date, c.issuer, c.relation, c.cited_by)
        for c in found
    ]
    assert said == expected
    return found


def marked_sentences() -> list[str]:
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("marked", marked_sentences())
def test_a_marked_sentence(marked: str) -> None:
    check(marked)


def test_the_preamble_gives_the_legal_basis() -> None:
    check(
        """\
Căn cứ <c date=2015-06-19 relation=legal_basis>Luật Tổ chức chính phủ ngày 19 tháng 6 năm 2015</c>;
Căn cứ <c number=71/NQ-CP relation=legal_basis>Nghị quyết số 71/NQ-CP</c> và \
<c number=10-CTr/TU relation=legal_basis>Chương trình số 10-CTr/TU</c> về thực hiện \
<c number=57-NQ/TW relation=implements by=10-CTr/TU>Nghị quyết số 57-NQ/TW</c>;
Theo đề nghị của Sở Công Thương tại \
<c number=298/TTr-SCT issuer="Sở Công Thương" relation=legal_basis>Tờ trình số 298/TTr-SCT</c>;
Thực hiện <c number=50/NQ-CP relation=implements>Nghị quyết số 50/NQ-CP</c>.""",
        zone="basis",
    )


def test_a_document_does_not_cite_itself() -> None:
    check(
        """\
Thực hiện <c number=31/CT-TTg relation=implements>Chỉ thị số 31/CT-TTg</c> về an toàn giao thông, \
Ủy ban nhân dân tỉnh ban hành kế hoạch triển khai thực hiện \
<c number=31/CT-TTg relation=implements>Chỉ thị số 31/CT-TTg</c> như sau:"""
    )


def test_a_heading_makes_its_list_the_legal_basis() -> None:
    check(
        """\
CĂN CỨ XÂY DỰNG KẾ HOẠCH
<c number=18/CT-TTg relation=legal_basis>Chỉ thị 18/CT-TTg</c> về việc xây dựng kế hoạch;
TỔ CHỨC THỰC HIỆN
Xem <c number=18/CT-TTg>Chỉ thị 18/CT-TTg</c>."""
    )


def test_a_title_broken_after_its_verb_is_read_on() -> None:
    check(
        """\
Kế hoạch
Thực hiện <c number=111-CTr/TU relation=implements>Chương trình số 111-CTr/TU</c> về thực hiện
<c number=29-NQ/TW relation=implements by=111-CTr/TU>Nghị quyết số 29-NQ/TW</c>""",
        zone="head",
    )


def test_the_own_number_is_no_citation() -> None:
    check("Số: 7099/KH-UBND", zone="head")
    check("(Kèm theo Kế hoạch số 7099/KH-UBND ngày 13/12/2024)", zone="annex")


def test_the_own_number_of_another_year_is_another_document() -> None:
    check(
        "Xem <c number=7099/KH-UBND date=2021-12-22>Kế hoạch số 7099/KH-UBND ngày 22/12/2021</c>."
    )


def test_a_plan_names_the_decision_with_which_it_is_issued() -> None:
    check(
        "(Ban hành kèm theo <c number=7099/KH-UBND date=2024-12-13 relation=attached_to>"
        "Kế hoạch số 7099/KH-UBND ngày 13/12/2024</c>)",
        zone="head",
        part=1,
    )


def test_what_surrounds_a_document_holds_nothing() -> None:
    check("Thực hiện Nghị quyết số 57-NQ/TW", zone="notice")


def test_the_own_title_is_no_citation() -> None:
    check(
        "KẾ HOẠCH PHÁT TRIỂN CÔNG NGHIỆP TỈNH BÌNH DƯƠNG\n"
        "Giải pháp thực hiện Kế hoạch phát triển công nghiệp tỉnh Bình Dương giai đoạn 2021-2025."
    )


def test_a_short_form_takes_nothing_from_the_full_one() -> None:
    full, short = check(
        """\
Xem <c number=24-NQ/TW date=2022-10-07 issuer="Bộ Chính trị">Nghị quyết số 24-NQ/TW ngày \
07/10/2022 của Bộ Chính trị</c>.
Xem <c number=24-NQ/TW>Nghị quyết số 24-NQ/TW</c>."""
    )
    assert key(full) == ("Nghị quyết", "24-NQ/TW", "2022-10-07", "Bộ Chính trị")
    assert key(short) == ("Nghị quyết", "24-NQ/TW", None, None)


PIECES = [
    *("Nghị quyết", "Luật", "Đề án", "Chương trình ", "Kế hoạch ", "số ", "57-NQ/TW", "01/NQ-CP"),
    *(" 06", " ngày 22/12/2024", " của Bộ Chính trị", "giai đoạn 2021-2025", "sửa đổi, bổ sung "),
    *("Thực hiện ", "về ", "theo ", "các ", " và ", "; ", ", ", ".", "(", ")", "“", "”", "\n"),
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_text_gives_spans_in_order_that_cut_their_mention(text: str) -> None:
    found = find_citations(lay_out(text), BINH_DUONG)
    places = [(c.start, -c.end) for c in found]
    assert places == sorted(places)
    for citation in found:
        assert 0 <= citation.start < citation.end <= len(text)
        assert "\n" not in text[citation.start : citation.end]
        if citation.number:
            assert citation.number[:2] in text[citation.start : citation.end]


def test_a_sentence_that_issues_a_plan_gives_its_parts_no_ground() -> None:
    text = (
        "KẾ HOẠCH\n\nCăn cứ tình hình thực tế, Ủy ban nhân dân tỉnh xây dựng kế hoạch như sau:\n\n"
        "I. NHIỆM VỤ\n\n1. Triển khai thực hiện Chỉ thị số 24-CT/TW ngày 15/5/2013.\n"
    )
    (cited,) = extract(SourceText("plan.txt", text)).citations
    assert cited.relation == "implements"


def test_the_kind_and_running_number_of_the_document_mean_itself() -> None:
    text = (
        "THỦ TƯỚNG CHÍNH PHỦ\n\nSố: 24/CT-TTg\n\nCHỈ THỊ\nVề dữ liệu\n\nI. NHIỆM VỤ\n\n"
        "1. Các bộ thực hiện Chỉ thị 24 của Thủ tướng và Chỉ thị 25 của Thủ tướng.\n"
    )
    found = extract(SourceText("plan.txt", text)).citations
    assert not any(citation.mention.startswith("Chỉ thị 24") for citation in found)
