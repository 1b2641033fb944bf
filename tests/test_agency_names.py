"""Wordings of agencies in plans of all levels, and the canonical names they have there."""

from pathlib import Path

import pytest

from extract.agencies import find_agencies
from extract.layout import Context

BINH_DUONG = Context(
    issuer="UBND tỉnh Bình Dương",
    place="Bình Dương",
    place_kind="tỉnh",
    level="province",
    date="2024-12-13",
)
DONG_THAP = Context(
    issuer="UBND tỉnh Đồng Tháp",
    place="Đồng Tháp",
    place_kind="tỉnh",
    level="province",
    date="2025-12-01",
)
HO_CHI_MINH = Context(
    issuer="UBND Thành phố Hồ Chí Minh",
    place="Hồ Chí Minh",
    place_kind="thành phố",
    level="province",
    date="2025-11-19",
)
HANOI = Context(
    issuer="UBND thành phố Hà Nội",
    place="Hà Nội",
    place_kind="thành phố",
    level="province",
    date="2024-07-22",
)
COMMUNE = Context(
    issuer="UBND xã Tân Hồng",
    place="Đồng Tháp",
    place_kind="tỉnh",
    level="commune",
    date="2025-11-01",
)
DISTRICT = Context(
    issuer="UBND huyện Bàu Bàng",
    place="Bình Dương",
    place_kind="tỉnh",
    level="district",
    date="2023-11-01",
)
PRIME_MINISTER = Context(issuer="Thủ tướng Chính phủ", level="central", date="2025-11-27")
MINISTRY = Context(issuer="Bộ Y tế", level="central", date="2025-11-01")


MARKED = Path(__file__).parent / "marked" / "agency_names.txt"
CONTEXTS = {
    "BINH_DUONG": BINH_DUONG,
    "DONG_THAP": DONG_THAP,
    "HO_CHI_MINH": HO_CHI_MINH,
    "HANOI": HANOI,
    "COMMUNE": COMMUNE,
    "DISTRICT": DISTRICT,
    "PRIME_MINISTER": PRIME_MINISTER,
    "MINISTRY": MINISTRY,
}


def wordings():
    """Each wording with its document's name and the names that it has there."""
    whose = ""
    for line in MARKED.read_text("utf-8").splitlines():
        if line.startswith("## "):
            whose = line.removeprefix("## ")
        elif line and not line.startswith("#"):
            text, names = line.split(" =>")
            yield pytest.param(whose, text, [n for n in names.strip().split("; ") if n], id=text)


@pytest.mark.parametrize(("whose", "text", "names"), list(wordings()))
def test_a_wording_has_its_names(whose, text, names):
    found = find_agencies(text, 0, len(text), CONTEXTS[whose])
    assert [agency.name for agency in found] == names
