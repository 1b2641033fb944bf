"""Sixty questions with their right answers, asked over HTTP (tests/questions.toml)."""

import tomllib
from pathlib import Path
from typing import Any

import httpx
import pytest

QUESTIONS = tomllib.loads(Path(__file__).with_name("questions.toml").read_text("utf-8"))["question"]


def place(task: dict[str, Any]) -> str:
    return f"{task['evidence']['number']} {task['evidence']['section']}"


def names(duties: list[dict[str, Any]]) -> list[str]:
    return [duty["agency"]["name"] for duty in duties]


def full(agency: dict[str, Any]) -> str:
    return f"{agency['name']}, {agency['place']}"


def owners(answer: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """What an answer of /api/who says to the keys that a question checks."""
    first = answer["agencies"][0] if answer["agencies"] else None
    leading = [owner["agency"]["name"] for owner in answer["agencies"] if owner["leads"]]
    said: dict[str, Any] = {
        "leads": sorted(leading),
        "unowned": answer["without_lead"]["total"],
        "meant": answer["meant"],
    }
    if first:
        parts = [part for part in first["tasks"] if part["role"] == "lead"]
        said["first"] = first["agency"]["name"]
        said["count"] = first["leads"]
        said["tasks"] = sorted(place(part["task"]) for part in parts)
    return said


def listed(answer: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """What a list of tasks says to the keys that a question checks."""
    items = answer["items"]
    assert len(items) == answer["total"]
    first = items[0] if items else {}
    leads = {tuple(names(task["lead"])) for task in items}
    said: dict[str, Any] = {
        "items": sorted(place(task) for task in items),
        "every": sorted(leads.pop()) if len(leads) == 1 else sorted(leads),
        "coordinating": names(first.get("coordinating", [])),
        "deadline": first.get("deadline"),
        "recurring": any(due["recurring"] for due in first.get("deadlines", [])),
    }
    successions = [
        duty["succession"]
        for task in items
        for duty in (*task["lead"], *task["coordinating"])
        if duty["agency"]["name"] == wanted.get("of")
    ]
    if successions:
        assert all(each == successions[0] for each in successions)
        held = successions[0]
        found = [holder["agency"] for holder in held["holders"]]
        said["status"] = held["status"]
        said["holder"] = [full(agency) for agency in found if agency]
        said["chain"] = [
            [change["date"], change["basis"]["name"], change["certainty"]]
            for change in held["holders"][0]["chain"]
        ]
    return said


def test_there_are_sixty_with_ten_of_each_kind() -> None:
    assert len(QUESTIONS) == 60
    assert sum("as_of" in each["query"] for each in QUESTIONS) == 10
    typed = [each["ask"] for each in QUESTIONS if "as_of" not in each["query"]]
    assert sum(ask.isascii() for ask in typed) >= 10
    short = ("SKH", "SLĐ", "BQL", "&", "GTVT")
    assert sum(any(sign in ask for sign in short) for ask in typed) == 10


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["ask"])
def test_a_question_has_its_right_answer(served: httpx.Client, question: dict[str, Any]) -> None:
    asked = {"limit": 200} | question["query"]
    who = question["path"] == "/api/who"
    answer = served.get(question["path"], params=asked | ({"tasks": 50} if who else {}))
    assert answer.status_code == 200, answer.text
    said = (owners if who else listed)(answer.json(), question)
    checked = question.keys() - {"ask", "path", "query", "of"}
    assert checked
    unordered = {"leads", "tasks", "items", "every"}
    wanted = {key: sorted(question[key]) if key in unordered else question[key] for key in checked}
    assert {key: said.get(key) for key in checked} == wanted
