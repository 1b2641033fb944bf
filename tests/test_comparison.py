"""Two plans compared: what was kept, reworded, handed on, is new, was dropped."""

import json
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from plans import corpus, plan

from graph.comparison import Compared, compare, counts
from graph.search import INDEX, Index, TaskFilter, documents, tasks, write_index

ROOT = Path(__file__).parent.parent

HOUSING = "Sở Xây dựng chủ trì phát triển nhà ở xã hội cho công nhân khu công nghiệp."
HOUSING_AGAIN = "Sở Xây dựng chủ trì đẩy nhanh phát triển nhà ở xã hội cho công nhân các khu công nghiệp năm nay."
TOURISM = "Sở Văn hóa, Thể thao và Du lịch chủ trì quảng bá du lịch sinh thái ven sông Sài Gòn."
TOURISM_HANDED = "Sở Công Thương chủ trì quảng bá du lịch sinh thái ven sông Sài Gòn."
INVESTMENT = "Sở Kế hoạch và Đầu tư chủ trì đẩy nhanh giải ngân vốn đầu tư công trung hạn."
INVESTMENT_SUCCEEDED = "Sở Tài chính chủ trì đẩy nhanh giải ngân vốn đầu tư công trung hạn."
SCHOOLS = "Sở Giáo dục và Đào tạo chủ trì xóa phòng học tạm ở vùng xa."
HOSPITALS = "Sở Y tế chủ trì mở rộng bệnh viện đa khoa lên một nghìn giường."


def section(text: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    return "Nhiệm vụ", text, (("lead", text.partition(" chủ trì")[0]),)


def compared(tmp_path: Path, *texts: tuple[list[str], str]) -> tuple[Compared, ...]:
    """Compare two plans of these tasks, each of a date."""
    records = [
        plan(f"{count}/KH-UBND", date, *map(section, written))
        for count, (written, date) in enumerate(texts, 1)
    ]
    write_index(corpus(*records), tmp_path / INDEX)
    index = Index(tmp_path / INDEX)
    old, new = (tasks(index, TaskFilter(document=f"{n}/KH-UBND"), 99).items for n in (1, 2))
    return compare(old, new, texts[1][1])


def test_the_fate_of_each_task_is_told(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        ([HOUSING, TOURISM, INVESTMENT, SCHOOLS], "2024-01-10"),
        ([TOURISM_HANDED, HOSPITALS, INVESTMENT, HOUSING_AGAIN], "2025-01-10"),
    )
    assert [each.fate for each in found] == ["handed", "new", "kept", "reworded", "dropped"]
    assert [(each.old or {}).get("text") for each in found] == [
        TOURISM, None, INVESTMENT, HOUSING, SCHOOLS,
    ]  # fmt: skip
    assert counts(found) == {"kept": 1, "reworded": 1, "handed": 1, "new": 1, "dropped": 1}
    assert found[2].likeness is not None
    assert found[2].likeness.value == 1.0


def test_the_words_that_make_two_tasks_alike_are_those_that_few_have(tmp_path: Path) -> None:
    found = compared(tmp_path, ([HOUSING, SCHOOLS], "2024-01-10"), ([HOUSING_AGAIN], "2025-01-10"))
    likeness = found[0].likeness
    assert likeness is not None
    assert all(words in HOUSING.lower() for words in likeness.words)
    assert not any("chủ trì" in words for words in likeness.words)


@pytest.mark.parametrize(
    ("date", "fate", "succeeded"),
    [("2025-02-10", "handed", False), ("2025-04-10", "reworded", True)],
)
def test_a_body_that_took_another_one_over_goes_on_with_its_tasks(
    tmp_path: Path, date: str, fate: str, succeeded: bool
) -> None:
    found = compared(
        tmp_path, ([INVESTMENT, SCHOOLS], "2024-01-10"), ([INVESTMENT_SUCCEEDED, SCHOOLS], date)
    )
    assert (found[0].fate, found[0].succeeded) == (fate, succeeded)


def test_what_has_no_counterpart_names_the_likest_there_is(tmp_path: Path) -> None:
    found = compared(tmp_path, ([SCHOOLS], "2024-01-10"), ([HOSPITALS], "2025-01-10"))
    new, dropped = found
    assert (new.fate, dropped.fate) == ("new", "dropped")
    assert new.nearest is not None
    assert new.nearest.task["text"] == SCHOOLS


def test_which_plan_is_read_first_makes_no_difference(built: Path) -> None:
    index = Index((built / "current").resolve() / INDEX)
    numbers = ("282/KH-UBND", "371/KH-UBND")
    old, new = (tasks(index, TaskFilter(document=number), 999).items for number in numbers)

    def pairs(found: tuple[Compared, ...]) -> set[frozenset[str]]:
        return {
            frozenset((each.old["iri"], each.new["iri"])) for each in found if each.old and each.new
        }

    assert pairs(compare(old, new)) == pairs(compare(new, old)) != set()


@pytest.mark.parametrize("number", ["282/KH-UBND", "7099/KH-UBND"])
def test_a_plan_compared_with_itself_is_kept(built: Path, number: str) -> None:
    index = Index((built / "current").resolve() / INDEX)
    (same,) = [d for d in documents(index, 99).items if d["number"] == number]
    mine = tasks(index, TaskFilter(document=same["id"]), 999).items
    found = compare(mine, mine)
    assert {each.fate for each in found} == {"kept"}
    assert all(each.old == each.new for each in found)


# Read in both plans: sections and first words of tasks that are one, and what became of them.
JUDGED = [
    ("II.4.b", "Nâng cao chất lượng các dịch vụ hỗ trợ", "II.5.c", "reworded"),
    ("II.8.đ", "Sở Giáo dục và Đào tạo chủ trì", "II.7.b", "handed"),
    ("II.6.a", "Sở Giao thông vận tải chủ trì", "II.4.a", "reworded"),
    ("I.1", "Tập trung triển khai hiệu quả Nghị quyết số 24-NQ/TW", "II.1", "reworded"),
    ("II.6.c", "Sở Nông nghiệp và phát triển nông thôn", "II.4.b", "reworded"),
    ("II.5.a", "Chủ động tham mưu giải pháp hiệu quả", "II.2.b", "reworded"),
    ("II.7.b", "Sở Lao động, Thương binh và Xã hội", "II.6.a", "reworded"),
]


@pytest.mark.parametrize(("section", "words", "into", "fate"), JUDGED)
def test_what_became_of_tasks_of_2023_in_2025(
    served: httpx.Client, section: str, words: str, into: str, fate: str
) -> None:
    answer = served.get(
        "/api/compare", params={"old": "282/KH-UBND", "new": "371/KH-UBND", "limit": 200}
    ).json()
    assert sum(answer["counts"].values()) == answer["total"] == len(answer["items"])
    (found,) = [
        each
        for each in answer["items"]
        if each["old"]
        and each["old"]["evidence"]["section"] == section
        and each["old"]["text"].startswith(words)
    ]
    assert found["fate"] == fate
    assert found["new"]["evidence"]["section"] == into
    assert found["likeness"]["words"]
    for task in (found["old"], found["new"]):
        assert task["evidence"]["quote"]


def test_one_fate_is_asked_for_and_paged(served: httpx.Client) -> None:
    asked = {"old": "2902/QĐ-UBND", "new": "282/KH-UBND", "fate": "dropped", "limit": 5}
    answer = served.get("/api/compare", params=asked)
    found = answer.json()
    assert {each["fate"] for each in found["items"]} == {"dropped"}
    assert found["total"] == found["counts"]["dropped"] > 5
    assert "next" in answer.links


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("?old=282/KH-UBND", 400),
        ("?old=282/KH-UBND&new=none", 404),
        ("?old=282/KH-UBND&new=29-NQ/TW", 404),
        ("?old=282/KH-UBND&new=371/KH-UBND&fate=lost", 400),
    ],
)
def test_what_cannot_be_compared_is_a_problem(
    served: httpx.Client, query: str, status: int
) -> None:
    assert served.get(f"/api/compare{query}").status_code == status


def test_the_page_asks_which_plans_and_shows_both_sentences(served: httpx.Client) -> None:
    form = served.get("/compare").text
    assert form.count("<select") == 2
    page = served.get("/compare", params={"old": "282/KH-UBND", "new": "371/KH-UBND"}).text
    assert "Giao cơ quan khác 1" in page
    assert "<ins>" in page
    assert "<del>" in page


def test_the_command_line_compares(built: Path) -> None:
    command = [sys.executable, "-m", "api.cli", "compare", "282/KH-UBND"]
    ran = subprocess.run(
        [*command, "371/KH-UBND", "--json", "-g", str(built)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    assert {line["fate"] for line in lines} >= {"reworded", "handed", "new", "dropped"}
    plain = subprocess.run(
        [*command, "371/KH-UBND", "-g", str(built)], cwd=ROOT, capture_output=True, text=True
    )
    assert plain.stdout.count("\nhanded · ") == 1
    wrong = subprocess.run(
        [*command, "12/KH-UBND", "-g", str(built)], cwd=ROOT, capture_output=True, text=True
    )
    assert wrong.returncode == 2
    assert "371/KH-UBND" in wrong.stderr
