"""A plan around a few lines of text, and the tasks that are read from it."""

from extract import SourceText, extract
from extract.record import Task

HEAD = """ỦY BAN NHÂN DÂN
TỈNH ĐỒNG THÁP

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM

Số: 617/KH-UBND

Đồng Tháp, ngày 01 tháng 12 năm 2025

KẾ HOẠCH

CHUYỂN ĐỔI SỐ CHO DOANH NGHIỆP

Thực hiện Nghị quyết số 57-NQ/TW, Ủy ban nhân dân Tỉnh ban hành Kế hoạch như sau:

"""


def tasks(body: str) -> dict[str, Task]:
    """By path, the tasks of a plan whose body is this text."""
    return {task.path: task for task in extract(SourceText("plan.txt", HEAD + body)).tasks}
