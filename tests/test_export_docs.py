"""docs/EXPORTS.md tells what there is, and its commands run."""

import re
import shlex
from pathlib import Path

import pytest

from graph.export import FORMATS
from graph.measures import MEASURES
from graph.views import views
from tests.test_cli import chutri
from tests.test_mcp import TOOLS

DOCS = (Path(__file__).parent.parent / "docs/EXPORTS.md").read_text(encoding="utf-8")
COMMANDS = [
    line.partition("#")[0].strip() for line in DOCS.splitlines() if line.startswith("chutri ")
]


def first_cells(heading: str) -> set[str]:
    """What the first column of the table under a heading names."""
    table = DOCS.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return {name for cell in cells for name in re.findall("`([^`]+)`", cell)}


@pytest.mark.parametrize(
    ("heading", "known"),
    [("Formats", set(FORMATS)), ("Views", set(views())), ("Language models", TOOLS)],
)
def test_tables_name_what_there_is_and_nothing_else(heading: str, known: set[str]) -> None:
    assert first_cells(heading) == known


def test_measures_are_named() -> None:
    assert all(f"`{name}`" in DOCS for name in MEASURES)


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_do_what_they_say(built: Path, tmp_path: Path, command: str) -> None:
    words = shlex.split(command)[1:]
    if "-o" in words:
        place = words.index("-o") + 1
        words[place] = str(tmp_path / words[place])
    ran = chutri(*words, *(["-g", built] if len(words) > 1 else []))
    assert ran.returncode == 0, ran.stderr
    assert ("-o" in words) == (len(list(tmp_path.iterdir())) == 1)
    assert ("-o" in words) != bool(ran.stdout)
