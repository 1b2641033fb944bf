"""Across plans: targets as series, and how a policy comes down from the Party's centre."""

import httpx
import pytest

from graph import open_store
from graph.questions import ask
from graph.tiers import tier_of
from graph.works import Work
from ontology import tiers


def cascade(served: httpx.Client, number: str) -> dict:
    listed = served.get("/api/documents").json()["items"]
    (document,) = [each for each in listed if each["number"] == number]
    answer = served.get(f"/api/documents/{document['id']}/cascade")
    assert answer.status_code == 200
    return answer.json()


# ---- the cascade --------------------------------------------------------------------------------


def test_the_industrialisation_plan_carries_out_the_party_s_resolution_by_two_ways(
    served: httpx.Client,
) -> None:
    found = cascade(served, "7099/KH-UBND")
    by_tier = {
        level["tier"]: [d["number"] for d in level["documents"]] for level in found["levels"]
    }
    assert by_tier == {
        "central-party": ["24-NQ/TW", "29-NQ/TW"],
        "central-state": ["111/NQ-CP", "790/QĐ-TTg"],
        "provincial-party": ["111-CTr/TU"],
        "provincial-state": ["6613/KH-UBND", "7099/KH-UBND"],
    }
    assert [level["rank"] for level in found["levels"]] == [1, 2, 3, 4]
    numbers = {d["iri"]: d["number"] for level in found["levels"] for d in level["documents"]}
    steps = {(numbers[s["lower"]], numbers[s["upper"]]) for s in found["steps"]}
    assert {
        ("7099/KH-UBND", "111-CTr/TU"),
        ("111-CTr/TU", "29-NQ/TW"),
        ("7099/KH-UBND", "111/NQ-CP"),
        ("111/NQ-CP", "29-NQ/TW"),
        ("7099/KH-UBND", "29-NQ/TW"),
    } <= steps
    assert all(step["up"] for step in found["steps"])


def test_every_step_is_a_citation_at_its_place(served: httpx.Client) -> None:
    found = cascade(served, "2902/QĐ-UBND")
    text = served.get(f"/api/documents/{found['document']['id']}/text").json()["text"]
    iris = {d["iri"] for level in found["levels"] for d in level["documents"]}
    assert found["steps"]
    for step in found["steps"]:
        assert {step["lower"], step["upper"]} <= iris
        evidence = step["evidence"]
        assert evidence["number"] == "2902/QĐ-UBND"
        assert text[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_from_above_one_sees_what_carries_it_out(served: httpx.Client) -> None:
    found = cascade(served, "7099/KH-UBND")
    top = next(d for d in found["levels"][0]["documents"] if d["number"] == "29-NQ/TW")
    below = served.get(f"/api/documents/{top['id']}/cascade").json()
    numbers = [d["number"] for level in below["levels"] for d in level["documents"]]
    assert numbers == ["29-NQ/TW", "111/NQ-CP", "111-CTr/TU", "7099/KH-UBND"]
    assert not any(step["up"] for step in below["steps"])
    assert served.get("/api/documents/vn/_/_/_/_/cascade").status_code == 404


def test_a_document_that_cites_nothing_stands_alone(served: httpx.Client) -> None:
    listed = served.get("/api/documents").json()["items"]
    (press,) = [each for each in listed if each["number"] is None]
    found = served.get(f"/api/documents/{press['id']}/cascade").json()
    assert [level["tier"] for level in found["levels"]] == [None]
    assert found["steps"] == []


@pytest.mark.parametrize(
    ("number", "kind", "tier"),
    [
        ("29-NQ/TW", None, "central-party"),
        ("111-CTr/TU", None, "provincial-party"),
        ("01/NQ-CP", None, "central-state"),
        ("16/2021/QH15", None, "central-state"),
        ("371/KH-UBND", None, "provincial-state"),
        (None, "luat", "central-state"),
        (None, "de-an", None),
        ("12", None, None),
    ],
)
def test_a_tier_is_told_by_number_or_kind(number: str | None, kind: str | None, tier: str) -> None:
    found = tier_of(Work("x", None, kind, number, None, None, (), None))
    assert (found.id if found else None) == tier


def test_tiers_are_ranked_and_labelled() -> None:
    assert [tier.rank for tier in tiers()] == [1, 2, 3, 4, 5]
    assert all(tier.label and tier.label_en for tier in tiers())


# ---- series -------------------------------------------------------------------------------------


def series(served: httpx.Client, **asked: object) -> list[dict]:
    answer = served.get("/api/targets/series", params=asked)
    assert answer.status_code == 200
    return answer.json()["items"]


def test_one_indicator_over_the_plans_is_a_series_by_the_years_aimed_at(
    served: httpx.Client,
) -> None:
    (found,) = series(served, q="đô thị hóa")
    assert found["documents"] == 3
    points = [(t["period"], t["value"], t["document"]["number"]) for t in found["targets"]]
    assert points == [
        ("2023", "84,0", "282/KH-UBND"),
        ("2021-2025", "85%", "2902/QĐ-UBND"),
        ("2021-2025", "85%", "2902/QĐ-UBND"),
        ("2030", "88-90%", "7099/KH-UBND"),
    ]
    assert all(target["evidence"]["quote"] for target in found["targets"])


def test_wordings_of_one_indicator_meet_in_a_series(served: httpx.Client) -> None:
    (found,) = series(served, indicator=series(served, q="bác sỹ vạn dân")[0]["indicator"])
    assert {t["document"]["number"] for t in found["targets"]} == {"2902/QĐ-UBND", "282/KH-UBND"}
    assert len(found["labels"]) > 1


def test_only_what_several_plans_set_is_listed_the_most_shared_first(served: httpx.Client) -> None:
    listed = series(served, limit=200)
    counts = [each["documents"] for each in listed]
    assert counts == sorted(counts, reverse=True)
    assert min(counts) == 2
    assert len(series(served, documents=1, limit=200)) > len(listed)
    assert len(series(served, documents=4)) < len(listed)


@pytest.mark.parametrize("path", ["/series", "/series?q=GRDP", "/series?q=xyz"])
def test_series_have_a_page(served: httpx.Client, path: str) -> None:
    page = served.get(path)
    assert page.status_code == 200
    assert "<h1>Chỉ tiêu qua các văn bản" in page.text


def test_a_cascade_has_a_page_to_which_its_document_leads(served: httpx.Client) -> None:
    document = cascade(served, "7099/KH-UBND")["document"]
    page = served.get("/cascade", params={"document": document["id"]}).text
    assert page.index("29-NQ/TW") < page.index("111/NQ-CP") < page.index("111-CTr/TU")
    assert "Trung ương Đảng" in page
    assert "/cascade?document=" in served.get(f"/eli/{document['id']}").text


def test_the_graph_knows_the_tier_of_each_document_and_the_cascade(built) -> None:
    rows = list(ask(open_store(built), "cascade", {"document": "371/KH-UBND"}))
    assert rows
    assert {row["lowerRank"] for row in rows} == {4}
    assert {row["upperRank"] for row in rows} == {1, 2, 4}
