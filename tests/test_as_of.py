"""Who holds a duty on another day, as a client of the service and a reader of its pages ask it."""

import json
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import CHUTRI, ROOT

PLANNING = "so-ke-hoach-va-dau-tu-binh-duong"
LABOUR = "so-lao-dong-thuong-binh-va-xa-hoi-binh-duong"
CITY = "ho-chi-minh-2025"


def ask(served: httpx.Client, path: str, **parameters: object) -> dict[str, Any]:
    answer = served.get(path, params={key: str(value) for key, value in parameters.items()})
    assert answer.status_code == 200, answer.text
    return answer.json()


def duty(task: dict[str, Any], agency: str) -> dict[str, Any]:
    return next(d for d in task["lead"] if d["agency"]["slug"] == agency)


def holders(task: dict[str, Any], agency: str) -> list[str]:
    held = duty(task, agency)["succession"]["holders"]
    return [holder["agency"]["slug"] for holder in held]


def of_section(served: httpx.Client, agency: str, document: str, section: str) -> dict[str, Any]:
    return ask(
        served,
        f"/api/agencies/{agency}/tasks",
        document=document,
        section=section,
        as_of="2026-01-01",
        limit=200,
    )


def test_planning_of_2024_is_finance_of_the_city_in_2026_through_two_events(
    served: httpx.Client,
) -> None:
    found = ask(
        served,
        f"/api/agencies/{PLANNING}/tasks",
        document="7099/KH-UBND",
        role="lead",
        as_of="2026-01-01",
    )
    assert found["total"] == 8
    for task in found["items"]:
        written = duty(task, PLANNING)
        assert written["agency"]["name"] == "Sở Kế hoạch và Đầu tư"
        assert written["succession"]["status"] == "succeeded"
        (holder,) = written["succession"]["holders"]
        assert (holder["agency"]["name"], holder["agency"]["place"]) == (
            "Sở Tài chính",
            "Thành phố Hồ Chí Minh",
        )
        assert [
            (c["date"], c["basis"]["name"], c["certainty"], c["result"]["slug"])
            for c in holder["chain"]
        ] == [
            ("2025-03-01", "Nghị định 45/2025/NĐ-CP", "pattern", "so-tai-chinh-binh-duong"),
            ("2025-07-01", "Nghị quyết 202/2025/QH15", "attested", f"so-tai-chinh-{CITY}"),
        ]


@pytest.mark.parametrize(
    ("document", "path", "offices"),
    [
        # vocational training
        ("7099/KH-UBND", "III.3.b.1", ["so-giao-duc-va-dao-tao"]),
        ("282/KH-UBND", "II.7.b", ["so-giao-duc-va-dao-tao"]),
        # work and poverty: each function has its holder
        ("2902/QĐ-UBND", "V.8.a.3", ["so-noi-vu", "so-nong-nghiep-va-moi-truong"]),
        # children
        ("371/KH-UBND", "II.7.b.3", ["so-y-te"]),
        # words that tell no function
        (
            "371/KH-UBND",
            "II.6.a.2",
            [
                "so-noi-vu",
                "so-y-te",
                "so-giao-duc-va-dao-tao",
                "cong-an-thanh-pho",
                "so-nong-nghiep-va-moi-truong",
            ],
        ),
    ],
)
def test_a_split_department_is_followed_by_function(
    served: httpx.Client, document: str, path: str, offices: list[str]
) -> None:
    section = path if path.count(".") == 2 and document == "282/KH-UBND" else path[:-2]
    items = of_section(served, LABOUR, document, section)["items"]
    task = next(task for task in items if task["path"] == path)
    assert holders(task, LABOUR) == [f"{office}-{CITY}" for office in offices]
    status = duty(task, LABOUR)["succession"]["status"]
    assert status == {1: "succeeded", 2: "shared", 5: "undecided"}[len(offices)]


def test_what_was_written_stays_as_it_was_written(served: httpx.Client) -> None:
    (then,) = ask(
        served, "/api/tasks", q="nhà ở xã hội", document="282/KH-UBND", lead="so-xay-dung"
    )["items"]
    now = ask(served, f"/api/tasks/{then['id']}", as_of="2026-01-01")
    assert duty(now, "so-xay-dung-binh-duong")["succession"]["holders"][0]["agency"]["slug"] == (
        f"so-xay-dung-{CITY}"
    )
    for role in ("lead", "coordinating"):
        assert all(each["succession"] is None for each in then[role])
        now[role] = [each | {"succession": None} for each in now[role]]
    assert now == then


def test_the_district_level_ended_without_a_successor(served: httpx.Client) -> None:
    asked = ask(served, "/api/tasks", lead="ubnd-cap-huyen", document="371/KH-UBND", limit=1)
    task = ask(served, f"/api/tasks/{asked['items'][0]['id']}", as_of="2025-07-01")
    held = duty(task, "ubnd-cap-huyen-binh-duong")["succession"]
    assert held["status"] == "ended"
    ((end,),) = [holder["chain"] for holder in held["holders"]]
    assert (end["kind"], end["result"]) == ("end", None)
    assert "72/2025/QH15" in end["basis"]["name"]


def test_a_successor_has_the_tasks_of_those_before_it_from_its_day_on(
    served: httpx.Client,
) -> None:
    address = f"/api/agencies/so-nong-nghiep-va-moi-truong-{CITY}/tasks"
    assert ask(served, address)["total"] == 0
    assert ask(served, address, as_of="2025-06-30")["total"] == 0
    found = ask(served, address, as_of="2025-07-01", role="lead", limit=200)
    written = {d["agency"]["office"] for task in found["items"] for d in task["lead"]}
    assert {"so-tai-nguyen-va-moi-truong", "so-nong-nghiep-va-phat-trien-nong-thon"} <= written
    in_between = "/api/agencies/so-nong-nghiep-va-moi-truong-binh-duong/tasks"
    assert ask(served, in_between, as_of="2025-07-01")["total"] == 0
    assert ask(served, in_between, as_of="2025-06-30", role="lead")["total"] == found["total"]


def test_who_says_then_and_now(served: httpx.Client) -> None:
    answer = ask(served, "/api/who", q="giải ngân đầu tư công", as_of="2026-01-01")
    first = answer["agencies"][0]
    assert first["agency"]["slug"] == PLANNING
    assert first["succession"]["as_of"] == "2026-01-01"
    (holder,) = first["succession"]["holders"]
    assert holder["agency"]["slug"] == f"so-tai-chinh-{CITY}"
    assert len(holder["chain"]) == 2


@pytest.mark.parametrize("place", ["Hồ Chí Minh", "Thành phố Hồ Chí Minh", "TP.HCM"])
def test_who_finds_a_successor_by_its_name_and_place(served: httpx.Client, place: str) -> None:
    asked = {"q": f"Sở Nông nghiệp và Môi trường {place}", "role": "lead"}
    answer = ask(served, "/api/who", **asked, as_of="2026-01-01")
    assert answer["match"] == "agency"
    assert {owner["agency"]["office"] for owner in answer["agencies"]} >= {
        "so-tai-nguyen-va-moi-truong",
        "so-nong-nghiep-va-phat-trien-nong-thon",
    }


def test_lists_of_agencies_hold_those_that_documents_name(served: httpx.Client) -> None:
    slugs = {each["slug"] for each in ask(served, "/api/agencies", limit=200)["items"]}
    assert PLANNING in slugs
    assert f"so-tai-chinh-{CITY}" not in slugs
    assert len(ask(served, "/api/agencies/so-tai-chinh")["items"]) == 1


@pytest.mark.parametrize("day", ["soon", "2026-02-31", "01/01/2026"])
def test_what_is_no_day_is_a_problem(served: httpx.Client, day: str) -> None:
    answer = served.get("/api/who", params={"q": "du lịch", "as_of": day})
    assert answer.status_code == 400
    assert answer.json()["type"].endswith("/bad-parameter")


def test_the_pages_show_then_and_now_with_the_chain(served: httpx.Client) -> None:
    page = served.get("/", params={"q": "giải ngân đầu tư công", "as_of": "2026-01-01"}).text
    assert "Sở Kế hoạch và Đầu tư (Bình Dương)" in page
    assert "Sở Tài chính (Thành phố Hồ Chí Minh)" in page
    assert "01/03/2025" in page
    assert "Nghị quyết 202/2025/QH15" in page
    assert 'value="2026-01-01"' in page
    assert served.get("/", params={"q": "du lịch", "as_of": ""}).status_code == 200


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"/id/agency/{PLANNING}", "Tổ chức lại"),
        (f"/id/agency/so-tai-chinh-{CITY}?as_of=2026-01-01", "Văn bản ghi:"),
        (f"/id/agency/{LABOUR}?as_of=2026-01-01", "Giáo dục nghề nghiệp"),
    ],
)
def test_an_agency_page_tells_what_became_of_it(
    served: httpx.Client, address: str, said: str
) -> None:
    answer = served.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert said in answer.text


def test_the_command_line_answers_as_of_a_day(built: Path) -> None:
    asked = [*CHUTRI, "who", "SKHĐT", "--graph", str(built), "--as-of", "2026-01-01"]
    told = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert "→ Sở Tài chính (Thành phố Hồ Chí Minh)" in told
    assert "01/07/2025" in told
    answer = json.loads(
        subprocess.run([*asked, "--json"], cwd=ROOT, check=True, capture_output=True).stdout
    )
    assert answer["agencies"][0]["succession"]["status"] == "succeeded"
