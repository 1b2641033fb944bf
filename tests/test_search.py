"""Who owns what, over plans made by hand."""

from pathlib import Path

import pytest
from plans import PLANS, corpus, plan, write_index

from graph.search import Index, NoIndexError, TaskFilter, agency, spans, tasks, who
from graph.search import write_index as write


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return Index(write_index(tmp_path_factory.mktemp("build")))


def owners(index: Index, question: str, **filters: object) -> list[tuple[str, int, int]]:
    answer = who(index, TaskFilter(question=question, **filters), limit=20)  # type: ignore[arg-type]
    return [(o.agency["name"], o.leads, o.coordinates) for o in answer.owners]


TOPIC = [
    ("Sở Thông tin và Truyền thông", 1, 0),
    ("Sở Giáo dục và Đào tạo", 1, 0),
    ("Sở Tài chính", 0, 2),
]


@pytest.mark.parametrize(
    "question",
    ["chuyển đổi số", "chuyen doi so", "CHUYỂN ĐỔI SỐ", "Ai chủ trì chuyển đổi số?", "doi so"],
)
def test_a_topic_finds_its_leads_before_those_who_only_coordinate(
    index: Index, question: str
) -> None:
    assert owners(index, question) == TOPIC


def test_words_apart_in_a_long_text_are_not_a_topic(index: Index) -> None:
    found = who(index, TaskFilter(question="chuyển đổi số"), limit=20)
    assert found.match == "together"
    assert found.unowned.total == 0


def test_words_in_between_do_not_part_a_topic(index: Index) -> None:
    assert owners(index, "giải ngân đầu tư công") == [("Sở Tài chính", 1, 0)]


def test_tasks_that_no_one_leads_are_told(index: Index) -> None:
    found = who(index, TaskFilter(question="hoá đơn điện tử"), limit=20)
    assert (found.owners, found.tasks, found.unowned.total) == ((), 1, 1)
    assert found.unowned.items[0]["path"] == "3.1"


@pytest.mark.parametrize(
    "question",
    [
        "Sở Giáo dục và Đào tạo",
        "so giao duc dao tao",
        "SGDĐT",
        "sở GD&ĐT",
        "Sở Giáo dục và Đào tạo Bình Dương",
        "sở GD&ĐT tỉnh Bình Dương",
        "nhiệm vụ của sở giáo dục và đào tạo",
    ],
)
def test_an_agency_is_found_by_each_of_its_names(index: Index, question: str) -> None:
    answer = who(index, TaskFilter(question=question), limit=20)
    assert answer.match == "agency"
    assert [o.agency["slug"] for o in answer.owners] == ["so-giao-duc-va-dao-tao-binh-duong"]
    assert [part.task["path"] for part in answer.owners[0].parts] == ["1.1"]


def test_the_beginning_of_a_name_stands_for_it_where_it_is_one_office(index: Index) -> None:
    answer = who(index, TaskFilter(question="sở thông tin"), limit=20)
    assert answer.match == "agency"
    assert [o.agency["office"] for o in answer.owners] == ["so-thong-tin-va-truyen-thong"]
    assert who(index, TaskFilter(question="thông tin"), limit=20).match == "together"


def test_two_words_must_touch(index: Index) -> None:
    assert who(index, TaskFilter(question="moi quan"), limit=20).match == "together"
    assert who(index, TaskFilter(question="giay dien"), limit=20).match == "apart"


def test_an_agency_and_a_topic_find_the_tasks_of_both(index: Index) -> None:
    answer = who(index, TaskFilter(question="sở tài chính trường học"), limit=20)
    assert answer.match == "agency and topic"
    assert [(o.agency["office"], o.leads, o.coordinates) for o in answer.owners] == [
        ("so-tai-chinh", 0, 1)
    ]


def test_a_word_is_no_symbol_for_looking_like_one(index: Index) -> None:
    assert who(index, TaskFilter(question="SGDDT"), limit=20).match == "agency"
    assert who(index, TaskFilter(question="sgdđt"), limit=20).match == "agency"
    assert who(index, TaskFilter(question="sgđdt"), limit=20).match == "none"
    assert who(index, TaskFilter(question="STC giải ngân"), limit=20).match == "agency and topic"
    assert who(index, TaskFilter(question="stc giải ngân"), limit=20).match == "none"


def test_a_lone_word_with_diacritics_means_just_that_word(index: Index) -> None:
    assert who(index, TaskFilter(question="so"), limit=20).tasks == 4
    assert who(index, TaskFilter(question="số"), limit=20).tasks == 3
    assert who(index, TaskFilter(question="sổ"), limit=20).tasks == 0


def test_bodies_come_before_groups_that_do_the_same(tmp_path: Path) -> None:
    charged = (("lead", "Các sở, ban, ngành"), ("lead", "Sở Y tế"))
    text = "Các sở, ban, ngành và Sở Y tế tiêm chủng, tiêm chủng. Tiêm chủng."
    group = ("Chung", "Các sở, ban, ngành tiêm chủng.", (("lead", "Các sở, ban, ngành"),))
    write(corpus(plan("1/KH-UBND", "2024-01-01", ("Y tế", text, charged), group)), tmp_path / "i")
    assert owners(Index(tmp_path / "i"), "tiêm chủng") == [
        ("Sở Y tế", 1, 0),
        ("Các sở, ban, ngành", 2, 0),
    ]


def test_what_is_not_there_is_not_found(index: Index) -> None:
    answer = who(index, TaskFilter(question="tàu vũ trụ"), limit=20)
    assert (answer.match, answer.total, answer.tasks) == ("none", 0, 0)


@pytest.mark.parametrize("question", ["", "?", '"', "( ) * : ^", "AND OR NOT NEAR", "a" * 5000])
def test_signs_and_words_of_the_index_language_are_only_words(index: Index, question: str) -> None:
    assert who(index, TaskFilter(question=question), limit=20).tasks == 0


def test_filters_narrow_the_answer(index: Index) -> None:
    assert owners(index, "chuyển đổi số", year=2025) == [TOPIC[1], ("Sở Tài chính", 0, 1)]
    assert owners(index, "chuyển đổi số", role="coordinating") == [TOPIC[2]]
    assert owners(index, "chuyển đổi số", document="12/KH-UBND") == [
        TOPIC[0],
        ("Sở Tài chính", 0, 1),
    ]


def test_an_office_stands_for_that_of_each_place(index: Index) -> None:
    (found,) = agency(index, "so-tai-chinh")
    assert found["slug"] == "so-tai-chinh-binh-duong"
    assert (found["leads"], found["coordinates"]) == (1, 2)
    assert agency(index, "so-khong-co") == ()
    for name in ("so-tai-chinh", "so-tai-chinh-binh-duong"):
        page = tasks(index, TaskFilter(agency=name, role="coordinating"), limit=20)
        assert [(t["document"]["number"], t["path"]) for t in page.items] == [
            ("12/KH-UBND", "1.1"),
            ("34/KH-UBND", "1.1"),
        ]


def test_lists_are_paged(index: Index) -> None:
    pages = [tasks(index, TaskFilter(), limit=3, offset=offset) for offset in (0, 3, 6)]
    assert [page.total for page in pages] == [4, 4, 4]
    assert [len(page.items) for page in pages] == [3, 1, 0]


def test_every_quote_is_cut_out_of_the_text(index: Index) -> None:
    texts = {record.metadata.number: record.text for record in PLANS.records}
    for task in tasks(index, TaskFilter(), limit=20).items:
        text = texts[task["document"]["number"]]
        for quoted in (task["evidence"], *task["lead"], *task["coordinating"]):
            assert text[quoted["start"] : quoted["end"]] == quoted["quote"]
        assert [d["quote"] for d in task["lead"]] == [d["agency"]["name"] for d in task["lead"]]


def test_spans_tell_what_stands_where(index: Index) -> None:
    name = tasks(index, TaskFilter(document="34/KH-UBND"), limit=1).items[0]["document"]["id"]
    text = PLANS.records[1].text
    found = [(span["kind"], text[span["start"] : span["end"]]) for span in spans(index, name)]
    assert found == [
        ("task", text.splitlines()[1]),
        ("lead", "Sở Giáo dục và Đào tạo"),
        ("coordinating", "Sở Tài chính"),
    ]


def test_an_index_that_is_missing_or_foreign_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoIndexError, match="chutri build"):
        Index(tmp_path / "none.sqlite")
    (tmp_path / "empty.sqlite").touch()
    with pytest.raises(NoIndexError, match="another version"):
        Index(tmp_path / "empty.sqlite")


def test_the_same_corpus_gives_the_same_index(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert write_index(tmp_path / "a").read_bytes() == write_index(tmp_path / "b").read_bytes()


@pytest.mark.parametrize(
    "typed",
    [
        "Sở Giáo dục và Đào tạp",  # a letter wrong
        "so giao duc dao ta",  # missing
        "so giao duc va dao taoo",  # too many
        "so gaio duc va dao tao",  # changed places
        "Sở Giáo dục vad Đào tạo",  # in a word that joins
    ],
)
def test_a_name_with_a_letter_wrong_is_answered_with_what_was_meant(
    index: Index, typed: str
) -> None:
    answer = who(index, TaskFilter(question=typed), limit=20)
    assert (answer.match, answer.meant) == ("agency", ("Sở Giáo dục và Đào tạo",))
    assert [o.agency["office"] for o in answer.owners] == ["so-giao-duc-va-dao-tao"]


def test_a_name_with_a_letter_wrong_goes_together_with_a_topic(index: Index) -> None:
    answer = who(index, TaskFilter(question="so thong tin va truyen thogn chuyển đổi số"), limit=20)
    assert (answer.match, answer.meant) == ("agency and topic", ("Sở Thông tin và Truyền thông",))
    assert [o.agency["office"] for o in answer.owners] == ["so-thong-tin-va-truyen-thong"]


@pytest.mark.parametrize("typed", ["Bộ Tài chính", "Sở Y tê", "SGDĐY", "chuyển đổi số"])
def test_another_name_or_a_short_one_is_no_mistake(index: Index, typed: str) -> None:
    assert who(index, TaskFilter(question=typed), limit=20).meant == ()


@pytest.mark.parametrize("typed", ['"giải ngân vốn"', "“giải ngân vốn”", '"giai ngan von"'])
def test_words_between_quotation_marks_stand_as_they_are_typed(index: Index, typed: str) -> None:
    assert owners(index, typed) == [("Sở Tài chính", 1, 0)]
    assert owners(index, '"giải ngân đầu tư"') == []
    assert owners(index, f'{typed} "đầu tư công"') == [("Sở Tài chính", 1, 0)]
    assert owners(index, f"{typed} sở tài chính") == [("Sở Tài chính", 1, 0)]
    assert owners(index, f"{typed} sở giáo dục và đào tạo") == []


def test_closer_words_come_alone(tmp_path: Path) -> None:
    lead = (("lead", "Sở Xây dựng"),)
    near = ("Nhà", "Sở Xây dựng hoàn thành nhà ở xã hội.", lead)
    far = ("Khu", "Sở Xây dựng phát triển nhà ở, công trình xã hội.", lead)
    write(corpus(plan("1/KH-UBND", "2024-01-01", near, far)), tmp_path / "both")
    write(corpus(plan("2/KH-UBND", "2024-01-01", far)), tmp_path / "one")
    assert owners(Index(tmp_path / "both"), "nhà ở xã hội") == [("Sở Xây dựng", 1, 0)]
    assert owners(Index(tmp_path / "one"), "nhà ở xã hội") == [("Sở Xây dựng", 1, 0)]


def test_a_section_stands_for_all_below_it(index: Index) -> None:
    assert tasks(index, TaskFilter(section="1"), 20).total == 2
    assert tasks(index, TaskFilter(section="1", document="12/KH-UBND"), 20).total == 1
    assert tasks(index, TaskFilter(section="4"), 20).total == 0
