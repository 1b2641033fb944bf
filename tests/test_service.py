"""The service as people and programs meet it: a real server of the corpus."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).parent.parent
LISTS = ("/api/agencies", "/api/tasks", "/api/documents", "/api/targets")
GOLD = json.loads((ROOT / "tests/gold/binh-duong-2024-kh7099.json").read_text(encoding="utf-8"))


def ask(served: httpx.Client, path: str, **parameters: object) -> dict[str, Any]:
    answer = served.get(path, params={key: str(value) for key, value in parameters.items()})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


def everything(served: httpx.Client, path: str, **parameters: object) -> list[dict[str, Any]]:
    """All items of a list, by following its Link headers."""
    address, items = str(httpx.URL(path, params=parameters)), []
    while address:
        answer = served.get(address)
        items += answer.json()["items"]
        address = answer.links.get("next", {}).get("url", "")
    return items


def source(document: dict[str, Any]) -> str:
    return (ROOT / "corpus" / document["source"]).read_bytes().decode()


def test_the_tasks_that_an_agency_leads_are_those_that_readers_found(
    served: httpx.Client,
) -> None:
    name = "Sở Kế hoạch và Đầu tư"
    found = everything(
        served, "/api/agencies/so-ke-hoach-va-dau-tu/tasks", role="lead", document="7099/KH-UBND"
    )
    wanted = [task for task in GOLD["tasks"] if name in task["lead"]]
    assert [task["evidence"]["section"] for task in found] == [t["section"] for t in wanted]
    for task, gold in zip(found, wanted, strict=True):
        assert task["text"].replace("–", "").startswith(gold["first_words"])
        assert name in [duty["agency"]["name"] for duty in task["lead"]]


@pytest.mark.parametrize("words", ["giải ngân đầu tư công", "giai ngan dau tu cong"])
def test_who_owns_what(served: httpx.Client, words: str) -> None:
    answer = ask(served, "/api/who", q=words, tasks=3)
    first = answer["agencies"][0]
    assert first["agency"]["slug"] == "so-ke-hoach-va-dau-tu-binh-duong"
    assert first["leads"] == 2
    assert {t["task"]["document"]["number"] for t in first["tasks"]} == {
        "282/KH-UBND",
        "371/KH-UBND",
    }
    leads = [owner["leads"] > 0 for owner in answer["agencies"]]
    assert leads == sorted(leads, reverse=True)


def test_every_duty_carries_its_evidence(served: httpx.Client) -> None:
    documents = {d["iri"]: d for d in everything(served, "/api/documents")}
    texts = {iri: source(document) for iri, document in documents.items()}
    tasks = everything(served, "/api/tasks", limit=200)
    assert len(tasks) == served.get("/health").json()["tasks"]
    for task in tasks:
        evidence = task["evidence"]
        assert evidence["document"] == task["document"]["iri"]
        assert evidence["number"] == documents[evidence["document"]]["number"]
        text = texts[evidence["document"]]
        for quoted in (evidence, *task["lead"], *task["coordinating"], *task["deadlines"]):
            assert text[quoted["start"] : quoted["end"]] == quoted["quote"] != ""


def test_spans_cut_the_text_that_was_received(served: httpx.Client) -> None:
    for document in everything(served, "/api/documents"):
        answer = ask(served, f"/api/documents/{document['id']}/text")
        assert answer["text"] == source(document)
        assert answer["spans"] or document["number"]
        assert all(0 <= s["start"] < s["end"] <= len(answer["text"]) for s in answer["spans"])


def test_a_document_says_what_it_cites_and_who_cites_it(served: httpx.Client) -> None:
    document = next(
        d for d in everything(served, "/api/documents") if d["number"] == "7099/KH-UBND"
    )
    answer = ask(served, f"/api/documents/{document['id']}/citations", limit=200)
    assert answer["cites"]["total"] == len(GOLD["citations"])
    basis = next(c for c in answer["cites"]["items"] if c["relation"] == "legal_basis")
    assert basis["status"] == "resolved"
    (cited,) = basis["cited"]
    assert (cited["number"], cited["date"]) == ("29-NQ/TW", "2022-11-17")
    back = ask(served, f"/api/documents/{cited['id']}/citations", limit=200)["cited_by"]
    places = [(c["evidence"]["document"], c["evidence"]["start"]) for c in back["items"]]
    assert (document["iri"], basis["evidence"]["start"]) in places
    assert served.get(f"/api/documents/{cited['id']}/text").status_code == 404


def test_targets_are_found_by_words_and_by_period(served: httpx.Client) -> None:
    (found,) = ask(served, "/api/targets", q="do thi hoa", period="2030")["items"]
    assert found["indicator"]["label"] == "Tỷ lệ đô thị hóa toàn tỉnh"
    assert (found["comparator"], found["min"], found["max"]) == ("range", 88, 90)
    assert found["document"]["number"] == "7099/KH-UBND"
    everywhen = ask(served, "/api/targets", indicator=found["indicator"]["slug"])["items"]
    assert [each["period"] for each in everywhen] == ["2021-2025", "2021-2025", "2023", "2030"]


@pytest.mark.parametrize("path", LISTS)
def test_lists_are_paged_by_links(served: httpx.Client, path: str) -> None:
    whole = ask(served, path, limit=200)
    first = served.get(path, params={"limit": 3})
    assert set(first.links) == {"first", "next", "last"}
    last = served.get(first.links["last"]["url"])
    assert set(last.links) == {"first", "prev", "last"}
    assert last.json()["items"][-1:] == everything(served, path, limit=7)[-1:]
    assert len(everything(served, path, limit=50)) == whole["total"]


@pytest.mark.parametrize("path", ["/api/who?q=du+lich", "/?q=du+lich", "/documents", "/style.css"])
def test_a_client_that_holds_an_answer_gets_304(served: httpx.Client, path: str) -> None:
    held = served.get(path).headers["etag"]
    again = served.get(path, headers={"If-None-Match": held})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == held


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/api/who", 400, "bad-parameter"),
        ("/api/tasks?limit=0", 400, "bad-parameter"),
        ("/api/tasks?limit=many", 400, "bad-parameter"),
        ("/api/agencies/so-khong-co", 404, "not-found"),
        ("/api/agencies/so-khong-co/tasks", 404, "not-found"),
        ("/api/tasks/vn/_/_/_/_/task/1", 404, "not-found"),
        ("/api/documents/vn/_/_/_/_", 404, "not-found"),
        ("/api/queries/none", 404, "not-found"),
        ("/api/queries/tasks-of-agency?agency=none", 400, "bad-parameter"),
        ("/nothing/here", 404, "not-found"),
    ],
)
def test_problems_are_told_as_rfc_9457_asks(
    served: httpx.Client, path: str, status: int, kind: str
) -> None:
    answer = served.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["type"].endswith(f"/{kind}")
    assert problem["title"]


def test_what_only_reads_refuses_to_write(served: httpx.Client) -> None:
    answer = served.post("/api/tasks", json={})
    assert answer.status_code == 405
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_named_query_answers_as_the_list_of_tasks_does(served: httpx.Client) -> None:
    asked = {"agency": "SKHĐT", "document": "7099/KH-UBND", "role": "lead", "limit": "200"}
    rows = served.get("/api/queries/tasks-of-agency", params=asked).json()["rows"]
    tasks = everything(
        served, "/api/agencies/so-ke-hoach-va-dau-tu/tasks", role="lead", document="7099/KH-UBND"
    )
    assert sorted(row["task"] for row in rows) == sorted(task["iri"] for task in tasks)
    assert {row["quote"] for row in rows} == {task["evidence"]["quote"] for task in tasks}


def test_health_tells_what_is_served(served: httpx.Client, built: Path) -> None:
    answer = served.get("/health").json()
    assert answer["status"] == "ok"
    assert answer["version"] == (built / "current").resolve().name
    assert answer["documents"] == 5
