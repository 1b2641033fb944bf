import pytest

from extract.lines import fold_wraps
from extract.repair import mend

WRAPPED = """a) Sở Tài chính chủ trì, phối hợp với các sở, ban, ngành điều hành hiệu quả công
tác thu, chi ngân sách; thực hiện các giải pháp tăng cường quản lý thu thuế, chống
thất thu, bảo đảm thu đúng, thu đủ; điều hành chi ngân sách nhà nước chặt chẽ và
hiệu quả; triệt để tiết kiệm, chống lãng phí trong các cơ quan, đơn vị.
"""


def folded(text):
    return fold_wraps(mend(text)[0]).text.split("\n")


def test_a_paragraph_wrapped_to_a_width_is_one_line():
    assert len(folded(WRAPPED)) == 1


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("2. Tiếp tục phòng, chống, kiểm soát dịch bệnh", "Sở Y tế chủ trì phối hợp với các sở"),
        ("II. NHIỆM VỤ, GIẢI PHÁP", "Trên cơ sở các mục tiêu, các sở triển khai"),
        ("c) Sở Công Thương và các đơn vị tổ chức thực hiện:", "Phát triển hạ tầng nông nghiệp"),
        ("- Lưu VT.", "Võ Văn Minh"),
        ("1. Công an tỉnh", "Chỉ đạo lực lượng Cảnh sát giao thông"),
        ("b) Theo dõi, đôn đốc việc thực hiện.", "Yêu cầu Thủ trưởng các cơ quan thực hiện"),
        ("b) Bảo đảm công khai, minh bạch.", "c) Cục Thuế tỉnh rà soát"),
        ("1. Mục đích", "- Khai thác tốt nhất mọi tiềm năng"),
        ("- Tạo động lực tăng trưởng mới trong năm 2025.", "1Quyết định số 2533/QĐ-UBND ngày 29"),
    ],
)
def test_a_block_begins(above, below):
    assert above in folded(WRAPPED + above + "\n" + below)
    assert below in folded(WRAPPED + above + "\n" + below)


@pytest.mark.parametrize(
    "sentence",
    [
        "- Phối hợp chặt chẽ với các cơ quan, đơn vị có liên quan, nhất là với Sở Lao động\n"
        "- Thương binh và Xã hội hỗ trợ người lao động có việc làm",
        "1. Sở Lao động\n- Thương binh và Xã hội",
        "2. Liên đoàn\nLao động tỉnh",
        "- Nâng cấp tuyến cao tốc kết nối vùng có tính chất lan tỏa là Thành phố Hồ Chí Minh\n"
        "- Thủ Dầu Một - Chơn Thành",
        "- Hoàn thành Kế hoạch phát triển kinh tế - xã hội giai đoạn 2021\n- 2025 của tỉnh",
        "c) Sở Công Thương chủ trì, phối hợp với\nSở Xây dựng rà soát quy hoạch cụm công nghiệp",
        "c) Ngân hàng Nhà nước chi nhánh tỉnh\nBình Dương tiếp tục theo dõi thị trường tín dụng",
        "d) Thực hiện Nghị quyết số 29-NQ/TW của Ban Chấp hành Trung ương Đảng khóa này (khóa\n"
        "XIII) về tiếp tục đẩy mạnh công nghiệp hóa",
    ],
)
def test_a_sentence_goes_on(sentence):
    assert " ".join(sentence.split()) in folded(WRAPPED + sentence)


def test_a_blank_line_parts_unless_the_sentence_goes_on():
    assert folded("Một đoạn.\n\nĐoạn hai") == ["Một đoạn.", "Đoạn hai"]
    assert folded("Một đoạn bị ngắt\n\nở giữa trang") == ["Một đoạn bị ngắt ở giữa trang"]


def test_a_text_that_was_never_wrapped_keeps_its_lines():
    lines = ["1. Mục tiêu", "Tiếp tục thực hiện mục tiêu kép", "2. Chỉ tiêu", "Tăng 8%"]
    assert folded("\n".join(lines)) == lines


def test_the_cells_of_a_table_are_one_line_each():
    assert folded("|\nĐơn vị\ntheo dõi\n|\nKế\nhoạch\n|") == [
        "|",
        "Đơn vị theo dõi",
        "|",
        "Kế hoạch",
        "|",
    ]


@pytest.mark.parametrize(
    "end", ["2", "- 2 -", "--- PAGE BREAK ---", "Trang 2/10", "2\n\n\nPage 3 of 9"]
)
def test_a_sentence_goes_on_over_the_end_of_a_page(end):
    sentence = (
        "d) Cục Thuế tỉnh tiếp tục thực hiện các giải pháp tăng cường quản lý thu thuế và",
        "chống thất thu ngân sách nhà nước.",
    )
    assert " ".join(sentence) in folded(WRAPPED + f"\n\n{end}\n\n".join(sentence))


@pytest.mark.parametrize("above", ["3. Sở Y tế.", "Tổng cộng:"])
def test_a_number_that_parts_no_sentence_stays(above):
    assert "2" in folded(f"{WRAPPED}{above}\n\n2\n\nSở Tài chính")
