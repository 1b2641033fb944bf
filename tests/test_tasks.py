"""Tasks: what is one, where it stands, whose it is, in small plans."""

from small_plans import tasks

from extract import SourceText, extract


def test_a_leaf_of_the_outline_is_a_task_and_what_introduces_it_is_none():
    found = tasks(
        "III. NHIỆM VỤ, GIẢI PHÁP\n\n1. Hoàn thiện thể chế\n\na) Sở Tài chính chủ trì, phối hợp với "
        "các sở, ban, ngành:\n\n- Rà soát các quy định hiện hành.\n\n- Xây dựng cơ chế hỗ trợ.\n\n"
        "b) Sở Nội vụ kiện toàn tổ chức bộ máy.\n"
    )
    assert list(found) == ["III.1.a.1", "III.1.a.2", "III.1.b"]
    assert found["III.1.a.2"].lead == ("Sở Tài chính",)
    assert found["III.1.a.2"].coordinating == ("Các sở, ban, ngành",)
    assert all(a.inherited for a in found["III.1.a.2"].assignments)
    assert found["III.1.b"].lead == ("Sở Nội vụ",)
    assert found["III.1.b"].coordinating == ()


def test_aims_hold_no_tasks_but_focus_points_do():
    found = tasks(
        "I. QUAN ĐIỂM\n\nỦy ban nhân dân Tỉnh yêu cầu các sở, ban, ngành thực hiện 02 nhiệm vụ trọng "
        "tâm sau:\n\n1. Đẩy mạnh cơ cấu lại nền kinh tế.\n\n2. Củng cố quốc phòng, an ninh.\n\n"
        "II. MỤC TIÊU\n\n- Phấn đấu tăng trưởng hai con số.\n"
    )
    assert list(found) == ["I.1", "I.2"]
    assert found["I.1"].lead == ("Các sở, ban, ngành",)


def test_a_heading_that_is_an_agency_leads_what_stands_under_it():
    found = tasks(
        "IV. TỔ CHỨC THỰC HIỆN\n\n1. Sở Khoa học và Công nghệ\n\na) Chủ trì, phối hợp với các cơ quan, "
        "đơn vị, địa phương triển khai kế hoạch.\n\nb) Phối hợp với Sở Tài chính lập dự toán.\n\n"
        "2. Sở Y tế\n\nSố hóa hồ sơ bệnh án của người dân.\n\nTrong quá trình thực hiện nếu có vướng "
        "mắc đề nghị các cơ quan, đơn vị phản ánh về Sở Khoa học và Công nghệ.\n"
    )
    assert found["IV.1.a"].lead == ("Sở Khoa học và Công nghệ",)
    assert found["IV.1.a"].lead_basis == "explicit"
    assert found["IV.1.a"].coordinating == ("Các cơ quan, đơn vị", "UBND cấp xã")
    assert found["IV.1.b"].lead_basis == "implicit"
    assert found["IV.1.b"].coordinating == ("Sở Tài chính",)
    assert found["IV.2.1"].lead == ("Sở Y tế",)
    assert found["IV.1"].section == "IV"


def test_a_row_of_a_task_table_is_a_task():
    found = tasks(
        "I. NHIỆM VỤ\n\n1. Tổ chức thực hiện các nhiệm vụ theo phụ lục.\n\nPHỤ LỤC II\n\n"
        "| STT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian |\n|---|---|---|---|---|\n"
        "| IV | HỢP TÁC | | | |\n"
        "| 9 | Xúc tiến đầu tư | Sở KH&CN | Các sở, ngành; UBND các xã, phường | Quý I/2026 |\n"
    )
    task = found["Phụ lục II.IV.9"]
    assert task.text == "Xúc tiến đầu tư"
    assert task.lead == ("Sở Khoa học và Công nghệ",)
    assert task.coordinating == ("Các sở, ban, ngành", "UBND cấp xã")
    assert task.deadline == "2026-03"


def test_a_clause_that_breaks_off_gives_those_below_it_as_who_works_along():
    found = tasks(
        "III. PHÂN CÔNG\n\n1. Công an tỉnh\n\na) Chủ trì, phối hợp\n\n- Sở Tài chính và các đơn vị có "
        "liên quan bố trí ngân sách.\n"
    )
    task = found["III.1.a.1"]
    assert task.lead == ("Công an tỉnh",)
    assert task.coordinating == ("Sở Tài chính", "Các đơn vị liên quan")


def test_the_party_numbers_with_hyphens():
    found = tasks(
        "II- MỤC TIÊU ĐẾN NĂM 2030\n\n- Trên 90% số xã đạt chuẩn nông thôn mới.\n\nIV- TỔ CHỨC THỰC "
        "HIỆN\n\n1- Ban cán sự đảng Ủy ban nhân dân tỉnh lãnh đạo xây dựng kế hoạch.\n\n2- Các huyện "
        "ủy, thành ủy, thị ủy xây dựng kế hoạch thực hiện.\n"
    )
    assert list(found) == ["IV.1", "IV.2"]
    assert found["IV.1"].lead == ("Ban cán sự đảng UBND tỉnh",)
    assert found["IV.2"].lead == ("Các huyện ủy",)


def test_articles_give_work_but_not_those_that_issue():
    found = tasks(
        "QUYẾT ĐỊNH:\n\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch chuyển đổi số.\n\n"
        "Điều 2. Thành lập Ban Chỉ đạo chuyển đổi số của tỉnh.\n\n"
        "Điều 3. Giao Sở Nội vụ theo dõi việc thực hiện.\n\n"
        "Điều 4. Quyết định này có hiệu lực kể từ ngày ký.\n"
    )
    assert list(found) == ["Điều 3"]
    assert found["Điều 3"].lead == ("Sở Nội vụ",)


def test_a_press_text_gives_tasks_without_an_owner():
    text = (
        "Theo Ban Tuyên giáo Tỉnh ủy, Bình Dương sẽ thực hiện 2 nhóm nhiệm vụ, giải pháp chủ yếu.\n\n"
        "1. Tiếp tục tái cơ cấu nền kinh tế.\n\n2. Cải thiện môi trường đầu tư.\n"
    )
    record = extract(SourceText("press.txt", text))
    assert [(task.path, task.lead) for task in record.tasks] == [("1", ()), ("2", ())]
    assert record.metadata.number is None
    assert {issue.code for issue in record.issues} >= {"no-number", "no-kind", "no-lead"}


def test_a_text_in_no_plans_shape_gives_a_small_record_with_issues():
    record = extract(SourceText("poem.txt", "Trăm năm trong cõi người ta\nChữ tài chữ mệnh"))
    assert record.tasks == ()
    assert "no-tasks" in {issue.code for issue in record.issues}


def test_a_numbered_sentence_goes_on_in_paragraphs_that_charge_no_one():
    found = tasks(
        "III. NHIỆM VỤ\n\n1. Tiếp tục tăng cường công tác tuyên truyền, nâng cao nhận thức của toàn "
        "dân về phòng cháy.\n\nTổ chức rà soát cơ sở vật chất trên địa bàn.\n\n2. Đầu tư trang thiết "
        "bị, phương tiện cho các cơ sở trên địa bàn toàn tỉnh đến hết năm.\n\nSở Xây dựng chủ trì "
        "thẩm định.\n"
    )
    assert list(found) == ["III.1", "III.2", "III.2.1"]
    assert found["III.1"].text.endswith("trên địa bàn.")
    assert found["III.2"].text.endswith("đến hết năm.")
    assert found["III.2.1"].lead == ("Sở Xây dựng",)


def test_what_stands_under_a_heading_that_is_a_period_is_due_at_its_end():
    found = tasks(
        "III. LỘ TRÌNH THỰC HIỆN\n\n1. Giai đoạn 2025 - 2027\n\n- Rà soát các quy định hiện hành.\n\n"
        "- Hằng năm đánh giá kết quả thực hiện.\n\n- Ban hành quy chế trong năm 2026.\n\n"
        "2. Nhiệm vụ giai đoạn 2028 - 2030\n\n- Nhân rộng các mô hình hiệu quả.\n"
    )
    assert [task.deadline for task in found.values()] == ["2027", None, "2026", None]


def test_a_heading_that_lost_its_number_heads_its_bullets():
    found = tasks(
        "IV. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Số hóa hồ sơ bệnh án.\n\nUBND các xã, phường\n\n"
        "- Triển khai kế hoạch đến người dân.\n"
    )
    assert [task.lead for task in found.values()] == [("Sở Y tế",), ("UBND cấp xã",)]


def test_members_of_an_owner_cell_are_bodies_whatever_their_words():
    found = tasks(
        "PHỤ LỤC\n\n| STT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp |\n|---|---|---|---|\n"
        "| 1 | Xây dựng cơ chế đặt hàng | Sở Khoa học và Công nghệ | Viện, Trường; Doanh nghiệp |\n"
    )
    (task,) = found.values()
    assert task.coordinating == ("Viện", "Trường", "Doanh nghiệp")


def test_an_article_on_effect_is_a_task_where_it_charges_and_a_pointer_is_none():
    found = tasks(
        "II. NHIỆM VỤ\n\nCác nhiệm vụ cụ thể năm 2026 tại Phụ lục kèm theo Kế hoạch này.\n\n"
        "Điều 3. Quyết định này có hiệu lực kể từ ngày ký. Giám đốc các sở, Thủ trưởng các đơn vị "
        "liên quan chịu trách nhiệm thi hành Quyết định này.\n"
    )
    assert list(found) == ["Điều 3"]
    assert found["Điều 3"].lead == ("Các sở, ban, ngành", "Các đơn vị liên quan")


def test_a_table_of_recipients_ends_the_last_task():
    found = tasks(
        "V. THỰC HIỆN\n\n1. Sở Y tế theo dõi, báo cáo kết quả.\n\n| ***Nơi nhận:*** - Các sở; - Lưu: "
        "VT. | **CHỦ TỊCH** **Phạm Minh** |\n|---|---|\n"
    )
    assert found["V.1"].text == "Sở Y tế theo dõi, báo cáo kết quả."


def test_a_sentence_that_begins_like_a_heading_opens_no_part():
    assert not tasks(
        "I. MỤC ĐÍCH, YÊU CẦU\n\n2. Yêu cầu\n\na) Các nhiệm vụ phải rõ sản phẩm, rõ thời hạn, rõ đơn "
        "vị chủ trì.\n"
    )


def test_a_paragraph_that_charges_before_it_introduces_a_list_is_a_task_too():
    found = tasks(
        "III. TỔ CHỨC THỰC HIỆN\n\nCác sở, ban, ngành tổ chức quán triệt Kế hoạch này. Đồng thời, yêu "
        "cầu các sở, ban, ngành thực hiện các công tác sau:\n\n1. Sở Tài chính bố trí kinh phí.\n"
    )
    assert [task.text[:20] for task in found.values()] == [
        "Các sở, ban, ngành t",
        "Sở Tài chính bố trí ",
    ]


def test_who_an_introduction_asks_leads_the_numbered_parts_below_it():
    found = tasks(
        "Điều 2. Nhiệm vụ\n\nỦy ban nhân dân tỉnh đề nghị Công an tỉnh thực hiện các giải pháp sau "
        "đây:\n\n2.1. Đẩy mạnh cải cách\n\nĐổi mới tư duy quản lý.\n"
    )
    assert found["Điều 2.1.1"].lead == ("Công an tỉnh",)


def test_a_sentence_that_only_makes_a_document_known_is_no_task():
    found = tasks(
        "III. TỔ CHỨC THỰC HIỆN\n\n1. Sở Tài chính bố trí kinh phí.\n\nỦy ban nhân dân tỉnh thông báo "
        "để các cơ quan, đơn vị biết, thực hiện./.\n"
    )
    assert list(found) == ["III.1"]


def test_a_heading_that_counts_its_phase_says_when_it_is_due():
    found = tasks("III. NHIỆM VỤ\n\n1. Đợt 1: Trong tháng 12/2025\n\n- Tuyên truyền bầu cử.\n")
    assert found["III.1.1"].deadline == "2025-12"


def test_what_a_thing_consists_of_is_no_work():
    found = tasks(
        "III. NHIỆM VỤ\n\n1. Sở Xây dựng\n\n- Lập hồ sơ hoàn công cho từng hộ, bao gồm:\n\n+ Đơn đề nghị "
        "hỗ trợ về nhà ở của hộ gia đình;\n\n+ Các chứng từ giải ngân nguồn vốn hỗ trợ.\n"
    )
    assert [task.text[:15] for task in found.values()] == ["Lập hồ sơ hoàn "]


def test_a_directive_that_names_what_is_lacking_hands_out_work_all_the_same():
    found = tasks(
        "Để khắc phục những tồn tại, hạn chế nêu trên, Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:\n\n"
        "1. Sở Y tế\n\n- Chủ trì, phối hợp với Công an tỉnh tăng cường kiểm tra.\n"
    )
    assert [task.lead for task in found.values()] == [("Sở Y tế",)]
