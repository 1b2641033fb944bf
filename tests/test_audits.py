"""Audits: what each finds in the corpus, as readers found it, and in texts made to be found out."""

import json
from pathlib import Path

import pytest

from graph import open_store
from graph.build import build
from graph.questions import ask, audits
from graph.validate import audit_by_shape, audits_with_shape

ROOT = Path(__file__).parent.parent
GOLD = [json.loads(path.read_text("utf-8")) for path in sorted(ROOT.glob("tests/gold/binh-*.json"))]

# Of 371/KH-UBND, read for this: each task that has more than one lead, by section and first words.
SEVERAL_LEADS_371 = [
    ("I.1", "Bám sát, thực hiện quyết liệt"),
    ("I.2", "Nâng cao năng lực dự báo"),
    ("I.3", "Tập trung đổi mới tư duy"),
    ("I.4", "Tăng cường kỷ luật, kỷ cương"),
    ("I.5", "Tập trung phát triển hài hòa"),
    ("I.6", "Củng cố quốc phòng, an ninh"),
    ("II.1", "Tăng cường hiệu lực, hiệu quả"),
    ("II.1", "Kiến nghị Trung ương hoặc thực hiện"),
    ("II.1", "Đẩy mạnh ứng dụng công nghệ"),
    ("II.1", "Tiếp tục triển khai quyết liệt"),
    ("II.6.a", "Chú trọng phát triển nguồn"),
    ("II.6.a", "Tập trung triển khai hiệu quả"),
    ("II.6.a", "Đẩy mạnh phát triển giáo dục"),
    ("II.6.a", "Đẩy mạnh hợp tác doanh nghiệp"),
    ("II.9", "Bảo vệ tuyệt đối an ninh"),
]


@pytest.fixture(scope="module")
def store(built):
    return open_store(built)


def found(store, audit, **parameters):
    """The tasks that an audit finds, in reading order, each once."""
    rows = ask(store, audit, parameters)
    return list({row["task"]: row for row in rows}.values())


def first_words(text, count=6):
    return [word.strip(",;:.") for word in text.split() if word.strip("–-")][:count]


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold["source"])
@pytest.mark.parametrize(
    ("audit", "wrong"),
    [
        ("tasks-with-several-leads", lambda lead: len(lead) > 1),
        ("tasks-without-lead", lambda lead: not lead),
    ],
)
def test_an_audit_of_leads_finds_what_readers_found(store, gold, audit, wrong):
    number = gold["metadata"]["number"]
    wanted = [task for task in gold["tasks"] if wrong(task["lead"])]
    rows = [row for row in found(store, audit) if row["number"] == number]
    assert [(row["section"], row["line"]) for row in rows] == [
        (task["section"], task["line_start"]) for task in wanted
    ]
    for row, task in zip(rows, wanted, strict=True):
        assert first_words(row["description"]) == first_words(task["first_words"])


def test_every_lead_of_a_task_that_several_lead_is_named_with_its_mention(store):
    gold = GOLD[0]
    rows = ask(store, "tasks-with-several-leads", {"document": gold["metadata"]["number"]})
    for task in gold["tasks"]:
        if len(task["lead"]) > 1:
            mine = [row for row in rows if row["line"] == task["line_start"]]
            assert {row["name"] for row in mine} == set(task["lead"])
            assert {row["leads"] for row in mine} == {len(task["lead"])}
    text = (ROOT / "corpus" / gold["source"]).read_bytes().decode()
    for row in rows:
        assert text[row["leadStart"] : row["leadEnd"]] == row["leadQuote"]
        assert text[row["start"] : row["end"]] == row["quote"]


def test_371_gives_work_to_several_in_these_places_and_no_other(store):
    rows = found(store, "tasks-with-several-leads", document="371/KH-UBND")
    assert len(rows) == len(SEVERAL_LEADS_371)
    for row, (section, words) in zip(rows, SEVERAL_LEADS_371, strict=True):
        assert (row["section"], row["description"][: len(words)]) == (section, words)
    names = {
        row["name"] for row in ask(store, "tasks-with-several-leads") if row["section"] == "II.9"
    }
    assert names == {"Công an tỉnh", "Bộ Chỉ huy quân sự tỉnh"}


@pytest.mark.parametrize("audit", audits_with_shape())
def test_a_shape_finds_what_the_query_of_its_name_finds(built, store, audit):
    by_shape = {violation.node for violation in audit_by_shape(built, audit).violations}
    assert by_shape == {row["task"] for row in ask(store, audit)} != set()


def test_a_shape_stands_for_an_audit():
    assert set(audits_with_shape()) <= {audit.name for audit in audits()}
    assert {"tasks-with-several-leads", "tasks-without-lead"} <= set(audits_with_shape())


def test_what_a_task_makes_clear(store):
    rows = {row["description"][:24]: row for row in ask(store, "five-clarities")}
    clarities = ("who", "work", "time", "responsibility", "result", "clear")

    def clear(words):
        return tuple(rows[words][name] for name in clarities)

    # Sở Xây dựng alone is to lead, in one sentence: 8.000 - 10.000 dwellings.
    assert clear("Sở Xây dựng chủ trì phối") == (True, True, False, True, True, 4)
    # Two lead, in two sentences, and nothing says by when.
    assert clear("Tập trung triển khai hiệ") == (True, False, False, False, False, 1)
    # Groups are no one in particular; a report that recurs is clear in time.
    periodic = next(row for row in rows.values() if row["description"].startswith("Định kỳ các Sở"))
    assert (periodic["who"], periodic["time"], periodic["responsibility"]) == (False, True, False)


def test_sums_of_clarity_are_the_sums_of_the_tasks(store):
    tasks = list(ask(store, "five-clarities"))
    sums = {row["document"]: row for row in ask(store, "five-clarities-of-documents")}
    assert sums.keys() == {task["document"] for task in tasks}
    for document, row in sums.items():
        assert_sums(row, [task for task in tasks if task["document"] == document])
    agencies = {row["name"]: row for row in ask(store, "five-clarities-of-agencies")}
    leads = {row["agency"]: row["leads"] for row in ask(store, "agencies")}
    assert {row["agency"]: row["tasks"] for row in agencies.values()} == {
        agency: count for agency, count in leads.items() if count
    }
    for agency in ("SKHĐT", "so-xay-dung-binh-duong"):
        mine = list(ask(store, "five-clarities", {"agency": agency}))
        (row,) = ask(store, "five-clarities-of-agencies", {"agency": agency})
        assert_sums(row, mine)


def assert_sums(row, tasks):
    assert row["tasks"] == len(tasks) > 0
    for name in ("who", "work", "time", "responsibility", "result"):
        assert row[name] == sum(task[name] for task in tasks)
    assert row["all"] == sum(task["clear"] == 5 for task in tasks)


# ---- texts that are at odds ---------------------------------------------------------------------

PLAN = """ỦY BAN NHÂN DÂN
TỈNH BÌNH DƯƠNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: {number}/KH-UBND
Bình Dương, ngày {day} tháng {month} năm 2024

KẾ HOẠCH
Phát triển kinh tế - xã hội

Căn cứ Nghị quyết số 57-NQ/TW ngày {party} của {issuer};
Căn cứ Nghị quyết số 01/NQ-CP ngày {government} của Chính phủ;
Căn cứ Nghị định số 45/2024/NĐ-CP ngày 28/02/2024 của Chính phủ;

I. MỤC TIÊU
- Tốc độ tăng trưởng kim ngạch xuất khẩu năm 2024 đạt {growth}.
- Tỷ lệ đô thị hóa toàn tỉnh đến năm 2030 đạt 88-90%.

II. NHIỆM VỤ
1. Sở Công Thương chủ trì triển khai thực hiện Kế hoạch số 12/KH-UBND ngày {cited} của UBND tỉnh Bình Dương.
"""


@pytest.fixture(scope="module")
def at_odds(tmp_path_factory):
    """Two plans that say other things of the same, and one number that is two documents."""
    corpus = tmp_path_factory.mktemp("texts")
    one = {
        "number": "12", "day": "05", "month": "01", "party": "22/12/2024",
        "issuer": "Bộ Chính trị", "government": "05/01/2024", "growth": "9 - 10%",
        "cited": "05/01/2024",
    }  # fmt: skip
    other = one | {
        "number": "34", "month": "03", "party": "24/12/2024", "government": "08/01/2025",
        "growth": "10 - 11%", "cited": "06/01/2024",
    }  # fmt: skip
    (corpus / "one.txt").write_text(PLAN.format(**one), "utf-8")
    (corpus / "other.txt").write_text(PLAN.format(**other), "utf-8")
    (corpus / "third.txt").write_text(
        PLAN.format(**one | {"number": "56", "issuer": "Ban Bí thư", "growth": "9,5%"}), "utf-8"
    )
    return open_store(build(corpus, corpus / "graph").version.directory)


def stated(store, number):
    rows = ask(store, "citations-that-disagree", {"number": number})
    return sorted((row["aspect"], row["stated"], row["documentNumber"]) for row in rows)


def test_dates_that_disagree_within_a_year_are_found_with_who_states_them(at_odds):
    assert stated(at_odds, "57-NQ/TW") == [
        ("date", "2024-12-22", "12/KH-UBND"),
        ("date", "2024-12-22", "56/KH-UBND"),
        ("date", "2024-12-24", "34/KH-UBND"),
        ("issuer", "Ban Bí thư", "56/KH-UBND"),
        ("issuer", "Bộ Chính trị", "12/KH-UBND"),
    ]


def test_a_citation_that_disagrees_with_the_document_itself_is_found(at_odds):
    # The other two cite it as it dates itself, one by its own text.
    assert stated(at_odds, "12/KH-UBND") == [
        ("date", "2024-01-05", "12/KH-UBND"),
        ("date", "2024-01-05", "56/KH-UBND"),
        ("date", "2024-01-06", "34/KH-UBND"),
    ]


@pytest.mark.parametrize("number", ["01/NQ-CP", "45/2024/NĐ-CP"])
def test_one_number_in_two_years_is_two_documents_and_what_agrees_is_left(at_odds, number):
    assert stated(at_odds, number) == []


def test_documents_that_none_carries_out_are_found(at_odds):
    rows = list(ask(at_odds, "cited-never-implemented"))
    numbers = {row["workNumber"] for row in rows}
    assert {"45/2024/NĐ-CP", "57-NQ/TW", "01/NQ-CP"} <= numbers
    assert "12/KH-UBND" not in numbers
    assert {row["relation"].rpartition("#")[2] for row in rows} == {"based_on"}


def test_targets_that_no_number_meets_both_of_are_found(at_odds):
    rows = list(ask(at_odds, "targets-that-contradict"))
    pairs = {(row["number"], row["value"], row["otherNumber"], row["otherValue"]) for row in rows}
    assert pairs == {
        ("12/KH-UBND", "9 - 10%", "34/KH-UBND", "10 - 11%"),
        ("56/KH-UBND", "9,5%", "34/KH-UBND", "10 - 11%"),
    }


def test_the_corpus_sets_two_rates_for_the_growth_of_exports(store):
    (row,) = ask(store, "targets-that-contradict")
    assert (row["value"], row["otherValue"], row["period"]) == (
        "9 - 10%/năm",
        "10 - 11%/năm",
        "2021-2025",
    )
    assert row["document"] == row["otherDocument"]
    text = (ROOT / "corpus/binh-duong-2021-qd2902.txt").read_bytes().decode()
    assert text[row["start"] : row["end"]] == row["quote"]
    assert text[row["otherStart"] : row["otherEnd"]] == row["otherQuote"]


# ---- over HTTP, on pages, on the command line ---------------------------------------------------
