"""The reconciliation service: the answers of the specification 0.2, and the right candidates."""

import json
import re
from typing import Any

import httpx
import pytest

IRIS = "https://w3id.org/chutri/"
DEPARTMENT = "id/agency/so-ke-hoach-va-dau-tu-binh-duong"


def reconciled(served: httpx.Client, **queries: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    answer = served.post("/reconcile", data={"queries": json.dumps(queries)})
    assert answer.status_code == 200, answer.text
    batch = answer.json()
    assert set(batch) == set(queries)
    for result in batch.values():
        assert set(result) == {"result"}
        for candidate in result["result"]:
            follows_the_schema(candidate)
        scores = [candidate["score"] for candidate in result["result"]]
        assert scores == sorted(scores, reverse=True)
    return {key: result["result"] for key, result in batch.items()}


def follows_the_schema(candidate: dict[str, Any]) -> None:
    """What section 4.3 of the specification asks of a candidate."""
    assert all(isinstance(candidate[name], str) for name in ("id", "name", "description"))
    assert isinstance(candidate["score"], int | float)
    assert isinstance(candidate["match"], bool)
    assert all(isinstance(type_["id"], str) for type_ in candidate["type"])
    for feature in candidate["features"]:
        assert isinstance(feature["id"], str)
        assert isinstance(feature["value"], bool | int | float)


def test_the_manifest_says_what_the_service_does(served: httpx.Client) -> None:
    manifest = served.get("/reconcile").json()
    assert manifest["versions"] == ["0.2"]
    assert manifest["identifierSpace"] == IRIS
    assert manifest["schemaSpace"].startswith("https://")
    assert manifest["name"]
    assert {type_["id"] for type_ in manifest["defaultTypes"]} == {
        "agency",
        "agency-group",
        "document",
    }
    assert "{{id}}" in manifest["view"]["url"]
    for service in manifest["suggest"].values():
        address = service["service_url"] + service["service_path"]
        answer = served.get(address, params={"prefix": "s"})
        assert isinstance(answer.json()["result"], list)
    shown = served.get(manifest["view"]["url"].replace("{{id}}", DEPARTMENT))
    assert shown.status_code == 200
    assert "Sở Kế hoạch và Đầu tư" in shown.text


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("Sở Kế hoạch và Đầu tư", DEPARTMENT),
        ("so ke hoach dau tu", DEPARTMENT),
        ("SKHĐT", DEPARTMENT),
        ("Sở KH&ĐT", DEPARTMENT),
        ("Sở Kế hoạch và Đầu tư tỉnh Bình Dương", DEPARTMENT),
        ("371/KH-UBND", "eli/vn/ubnd-tinh-binh-duong/ke-hoach/2025/371-kh-ubnd"),
        ("Kế hoạch số 371/KH-UBND", "eli/vn/ubnd-tinh-binh-duong/ke-hoach/2025/371-kh-ubnd"),
        (
            "Nghị quyết số 01/NQ-CP ngày 08/01/2025 của Chính phủ",
            "eli/vn/chinh-phu/nghi-quyet/2025/01-nq-cp",
        ),
    ],
)
def test_a_name_that_one_thing_bears_is_a_match(
    served: httpx.Client, written: str, id_: str
) -> None:
    (found,) = reconciled(served, q0={"query": written}).values()
    assert (found[0]["id"], found[0]["match"]) == (id_, True), found[0]
    assert not any(candidate["match"] for candidate in found[1:])


@pytest.mark.parametrize("written", ["Sở Kế hoạc và Đầu tư", "Sở Kế hoạch Đầu tư Bình Dươnng"])
def test_a_misspelt_name_has_candidates_and_no_match(served: httpx.Client, written: str) -> None:
    (found,) = reconciled(served, q0={"query": written, "type": "agency"}).values()
    assert found[0]["id"] == DEPARTMENT
    assert not found[0]["match"]
    assert 60 < found[0]["score"] < 97


def test_a_number_that_two_documents_bear_is_no_match_until_a_date_tells(
    served: httpx.Client,
) -> None:
    dated = {"pid": "date", "v": "2023"}
    found = reconciled(
        served,
        alone={"query": "01/NQ-CP", "type": "document"},
        dated={"query": "01/NQ-CP", "type": "document", "properties": [dated]},
    )
    assert {each["id"] for each in found["alone"][:2]} == {
        "eli/vn/chinh-phu/nghi-quyet/2023/01-nq-cp",
        "eli/vn/chinh-phu/nghi-quyet/2025/01-nq-cp",
    }
    assert not any(each["match"] for each in found["alone"])
    assert found["dated"][0]["id"] == "eli/vn/chinh-phu/nghi-quyet/2023/01-nq-cp"
    assert found["dated"][0]["match"]


def test_a_type_leaves_out_all_others(served: httpx.Client) -> None:
    found = reconciled(
        served,
        groups={"query": "các sở, ban, ngành", "type": ["agency-group"], "limit": 3},
        documents={"query": "Sở Kế hoạch và Đầu tư", "type": "document"},
    )
    assert 0 < len(found["groups"]) <= 3
    assert {type_["id"] for each in found["groups"] for type_ in each["type"]} == {"agency-group"}
    assert not any(each["match"] for each in found["documents"])


def test_what_is_like_nothing_has_no_candidates(served: httpx.Client) -> None:
    assert reconciled(served, q0={"query": "zzzz"}) == {"q0": []}


def test_a_batch_may_come_by_get(served: httpx.Client) -> None:
    queries = json.dumps({"q": {"query": "SKHĐT"}})
    answer = served.get("/reconcile", params={"queries": queries})
    assert answer.json()["q"]["result"][0]["id"] == DEPARTMENT
    assert answer.headers["access-control-allow-origin"] == "*"


def test_entities_are_suggested_as_one_types(served: httpx.Client) -> None:
    found = served.get("/reconcile/suggest/entity", params={"prefix": "so ke ho"}).json()["result"]
    assert found[0]["id"] == DEPARTMENT
    assert found[0]["notable"][0]["id"] == "agency"
    later = served.get("/reconcile/suggest/entity", params={"prefix": "so ke ho", "cursor": 1})
    assert later.json()["result"] == found[1:]


def test_matched_rows_are_extended_by_what_is_known(served: httpx.Client) -> None:
    proposed = served.get("/reconcile/properties", params={"type": "agency"}).json()
    wanted = [{"id": each["id"]} for each in proposed["properties"]]
    extend = {"ids": [DEPARTMENT, "id/agency/none"], "properties": wanted}
    answer = served.post("/reconcile", data={"extend": json.dumps(extend)}).json()
    assert [each["id"] for each in answer["meta"]] == [each["id"] for each in wanted]
    rows = answer["rows"]
    assert rows[DEPARTMENT]["place"] == [{"str": "Bình Dương"}]
    leads = served.get("/api/agencies/so-ke-hoach-va-dau-tu").json()["items"][0]["leads"]
    assert rows[DEPARTMENT]["leads"] == [{"int": leads}]
    assert set(rows["id/agency/none"]) == set(rows[DEPARTMENT])
    assert not any(rows["id/agency/none"].values())
    cells = [cell for row in rows.values() for cells in row.values() for cell in cells]
    assert all(len(cell) == 1 and set(cell) <= {"str", "int"} for cell in cells)


@pytest.mark.parametrize(
    "given",
    [
        {"queries": "{"},
        {"queries": '{"q0": {"query": 1}}'},
        {"queries": '{"q0": {"query": "x", "type": "person"}}'},
        {"queries": '{"q0": {"query": "x", "surplus": 1}}'},
        {"extend": '{"ids": []}'},
    ],
)
def test_what_is_no_batch_is_a_problem(served: httpx.Client, given: dict[str, str]) -> None:
    answer = served.post("/reconcile", data=given)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert re.search(r"\w", answer.json()["detail"])
