import asyncio
import json

import pytest

from api.problems import KINDS, TYPE_BASE, ProblemError, problem, send_problem


def test_a_problem_document_has_the_members_of_rfc_9457() -> None:
    found = problem("query-syntax", "expected }", line=3, column=7)
    assert found.content() == {
        "type": TYPE_BASE + "query-syntax",
        "title": "The query is not SPARQL 1.1",
        "status": 400,
        "detail": "expected }",
        "line": 3,
        "column": 7,
    }
    assert json.loads(found.body()) == found.content()


def test_an_extension_member_cannot_take_the_place_of_a_standard_one() -> None:
    assert problem("busy", title="no", status=200).content()["title"] == KINDS["busy"][1]


def test_an_unknown_kind_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        problem("no-such-kind")


def test_text_that_is_no_unicode_does_not_break_the_document() -> None:
    assert json.loads(problem("not-utf-8", "\ud800").body())["detail"] == "?"


def test_the_error_carries_the_problem() -> None:
    found = problem("busy")
    assert ProblemError(found).problem is found
    assert str(ProblemError(found)) == found.title


@pytest.mark.parametrize("head", [False, True])
def test_a_plain_asgi_application_sends_it_whole(head: bool) -> None:
    sent: list[dict[str, object]] = []

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    found = problem("busy", "later", headers=[("Retry-After", "2")])
    asyncio.run(send_problem(send, found, head=head))
    start, body = sent
    headers = dict(start["headers"])  # type: ignore[call-overload]
    assert start["status"] == 503
    assert headers[b"content-type"] == b"application/problem+json"
    assert headers[b"retry-after"] == b"2"
    assert int(headers[b"content-length"]) == len(found.body())
    assert body["body"] == (b"" if head else found.body())
