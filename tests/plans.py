"""Plans made by hand: records of a few marked sentences, for tests of what stands above extract."""

from pathlib import Path

from extract.record import Assignment, Metadata, PlanRecord, Role, Section, Task
from graph.corpus import Corpus, corpus_of
from graph.naming import Naming
from ontology import register

Charged = tuple[Role, str]


def plan(number: str, date: str, *tasks: tuple[str, str, tuple[Charged, ...]]) -> PlanRecord:
    """A plan of UBND tỉnh Bình Dương; a task is its heading, its text and whom it charges.

    A text names each of the bodies that it charges, as they are named here.
    """
    names = {agency.name: agency.id for agency in register().agencies.values()}
    text = ""
    sections, read = [], []
    for count, (heading, words, charged) in enumerate(tasks, 1):
        sections.append(Section(str(count), heading, len(text), len(text) + len(heading), count))
        start = len(text) + len(heading) + 1
        text += f"{heading}\n{words}\n"
        parts = tuple(
            Assignment(
                role=role,
                agency=name,
                agency_id=names.get(name),
                group=False,
                basis="explicit",
                inherited=False,
                start=text.index(name, start),
                end=text.index(name, start) + len(name),
            )
            for role, name in charged
        )
        read.append(
            Task(
                path=f"{count}.1",
                section=str(count),
                line_start=count,
                line_end=count,
                text=words,
                lead=tuple(name for role, name in charged if role == "lead"),
                lead_basis="explicit" if charged else "none",
                coordinating=tuple(name for role, name in charged if role == "coordinating"),
                assignments=parts,
                deadline=None,
                deadlines=(),
                cites=(),
                start=start,
                end=start + len(words),
            )
        )
    stated = Metadata(number, "Kế hoạch", "UBND tỉnh Bình Dương", "Bình Dương", date, "Kế hoạch")
    source = f"{number.partition('/')[0]}.txt"
    return PlanRecord(source, text, stated, None, tuple(sections), (), (), tuple(read), (), ())


def corpus(*records: PlanRecord) -> Corpus:
    """Records brought together under the project's own names."""
    return corpus_of(records, Naming())


DIGITAL = plan(
    "12/KH-UBND",
    "2024-02-01",
    (
        "Chuyển đổi số",
        "Sở Thông tin và Truyền thông chủ trì, phối hợp với Sở Tài chính đẩy mạnh chuyển đổi số.",
        (("lead", "Sở Thông tin và Truyền thông"), ("coordinating", "Sở Tài chính")),
    ),
    (
        "Ngân sách",
        "Sở Tài chính chủ trì đẩy nhanh giải ngân vốn đầu tư công.",
        (("lead", "Sở Tài chính"),),
    ),
    ("Thuế", "Chuyển hoá đơn giấy sang hóa đơn điện tử, đổi mới quản lý, số hóa hồ sơ.", ()),
)
SCHOOLS = plan(
    "34/KH-UBND",
    "2025-03-01",
    (
        "Giáo dục",
        "Sở Giáo dục và Đào tạo chủ trì, phối hợp với Sở Tài chính chuyển đổi số trường học.",
        (("lead", "Sở Giáo dục và Đào tạo"), ("coordinating", "Sở Tài chính")),
    ),
)
PLANS = corpus(DIGITAL, SCHOOLS)


def write_index(path: Path) -> Path:
    """Write the index of `PLANS` into a directory."""
    from graph.search import INDEX
    from graph.search import write_index as write

    write(PLANS, path / INDEX)
    return path / INDEX
