"""Names: Vietnamese folds to URL-safe ASCII, deterministically, and no two things share one."""

import re

from hypothesis import given
from hypothesis import strategies as st

from graph.naming import Naming, distinct, numbered, path_slug, slug

URL_SAFE = re.compile(r"[0-9A-Za-z._-]+")


def test_vietnamese_folds_and_d_with_stroke_is_kept():
    assert slug("Sở Kế hoạch và Đầu tư") == "so-ke-hoach-va-dau-tu"
    assert slug("UBND tỉnh Bình Dương") == "ubnd-tinh-binh-duong"
    assert slug("Quyết định") == "quyet-dinh"
    assert slug("371/KH-UBND") == "371-kh-ubnd"
    assert slug("29-NQ/TW") == "29-nq-tw"
    assert slug("30c/NQ-CP") == "30c-nq-cp"
    assert slug("66.25/2026/NQ-CP") == "66.25-2026-nq-cp"


def test_an_outline_path_keeps_its_case_and_tells_d_from_d_with_stroke():
    assert path_slug("II.2.a.1") == "II.2.a.1"
    assert path_slug("Điều 3") == "Dieu-3"
    assert path_slug("Phụ lục II.12") == "Phu-luc-II.12"
    assert path_slug("II.2.đ") != path_slug("II.2.d")
    assert path_slug("I.1") != path_slug("i.1")


@given(st.text())
def test_every_name_is_one_safe_path_segment(value):
    for name in (slug(value), path_slug(value)):
        assert URL_SAFE.fullmatch(name)
        assert name not in {".", ".."}
        assert ".." not in name


def test_a_long_name_is_cut_after_a_syllable():
    name = slug("tỷ lệ " * 60)
    assert len(name) <= 96
    assert set(name.split("-")) == {"ty", "le"}


def test_what_is_not_known_is_not_invented():
    naming = Naming()
    assert naming.document("ubnd-tinh-binh-duong", "ke-hoach", "2025", "371-kh-ubnd") == (
        "https://w3id.org/chutri/eli/vn/ubnd-tinh-binh-duong/ke-hoach/2025/371-kh-ubnd"
    )
    assert naming.document(None, None, None, "bao").endswith("/eli/vn/_/_/_/bao")


@given(st.dictionaries(st.text(min_size=1), st.sampled_from(["a", "b"]), max_size=12))
def test_keys_that_want_the_same_name_get_their_own(wanted):
    names = distinct(wanted)
    assert len(set(names.values())) == len(wanted)
    assert names == distinct(dict(reversed(wanted.items())))
    assert set(wanted.values()) <= set(names.values())


@given(st.lists(st.sampled_from(["a", "b", "a-2"])))
def test_repeated_names_are_counted(names):
    given_names = numbered(names)
    assert len(set(given_names)) == len(names)
    assert numbered(["a", "b", "a"]) == ("a", "b", "a-2")
