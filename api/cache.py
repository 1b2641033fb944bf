"""Answers kept ready: ETags, 304 and a cache, as a plain ASGI layer before the routes.

An answer of the service depends on the graph and the address alone, and the graph of a running
service does not change. So what was asked before is answered without touching a route.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Hashable, Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple, Protocol, TypeAlias

from api.asgi import Application, Headers, Message, Receive, Scope, Send, header_lines

Key: TypeAlias = tuple[str, bytes, bytes]
"""Path, query and Accept field of what is asked."""

#: What a client may do with an answer: keep it, and ask whether it still holds.
CACHE_CONTROL = (b"cache-control", b"public, no-cache")
NO_STORE = (b"cache-control", b"no-store")
VARY = (b"vary", b"Accept")
_LINES = b"%bcontent-length: %d\r\netag: %b\r\n" + header_lines([CACHE_CONTROL])
#: Most answers have the same headers of their own.
_lines = lru_cache(maxsize=64)(header_lines)
#: Of how many keys it is remembered that they came once.
_REMEMBERED = 1 << 16
_NOT_MODIFIED_HEADERS = frozenset(
    {b"etag", b"cache-control", b"vary", b"link", b"content-location"}
)


class Answer(NamedTuple):
    """A whole answer with status 200; ``lines`` are its headers as HTTP/1.1 has them.

    ``own`` are those that do not follow from the rest.
    """

    own: tuple[tuple[bytes, bytes], ...]
    lines: bytes
    body: bytes
    etag: bytes

    @property
    def headers(self) -> Headers:
        """Its headers."""
        length = (b"content-length", str(len(self.body)).encode())
        return [*self.own, length, (b"etag", self.etag), CACHE_CONTROL]

    async def send(self, send: Send, validators: bytes, head: bool) -> None:
        """Send the answer, or 304 where the client holds it (``validators``: If-None-Match)."""
        if validators and holds(validators, self.etag):
            headers = [pair for pair in self.headers if pair[0] in _NOT_MODIFIED_HEADERS]
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return
        await send({"type": "http.response.start", "status": 200, "headers": self.headers})
        await send({"type": "http.response.body", "body": b"" if head else self.body})


def kept_answer(headers: Iterable[tuple[bytes, bytes]], body: bytes, etag: bytes) -> Answer:
    """Make an answer of its headers, adding those that tell how long it is and whether it holds."""
    own = tuple(headers)
    lines = _LINES % (_lines(own), len(body), etag)
    return Answer(own, lines, body, etag)


class KeptAnswers:
    """Answers by what was asked: up to ``capacity`` bytes, then what was asked longest ago goes.

    An answer larger than a sixteenth of that is not kept.
    """

    def __init__(self, capacity: int = 64 << 20) -> None:
        self._room = capacity
        self._largest = capacity // 16
        self._asked = array("q", bytes(8 * _REMEMBERED))
        self._answers: OrderedDict[Hashable, tuple[Answer, int]] = OrderedDict()

    def get(self, key: Hashable) -> Answer | None:
        """Return what is kept for a key."""
        found = self._answers.get(key)
        if found is None:
            return None
        self._answers.move_to_end(key)
        return found[0]

    def keep(self, key: Hashable, answer: Answer, more: int = 0, *, repeated: bool = False) -> None:
        """Keep an answer, whose key takes `more` bytes.

        Where only what is ``repeated`` is kept, it is not when it is asked for the first time: what
        never comes again then costs no memory, nor its place what does.
        """
        size = len(answer.body) + more
        if size > self._largest or key in self._answers or (repeated and self._new(key)):
            return
        self._answers[key] = answer, size
        self._room -= size
        while self._room < 0:
            _, (_, freed) = self._answers.popitem(last=False)
            self._room += freed

    def _new(self, key: Hashable) -> bool:
        """Say whether a key comes for the first time, as far back as is remembered."""
        name = hash(key)
        place = name % _REMEMBERED
        if self._asked[place] == name:
            return False
        self._asked[place] = name  # the key that was there is forgotten
        return True


class Direct(Protocol):
    """What answers some addresses at once, without a task of the event loop."""

    def takes(self, path: str) -> bool:
        """Whether it may answer what is asked under a path."""

    def answer(self, path: str, query: bytes) -> tuple[Headers, bytes] | None:
        """Return headers and body of a 200 answer to GET, None where the application should."""


class AnswerCache:
    """Wraps an application whose 200 answers to GET depend on the address and ``version`` alone.

    ``live`` are the paths for which that is not so; ``direct`` is asked before the application.
    """

    def __init__(
        self,
        application: Application,
        live: tuple[str, ...] = (),
        capacity: int = 64 << 20,
        version: str = "",
        direct: Direct | None = None,
    ) -> None:
        self._application = application
        self._live = frozenset(live)
        self._kept = KeptAnswers(capacity)
        self._version = version
        self._direct = direct

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, else ask the application and keep its answer."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._application(scope, receive, send)
            return
        path: str = scope["path"]
        if path in self._live:
            await self._application(scope, receive, send)
            return
        accept = validators = b""
        for name, value in scope["headers"]:
            if name == b"accept":
                accept = value
            elif name == b"if-none-match":
                validators = value
        key = (path, scope["query_string"], accept)
        answer = self._kept.get(key) or self._directly(key)
        if answer is None:
            answer = await self._ask(key, {**scope, "method": "GET"}, receive, send)
            if answer is None:
                return
        await answer.send(send, validators, scope["method"] == "HEAD")

    def at_once(self, path: str, query: bytes, accept: bytes) -> Answer | None:
        """Return the answer to a GET that is given directly, None where that is not so."""
        if self._direct is None or not self._direct.takes(path):
            return None
        key = (path, query, accept)
        return self._kept.get(key) or self._directly(key)

    def _directly(self, key: Key) -> Answer | None:
        path, query, _ = key
        found = self._direct.answer(path, query) if self._direct else None
        return None if found is None else self._keep(key, *found, repeated=True)

    def _keep(self, key: Key, headers: Headers, body: bytes, *, repeated: bool = False) -> Answer:
        path, query, accept = key
        etag = etag_of(self._version, (path.encode(), query, accept))
        answer = kept_answer(headers, body, etag)
        size = len(path) + len(query) + len(accept)
        self._kept.keep(key, answer, size, repeated=repeated)
        return answer

    async def _ask(self, key: Key, scope: Scope, receive: Receive, send: Send) -> Answer | None:
        """Return the application's answer, None where it was no 200 and so was passed on."""
        start: Message = {}
        parts: list[bytes] = []

        async def collect(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and message["status"] == 200:
                start = message
            elif not start:
                await send(message)
            else:
                parts.append(message.get("body", b""))

        await self._application(scope, receive, collect)
        if not start:
            return None
        kept = [pair for pair in start["headers"] if pair[0] not in (b"etag", b"content-length")]
        return self._keep(key, kept, b"".join(parts))


def etag_of(version: str, asked: Iterable[bytes]) -> bytes:
    """Name the answer that a version gives to what is asked, without looking at it."""
    parts = [version.encode(), *asked]
    whole = b"%r%b" % ([*map(len, parts)], b"".join(parts))
    return b'"%b"' % blake2b(whole, digest_size=12).hexdigest().encode()


def holds(validators: bytes, etag: bytes) -> bool:
    """Whether an If-None-Match field names the tag; weak comparison (RFC 9110, 13.1.2)."""
    return validators.strip() == b"*" or etag in (
        validator.strip().removeprefix(b"W/") for validator in validators.split(b",")
    )
