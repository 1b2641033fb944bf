"""Answers kept ready: ETag, 304, what is kept and what is not."""

import asyncio
from collections.abc import Callable
from typing import Any

from api.cache import AnswerCache, KeptAnswers, kept_answer


class Origin:
    """An application that counts what it is asked and answers with its path."""

    def __init__(self, status: int = 200) -> None:
        self.asked: list[str] = []
        self.status = status

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked.append(scope["path"])
        headers = [(b"content-type", b"text/plain"), (b"link", b"<x>")]
        start = {"type": "http.response.start", "status": self.status, "headers": headers}
        await send(start)
        body = scope["path"].encode()
        await send({"type": "http.response.body", "body": body[:2], "more_body": True})
        await send({"type": "http.response.body", "body": body[2:]})


def get(
    application: Callable[..., Any],
    path: str,
    query: bytes = b"",
    method: str = "GET",
    **headers: str,
) -> tuple[int, dict[str, str], bytes]:
    """Ask an ASGI application as a server does."""
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query,
        "headers": [
            (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
        ],
    }
    asyncio.run(application(scope, receive, send))
    start, *bodies = sent
    answered = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], answered, b"".join(body.get("body", b"") for body in bodies)


def test_what_was_asked_before_is_answered_without_asking_again() -> None:
    origin = Origin()
    cache = AnswerCache(origin)
    first, second = get(cache, "/api/x"), get(cache, "/api/x")
    assert first == second
    assert first[0] == 200
    assert first[2] == b"/api/x"
    assert first[1]["content-length"] == "6"
    assert origin.asked == ["/api/x"]


def test_address_query_and_accept_tell_answers_apart() -> None:
    origin = Origin()
    cache = AnswerCache(origin)
    get(cache, "/api/x")
    get(cache, "/api/y")
    get(cache, "/api/x", b"q=1")
    get(cache, "/api/x", accept="text/turtle")
    assert len(origin.asked) == 4


def test_a_client_that_holds_the_answer_is_told_so() -> None:
    cache = AnswerCache(Origin())
    _, headers, _ = get(cache, "/api/x")
    for held in (headers["etag"], f'"other", W/{headers["etag"]}', "*"):
        status, again, body = get(cache, "/api/x", if_none_match=held)
        assert (status, body) == (304, b"")
        assert again["etag"] == headers["etag"]
        assert again["link"] == "<x>"
        assert "content-length" not in again
    assert get(cache, "/api/x", if_none_match='"other"')[0] == 200


def test_head_gets_the_headers_of_get() -> None:
    cache = AnswerCache(Origin())
    status, headers, body = get(cache, "/api/x", method="HEAD")
    assert (status, headers["content-length"], body) == (200, "6", b"")
    assert get(cache, "/api/x")[2] == b"/api/x"


def test_problems_and_other_paths_are_passed_on_and_not_kept() -> None:
    missing = Origin(404)
    cache = AnswerCache(missing)
    assert [get(cache, "/api/x")[::2] for _ in range(2)] == [(404, b"/api/x")] * 2
    assert len(missing.asked) == 2
    origin = Origin()
    cache = AnswerCache(origin, live=("/health",))
    get(cache, "/health")
    assert "etag" not in get(cache, "/health")[1]
    assert len(origin.asked) == 2
    get(cache, "/api/x", method="POST")
    get(cache, "/api/x", method="POST")
    assert len(origin.asked) == 4


def test_room_is_bounded_and_what_was_asked_longest_ago_goes_first() -> None:
    origin = Origin()
    cache = AnswerCache(origin, capacity=16 * 4)
    for letter in "abcdefghijklmnop":  # sixteen answers of four bytes fill it
        get(cache, f"/{letter}")
    get(cache, "/a")
    get(cache, "/q")
    origin.asked.clear()
    get(cache, "/a")
    get(cache, "/b")
    assert origin.asked == ["/b"]


def test_an_answer_too_large_is_not_kept() -> None:
    origin = Origin()
    cache = AnswerCache(origin, capacity=16 * 4)
    assert get(cache, "/large") == get(cache, "/large")
    assert len(origin.asked) == 2


def test_where_only_repeated_ones_are_kept_the_first_is_not() -> None:
    kept = KeptAnswers()
    answer = kept_answer([], b"rows", b'"1"')
    for known in (None, answer):
        kept.keep("asked", answer, repeated=True)
        assert kept.get("asked") is known
