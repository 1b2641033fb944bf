"""The README is true: its commands run and answer as it says, its stanzas are well formed."""

import os
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import httpx
import pyoxigraph
import pytest

ROOT = Path(__file__).parent.parent
SERVICE = "http://127.0.0.1:8000"


def blocks(language: str) -> list[str]:
    """The fenced blocks of a language in the README."""
    found, block = [], None
    for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines(keepends=True):
        if block is None and line.strip() == f"```{language}":
            block = ""
        elif block is not None and line.strip() == "```":
            found.append(block)
            block = None
        elif block is not None:
            block += line
    return found


def sessions() -> list[tuple[str, str]]:
    """Each command of the tour and what it prints."""
    found: list[tuple[str, str]] = []
    for block in blocks("console"):
        for line in block.splitlines(keepends=True):
            if line.startswith("$ "):
                found.append((line[2:].strip(), ""))
            else:
                command, printed = found[-1]
                found[-1] = (command, printed + line)
    return found


def fetch(command: str, served: httpx.Client) -> bytes:
    """What a curl command gets, from the server of the tests."""
    url, parameters, headers = "", [], {}
    method = "POST"
    words = iter(shlex.split(command)[1:])
    for word in words:
        if word in ("-d", "--data-urlencode"):
            given = next(words)
            name, sign, value = given.partition("@" if "@" in given else "=")
            if sign == "@":
                value = (ROOT / value).read_text(encoding="utf-8")
            parameters.append((name, value))
        elif word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "-sG":
            method = "GET"
        elif word.startswith(SERVICE):
            url = word.removeprefix(SERVICE)
    if method == "GET" or not parameters:
        answer = served.get(url, params=parameters, headers=headers)
    else:
        answer = served.post(url, data=dict(parameters), headers=headers)
    return answer.raise_for_status().content


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A directory in which chutri and python are those of the tests."""
    for name, arguments in (("chutri", "-m api.cli"), ("python", "")):
        tool = tmp_path / name
        tool.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {arguments} "$@"\n')
        tool.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize(("command", "printed"), sessions(), ids=lambda value: value[:40])
def test_the_tour_is_true(
    command: str, printed: str, tools: Path, built: Path, served: httpx.Client
) -> None:
    given = b""
    shell = command
    if command.startswith("curl "):
        asked, _, shell = command.partition(" | ")
        given = fetch(asked, served)
    environment = os.environ | {
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "CHUTRI_GRAPH": str(built),
    }
    ran = subprocess.run(
        shell or "cat", shell=True, cwd=ROOT, env=environment, input=given, capture_output=True
    )
    answered = ran.stdout.decode(errors="replace").replace("\r\n", "\n")
    assert answered.rstrip("\n") == printed.rstrip("\n")
    assert ran.stderr == b""
    assert ran.returncode == 0


def test_what_python_asks_is_answered(
    served: httpx.Client, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both libraries print the same agencies, in the same order."""
    monkeypatch.chdir(ROOT)
    (block,) = blocks("python")
    exec(block.replace(SERVICE, str(served.base_url).rstrip("/")), {})
    printed = capsys.readouterr().out.splitlines()
    half = len(printed) // 2
    assert printed[:half] == printed[half:]
    assert any("so-ke-hoach-va-dau-tu-binh-duong Sở Kế hoạch và Đầu tư" in line for line in printed)


def test_the_tour_is_read() -> None:
    assert len(sessions()) >= 6


def test_stanzas_are_well_formed() -> None:
    (document,) = tomllib.loads(blocks("toml")[0])["document"]
    manifest = tomllib.loads((ROOT / "corpus/manifest.toml").read_text(encoding="utf-8"))
    assert document.keys() == manifest["document"][0].keys()
    (agency,) = blocks("turtle")
    assert len(list(pyoxigraph.parse(agency, pyoxigraph.RdfFormat.TURTLE))) == 6


def test_the_commands_of_the_make_file_are_those_that_are_named() -> None:
    targets = {
        line.partition(":")[0]
        for line in (ROOT / "Makefile").read_text().splitlines()
        if ":" in line
    }
    named = {line.split()[1] for line in blocks("sh")[0].splitlines()}
    assert named == {"serve", "test"}
    assert named <= targets
