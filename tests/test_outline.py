import pytest

from extract.markers import find_marker
from extract.outline import lay_out
from extract.zones import classify

PLAN = """KẾ HOẠCH
Thực hiện Nghị quyết số 29-NQ/TW
Căn cứ Nghị quyết số 111/NQ-CP ngày 22/7/2024;
Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Khai thác tiềm năng
II. MỤC TIÊU
1. Mục tiêu cụ thể
2.1. Đến năm 2030
III. NHIỆM VỤ, GIẢI PHÁP
1. Hoàn thiện thể chế
a) Sở Tài chính chủ trì:
- Rà soát
+ Chi tiết
đ) Sở Xây dựng phối hợp
2. Nâng cao năng lực
Sở Y tế chủ trì thực hiện các giải pháp:
- Phòng bệnh
IV. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ
2.1. Phòng Cải cách
Trong quá trình thực hiện nếu có vướng mắc
Nơi nhận:
- Như trên;
PHỤ LỤC II
DANH MỤC"""


def blocks():
    layout = lay_out(PLAN)
    return {layout.text[b.body : b.end]: b for b in layout.blocks}


@pytest.mark.parametrize(
    ("words", "section", "zone"),
    [
        ("Thực hiện Nghị quyết số 29-NQ/TW", "", "head"),
        ("Căn cứ Nghị quyết số 111/NQ-CP ngày 22/7/2024;", "", "basis"),
        ("Khai thác tiềm năng", "I.1", "context"),
        ("Mục tiêu cụ thể", "II.1", "targets"),
        ("Rà soát", "III.1.a", "tasks"),
        ("Chi tiết", "III.1.a", "tasks"),
        ("Sở Xây dựng phối hợp", "III.1.đ", "tasks"),
        ("Phòng bệnh", "III.2", "tasks"),
        ("Sở Nội vụ", "IV.1", "execution"),
        ("Trong quá trình thực hiện nếu có vướng mắc", "IV", "execution"),
        ("Như trên;", "", "closing"),
        ("DANH MỤC", "Phụ lục II", "annex"),
    ],
)
def test_a_block_has_its_path_and_zone(words, section, zone):
    block = blocks()[words]
    assert (block.section, block.zone) == (section, zone)


def test_a_block_hangs_under_what_introduces_it():
    found = blocks()
    assert found["Chi tiết"].parent == found["Rà soát"].index
    assert found["Rà soát"].parent == found["Sở Tài chính chủ trì:"].index
    assert found["Phòng bệnh"].parent == found["Sở Y tế chủ trì thực hiện các giải pháp:"].index


def test_a_dotted_number_hangs_under_its_prefix():
    text = "IV. TỔ CHỨC THỰC HIỆN\n2. Phân công\n2.1. Sở Tài chính\na) Lập dự toán\n2.2. Sở Y tế"
    sections = [block.section for block in lay_out(text).blocks]
    assert sections == ["IV", "IV.2", "IV.2.1", "IV.2.1.a", "IV.2.2"]


def test_a_plan_attached_to_a_decision_is_a_part_of_its_own():
    head = "\n".join(["QUYẾT ĐỊNH", *(f"Căn cứ số {i};" for i in range(12)), "Điều 1. Ban hành"])
    plan = "KẾ HOẠCH PHÁT TRIỂN\n(Ban hành kèm theo Quyết định số 2902/QĐ-UBND)\nI. MỤC TIÊU"
    layout = lay_out(f"{head}\n{plan}")
    assert [b.part for b in layout.blocks if b.section in ("Điều 1", "I")] == [0, 1]


def test_a_programme_whose_title_lost_its_capitals_is_a_part_of_its_own():
    head = "\n".join(["QUYẾT ĐỊNH", *(f"Căn cứ số {i};" for i in range(12)), "Điều 1. Ban hành"])
    plan = "Chương trình\nCải cách hành chính\n(Ban hành theo Quyết định số 256/2004/QĐ-UB)\nI. Mục"
    layout = lay_out(f"{head}\nNơi nhận:\n- Lưu: VT.\n{plan} tiêu")
    assert [b.part for b in layout.blocks if b.section in ("Điều 1", "I")] == [0, 1]


def test_capitals_that_begin_under_a_numeral_are_its_parts():
    text = (
        "I. MỤC TIÊU\nII. NHIỆM VỤ\nA. Năm 2004\n1. Rà soát\nB. Năm 2005\n1. Sơ kết\nIII. KINH PHÍ"
    )
    sections = [block.section for block in lay_out(text).blocks]
    assert sections == ["I", "II", "II.A", "II.A.1", "II.B", "II.B.1", "III"]


def test_what_a_web_page_puts_around_is_a_notice():
    page = "\n".join(f"Mục {i} của trang" for i in range(20))
    text = f"{page}\nBỘ Y TẾ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nI. MỤC TIÊU\n- Một?"
    zones = [block.zone for block in lay_out(text).blocks]
    assert zones == ["notice"] * 20 + ["head", "head", "targets", "notice"]


@pytest.mark.parametrize(
    ("heading", "zone"),
    [
        ("NHIỆM VỤ VÀ GIẢI PHÁP CHỦ YẾU", "tasks"),
        ("QUAN ĐIỂM, TRỌNG TÂM CHỈ ĐẠO ĐIỀU HÀNH", "context"),
        ("PHƯƠNG HƯỚNG, NHIỆM VỤ CHỦ YẾU PHÁT TRIỂN NGÀNH", "tasks"),
        ("MỤC TIÊU VÀ TẦM NHÌN", "targets"),
        ("NHỮNG THUẬN LỢI - KHÓ KHĂN", "context"),
        ("ĐÁNH GIÁ KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2024", "context"),
        ("Tình hình thực hiện các nhiệm vụ, giải pháp", "context"),
        ("NHỮNG CĂN CỨ ĐỂ XÂY DỰNG KẾ HOẠCH", "basis"),
        ("TỔ CHỨC THỰC HIỆN", "execution"),
        ("Hệ thống các chỉ tiêu phát triển ngành", "targets"),
        ("Đẩy mạnh công tác thông tin tuyên truyền", None),
    ],
)
def test_a_heading_says_what_its_part_is_for(heading, zone):
    assert classify(heading, anywhere=True) == zone


@pytest.mark.parametrize(
    ("line", "kind", "value"),
    [
        ("I. MỤC TIÊU", "roman", "I"),
        ("1. Mục đích", "number", "1"),
        ("1.2.3. Nội dung", "dotted", "1.2.3"),
        ("a)Sở Tài chính", "letter", "a"),
        ("đ) Sở Xây dựng", "letter", "đ"),
        ("-Kiến nghị", "dash", "-"),
        ("+ Chủ trì", "plus", "+"),
        ("(1) Bộ Công an:", "paren", "1"),
        ("Điều 3. Giao", "article", "Điều 3"),
        ("PHỤ LỤC II", "annex", "PHỤ LỤC II"),
        ("Chương I", "chapter", "Chương I"),
        ("Phần thứ hai", "part", "Phần thứ hai"),
    ],
)
def test_a_marker(line, kind, value):
    marker = find_marker(line)
    assert (marker.kind, marker.value) == (kind, value)


@pytest.mark.parametrize(
    "line", ["2030, tầm nhìn", "8,5 - 8,7%", "06/QĐ-TTG NGÀY 02", "4.0. Có chính sách", "-----",
             "v.v. và", "2025", "Sở Tài chính"],
)  # fmt: skip
def test_no_marker(line):
    assert find_marker(line) is None


def test_an_order_right_under_a_heading_is_the_work_of_its_point():
    text = "KẾ HOẠCH\nI. NHIỆM VỤ\n1. Phát triển nhân lực\nGiao Sở Y tế mở lớp.\nGiao Sở Nội vụ theo dõi."
    sections = [block.section for block in lay_out(text).blocks]
    assert sections[-2:] == ["I.1", "I"]


def test_a_sentence_that_begins_like_a_heading_keeps_its_zone():
    text = "KẾ HOẠCH\nI. MỤC ĐÍCH, YÊU CẦU\n1. Các nhiệm vụ phải rõ sản phẩm, rõ thời hạn."
    assert lay_out(text).blocks[-1].zone == "context"


def paths(text):
    return [block.section for block in lay_out(text).blocks if block.marker]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("1. MỤC TIÊU\n1. Mục tiêu chung\n2. Mục tiêu cụ thể\n3. GIẢI PHÁP\n", ["1", "1.1", "1.2", "1.3"]),
        ("1. MỤC TIÊU\n- Một\n2. GIẢI PHÁP\n1. Hoàn thiện thể chế\n2. Đào tạo\n",
         ["1", "1", "2", "2.1", "2.2"]),
        ("Điều 2. Nhiệm vụ\n2.1. Đẩy mạnh\n2.2. Tập trung\n", ["Điều 2", "Điều 2.1", "Điều 2.2"]),
        ("I. MỤC TIÊU\n- Một\nIi. về nội dung\n- Hai\nIII. GIẢI PHÁP\n", ["I", "I", "II", "II", "III"]),
        ("A- ĐÁNH GIÁ\nI- Kết quả\nB- ĐỊNH HƯỚNG\nI- Mục tiêu\n", ["A", "A.I", "B", "B.I"]),
    ],
)  # fmt: skip
def test_numbers_that_begin_anew_hang_below_the_line_that_they_stand_under(lines, found):
    assert paths("KẾ HOẠCH\n\n" + lines) == found


def test_an_article_is_for_what_its_heading_names():
    layout = lay_out("QUYẾT NGHỊ:\nĐiều 1. Mục tiêu, chỉ tiêu\n- GDP đạt 8%.\nĐiều 2. Hiệu lực\n")
    assert [block.zone for block in layout.blocks if block.marker] == [
        "targets",
        "targets",
        "execution",
    ]


def test_a_letter_hands_out_work_in_its_paragraphs():
    layout = lay_out(
        "CÔNG VĂN\nThực hiện Công văn số 5/VPCP, Chủ tịch UBND tỉnh có ý kiến như sau:\n\nGiao Sở Y tế "
        "chủ trì, báo cáo kết quả.\n\nVăn phòng thông báo để Sở Y tế biết./.\n"
    )
    assert [block.zone == "execution" for block in layout.blocks] == [False, False, True, False]


def test_the_motto_after_a_document_s_end_opens_another_whatever_its_title():
    head = "BỘ TÀI CHÍNH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    grounds = "".join(f"Căn cứ Luật số {i};\n" for i in range(9))
    layout = lay_out(
        f"{head}QUYẾT ĐỊNH\n{grounds}QUYẾT ĐỊNH:\nĐiều 1. Ban hành Chương trình.\nNơi nhận:\n- Lưu: VT.\n"
        f"{head}CHUONG TRINH HANH DONG\n1. Tổng cục Thuế tuyên truyền Chiến lược.\n"
    )
    parts = {layout.text[b.body : b.end]: (b.part, b.zone) for b in layout.blocks}
    assert parts["Lưu: VT."] == (0, "closing")
    assert parts["Tổng cục Thuế tuyên truyền Chiến lược."] == (1, "tasks")
