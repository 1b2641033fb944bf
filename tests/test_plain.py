"""Which requests are plain, and what of one is read."""

import pytest

from api.plain import Reader

FIELDS = "Host: e\r\nAccept: text/csv\r\nUser-Agent: ü\r\n"


def request(first: str = "GET /sparql?query=ASK%7B%7D HTTP/1.1", fields: str = FIELDS) -> bytes:
    return f"{first}\r\n{fields}\r\n".encode()


def test_a_plain_request_is_read() -> None:
    plain = Reader().read(request() + b"GET ")
    assert plain is not None
    assert (plain.path, plain.query, plain.fields.accept) == (
        "/sparql",
        b"query=ASK%7B%7D",
        b"text/csv",
    )
    assert plain.fields.keep_alive
    assert plain.size == len(request())


def test_an_address_may_have_no_query_and_a_request_be_the_last() -> None:
    plain = Reader().read(request("GET /api/who HTTP/1.1", "Connection: CLOSE\r\n"))
    assert plain is not None
    assert (plain.path, plain.query, plain.fields.accept) == ("/api/who", b"", b"")
    assert not plain.fields.keep_alive


def test_the_fields_of_each_request_count() -> None:
    reader = Reader()
    for accept in ("text/csv", "text/csv", "*/*", "text/csv"):
        plain = reader.read(request(fields=f"Accept: {accept}\r\n"))
        assert plain is not None
        assert plain.fields.accept == accept.encode()
    assert reader.read(request(fields="Accept: */*\r\nX-Request-Id: 1\r\n")) is None
    assert reader.read(request()) is not None


@pytest.mark.parametrize(
    "first",
    [
        "POST /sparql HTTP/1.1",
        "HEAD /sparql HTTP/1.1",
        "get /sparql HTTP/1.1",
        "GET /sparql HTTP/1.0",
        "GET  /sparql HTTP/1.1",
        "GET /sparql  HTTP/1.1",
        "GET sparql HTTP/1.1",
        "GET * HTTP/1.1",
        "GET http://e/sparql HTTP/1.1",
        "GET /sp%61rql HTTP/1.1",
        "GET /sparql#query HTTP/1.1",
        "GET /sparql?query=ASK{} HTTP/1.1",
        "GET /sparql?query=ü HTTP/1.1",
        "GET /sparql?query=\0 HTTP/1.1",
        "GET /sparql?query=\n HTTP/1.1",
        "",
    ],
)
def test_other_lines_are_for_the_parser(first: str) -> None:
    assert Reader().read(request(first)) is None


@pytest.mark.parametrize(
    "fields",
    [
        "Content-Length: 0\r\n",
        "transfer-encoding: chunked\r\n",
        "Expect: 100-continue\r\n",
        "If-None-Match: *\r\n",
        "Accept: */*\r\nAccept: text/csv\r\n",
        "Connection: Upgrade\r\nUpgrade: websocket\r\n",
        "Connection: keep-alive, close\r\n",
        "Host: e\r\n folded\r\n",
        "Host : e\r\n",
        "Host\r\n",
        "Host: \0\r\n",
        "Host: e\nContent-Length: 1\r\n",
        "",
    ],
)
def test_other_fields_are_for_the_parser(fields: str) -> None:
    assert Reader().read(request(fields=fields)) is None


def test_what_has_not_come_whole_is_for_the_parser() -> None:
    whole = request()
    for end in range(len(whole)):
        assert Reader().read(whole[:end]) is None
