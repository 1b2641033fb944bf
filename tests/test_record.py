"""The record as a whole: every span cuts its evidence, the same input gives the same bytes."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import PlanRecord, SourceText, as_data, extract, read, to_json
from extract.evaluate import fold

ROOT = Path(__file__).parent.parent
TEXTS = sorted((ROOT / "corpus").glob("*.txt"))
PIECES = [
    "Sở Tài chính", " chủ trì, phối hợp với ", "các sở, ban, ngành", "\n", "\n\n", "- ", "a) ",
    "1. ", "I. NHIỆM VỤ\n", "Nghị quyết số 24-\nNQ/TW ngày 07/10/2022", " của Bộ Chính trị", "|\n",
    "STT\n|\nNhiệm vụ\n|\nChủ trì\n|\n", "đạt 8,5 - 8,7%/năm", " đến năm 2025", "ñ", "ð", "\r\n",
    "**", "\u200b", "e\u0301", ". ", ": ", "; ", "Phụ lục II", "Điều 3. Giao ", "trước ngày 15/6",
    "“", "”", "(", ")", "\t", "Nơi nhận:", "ỦY BAN NHÂN DÂN", "QUYẾT ĐỊNH", "2025", "%",
]  # fmt: skip


def spans(record: PlanRecord):
    """Every span in the record, with the words that its evidence must hold."""
    for citation in record.citations:
        yield citation, citation.mention
    for agency in record.agencies:
        yield agency, None
    for task in record.tasks:
        yield task, task.text
        for each in (*task.assignments, *task.deadlines):
            yield each, getattr(each, "text", None)
    for target in record.targets:
        yield target, None
    for section in record.sections:
        yield section, section.heading
    for name, span in record.metadata.spans:
        yield span, None if name in ("title", "issuer", "date") else getattr(record.metadata, name)
    for issue in record.issues:
        yield issue, None


def check(record: PlanRecord):
    for found, words in spans(record):
        assert 0 <= found.start <= found.end <= len(record.text)
        evidence = record.text[found.start : found.end]
        if words is not None:
            unmarked = re.sub(r"(?<=[^\W\d_])\d", "", evidence)  # a footnote mark glued to a word
            assert fold(words) in fold(evidence) or fold(words) in fold(unmarked)
    for agency in record.agencies:
        assert record.text[agency.start : agency.end] == agency.text
    for task in record.tasks:
        for assignment in task.assignments:
            assert assignment.agency in (*task.lead, *task.coordinating)
        assert task.line_start == record.text.count("\n", 0, task.start) + 1
    assert len({task.path for task in record.tasks}) == len(record.tasks)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_span_cuts_its_evidence(path):
    record = extract(read(path))
    assert record.tasks
    check(record)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_no_text_raises_or_gives_a_span_without_evidence(text):
    check(extract(SourceText("any.txt", text)))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_no_characters_raise(text):
    check(extract(SourceText("any.txt", text)))


def test_the_record_as_json_has_the_shape_of_the_annotations():
    record = extract(read(ROOT / "corpus" / "binh-duong-2021-qd2902.txt"))
    data = json.loads(to_json(record))
    gold = json.loads((ROOT / "tests" / "gold" / "binh-duong-2021-qd2902.json").read_text("utf-8"))
    assert set(gold) <= set(data)
    assert set(gold["metadata"]) <= set(data["metadata"])
    for block in ("citations", "targets"):
        assert set(gold[block][0]) <= set(data[block][0])
    assert set(gold["tasks"][0]) - {"first_words", "last_words"} <= set(data["tasks"][0])
    assert "text" not in data
    assert as_data(record)["source"] == "binh-duong-2021-qd2902.txt"


def test_two_processes_with_different_hash_seeds_give_the_same_bytes():
    program = (
        "import sys; from pathlib import Path; from extract import extract, read, to_json\n"
        "for path in sys.argv[1:]: print(to_json(extract(read(Path(path)))))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program, *map(str, TEXTS)],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
