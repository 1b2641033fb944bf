"""The command line as it is called: results, one-line errors, exit statuses."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PRESS = "corpus/binh-duong-press-8-task-groups.txt"


def chutri(*arguments: object, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "api.cli", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def complaint(ran: "subprocess.CompletedProcess[str]") -> str:
    """The one line that a command complains with; what tells of progress is left out."""
    lines = [line for line in ran.stderr.splitlines() if not line.startswith("[")]
    assert len(lines) == 1
    assert lines[0].startswith("chutri: ")
    return lines[0].removeprefix("chutri: ")


def test_one_file_gives_an_object_and_several_give_lines() -> None:
    one = chutri("extract", PRESS)
    assert one.returncode == 0
    record = json.loads(one.stdout)
    assert record["source"] == Path(PRESS).name
    several = chutri("extract", PRESS, PRESS)
    assert [json.loads(line) for line in several.stdout.splitlines()] == [record, record]
    assert several.stderr == ""


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    ran = chutri("extract", tmp_path / "empty.txt", PRESS)
    assert ran.returncode == 1
    assert complaint(ran).startswith(f"{tmp_path}/empty.txt:1: ")
    assert json.loads(ran.stdout)["tasks"]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["extract", "no/such.txt"], "no/such.txt"),
        (["build", "no/such", "-o", "{tmp}/graph"], "no/such"),
        (["build", "corpus", "-o", f"{PRESS}/graph"], PRESS),
        (["serve", "{tmp}"], "chutri build"),
        (["who", "-g", "{tmp}", "du lịch"], "chutri build"),
        (["ask", "-g", "{tmp}", "agencies"], "chutri build"),
        (["validate", "-g", "{tmp}"], "chutri build"),
        (["evaluate", PRESS], PRESS),
        (["evaluate", "no/such.json"], "no/such.json"),
        (["ask", "-g", "{built}", "nothing"], "agencies"),
        (["ask", "-g", "{built}", "agencies", "-p", "document"], "key=value"),
        (["ask", "-g", "{built}", "agencies", "-p", "place=x"], "document"),
        (["ask", "-g", "{built}", "no/such.rq"], "no/such.rq"),
        (["ask", "-g", "{built}", "{tmp}/wrong.rq"], "wrong.rq:2:1: "),
        (["ask", "-g", "{built}", "{tmp}/construct.rq"], "construct.rq"),
        (["who", "-g", "{built}", "tàu vũ trụ"], "tàu vũ trụ"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_an_error_is_one_line_that_names_what_is_wrong(
    arguments: list[str], named: str, tmp_path: Path, built: Path
) -> None:
    (tmp_path / "wrong.rq").write_text("SELECT ?x WHERE {\n", encoding="utf-8")
    (tmp_path / "construct.rq").write_text("CONSTRUCT WHERE { ?s ?p ?o }", encoding="utf-8")
    ran = chutri(*(each.format(tmp=tmp_path, built=built) for each in arguments))
    assert named in complaint(ran)
    assert ran.stdout == ""
    assert ran.returncode in (1, 2)


@pytest.mark.parametrize(
    "arguments", [[], ["no-such-command"], ["who"], ["build"], ["serve", "--port", "http"]]
)
def test_wrong_use_is_told_with_the_usage(arguments: list[str]) -> None:
    ran = chutri(*arguments)
    assert ran.returncode == 2
    assert "usage: chutri" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_port_that_is_none_is_told() -> None:
    assert "between 0 and 65535" in complaint(chutri("serve", CHUTRI_PORT="http"))


def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = f"{sys.executable} -m api.cli extract corpus/*.txt | head -c 10"
    ran = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True)
    assert ran.stderr == ""
    assert ran.stdout == '{"source":'


def test_the_other_documents_are_built_and_what_is_left_out_is_named(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "press.txt").write_bytes((ROOT / PRESS).read_bytes())
    (corpus / "binary.txt").write_bytes(bytes(range(256)) * 16)
    (corpus / "empty.txt").touch()
    ran = chutri("build", corpus, "-o", tmp_path / "graph")
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert "binary.txt" in ran.stderr
    assert "empty.txt" in ran.stderr
    assert "1 documents" in ran.stdout
    assert chutri("validate", "-g", tmp_path / "graph").returncode == 0


def test_the_graph_of_the_corpus_conforms(built: Path) -> None:
    ran = chutri("validate", "-g", built)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("conforms")


def test_a_query_of_ones_own_gives_rows(tmp_path: Path, built: Path) -> None:
    query = tmp_path / "count.rq"
    query.write_text(
        "PREFIX ct: <https://w3id.org/chutri/def#>\n"
        'SELECT (COUNT(DISTINCT ?task) AS ?tasks) ("a\\tb\\n" AS ?odd) WHERE { ?task a ct:Task }',
        encoding="utf-8",
    )
    ran = chutri("ask", query, CHUTRI_GRAPH=str(built))
    heading, row = ran.stdout.splitlines()
    assert heading == "tasks\todd"
    assert row.endswith("\ta\\tb\\n")
    assert int(row.partition("\t")[0]) > 200


def test_scores_are_printed_for_what_can_be_read() -> None:
    gold = sorted((ROOT / "tests/gold").glob("binh-duong-press*.json"))
    ran = chutri("evaluate", *gold)
    assert ran.returncode == 0
    titles = [line for line in ran.stdout.splitlines() if " " not in line]
    assert titles == ["binh-duong-press-8-task-groups.txt", "all"]
    rows = [line[20:].split() for line in ran.stdout.splitlines() if line.startswith("tasks ")]
    assert rows == [["1.000", "1.000", "1.000", "8", "0", "0"]] * 2


def test_help_loads_no_layer() -> None:
    # Measuring coverage imports what it measures.
    plain = {name: value for name, value in os.environ.items() if "COVERAGE" not in name}
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "api.cli", "--help"],
        cwd=ROOT,
        env=plain,
        capture_output=True,
        text=True,
    )
    assert "extract" in ran.stdout
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in ran.stderr.splitlines()}
    assert "argparse" in loaded
    assert loaded & {"spacy", "rdflib", "fastapi", "pyoxigraph", "graph", "extract"} == set()
