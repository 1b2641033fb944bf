"""Keys of indicators: wordings of one indicator meet, different indicators stay apart."""

import pytest

from extract.indicator_keys import indicator_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tỷ lệ đô thị hóa toàn tỉnh", "Tỉ lệ đô thị hoá"),
        ("GRDP bình quân đầu người", "GRDP bình quân đầu người năm 2030"),
        ("Chỉ số sản xuất công nghiệp (IIP) tăng", "Chỉ số sản xuất công nghiệp của tỉnh tăng"),
        ("Tỷ lệ hộ dân trên địa bàn được sử dụng điện",
         "Tỷ lệ hộ dân trên địa bàn tỉnh được sử dụng điện"),
        ("Tỷ lệ lao động qua đào tạo có bằng cấp chứng chỉ",
         "Tỷ lệ lao động qua đào tạo có bằng cấp, chứng chỉ"),
        ("Diện tích nhà ở bình quân", "Diện tích nhà ở bình quân toàn tỉnh"),
        ("Tổng sản phẩm trong Tỉnh (GRDP) tăng bình quân",
         "Tổng sản phẩm trong tỉnh (GRDP) tăng bình quân"),
        ("Tỷ lệ dân số nông thôn sử dụng nước hợp vệ sinh",
         "Tỷ lệ dân số nông thôn được sử dụng nước hợp vệ sinh"),
    ],
)  # fmt: skip
def test_wordings_of_one_indicator_meet(one: str, other: str) -> None:
    assert indicator_key(one) == indicator_key(other)


@pytest.mark.parametrize(
    ("one", "its_unit", "other", "other_unit"),
    [
        ("Xã đạt chuẩn nông thôn mới nâng cao", "%", "Tỷ lệ xã đạt chuẩn nông thôn mới nâng cao", "%"),
        ("Tỷ trọng lao động nông nghiệp", "%", "Tỷ lệ lao động nông nghiệp", "%"),
        ("Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng", "%/năm",
         "Tốc độ tăng tổng mức bán lẻ hàng hóa và doanh thu dịch vụ", "%"),
        ("Kim ngạch xuất khẩu tăng", "%/năm", "Tốc độ tăng trưởng kim ngạch xuất khẩu", "%"),
        ("Cơ cấu kinh tế (GRDP) của tỉnh: dịch vụ", "%",
         "Tỷ trọng ngành dịch vụ trong cơ cấu kinh tế của tỉnh", "%"),
        ("Bình quân 1 vạn dân có bác sỹ", "bác sỹ", "Số bác sĩ/vạn dân", "bác sĩ"),
        ("Năng suất các nhân tố tổng hợp (TFP)", "%",
         "Đóng góp của năng suất nhân tố tổng hợp (TFP) vào tăng trưởng kinh tế", "%"),
    ],
)  # fmt: skip
def test_the_unit_helps_wordings_to_meet(
    one: str, its_unit: str, other: str, other_unit: str
) -> None:
    assert indicator_key(one, its_unit) == indicator_key(other, other_unit)


def test_a_count_is_no_share() -> None:
    assert indicator_key("Số doanh nghiệp công nghệ số", "doanh nghiệp") != indicator_key(
        "Tỷ lệ doanh nghiệp công nghệ số", "%"
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim ngạch xuất khẩu tăng", "Kim ngạch nhập khẩu tăng"),
        ("Tỷ lệ lao động qua đào tạo", "Tỷ lệ lao động qua đào tạo có bằng cấp chứng chỉ"),
        ("Tỷ lệ tử vong trẻ em dưới 5 tuổi", "Tỷ lệ tử vong trẻ em dưới 1 tuổi"),
        ("Thu ngân sách tăng", "Thu ngân sách"),
    ],
)
def test_different_indicators_stay_apart(one: str, other: str) -> None:
    assert indicator_key(one) != indicator_key(other)
