"""Who holds today what was given to a body that has been reorganised since."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.bodies import Body, body
from graph.succession import FOREVER, Holding, holding, successors
from ontology import changes, register

AGENCIES = register().agencies
PROVINCES = register().provinces
LABOUR = "so-lao-dong-thuong-binh-va-xa-hoi"
INFORMATION = "so-thong-tin-va-truyen-thong"


def of(agency: str, province: str | None = "binh-duong") -> Body:
    return body(AGENCIES[agency].name, PROVINCES[province] if province else None, id=agency)


def holders(held: Holding) -> list[str | None]:
    return [holder.body.slug if holder.body else None for holder in held.holders]


def chain(held: Holding) -> list[tuple[str, str, str]]:
    (holder,) = held.holders
    return [(c.date, c.basis.name if c.basis else "", c.certainty) for c in holder.chain]


def test_planning_became_finance_then_that_of_the_city_it_joined() -> None:
    held = holding(of("so-ke-hoach-va-dau-tu"), "2026-01-01")
    assert held.status == "succeeded"
    assert holders(held) == ["so-tai-chinh-ho-chi-minh-2025"]
    assert held.written.slug == "so-ke-hoach-va-dau-tu-binh-duong"
    assert chain(held) == [
        ("2025-03-01", "Nghị định 45/2025/NĐ-CP", "pattern"),
        ("2025-07-01", "Nghị quyết 202/2025/QH15", "attested"),
    ]


@pytest.mark.parametrize(
    ("day", "status", "holder"),
    [
        ("2025-02-28", "unchanged", "so-ke-hoach-va-dau-tu-binh-duong"),
        ("2025-03-01", "succeeded", "so-tai-chinh-binh-duong"),
        ("2025-06-30", "succeeded", "so-tai-chinh-binh-duong"),
        ("2025-07-01", "succeeded", "so-tai-chinh-ho-chi-minh-2025"),
    ],
)
def test_each_day_has_its_holder(day: str, status: str, holder: str) -> None:
    held = holding(of("so-ke-hoach-va-dau-tu"), day)
    assert (held.status, holders(held)) == (status, [holder])


@pytest.mark.parametrize(
    ("text", "office", "function"),
    [
        (
            "Tiếp tục đổi mới, nâng cao chất lượng giáo dục nghề nghiệp.",
            "so-giao-duc-va-dao-tao",
            "giao-duc-nghe-nghiep",
        ),
        (
            "Gắn kết công tác đào tạo nghề với thị trường lao động.",
            "so-giao-duc-va-dao-tao",
            "giao-duc-nghe-nghiep",
        ),
        (
            "Thực hiện hiệu quả công tác giảm nghèo bền vững.",
            "so-nong-nghiep-va-moi-truong",
            "giam-ngheo",
        ),
        ("Tạo việc làm mới cho 35.000 lao động.", "so-noi-vu", "lao-dong-viec-lam"),
        ("Chính sách ưu đãi người có công với cách mạng.", "so-noi-vu", "nguoi-co-cong"),
        ("Bảo vệ, chăm sóc trẻ em có hoàn cảnh đặc biệt.", "so-y-te", "tre-em"),
        ("Phòng, chống tệ nạn xã hội.", "so-y-te", "te-nan-xa-hoi"),
        ("Nâng cao hiệu quả công tác cai nghiện ma tuý.", "cong-an-tinh", "cai-nghien"),
    ],
)
def test_the_words_of_a_task_tell_which_function_of_a_split_body_it_is(
    text: str, office: str, function: str
) -> None:
    held = holding(of(LABOUR), "2025-04-01", text)
    assert (held.status, holders(held)) == ("succeeded", [f"{office}-binh-duong"])
    (change,) = held.holders[0].chain
    assert [each.id for each in change.functions] == [function]
    assert all(word in text for word in change.words)
    assert change.words


def test_words_that_tell_no_function_leave_every_candidate() -> None:
    held = holding(of(LABOUR), "2026-01-01", "Có chính sách thu hút nguồn nhân lực.")
    assert held.status == "undecided"
    assert holders(held) == [
        "so-noi-vu-ho-chi-minh-2025",
        "so-y-te-ho-chi-minh-2025",
        "so-giao-duc-va-dao-tao-ho-chi-minh-2025",
        "cong-an-thanh-pho-ho-chi-minh-2025",
        "so-nong-nghiep-va-moi-truong-ho-chi-minh-2025",
    ]


def test_words_of_two_functions_share_a_task() -> None:
    held = holding(of(LABOUR), "2025-04-01", "Giải quyết việc làm, giảm nghèo cho hộ nghèo.")
    assert held.status == "shared"
    assert holders(held) == ["so-noi-vu-binh-duong", "so-nong-nghiep-va-moi-truong-binh-duong"]


def test_the_name_of_a_body_tells_no_function() -> None:
    text = "Phối hợp các cơ quan thông tấn, báo chí đẩy mạnh chuyển đổi số."
    named = ["các cơ quan thông tấn, báo chí"]
    assert holding(of(INFORMATION), "2025-04-01", text).status == "shared"
    held = holding(of(INFORMATION), "2025-04-01", text, named)
    assert holders(held) == ["so-khoa-hoc-va-cong-nghe-binh-duong"]


def test_the_press_went_another_way_than_digital_transformation() -> None:
    held = holding(of(INFORMATION), "2025-04-01", "Chấn chỉnh sai phạm trong báo chí, xuất bản.")
    assert holders(held) == ["so-van-hoa-the-thao-va-du-lich-binh-duong"]


def test_the_district_level_ended_and_no_one_is_made_its_successor() -> None:
    held = holding(of("ubnd-cap-huyen"), "2025-07-01")
    assert (held.status, holders(held)) == ("ended", [None])
    assert [(c.kind, c.result) for c in held.holders[0].chain] == [("end", None)]
    assert "72/2025/QH15" in chain(held)[0][1]


def test_a_body_that_no_one_is_known_to_continue_ended_with_its_province() -> None:
    held = holding(of("lien-minh-hop-tac-xa-tinh"), "2026-01-01")
    assert (held.status, holders(held)) == ("ended", [None])
    assert chain(held) == [("2025-07-01", "Nghị quyết 202/2025/QH15", "attested")]


def test_a_department_that_stayed_in_a_province_that_stayed_is_unchanged() -> None:
    held = holding(of("so-y-te", "nghe-an"), "2026-01-01")
    assert (held.status, holders(held)) == ("unchanged", ["so-y-te-nghe-an"])
    assert held.holders[0].chain == ()


def test_a_body_of_a_city_has_its_name_there() -> None:
    held = holding(of("cong-an-tinh", "quang-nam"), "2026-01-01")
    assert holders(held) == ["cong-an-thanh-pho-da-nang-2025"]
    held = holding(of("cong-an-thanh-pho", "ho-chi-minh"), "2026-01-01")
    assert holders(held) == ["cong-an-thanh-pho-ho-chi-minh-2025"]


def test_where_it_was_seen_a_change_is_attested() -> None:
    held = holding(of("so-ke-hoach-va-dau-tu", "ha-tinh"), "2026-01-01")
    assert chain(held) == [("2025-03-01", "Nghị định 45/2025/NĐ-CP", "attested")]


def test_ministries_follow_their_own_resolution() -> None:
    held = holding(of("bo-ke-hoach-va-dau-tu", None), "2025-03-01")
    assert holders(held) == ["bo-tai-chinh"]
    assert chain(held) == [("2025-03-01", "Nghị quyết 176/2025/QH15", "attested")]
    split = holding(of("bo-lao-dong-thuong-binh-va-xa-hoi", None), "2025-03-01", "giảm nghèo")
    assert holders(split) == ["bo-nong-nghiep-va-moi-truong"]
    assert [change.certainty for change in split.holders[0].chain] == ["medium"]


def test_a_body_that_the_register_does_not_know_is_unchanged_until_its_province_ends() -> None:
    unknown = body("Trung tâm X", PROVINCES["binh-duong"])
    assert holding(unknown, "2025-06-30").status == "unchanged"
    assert holding(unknown, "2025-07-01").status == "ended"


@given(
    st.sampled_from(sorted(AGENCIES)),
    st.sampled_from([None, *sorted(PROVINCES)]),
    st.dates().map(str),
)
def test_every_chain_goes_forward_in_time_from_what_was_written(
    agency: str, province: str | None, day: str
) -> None:
    written = of(agency, province)
    held = holding(written, day)
    assert held.holders
    for holder in held.holders:
        days = [change.date for change in holder.chain]
        assert days == sorted(days)
        assert all(each <= day for each in days)
        before = written
        for change in holder.chain:
            assert change.origin == before
            assert change.basis is not None
            before = change.result or before
        assert holder.body in (before, None)
        if holder.body and holder.body != written:
            assert holder.body in successors(written)


def test_no_successor_has_ended_itself() -> None:
    for agency in changes().agencies:
        for holder in holding(of(agency), FOREVER).holders:
            if holder.body is not None:
                assert holding(holder.body, FOREVER).status == "unchanged"
