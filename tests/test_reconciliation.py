"""The reconciliation service: the answers of the specification 0.2, and the right candidates."""

import json
import re
from typing import Any
from urllib.parse import quote

import httpx
import jsonschema
import pytest

from tests import reconcile_schemas as schemas

IRIS = "https://w3id.org/chutri/"
DEPARTMENT = "id/agency/so-ke-hoach-va-dau-tu-binh-duong"


def reconciled(served: httpx.Client, **queries: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    answer = served.post("/reconcile", data={"queries": json.dumps(queries)})
    assert answer.status_code == 200, answer.text
    batch: dict[str, Any] = answer.json()
    jsonschema.validate(batch, schemas.RESULTS)
    assert set(batch) == set(queries)
    for result in batch.values():
        scores = [candidate["score"] for candidate in result["result"]]
        assert scores == sorted(scores, reverse=True)
    return {key: result["result"] for key, result in batch.items()}


def test_the_manifest_says_what_the_service_does(served: httpx.Client) -> None:
    manifest = served.get("/reconcile").json()
    jsonschema.validate(manifest, schemas.MANIFEST)
    assert manifest["identifierSpace"] == IRIS
    assert manifest["schemaSpace"].startswith("https://")
    assert {type_["id"] for type_ in manifest["defaultTypes"]} == {
        "agency",
        "agency-group",
        "document",
    }
    for name, service in manifest["suggest"].items():
        address = service["service_url"] + service["service_path"]
        schema = schemas.SUGGESTED_ENTITIES if name == "entity" else schemas.SUGGESTED
        found = served.get(address, params={"prefix": "n"}).json()
        jsonschema.validate(found, schema)
        assert found["result"]
    for id_ in (DEPARTMENT, quote(DEPARTMENT, safe="")):  # programs differ in what they escape
        shown = served.get(manifest["view"]["url"].replace("{{id}}", id_))
        assert shown.status_code == 200
        assert "Sở Kế hoạch và Đầu tư" in shown.text


@pytest.mark.parametrize(
    ("schema", "answer"),
    [
        (
            schemas.MANIFEST,
            {"versions": ["0.1"], **dict.fromkeys(("name", "identifierSpace", "schemaSpace"), "x")},
        ),
        (schemas.RESULTS, {"q": [{"id": "x", "name": "x", "score": 1}]}),
        (schemas.RESULTS, {"q": {"result": [{"id": "x", "name": "x", "score": "1"}]}}),
        (schemas.SUGGESTED, {"result": [{"id": "x"}]}),
        (schemas.EXTENSION, {"meta": [], "rows": {"x": {"date": [{"date": "2025-01-21"}]}}}),
        (schemas.EXTENSION, {"meta": [], "rows": {"x": {"leads": [{"int": 1, "str": "1"}]}}}),
    ],
)
def test_the_schemas_find_what_is_wrong(schema: schemas.Schema, answer: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(answer, schema)


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
    jsonschema.validate(proposed, schemas.PROPOSED)
    wanted = [{"id": each["id"]} for each in proposed["properties"]]
    extend = {"ids": [DEPARTMENT, "id/agency/none"], "properties": wanted}
    answer = served.post("/reconcile", data={"extend": json.dumps(extend)}).json()
    jsonschema.validate(answer, schemas.EXTENSION)
    assert [each["id"] for each in answer["meta"]] == [each["id"] for each in wanted]
    rows = answer["rows"]
    assert rows[DEPARTMENT]["place"] == [{"str": "Bình Dương"}]
    leads = served.get("/api/agencies/so-ke-hoach-va-dau-tu").json()["items"][0]["leads"]
    assert rows[DEPARTMENT]["leads"] == [{"int": leads}]
    assert set(rows["id/agency/none"]) == set(rows[DEPARTMENT])
    assert not any(rows["id/agency/none"].values())


@pytest.mark.parametrize(
    "given",
    [
        {"queries": "{"},
        {"queries": '{"q0": {"query": 1}}'},
        {"queries": '{"q0": {"query": "x", "type": "person"}}'},
        {"queries": '{"q0": {"query": "x", "surplus": 1}}'},
        {"queries": '{"q0": {"type": "agency"}}'},
        {"queries": '{"q0": {"query": "x", "limit": 1e999}}'},
        {"extend": '{"ids": []}'},
    ],
)
def test_what_is_no_batch_is_a_problem(served: httpx.Client, given: dict[str, str]) -> None:
    answer = served.post("/reconcile", data=given)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert re.search(r"\w", answer.json()["detail"])
