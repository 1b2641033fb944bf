"""What a build makes of folders: what it cannot read is left out and said, the rest is built."""

from pathlib import Path

import pytest

from graph import open_store
from graph.build import BuildError, CorpusError, build
from graph.questions import ask

CORPUS = Path(__file__).parent.parent / "corpus"


def test_what_cannot_be_read_is_left_out_and_said(tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for path in CORPUS.glob("*kh371.txt"):
        (corpus / path.name).write_bytes(path.read_bytes())
    (corpus / "picture.txt").write_bytes(bytes(range(256)) * 64)
    (corpus / "empty.txt").write_bytes(b"")
    (corpus / "manifest.toml").write_text('[[document]]\nfile = "gone.txt"\n', "utf-8")
    seen = []
    made = build(corpus, tmp_path / "out", progress=lambda n, of, name: seen.append((n, of, name)))
    assert {left.source for left in made.left_out} >= {"picture.txt", "gone.txt"}
    assert all("\n" not in left.reason for left in made.left_out)
    assert all(str(tmp_path) not in left.reason for left in made.left_out)
    assert [n for n, _, _ in seen] == [1, 2, 3]
    numbers = {row["number"] for row in ask(open_store(tmp_path / "out"), "documents")}
    assert "371/KH-UBND" in numbers


def test_texts_in_folders_are_read_and_told_apart(tmp_path):
    for year in ("2024", "2025"):
        (tmp_path / "corpus" / year).mkdir(parents=True)
        (tmp_path / "corpus" / year / "plan.txt").write_text("1. Rà soát quy hoạch.\n", "utf-8")
    made = build(tmp_path / "corpus", tmp_path / "out")
    sources = [document["source"] for document in made.version.manifest()["documents"]]
    assert sources == ["2024/plan.txt", "2025/plan.txt"]
    assert len({document["iri"] for document in made.version.manifest()["documents"]}) == 2


def test_where_nothing_can_be_written_the_place_is_named(tmp_path):
    (tmp_path / "out").write_text("in the way")
    with pytest.raises(BuildError, match="out: the graph cannot be written there"):
        build(CORPUS, tmp_path / "out")


def test_no_corpus_is_an_error_that_names_it(tmp_path):
    with pytest.raises(CorpusError, match="nowhere"):
        build(tmp_path / "nowhere", tmp_path / "out")
    assert not (tmp_path / "out").exists()
