"""Audits as people and programs ask for them: over HTTP, on pages, on the command line."""

import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from graph.questions import audits

ROOT = Path(__file__).parent.parent


def test_audits_are_served_with_their_rules(served: httpx.Client) -> None:
    listed = served.get("/api/audit").json()["items"]
    assert [each["name"] for each in listed] == [audit.name for audit in audits()]
    assert all(each["definition"] and each["definition_en"] and each["source"] for each in listed)
    answer = served.get(
        "/api/audit/tasks-with-several-leads", params={"document": "371/KH-UBND", "limit": 200}
    ).json()
    assert len({row["task"] for row in answer["rows"]}) == 15
    assert answer["total"] == len(answer["rows"])
    assert "một việc chỉ giao một cơ quan chủ trì" in answer["source"]


@pytest.mark.parametrize(
    ("path", "status"),
    [("/api/audit/none", 404), ("/api/audit/agencies", 404), ("/audits/none", 404),
     ("/api/audit/tasks-without-lead?document=none", 400)],
)  # fmt: skip
def test_what_is_no_audit_is_a_problem(served: httpx.Client, path: str, status: int) -> None:
    assert served.get(path).status_code == status


@pytest.mark.parametrize("audit", audits(), ids=lambda audit: audit.name)
def test_every_audit_has_a_page_with_its_rule(served: httpx.Client, audit) -> None:
    page = served.get(f"/audits/{audit.name}")
    assert page.status_code == 200
    assert audit.title_vi in page.text
    assert audit.rule.source.partition("“")[0].strip() in page.text
    assert f'href="/audits/{audit.name}"' in served.get("/audits").text


@pytest.mark.parametrize("way", [(), ("--shacl",)], ids=["sparql", "shacl"])
def test_the_command_line_audits_either_way(built: Path, way: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "api.cli", "audit", "tasks-without-lead", "-g", str(built)]
    ran = subprocess.run([*command, *way], cwd=ROOT, capture_output=True, text=True, check=True)
    lines = ran.stdout.splitlines()
    tasks = {line.partition("\t")[0] for line in lines if line.startswith("https://")}
    assert len(tasks) == 17


def test_the_command_line_names_what_is_there(built: Path) -> None:
    command = [sys.executable, "-m", "api.cli", "audit", "five-clarities", "--shacl"]
    ran = subprocess.run([*command, "-g", str(built)], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 2
    assert "tasks-with-several-leads, tasks-without-lead" in ran.stderr
