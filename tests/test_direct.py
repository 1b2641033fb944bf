"""Answers given at once are those that the routes give, in the shape that they describe."""

import httpx
import pytest
from pydantic import BaseModel

from api import models

ASKED = [
    ("/api/who", {"q": "giải ngân đầu tư công"}),
    ("/api/who", {"q": "so thong tin va truyen thogn chuyển đổi số", "tasks": "3"}),
    ("/api/who", {"q": "du lịch", "limit": "3", "offset": "2"}),
    ("/api/who", {"q": "du lịch", "role": "coordinating"}),
    ("/api/who", {"q": '"chuyển đổi số" y tế'}),
    ("/api/who", {"q": "tàu vũ trụ"}),
    ("/api/who", {"q": ""}),
    ("/api/agencies/so-xay-dung/tasks", {}),
    ("/api/agencies/so-tai-chinh-binh-duong/tasks", {"role": "lead", "limit": "2"}),
    ("/api/agencies/so-y-te/tasks", {"q": "bảo hiểm"}),
]
BY_THE_ROUTES = {"as": "well"}
"""A parameter that nobody takes leaves a question to the routes."""


@pytest.mark.parametrize(("path", "asked"), ASKED)
def test_an_answer_given_at_once_is_that_of_the_route(
    served: httpx.Client, path: str, asked: dict[str, str]
) -> None:
    at_once = served.get(path, params=asked)
    routed = served.get(path, params=asked | BY_THE_ROUTES)
    assert (at_once.status_code, at_once.content) == (routed.status_code, routed.content)
    assert at_once.headers["content-type"] == routed.headers["content-type"]
    held = {"if-none-match": at_once.headers["etag"]}
    assert served.get(path, params=asked, headers=held).status_code == 304
    assert set(at_once.headers) == set(routed.headers)
    assert at_once.headers["link"] == routed.headers["link"].replace("as=well&", "")


@pytest.mark.parametrize(("path", "asked"), ASKED)
def test_an_answer_has_the_shape_that_is_described(
    served: httpx.Client, path: str, asked: dict[str, str]
) -> None:
    shape: type[BaseModel] = models.WhoAnswer if path == "/api/who" else models.Tasks
    for body in (
        served.get(path, params=asked).text,
        served.get(path, params=asked | {"as_of": "2026-01-01"}).text,
    ):
        assert shape.model_validate_json(body).model_dump_json() == body


def test_routes_answer_what_is_wrong(served: httpx.Client) -> None:
    for path in ("/api/who", "/api/who?q=a&limit=0", "/api/who?q=a&q=b&role=boss"):
        assert served.get(path).status_code == 400
    assert served.get("/api/agencies/none/tasks").status_code == 404
    assert served.get("/api/who?q=a&q=du+l%E1%BB%8Bch").json()["question"] == "du lịch"


def test_an_answer_is_small_unless_more_is_asked(served: httpx.Client) -> None:
    answer = served.get("/api/who", params={"q": "chuyển đổi số"})
    assert len(answer.content) < 32_000
    assert len(answer.json()["agencies"]) == 10
    assert all(len(owner["tasks"]) == 1 for owner in answer.json()["agencies"])
    assert set(answer.links) == {"first", "next", "last"}


@pytest.mark.parametrize(("path", "asked"), ASKED)
def test_either_way_the_answer_is_the_same(
    served: httpx.Client, path: str, asked: dict[str, str]
) -> None:
    """An id of its own lets a request go the ordinary way."""
    plain = [served.get(path, params=asked) for _ in range(2)]
    ordinary = served.get(path, params=asked, headers={"x-request-id": "seen"})
    for answer in plain:
        assert (answer.status_code, answer.content) == (ordinary.status_code, ordinary.content)
        assert set(answer.headers.items()) ^ set(ordinary.headers.items()) <= {
            ("x-request-id", each.headers["x-request-id"]) for each in (answer, ordinary)
        } | {("date", each.headers["date"]) for each in (answer, ordinary)}
