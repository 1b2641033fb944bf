"""Reading against annotations: no figure falls below what it was."""

import json
import tomllib
from pathlib import Path

import pytest

from extract import SourceText, as_data, extract
from extract.evaluate import MEASURES, Tally, evaluate, likeness, pair, total

ROOT = Path(__file__).parent.parent
FLOORS = tomllib.loads((ROOT / "tests" / "gold" / "floors.toml").read_text("utf-8"))


def annotated():
    """The annotations whose texts stand in the corpus."""
    for path in sorted((ROOT / "tests" / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        text = ROOT / "corpus" / gold["source"]
        if text.exists():
            yield gold, SourceText(gold["source"], text.read_text("utf-8"))


@pytest.fixture(scope="module")
def figures():
    return total(
        evaluate(gold, as_data(extract(source)), source.text) for gold, source in annotated()
    )


@pytest.mark.parametrize("measure", MEASURES)
def test_no_figure_falls(measure, figures):
    tally = figures[measure]
    assert tally.f1 >= FLOORS["f1"][measure], tally.misses


def test_three_annotated_texts_stand_in_the_corpus():
    assert len(list(annotated())) == 3


def test_a_record_made_of_its_annotation_scores_one_and_an_empty_one_zero():
    for gold, source in annotated():
        same = json.loads(json.dumps(gold))
        lines = source.text.split("\n")
        for task in same["tasks"]:
            task["text"] = " ".join(lines[task["line_start"] - 1 : task["line_end"]])
        full = evaluate(gold, same, source.text)
        assert {m for m, tally in full.items() if tally.f1 < 1 and m != "tasks"} == set()
        empty = {"citations": [], "tasks": [], "targets": []}
        assert evaluate(gold, empty, source.text)["tasks"].recall == 0


def test_a_tally_counts_names_as_a_multiset_and_without_diacritics():
    tally = Tally()
    tally.compare(["Sở Tài chính", "Sở Y tế"], ["so tai chinh", "Sở Nội vụ"], "line 1")
    assert (tally.hits, tally.missing, tally.spurious) == (1, 1, 1)
    assert tally.f1 == pytest.approx(0.5)


def test_a_text_is_like_another_by_what_they_share():
    assert likeness("abcdefghijkl", "abcdefghijkl") == 1
    assert likeness("", "abc") == 0
    assert likeness("a" * 20 + "b" * 20, "a" * 20 + "c" * 20) == pytest.approx(0.5)
    assert pair(["x", "y"], ["y", "x"], lambda a, b: float(a == b), 0.5) == {0: 1, 1: 0}
