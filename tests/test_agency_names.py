"""Wordings of agencies in plans of all levels, and the canonical names they have there."""

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


@pytest.mark.parametrize(
    ("context", "text", "names"),
    [
        (
            DONG_THAP,
            "Các sở, ban, ngành, đoàn thể tỉnh; UBND các xã, phường",
            ["Các sở, ban, ngành", "Các đoàn thể", "UBND cấp xã"],
        ),
        (
            DONG_THAP,
            "Văn phòng UBND tỉnh; các sở, ban, ngành; Ủy ban nhân dân cấp xã",
            ["Văn phòng UBND tỉnh", "Các sở, ban, ngành", "UBND cấp xã"],
        ),
        (
            DONG_THAP,
            "Sở NN&MT, Sở NNMT, Sở NN và MT, Sở Nông nghiệp & Môi trường",
            ["Sở Nông nghiệp và Môi trường"] * 4,
        ),
        (
            DONG_THAP,
            "Sở GDĐT; Sở GD-ĐT; Sở GD&ĐT; Sở Giáo dục & Đào tạo; Sở Giáo dục - Đào tạo",
            ["Sở Giáo dục và Đào tạo"] * 5,
        ),
        (
            DONG_THAP,
            "Sở VHTTDL; Sở VHTT&DL; Sở VH,TT&DL; Sở VH-TT-DL; Sở Văn hóa - Thể thao và Du "
            "lịch; Sở VH, TT và DL; Sở Văn hoá, Thể thao và Du lịch",
            ["Sở Văn hóa, Thể thao và Du lịch"] * 7,
        ),
        (
            BINH_DUONG,
            "Sở LĐTBXH; Sở LĐ-TBXH; Sở LĐTB&XH; Sở Lao động-Thương binh và Xã hội; Sở Lao "
            "động, TB&XH; Sở Lao động – Thương binh và Xã hội; Sở LĐ - TB và XH",
            ["Sở Lao động - Thương binh và Xã hội"] * 7,
        ),
        (
            BINH_DUONG,
            "Sở NN&PTNT; Sở NNPTNT; Sở Nông nghiệp và PTNT; Sở Nông nghiệp & PTNT",
            ["Sở Nông nghiệp và Phát triển nông thôn"] * 4,
        ),
        (
            BINH_DUONG,
            "Sở TT&TT; Sở TTTT; Sở TT-TT; Sở TN&MT; Sở TNMT; Sở GTVT; Sở KHĐT; Sở KH&ĐT; Sở KH-CN",
            [
                "Sở Thông tin và Truyền thông",
                "Sở Thông tin và Truyền thông",
                "Sở Thông tin và Truyền thông",
                "Sở Tài nguyên và Môi trường",
                "Sở Tài nguyên và Môi trường",
                "Sở Giao thông vận tải",
                "Sở Kế hoạch và Đầu tư",
                "Sở Kế hoạch và Đầu tư",
                "Sở Khoa học và Công nghệ",
            ],
        ),
        (
            DONG_THAP,
            "Công an tỉnh, BCH Quân sự tỉnh, BCH Bộ đội Biên phòng tỉnh, Bộ CHQS tỉnh",
            [
                "Công an tỉnh",
                "Bộ Chỉ huy quân sự tỉnh",
                "Bộ Chỉ huy Bộ đội Biên phòng tỉnh",
                "Bộ Chỉ huy quân sự tỉnh",
            ],
        ),
        (
            DONG_THAP,
            "UBND các phường, xã; UBND xã/phường; UBND các xã, phường, đặc khu trên địa "
            "bàn tỉnh; UBND xã, phường",
            ["UBND cấp xã"] * 4,
        ),
        (DONG_THAP, "Đảng ủy, UBND các xã, phường", ["Đảng ủy cấp xã", "UBND cấp xã"]),
        (DONG_THAP, "báo cáo Tỉnh ủy, HĐND, UBND tỉnh", ["Tỉnh ủy", "HĐND tỉnh", "UBND tỉnh"]),
        (DONG_THAP, "Hội đồng nhân dân, Ủy ban nhân dân các cấp", ["HĐND các cấp", "UBND các cấp"]),
        (
            DONG_THAP,
            "Ủy ban MTTQ Việt Nam tỉnh và các tổ chức chính trị - xã hội",
            ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Các đoàn thể"],
        ),
        (
            DONG_THAP,
            "Mặt trận Tổ quốc và các đoàn thể",
            ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Các đoàn thể"],
        ),
        (
            DONG_THAP,
            "các cơ quan, đơn vị, địa phương liên quan",
            ["Các đơn vị liên quan", "UBND cấp xã"],
        ),
        (
            DONG_THAP,
            "các cơ quan, đơn vị và địa phương có liên quan",
            ["Các đơn vị liên quan", "UBND cấp xã"],
        ),
        (DONG_THAP, "các sở, ngành, địa phương liên quan", ["Các sở, ban, ngành", "UBND cấp xã"]),
        (
            DONG_THAP,
            "các sở, ngành và địa phương liên quan; các tổ chức, cá nhân có liên quan",
            ["Các sở, ban, ngành", "UBND cấp xã", "Các đơn vị liên quan"],
        ),
        (
            DONG_THAP,
            "Giám đốc các Sở, Thủ trưởng các ban, ngành cấp tỉnh; Chủ tịch UBND cấp xã",
            ["Các sở, ban, ngành", "Các sở, ban, ngành", "UBND cấp xã"],
        ),
        (
            DONG_THAP,
            "Các ông (bà): Chánh Văn phòng UBND tỉnh; Giám đốc các Sở: Tài chính, Công "
            "Thương, Xây dựng; Chủ tịch UBND các xã, phường; Thủ trưởng các cơ quan, đơn "
            "vị và cá nhân có liên quan",
            [
                "Văn phòng UBND tỉnh",
                "Sở Tài chính",
                "Sở Công Thương",
                "Sở Xây dựng",
                "UBND cấp xã",
                "Các đơn vị liên quan",
            ],
        ),
        (
            DONG_THAP,
            "Giám đốc Sở Tài chính, Giám đốc Sở Nội vụ, Giám đốc Công an tỉnh, Trưởng ban "
            "Ban Quản lý Khu kinh tế",
            ["Sở Tài chính", "Sở Nội vụ", "Công an tỉnh", "Ban Quản lý Khu kinh tế"],
        ),
        (
            DONG_THAP,
            "Ban Chỉ đạo chuyển đổi số tỉnh; Ban Chỉ đạo 389 tỉnh; Tổ công tác Đề án 06 tỉnh",
            ["Ban Chỉ đạo chuyển đổi số tỉnh", "Ban Chỉ đạo 389 tỉnh", "Tổ công tác Đề án 06 tỉnh"],
        ),
        (
            DONG_THAP,
            "Hội Khuyến học tỉnh, Hội Doanh nhân trẻ tỉnh, Hội Người cao tuổi tỉnh",
            ["Hội Khuyến học tỉnh", "Hội Doanh nhân trẻ tỉnh", "Hội Người cao tuổi tỉnh"],
        ),
        (
            DONG_THAP,
            "Bưu điện tỉnh, Viễn thông Đồng Tháp, VNPT Đồng Tháp, Viettel Đồng Tháp",
            ["Bưu điện tỉnh", "Viễn thông Đồng Tháp", "VNPT Đồng Tháp", "Viettel Đồng Tháp"],
        ),
        (
            DONG_THAP,
            "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông tỉnh chủ trì",
            ["Ban Quản lý dự án đầu tư xây dựng các công trình giao thông tỉnh"],
        ),
        (
            DONG_THAP,
            "Ban Quản lý dự án đầu tư xây dựng tỉnh",
            ["Ban Quản lý dự án đầu tư xây dựng tỉnh"],
        ),
        (
            DONG_THAP,
            "Trường Đại học Đồng Tháp, Trường Cao đẳng Cộng đồng Đồng Tháp",
            ["Trường Đại học Đồng Tháp", "Trường Cao đẳng Cộng đồng Đồng Tháp"],
        ),
        (
            DONG_THAP,
            "Chi cục Kiểm lâm, Quỹ Đầu tư phát triển tỉnh",
            ["Chi cục Kiểm lâm", "Quỹ Đầu tư phát triển tỉnh"],
        ),
        (
            DONG_THAP,
            "các tập đoàn, tổng công ty nhà nước; các doanh nghiệp, hợp tác xã",
            ["Các tập đoàn", "Các tổng công ty nhà nước", "Các doanh nghiệp", "Các hợp tác xã"],
        ),
        (
            DONG_THAP,
            "các viện nghiên cứu, trường đại học và doanh nghiệp",
            ["Các viện nghiên cứu", "Các trường đại học", "Các doanh nghiệp"],
        ),
        (
            DONG_THAP,
            "Kho bạc Nhà nước tỉnh, Ngân hàng Chính sách xã hội tỉnh, Ngân hàng Nhà nước "
            "Chi nhánh Khu vực 15",
            [
                "Kho bạc Nhà nước tỉnh",
                "Ngân hàng Chính sách xã hội chi nhánh tỉnh",
                "Ngân hàng Nhà nước khu vực 15",
            ],
        ),
        (
            DONG_THAP,
            "Báo và Đài PT-TH tỉnh; Đài PT-TH tỉnh; Báo Đồng Tháp",
            [
                "Báo và Phát thanh, Truyền hình tỉnh",
                "Đài Phát thanh và Truyền hình tỉnh",
                "Báo Đồng Tháp",
            ],
        ),
        (DONG_THAP, "Sở Y tế (cơ quan thường trực), Sở Tài chính", ["Sở Y tế", "Sở Tài chính"]),
        (DONG_THAP, "Sở Tài chính và Sở Nội vụ", ["Sở Tài chính", "Sở Nội vụ"]),
        (DONG_THAP, "Sở Công Thương/Sở Tài chính", ["Sở Công Thương", "Sở Tài chính"]),
        (DONG_THAP, "UBND thành phố Cao Lãnh", ["UBND thành phố Cao Lãnh"]),
        (
            DONG_THAP,
            "UBND phường Mỹ Trà và UBND xã Tân Hồng",
            ["UBND phường Mỹ Trà", "UBND xã Tân Hồng"],
        ),
        (DONG_THAP, "SỞ TÀI CHÍNH", ["Sở Tài chính"]),
        (DONG_THAP, "ỦY BAN NHÂN DÂN CÁC XÃ, PHƯỜNG", ["UBND cấp xã"]),
        (DONG_THAP, "CÁC SỞ, BAN, NGÀNH TỈNH", ["Các sở, ban, ngành"]),
        (DONG_THAP, "Địa phương", ["UBND cấp xã"]),
        (DONG_THAP, "Các đơn vị, địa phương", ["Các đơn vị", "UBND cấp xã"]),
        (DONG_THAP, "Các đơn vị", ["Các đơn vị"]),
        (DONG_THAP, "Các xã, phường", ["UBND cấp xã"]),
        (BINH_DUONG, "Các huyện, thị xã, thành phố", ["UBND cấp huyện"]),
        (DONG_THAP, "Các đơn vị thuộc, trực thuộc", ["Các đơn vị trực thuộc"]),
        (
            HO_CHI_MINH,
            "Ủy ban nhân dân Thành phố Thủ Đức và các quận, huyện",
            ["UBND thành phố Thủ Đức", "UBND cấp huyện"],
        ),
        (
            HO_CHI_MINH,
            "Ủy ban nhân dân phường, xã, đặc khu; Công an Thành phố; Sở Du lịch; Sở Văn "
            "hóa và Thể thao",
            ["UBND cấp xã", "Công an Thành phố", "Sở Du lịch", "Sở Văn hóa và Thể thao"],
        ),
        (
            HO_CHI_MINH,
            "Ban Quản lý các khu chế xuất và công nghiệp Thành phố",
            ["Ban Quản lý các khu chế xuất và công nghiệp"],
        ),
        (
            HO_CHI_MINH,
            "Sở An toàn thực phẩm, Thanh tra Thành phố, Văn phòng Ủy ban nhân dân Thành phố",
            ["Sở An toàn thực phẩm", "Thanh tra Thành phố", "Văn phòng UBND Thành phố"],
        ),
        (
            PRIME_MINISTER,
            "Bộ Công an chủ trì, phối hợp với Bộ Quốc phòng, Tòa án nhân dân tối cao, "
            "Viện kiểm sát nhân dân tối cao",
            [
                "Bộ Công an",
                "Bộ Quốc phòng",
                "Tòa án nhân dân tối cao",
                "Viện kiểm sát nhân dân tối cao",
            ],
        ),
        (
            PRIME_MINISTER,
            "Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ, Ủy ban nhân dân các tỉnh, "
            "thành phố trực thuộc trung ương",
            ["Các bộ, ngành", "UBND cấp tỉnh"],
        ),
        (
            PRIME_MINISTER,
            "các bộ: Tài chính, Công an, Quốc phòng; các địa phương",
            ["Bộ Tài chính", "Bộ Công an", "Bộ Quốc phòng", "UBND cấp tỉnh"],
        ),
        (
            PRIME_MINISTER,
            "Bộ Tài chính, Bộ Xây dựng và các bộ, ngành, địa phương liên quan",
            ["Bộ Tài chính", "Bộ Xây dựng", "Các bộ, ngành", "UBND cấp tỉnh"],
        ),
        (PRIME_MINISTER, "các tỉnh, thành phố trực thuộc trung ương", ["UBND cấp tỉnh"]),
        (PRIME_MINISTER, "các cơ quan thông tấn, báo chí", ["Các cơ quan báo chí"]),
        (PRIME_MINISTER, "các bộ, cơ quan, địa phương", ["Các bộ, ngành", "UBND cấp tỉnh"]),
        (PRIME_MINISTER, "các Bộ, ngành, cơ quan Trung ương", ["Các bộ, ngành"]),
        (PRIME_MINISTER, "Bộ, cơ quan, địa phương liên quan", ["Các bộ, ngành", "UBND cấp tỉnh"]),
        (
            PRIME_MINISTER,
            "Bộ Nông nghiệp và Môi trường, các bộ, ngành có liên quan; UBND các tỉnh vùng "
            "Đồng bằng sông Cửu Long",
            ["Bộ Nông nghiệp và Môi trường", "Các bộ, ngành", "UBND cấp tỉnh"],
        ),
        (
            PRIME_MINISTER,
            "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam, Tổng Liên đoàn Lao động Việt "
            "Nam và các tổ chức chính trị - xã hội",
            [
                "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
                "Tổng Liên đoàn Lao động Việt Nam",
                "Các đoàn thể",
            ],
        ),
        (
            PRIME_MINISTER,
            "Tập đoàn Điện lực Việt Nam, Tổng công ty Viễn thông MobiFone",
            ["Tập đoàn Điện lực Việt Nam", "Tổng công ty Viễn thông MobiFone"],
        ),
        (
            PRIME_MINISTER,
            "Bộ trưởng Bộ Tài chính, Thống đốc Ngân hàng Nhà nước Việt Nam, Bộ trưởng, "
            "Chủ nhiệm Văn phòng Chính phủ",
            ["Bộ Tài chính", "Ngân hàng Nhà nước Việt Nam", "Văn phòng Chính phủ"],
        ),
        (MINISTRY, "Sở Y tế các tỉnh, thành phố trực thuộc trung ương", ["Sở Y tế"]),
        (
            COMMUNE,
            "Phòng Kinh tế, Phòng Văn hóa - Xã hội, Công an xã, Ban Chỉ huy quân sự xã",
            ["Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Công an xã", "Ban Chỉ huy quân sự xã"],
        ),
        (
            COMMUNE,
            "Trạm Y tế xã, Trung tâm Phục vụ hành chính công xã",
            ["Trạm Y tế xã", "Trung tâm Phục vụ hành chính công xã"],
        ),
        (COMMUNE, "UBND xã, Đảng ủy xã, HĐND xã", ["UBND xã", "Đảng ủy xã", "HĐND xã"]),
        (
            DISTRICT,
            "UBND huyện, Phòng Tài chính - Kế hoạch, UBND các xã, thị trấn",
            ["UBND huyện", "Phòng Tài chính - Kế hoạch", "UBND cấp xã"],
        ),
        (
            HANOI,
            "Sở, ban, ngành, Ủy ban nhân dân quận-huyện, xã, phường, thị trấn thực hiện",
            ["Các sở, ban, ngành", "UBND cấp huyện", "UBND cấp xã"],
        ),
        (
            HANOI,
            "các Sở, ban, ngành, cơ quan, đơn vị thuộc Thành phố, UBND các quận, huyện, thị xã",
            ["Các sở, ban, ngành", "Các cơ quan, đơn vị", "UBND cấp huyện"],
        ),
        (
            HANOI,
            "Bộ Tư lệnh Thủ đô Hà Nội, Công an Thành phố",
            ["Bộ Tư lệnh Thủ đô", "Công an Thành phố"],
        ),
        (HANOI, "HĐND, UBND Thành phố", ["HĐND Thành phố", "UBND Thành phố"]),
        (
            DONG_THAP,
            "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh, các cơ quan, ban, ngành, đoàn thể",
            ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Các sở, ban, ngành", "Các đoàn thể"],
        ),
        (
            DONG_THAP,
            "các sở, ban, ngành, đoàn thể, địa phương, đơn vị",
            ["Các sở, ban, ngành", "Các đoàn thể", "UBND cấp xã", "Các đơn vị"],
        ),
        (
            DONG_THAP,
            "Bộ, ngành Trung ương và địa phương; các sở, ngành, địa phương",
            ["Các bộ, ngành", "UBND cấp tỉnh", "Các sở, ban, ngành", "UBND cấp xã"],
        ),
        (
            PRIME_MINISTER,
            "Chủ tịch UBND các tỉnh, thành phố; Bộ trưởng các Bộ: Công an, Quốc phòng, Tài chính",
            ["UBND cấp tỉnh", "Bộ Công an", "Bộ Quốc phòng", "Bộ Tài chính"],
        ),
        (
            PRIME_MINISTER,
            "Ủy ban nhân dân các thành phố: Hà Nội, Cần Thơ",
            ["UBND thành phố Hà Nội", "UBND thành phố Cần Thơ"],
        ),
    ],
)
def test_a_wording_has_its_names(context, text, names):
    assert [agency.name for agency in find_agencies(text, 0, len(text), context)] == names
