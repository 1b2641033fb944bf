"""The tools for language models, as the official client of the protocol meets them."""

import asyncio
import json
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
from mcp import Client, StdioServerParameters

from api.mcp_server import create_server
from api.service import Service, open_service

ROOT = Path(__file__).parent.parent
TOOLS = {"who_owns", "tasks_of_agency", "task", "citations", "targets", "passage"}
KINDS = ("task", "citation", "target")
TEXTS = {path.name: path.read_bytes().decode() for path in (ROOT / "corpus").glob("*.txt")}


@pytest.fixture(scope="module")
def service(built: Path) -> Service:
    return open_service(built)


def asked(server: Any, use: Callable[[Client], Awaitable[Any]], seconds: float = 60) -> Any:
    """What comes of using a client that is connected to a server."""

    async def run() -> Any:
        async with asyncio.timeout(seconds), Client(server) as client:
            return await use(client)

    return asyncio.run(run())


def call(service: Service, tool: str, **arguments: Any) -> dict[str, Any]:
    """The structured answer of a tool, which the text content repeats."""
    result = asked(create_server(service), lambda client: client.call_tool(tool, arguments))
    assert not result.is_error, result.content
    assert json.loads(result.content[0].text) == result.structured_content
    return dict(result.structured_content)


def has_evidence(service: Service, answer: dict[str, Any]) -> None:
    """Every finding names document and section, and its quote stands at its offsets."""
    assert answer["status"] == "evidence"
    assert 0 < len(answer["findings"]) <= answer["total"]
    for finding in answer["findings"]:
        evidence = finding["evidence"]
        name = service.texts[evidence["document"]]
        text = service.version.text(name)
        assert evidence["quote"]
        assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
        assert {"section", "number", "title"} <= set(evidence)


def has_none(answer: dict[str, Any]) -> None:
    assert (answer["status"], answer["total"], answer["findings"]) == ("no evidence", 0, [])
    assert answer["note"]


def test_the_tools_say_what_they_take_give_and_do_not_change(service: Service) -> None:
    listed = asked(create_server(service), lambda client: client.list_tools()).tools
    assert {tool.name for tool in listed} == TOOLS
    for tool in listed:
        assert tool.description
        assert tool.input_schema["type"] == "object"
        assert {"status", "note", "findings"} <= set(tool.output_schema["properties"])
        assert tool.annotations.read_only_hint


@pytest.mark.parametrize("words", ["giải ngân đầu tư công", "giai ngan dau tu cong"])
def test_who_owns_what_is_answered_with_evidence(service: Service, words: str) -> None:
    answer = call(service, "who_owns", question=words)
    has_evidence(service, answer)
    assert answer["owners"][0]["slug"] == "so-ke-hoach-va-dau-tu-binh-duong"
    assert answer["match"] == "together"


def test_the_tasks_of_an_agency_are_found_by_its_symbol(service: Service) -> None:
    answer = call(
        service, "tasks_of_agency", agency="SKHĐT", role="lead", document="7099/KH-UBND", limit=50
    )
    has_evidence(service, answer)
    leads = [{duty["agency"]["office"] for duty in task["lead"]} for task in answer["findings"]]
    assert all("so-ke-hoach-va-dau-tu" in offices for offices in leads)
    one = call(service, "task", id=answer["findings"][0]["id"], as_of="2026-01-01")
    has_evidence(service, one)
    held = one["findings"][0]["lead"][0]["succession"]
    assert held["holders"][0]["agency"]["slug"] == "so-tai-chinh-ho-chi-minh-2025"
    assert len(held["holders"][0]["chain"]) == 2


def test_citations_are_given_both_ways(service: Service) -> None:
    cites = call(service, "citations", document="7099/KH-UBND")
    has_evidence(service, cites)
    work = next(
        f["cited"][0] for f in cites["findings"] if f["status"] == "resolved" and f["cited"]
    )
    back = call(service, "citations", document=work["id"], direction="cited by")
    has_evidence(service, back)


def test_targets_are_found_by_words_and_period(service: Service) -> None:
    answer = call(service, "targets", indicator="do thi hoa", period="2030")
    has_evidence(service, answer)
    assert [target["value"] for target in answer["findings"]] == ["88-90%"]


def test_a_passage_is_the_text_as_received(service: Service) -> None:
    task = call(service, "who_owns", question="giải ngân đầu tư công", limit=1)["findings"][0]
    evidence = task["evidence"]
    answer = call(
        service,
        "passage",
        document=evidence["number"],
        start=evidence["start"],
        end=evidence["end"],
    )
    has_evidence(service, answer)
    assert answer["findings"][0]["evidence"]["quote"] == evidence["quote"]
    assert evidence["section"].startswith(answer["findings"][0]["evidence"]["section"])


@pytest.mark.parametrize(
    ("tool", "arguments", "named"),
    [
        ("who_owns", {"question": "nuôi cá sấu trên sao Hỏa"}, "sao Hỏa"),
        ("who_owns", {"question": "chuyển đổi số", "document": "1/KH-XYZ"}, "1/KH-XYZ"),
        ("tasks_of_agency", {"agency": "Sở Vũ trụ"}, "Sở Vũ trụ"),
        ("tasks_of_agency", {"agency": "SKHĐT", "year": 1999}, "SKHĐT"),
        ("task", {"id": "vn/none"}, "vn/none"),
        ("citations", {"document": "999/QĐ-TTg"}, "999/QĐ-TTg"),
        ("targets", {"indicator": "sao hỏa"}, "target"),
        ("passage", {"document": "371/KH-UBND", "start": 10**7, "end": 10**7 + 1}, "ends at"),
        ("passage", {"document": "371/KH-UBND", "start": 9, "end": 3}, "from 9 to 3"),
    ],
)
def test_what_the_texts_do_not_say_is_no_evidence(
    service: Service, tool: str, arguments: dict[str, Any], named: str
) -> None:
    answer = call(service, tool, **arguments)
    has_none(answer)
    assert named in answer["note"]


def test_a_misspelt_name_is_answered_with_what_it_was_taken_for(service: Service) -> None:
    answer = call(service, "who_owns", question="Sở Kế hoạc và Đầu tư")
    has_evidence(service, answer)
    assert answer["note"] == "understood as Sở Kế hoạch và Đầu tư"


def test_a_name_that_several_documents_bear_is_not_taken_for_one(service: Service) -> None:
    answer = call(service, "citations", document="01/NQ-CP", direction="cited by")
    has_none(answer)
    assert "2023/01-nq-cp" in answer["note"]
    assert "2025/01-nq-cp" in answer["note"]


def test_a_parameter_that_does_not_fit_is_an_error(service: Service) -> None:
    result = asked(
        create_server(service),
        lambda client: client.call_tool("who_owns", {"question": "x", "limit": 0}),
    )
    assert result.is_error


def test_the_documents_at_hand_are_a_resource(service: Service) -> None:
    result = asked(
        create_server(service), lambda client: client.read_resource("chutri://documents")
    )
    documents = json.loads(result.contents[0].text)
    assert {document["source"] for document in documents} == set(TEXTS)


ASKED: list[tuple[str, dict[str, Any]]] = [
    ("who_owns", {"question": "giải ngân đầu tư công", "limit": 3}),
    ("tasks_of_agency", {"agency": "SKHĐT", "as_of": "2026-01-01", "limit": 3}),
    ("task", {"id": "vn/none"}),
    ("citations", {"document": "371/KH-UBND", "limit": 3}),
    ("targets", {"indicator": "đô thị hóa"}),
    ("passage", {"document": "371/KH-UBND", "start": 0, "end": 200}),
]
"""A call of every tool."""


async def everything(client: Client) -> list[dict[str, Any]]:
    """What a session answers: every tool, whose answer keeps to the schema that it promises."""
    promised = {tool.name: tool.output_schema for tool in (await client.list_tools()).tools}
    answers = []
    for tool, arguments in ASKED:
        result = await client.call_tool(tool, arguments)
        jsonschema.validate(result.structured_content, promised[tool])
        answers.append(result.structured_content)
    return answers


def test_every_tool_keeps_to_the_schema_that_it_promises(service: Service) -> None:
    answers = asked(create_server(service), everything)
    assert {tool for tool, _ in ASKED} == TOOLS
    told = [answer["status"] for answer in answers]
    assert told == ["evidence", "evidence", "no evidence", "evidence", "evidence", "evidence"]


def test_the_command_speaks_over_stdin_and_stdout(built: Path, service: Service) -> None:
    command = ["-m", "api.cli", "mcp", "-g", str(built)]
    server = StdioServerParameters(command=sys.executable, args=command, cwd=str(ROOT))
    assert asked(server, everything) == asked(create_server(service), everything)


@pytest.fixture
def over_http(built: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "api.cli", "mcp", "--http", "--port", str(port)]
    server = subprocess.Popen([*command, "-g", str(built)], cwd=ROOT, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/mcp"
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                httpx.get(address, timeout=5)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def test_the_command_speaks_over_http(over_http: str, service: Service) -> None:
    assert asked(over_http, everything) == asked(create_server(service), everything)


def test_a_missing_graph_is_told_in_one_line(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "api.cli", "mcp", "-g", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "chutri build" in ran.stderr
