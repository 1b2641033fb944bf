"""Labels that name who does a task and by when: whose they are."""

from small_plans import HEAD, tasks

from extract import SourceText, extract


def test_labelled_lines_belong_to_the_task_above_them():
    found = tasks(
        "III. NHIỆM VỤ\n\n1. Xây dựng nền tảng dữ liệu dùng chung của tỉnh.\n\n- Cơ quan chủ trì: Sở "
        "Khoa học và Công nghệ.\n\n- Cơ quan phối hợp: Công an tỉnh; Sở Nội vụ.\n\n- Thời gian hoàn "
        "thành: Quý IV/2026.\n"
    )
    (task,) = found.values()
    assert task.lead == ("Sở Khoa học và Công nghệ",)
    assert task.coordinating == ("Công an tỉnh", "Sở Nội vụ")
    assert task.deadline == "2026-12"


def test_labels_may_share_a_line_or_stand_within_the_task():
    found = tasks(
        "III. NHIỆM VỤ\n\n1. Xây dựng nền tảng dữ liệu dùng chung của tỉnh.\n\n- Đơn vị chủ trì: Sở "
        "Khoa học và Công nghệ; đơn vị phối hợp: Công an tỉnh; thời gian thực hiện: Quý II/2026."
        "\n\n2. Rà soát các quy định hiện hành. Cơ quan chủ trì: Sở Tư pháp. Thời hạn hoàn thành: "
        "tháng 6/2026.\n"
    )
    assert list(found) == ["III.1", "III.2"]
    assert found["III.1"].lead == ("Sở Khoa học và Công nghệ",)
    assert found["III.1"].coordinating == ("Công an tỉnh",)
    assert found["III.1"].deadline == "2026-06"
    assert found["III.2"].lead == ("Sở Tư pháp",)
    assert found["III.2"].deadline == "2026-06"


def test_a_label_under_a_heading_holds_for_all_that_hangs_under_it():
    found = tasks(
        "III. NHIỆM VỤ\n\n1. Cải cách thủ tục hành chính\n\nCơ quan chủ trì: Văn phòng UBND tỉnh."
        "\n\na) Niêm yết công khai các thủ tục hành chính.\n\nb) Số hóa hồ sơ của người dân.\n"
    )
    assert list(found) == ["III.1.a", "III.1.b"]
    assert {task.lead for task in found.values()} == {("Văn phòng UBND tỉnh",)}
    assert all(a.inherited for task in found.values() for a in task.assignments)


def test_labels_that_are_headings_speak_of_their_whole_section():
    found = tasks(
        "II. NỘI DUNG\n\nI. TUYÊN TRUYỀN\n\n1. Nội dung, biện pháp\n\na) Tổ chức hội nghị quán triệt "
        "kế hoạch;\n\nb) Lập các chuyên trang, chuyên mục.\n\n2. Cơ quan chủ trì, phối hợp\n\na) Cơ "
        "quan chủ trì\n\n- Sở Nội vụ.\n\n- Sở Tài chính; Sở Y tế.\n\nb) Cơ quan phối hợp: Công an tỉnh."
        "\n\n3. Thời gian thực hiện: Quý I/2026.\n\nII. KIỂM TRA\n\n1. Tổ chức kiểm tra thường xuyên.\n"
    )
    assert [task.section for task in found.values()] == ["I.1.a", "I.1.b", "II.1"]
    for path in ("I.1.a", "I.1.b"):
        assert found[path].lead == ("Sở Nội vụ", "Sở Tài chính", "Sở Y tế")
        assert found[path].coordinating == ("Công an tỉnh",)
        assert found[path].deadline == "2026-03"
    assert found["II.1"].lead == ()
    assert found["II.1"].deadline is None


def test_a_target_is_set_for_when_its_task_is_due_by_its_label():
    text = (
        "III. NHIỆM VỤ\n\n1. Hạ tầng số\n\na) Nâng cấp hạ tầng viễn thông tại các khu công nghiệp.\n\n- Cơ quan "
        "chủ trì: Sở Công Thương.\n\n- Thời gian hoàn thành: Tháng 12/2027.\n\n- Sản phẩm: 100% khu "
        "công nghiệp được phủ sóng 5G.\n\nb) Đạt tối thiểu 10 mô hình trước ngày 30/6/2026.\n"
    )
    found = extract(SourceText("plan.txt", HEAD + text)).targets
    assert [(target.value, target.period) for target in found] == [
        ("100%", "2027"), ("tối thiểu 10 mô hình", "2026"),
    ]  # fmt: skip


def test_a_label_that_closes_a_list_speaks_of_all_of_it():
    found = tasks(
        "III. NHIỆM VỤ\n\n1. Tuyên truyền\n\n- Quán triệt quan điểm.\n\n- Đổi mới công tác tuyên truyền."
        "\n\nTrách nhiệm chỉ đạo thực hiện: Đảng ủy Ủy ban nhân dân tỉnh.\n"
    )
    assert [task.lead for task in found.values()] == [("Đảng ủy UBND tỉnh",)] * 2
