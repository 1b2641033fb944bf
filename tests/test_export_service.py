"""/api/export of the real server: the bytes that the command line writes."""

import asyncio
import io
import json
import sys
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

import httpx
import pytest

from api.exports import Exporter
from api.problems import ProblemError
from graph.export import FORMATS, write_stream
from graph.versions import current


def test_formats_and_views_are_listed(served: httpx.Client) -> None:
    listed = served.get("/api/export").json()["formats"]
    assert [each["name"] for each in listed] == list(FORMATS)
    assert all(each["views"] for each in listed)


@pytest.mark.parametrize(
    ("format_", "view"),
    [("gexf", "coordination"), ("jsonld", None), ("neo4j", "cascade"), ("parquet", "targets")],
)
def test_an_export_is_what_the_command_line_writes(
    served: httpx.Client, built: Path, format_: str, view: str | None
) -> None:
    asked = {"format": format_} | ({"view": view} if view else {})
    answer = served.get("/api/export", params=asked)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(FORMATS[format_].media_type)
    assert int(answer.headers["content-length"]) == len(answer.content)
    expected = io.BytesIO()
    write_stream(current(built), format_, expected, view)
    assert answer.content == expected.getvalue()
    name = answer.headers["content-disposition"]
    assert name.startswith("attachment; filename=")
    again = served.get(
        "/api/export", params=asked, headers={"If-None-Match": answer.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_nodes_come_with_their_measures_where_asked(served: httpx.Client) -> None:
    answer = served.get(
        "/api/export", params={"format": "network-csv", "view": "coordination", "measures": "true"}
    )
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        heading = archive.read("nodes.csv").decode().splitlines()[0]
    assert heading.endswith("pagerank,betweenness,community")


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"format": "gephi"}, "gexf"),
        ({"format": "gexf", "view": "tasks"}, "responsibility"),
        ({"format": "csv", "measures": "true"}, "measure"),
    ],
)
def test_what_cannot_be_exported_is_a_problem(
    served: httpx.Client, asked: dict[str, str], named: str
) -> None:
    answer = served.get("/api/export", params=asked)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert named in answer.json()["detail"]


def test_an_export_that_has_no_room_is_a_problem_and_leaves_nothing(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    narrow = tmp_path / "python"  # writes no longer files than 14 KB, nor what it has covered
    unmeasured = "unset COVERAGE_PROCESS_START COVERAGE_PROCESS_CONFIG"
    narrow.write_text(f'#!/bin/sh\n{unmeasured}\nulimit -f 28\nexec "{sys.executable}" "$@"\n')
    narrow.chmod(0o755)
    exports = tmp_path / "exports"
    exports.mkdir()
    monkeypatch.setattr(sys, "executable", str(narrow))
    monkeypatch.setattr(tempfile, "tempdir", str(exports))
    making = Exporter(current(built)).made(FORMATS["turtle"], "whole", measures=False)
    with pytest.raises(ProblemError) as raised:
        asyncio.run(making)
    assert raised.value.problem.status == 500
    assert raised.value.problem.detail == "chutri: the export: not written: File too large"
    assert list(exports.iterdir()) == []


def test_of_many_that_ask_at_once_some_are_told_to_come_again(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = tmp_path / "python"  # writes its last argument's name into the file of that name
    quick.write_text('#!/bin/sh\nfor last; do :; done\necho "$last" > "$last"\n')
    quick.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(quick))

    async def all_at_once() -> list[BinaryIO | BaseException]:
        exporter = Exporter(current(built))
        made = (exporter.made(FORMATS["turtle"], "whole", measures=False) for _ in range(10))
        return await asyncio.gather(*made, return_exceptions=True)

    answers = asyncio.run(all_at_once())
    busy = [each for each in answers if isinstance(each, ProblemError)]
    files = [each for each in answers if not isinstance(each, BaseException)]
    assert (len(busy), len(files)) == (2, 8)
    assert {each.problem.status for each in busy} == {503}
    assert all("Retry-After" in dict(each.problem.headers) for each in busy)
    for file in files:
        with file:
            assert file.read().endswith(b"export\n")


def test_others_are_answered_while_exports_are_made(served: httpx.Client) -> None:
    asked = [{"format": "gexf", "view": view} for view in ("whole", "cascade", "citation")]
    with ThreadPoolExecutor(3) as pool:
        exports = [pool.submit(served.get, "/api/export", params=each) for each in asked]
        assert served.get("/health").status_code == 200
        assert [export.result().status_code for export in exports] == [200, 200, 200]


def test_the_context_is_published(served: httpx.Client) -> None:
    answer = served.get("/context.jsonld")
    assert answer.headers["content-type"] == "application/ld+json"
    inside = json.loads(served.get("/api/export", params={"format": "jsonld"}).content)
    assert answer.json()["@context"] == inside["@context"]
