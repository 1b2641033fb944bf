"""Reading what is URL-encoded, as every part of the service does."""

from urllib.parse import quote_from_bytes, unquote_to_bytes, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.asgi import parameters, percent_decoded
from api.problems import ProblemError

PARTS = st.lists(
    st.sampled_from([b"%", b"%2", b"%41", b"%c3%A0", b"=", b"==", b"\r", b"\n", b"x_"])
)


@given(PARTS)
def test_escapes_are_decoded_and_what_is_none_stays(parts: list[bytes]) -> None:
    assert percent_decoded(b"".join(parts)) == unquote_to_bytes(b"".join(parts))


@given(st.binary())
def test_what_was_encoded_is_decoded(raw: bytes) -> None:
    assert percent_decoded(quote_from_bytes(raw).encode()) == raw


@given(st.lists(st.tuples(st.text(min_size=1), st.text()), min_size=1, max_size=20))
def test_parameters_come_back_in_order(pairs: list[tuple[str, str]]) -> None:
    assert parameters(urlencode(pairs).encode()) == pairs


def test_too_many_parameters_and_what_is_not_utf_8_are_refused() -> None:
    for query in (b"a=1&" * 500, b"a=%ff"):
        with pytest.raises(ProblemError):
            parameters(query)
