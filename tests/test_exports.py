"""What all exports have in common: the same bytes from the same graph, and what is refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph.export import FORMATS, ExportError, checked
from tests.test_cli import ROOT


def test_the_same_graph_gives_the_same_bytes_in_every_process(built: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from graph.export import *;"
        "from graph.versions import current; v = current(Path(sys.argv[1]))\n"
        "for f in FORMATS.values():\n"
        "  with open(f'{sys.argv[2]}/{f.name}', 'wb') as file: write_stream(v, f.name, file)"
    )
    for seed in ("1", "2"):
        (tmp_path / seed).mkdir()
        command = [sys.executable, "-c", script, str(built), str(tmp_path / seed)]
        subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed}, check=True)
    for name in FORMATS:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes(), name


@pytest.mark.parametrize(
    ("format_", "view", "named"),
    [("gephi", None, "gexf"), ("gexf", "tasks", "responsibility"), ("turtle", "tasks", "whole")],
)
def test_what_cannot_be_exported_is_told_with_what_can(
    format_: str, view: str | None, named: str
) -> None:
    with pytest.raises(ExportError, match=named):
        checked(format_, view)
