import pytest

from extract import SourceText, extract
from extract.metadata import context_of
from extract.outline import lay_out
from extract.record import Metadata

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
BODY = "I. NHIỆM VỤ\n\n1. Tổ chức thực hiện các nhiệm vụ.\n"


def metadata(head, tail=""):
    return extract(SourceText("plan.txt", head + BODY + tail)).metadata


def test_the_head_of_a_province_s_plan():
    found = metadata(
        "ỦY BAN NHÂN DÂN\nTỈNH BÀ RỊA - VŨNG TÀU\n\n" + STATE + "Số: 12/KH-UBND\n\nBà Rịa - Vũng "
        "Tàu, ngày 05 tháng 3 năm 2024\n\nKẾ HOẠCH\nTriển khai Chiến lược phát triển\n\n",
        "\nNơi nhận:\n- Bộ Tài chính;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nVõ Văn Minh\n",
    )
    assert found.number == "12/KH-UBND"
    assert found.type == "Kế hoạch"
    assert found.issuer == "UBND tỉnh Bà Rịa - Vũng Tàu"
    assert found.place == "Bà Rịa - Vũng Tàu"
    assert found.date == "2024-03-05"
    assert found.title == "Triển khai Chiến lược phát triển"
    assert found.signer == "Võ Văn Minh"
    assert found.recipients == ("Bộ Tài chính", "Lưu: VT")


@pytest.mark.parametrize(
    ("head", "issuer", "number"),
    [
        ("THỦ TƯỚNG CHÍNH PHỦ\n\n" + STATE + "Số: 2597/QĐ-TTg\n\nQUYẾT ĐỊNH\nPhê duyệt Đề án\n\n",
         "Thủ tướng Chính phủ", "2597/QĐ-TTg"),
        ("BỘ TÀI CHÍNH\n\n" + STATE + "Số: 3103/QĐ-BTC\n\nQUYẾT ĐỊNH\nVề việc giao dự toán\n\n",
         "Bộ Tài chính", "3103/QĐ-BTC"),
        ("UBND THÀNH PHỐ HÀ NỘI\nSỞ Y TẾ\n\n" + STATE + "Số: 5 /KH-SYT\n\nKẾ HOẠCH\nTiêm chủng\n\n",
         "Sở Y tế", "5/KH-SYT"),
        ("ỦY BAN NHÂN DÂN CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH BÌNH PHƯỚC Độc lập - Tự do\n\n"
         "Số: 991/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề việc phê duyệt\n\n", "UBND tỉnh Bình Phước",
         "991/QĐ-UBND"),
        ("Để sử dụng toàn bộ tiện ích vui lòng lựa chọn và đăng ký gói cước.\nỦY BAN NHÂN DÂN | CỘNG "
         "HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 130/KH-UBND | Thanh Hoá, ngày 27 tháng 6 năm 2025 |\n"
         "KẾ HOẠCH\nVề phong trào thi đua\n\n", "UBND tỉnh Thanh Hóa", "130/KH-UBND"),
    ],
)  # fmt: skip
def test_an_issuer_is_named_canonically(head, issuer, number):
    found = metadata(head)
    assert (found.issuer, found.number) == (issuer, number)


def test_a_title_in_capitals_is_written_as_the_body_writes_it():
    found = metadata(
        STATE + "KẾ HOẠCH\nTHỰC HIỆN NGHỊ QUYẾT CỦA CHÍNH PHỦ VỀ CHUYỂN ĐỔI SỐ\n\n"
        "Căn cứ Nghị quyết của Chính phủ về chuyển đổi số;\n\n"
    )
    assert found.title == "Thực hiện Nghị quyết của Chính phủ về chuyển đổi số"


def test_a_head_without_a_kind_has_that_of_its_symbol():
    found = metadata("HỘI ĐỒNG NHÂN DÂN\nTỈNH BÌNH ĐỊNH\n\n" + STATE + "Số: 50/2019/NQ-HĐND\n\n")
    assert (found.type, found.issuer) == ("Nghị quyết", "HĐND tỉnh Bình Định")


def test_what_is_not_stated_is_none():
    found = metadata(STATE + "Số:      /KH-UBND\n\nKẾ HOẠCH\nTổ chức diễn đàn\n\n")
    assert (found.number, found.date, found.place, found.signer) == (None, None, None, None)


def test_each_value_has_its_evidence():
    text = (
        "BỘ Y TẾ\n\n"
        + STATE
        + "Số: 7/KH-BYT\n\nHà Nội, ngày 1 tháng 2 năm 2025\n\nKẾ HOẠCH\nX y\n\n"
    )
    record = extract(SourceText("plan.txt", text + BODY))
    spans = dict(record.metadata.spans)
    assert record.text[spans["number"].start : spans["number"].end] == "7/KH-BYT"
    assert record.text[spans["date"].start : spans["date"].end] == "1 tháng 2 năm 2025"
    assert record.text[spans["issuer"].start : spans["issuer"].end] == "BỘ Y TẾ"
    assert record.text[spans["title"].start : spans["title"].end] == "X y"


def test_an_official_letter_says_what_it_is_about():
    found = metadata("UBND TỈNH ĐỒNG NAI\nSỞ NỘI VỤ\n\n" + STATE + "Số: 23/SNV-CCHC\nV/v triển khai "
                     "cải cách hành chính\n\n")  # fmt: skip
    assert (found.type, found.title) == ("Công văn", "Về việc triển khai cải cách hành chính")


def test_a_programme_of_action_of_the_party():
    found = metadata(
        "TỈNH ỦY NGHỆ AN\n*\nSố 45-CTr/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nNghệ An, ngày 15 tháng 3 năm 2023"
        "\n\nCHƯƠNG TRÌNH HÀNH ĐỘNG\nthực hiện Nghị quyết số 19-NQ/TW\n\n"
    )
    assert found.type == "Chương trình hành động"
    assert found.title == "Thực hiện Nghị quyết số 19-NQ/TW"
    assert (found.issuer, found.number) == ("Tỉnh ủy Nghệ An", "45-CTr/TU")


def test_a_short_document_between_pipes_is_no_cell():
    found = metadata(
        "ỦY BAN NHÂN DÂN\nTỈNH LAI CHÂU\n|\n" + STATE.strip() + "\n|\nSố: 06/CT-UBND\n|\nLai Châu, "
        "ngày 23\ntháng 3 năm 2021\n|\nCHỈ THỊ\nVề an toàn giao thông\n",
        "Nơi nhận:\n- Lưu: VT.\n|\nCHỦ TỊCH\nTrần Tiến Dũng\n|\n",
    )
    assert found.title == "Về an toàn giao thông"
    assert (found.date, found.signer) == ("2021-03-23", "Trần Tiến Dũng")


def test_a_title_ends_where_the_text_begins():
    found = metadata(
        "THỦ TƯỚNG CHÍNH PHỦ\n\n" + STATE + "Số: 18/CT-TTg\n\nCHỈ THỊ\nVỀ PHÒNG CHÁY RỪNG\n\n"
        "Thời gian qua, công tác phòng cháy rừng đã đạt nhiều kết quả.\n\n"
    )
    assert found.title == "Về phòng cháy rừng"


def test_the_signature_may_stand_below_the_plan_alone():
    grounds = "".join(f"Căn cứ Quyết định số {i}/QĐ-TTg;\n\n" for i in range(12))
    found = metadata(
        "ủy ban nhân dân tỉnh Đồng Nai\n\n"
        + STATE
        + "Số: 256/QĐ-UB\n\nQUYẾT ĐỊNH\nVề việc ban hành "
        "Chương trình\n\n" + grounds + "Điều 1. Ban hành Chương trình.\n\nNơi nhận:\n- Lưu: VT.\n\n"
        "Chương trình\nCải cách hành chính\n(Ban hành theo Quyết định số 256/QĐ-UB)\n\n",
        "\nTM. UBND TỈNH\nCHỦ TỊCH\n\nVõ Thanh Tòng\n",
    )
    assert found.issuer == "UBND tỉnh Đồng Nai"
    assert found.signer == "Võ Thanh Tòng"


def test_a_place_stated_twice_has_one_span_that_cuts_it():
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH BÌNH DƯƠNG\nBình Dương, ngày      tháng     năm 2025\n"
        "Đồng Nai, ngày 21 tháng 01 năm 2025\nKẾ HOẠCH\nVề việc gì đó\nI. NHIỆM VỤ\n"
    )
    record = extract(SourceText("any.txt", text))
    places = [span for name, span in record.metadata.spans if name == "place"]
    assert [text[span.start : span.end] for span in places] == [record.metadata.place]


@pytest.mark.parametrize(
    ("issuer", "level"),
    [
        ("UBND phường Phúc Lợi", "commune"),
        ("UBND huyện Bàu Bàng", "district"),
        ("UBND thành phố Thủ Dầu Một", "district"),
        ("UBND thành phố Hải Phòng", "province"),
        ("UBND Thành phố Hồ Chí Minh", "province"),
        ("UBND tỉnh Đồng Nai", "province"),
        ("Bộ Nội vụ", "central"),
    ],
)
def test_the_level_of_an_issuer(issuer, level):
    said = Metadata(
        number="1/KH-UBND", type="Kế hoạch", issuer=issuer, place=None, date="2025-11-01", title="",
        signer=None, recipients=(), spans=(),
    )  # fmt: skip
    assert context_of(said, lay_out("KẾ HOẠCH")).level == level


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        ("BỘ TÀI CHÍNH\nTỔNG CỤC THUẾ\n", "Tổng cục Thuế"),
        ("UBND HUYỆN PHÙ CÁT\nPHÒNG GIÁO DỤC VÀ ĐÀO TẠO\n", "Phòng Giáo dục và Đào tạo"),
        ("HUYỆN ỦY BA VÌ\n", "Huyện ủy Ba Vì"),
        ("ĐẢNG ỦY XÃ TÂN LẬP\n", "Đảng ủy xã Tân Lập"),
        ("BAN CHẤP HÀNH TRUNG ƯƠNG\nBAN TUYÊN GIÁO\n", "Ban Tuyên giáo Trung ương"),
        ("ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN\nVĂN PHÒNG\n", "Văn phòng UBND tỉnh Lạng Sơn"),
        ("HỘI ĐỒNG BẦU CỬ QUỐC GIA\n", "Hội đồng bầu cử quốc gia"),
    ],
)
def test_the_unit_below_another_body_issues_and_one_that_is_not_registered_is_named(head, issuer):
    assert (
        metadata(head + STATE + "Số: 12/KH\n\nKẾ HOẠCH\nTriển khai công tác\n\n").issuer == issuer
    )


def test_a_text_without_a_head_is_told_by_what_announces_it():
    told = extract(
        SourceText(
            "news.txt",
            "Ngày 30/11/2025, Thủ tướng Chính phủ ban hành Công điện 234/CĐ-TTg về việc phát động "
            "chiến dịch xây dựng lại nhà ở.\n\nTheo đó, Công điện 234/CĐ-TTg yêu cầu:\n\n- Bộ Tài "
            "chính bố trí kinh phí theo Nghị định số 20/2021/NĐ-CP.\n",
        )
    )
    assert told.metadata.number == "234/CĐ-TTg"
    assert told.metadata.type == "Công điện"
    assert told.metadata.issuer == "Thủ tướng Chính phủ"
    assert told.metadata.date == "2025-11-30"
    assert told.metadata.title == "Về việc phát động chiến dịch xây dựng lại nhà ở"
    assert [citation.number for citation in told.citations] == ["20/2021/NĐ-CP"]


def test_a_page_may_name_the_whole_document_above_it():
    found = extract(
        SourceText(
            "page.txt",
            "# Kết luận số 69-KL/TW\n\nKết luận số 69-KL/TW ngày 11/01/2024 của Bộ Chính trị về phát "
            "triển khoa học và công nghệ\n\n1. Tổ chức thực hiện các nhiệm vụ.\n",
        )
    ).metadata
    assert (found.issuer, found.date) == ("Bộ Chính trị", "2024-01-11")
    assert found.title == "Về phát triển khoa học và công nghệ"


def test_a_letter_without_a_head_is_from_whom_it_says_asks():
    found = extract(
        SourceText(
            "letter.txt",
            "Chỉ thị về việc phòng, chống tác hại thuốc lá.\nĐể nâng cao nhận thức của người dân, "
            "Uỷ ban nhân dân quận yêu cầu các phòng, ban thực hiện:\n1. Tăng cường tuyên truyền.\n",
        )
    ).metadata
    assert (found.type, found.issuer) == ("Chỉ thị", "UBND quận")
    assert found.title == "Về việc phòng, chống tác hại thuốc lá"


def test_a_title_in_capitals_needs_no_kind_above_it():
    found = metadata(
        "ỦY BAN NHÂN DÂN\nTỈNH BẮC GIANG\n\n"
        + STATE
        + "Số: 6/CT-UBND\n\nBắc Giang, ngày 28 tháng 8 "
        "năm 2022\n\nTRIỂN KHAI NHIỆM VỤ NĂM HỌC 2022-2023\n\nCăn cứ Luật Giáo dục;\n\n"
    )
    assert (found.type, found.title) == ("Chỉ thị", "Triển khai nhiệm vụ năm học 2022-2023")


@pytest.mark.parametrize("end", ["- Lưu: VT, NN. Phạm S", "- Các sở, ban, ngành; Võ Văn Minh"])
def test_a_signature_may_stand_beside_the_recipients(end):
    tail = f"\nNơi nhận: TM. ỦY BAN NHÂN DÂN\n- Bộ Tài chính; CHỦ TỊCH\n{end}\n"
    assert metadata(STATE + "KẾ HOẠCH\nTiêm chủng\n\n", tail).signer in ("Phạm S", "Võ Văn Minh")


def test_a_text_without_a_date_is_no_older_than_what_it_cites():
    layout = lay_out(
        "Thực hiện Chỉ thị số 751/CT-TTg ngày 03/6/2009 và Kế hoạch số 5/KH ngày 1/2/2009"
    )
    assert context_of(Metadata(issuer="UBND tỉnh Long An"), layout).date == "2009-06-03"
