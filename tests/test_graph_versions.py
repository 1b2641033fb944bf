"""Versions: a graph is published whole or not at all."""

import pytest

from graph.versions import GRAPH, NoGraphError, current, publish, staging


def build(location, name, content="x"):
    with staging(location) as stage:
        (stage / GRAPH).write_text(content)
        return publish(stage, name, location)


def die(location):
    with staging(location) as stage:
        (stage / GRAPH).write_text("half")
        raise OSError("disk full")


def names(location):
    return sorted(p.name for p in (location / "versions").iterdir() if not p.name.startswith("."))


def test_the_new_version_takes_the_place_of_the_old_one(tmp_path):
    build(tmp_path, "one")
    assert current(tmp_path).name == "one"
    build(tmp_path, "two")
    assert current(tmp_path).name == "two"


def test_the_version_before_is_kept_and_older_ones_go(tmp_path):
    for name in ("one", "two", "three"):
        build(tmp_path, name)
    assert names(tmp_path) == ["three", "two"]


def test_a_reader_keeps_the_version_that_it_opened(tmp_path):
    build(tmp_path, "one", "first")
    opened = current(tmp_path)
    build(tmp_path, "two", "second")
    assert opened.graph.read_text() == "first"


def test_a_build_that_dies_leaves_the_old_graph(tmp_path):
    build(tmp_path, "one")
    with pytest.raises(OSError, match="disk full"):
        die(tmp_path)
    assert current(tmp_path).name == "one"
    assert names(tmp_path) == ["one"]


def test_what_a_killed_build_left_behind_is_removed(tmp_path):
    build(tmp_path, "one")
    (tmp_path / "versions" / ".staging-dead").mkdir()
    (tmp_path / "versions" / ".staging-dead" / GRAPH).write_text("half")
    build(tmp_path, "two")
    assert sorted(p.name for p in (tmp_path / "versions").glob(".staging-*")) == []


def test_the_same_contents_again_are_the_same_version(tmp_path):
    build(tmp_path, "one")
    build(tmp_path, "two")
    build(tmp_path, "two")
    assert current(tmp_path).name == "two"
    assert names(tmp_path) == ["one", "two"]


def test_no_graph_says_how_to_make_one(tmp_path):
    with pytest.raises(NoGraphError, match="chutri build"):
        current(tmp_path)
