"""The notebooks run from their first cell to their last, and draw what they promise."""

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parent.parent
NOTEBOOKS = ROOT / "docs" / "notebooks"


def test_every_notebook_is_run() -> None:
    assert sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb")) == ["analyst", "researcher"]


@pytest.mark.parametrize(
    ("name", "charts", "says"),
    [
        (
            "researcher",
            1,
            ["371/KH-UBND", "88-90%", "/annotation/", "Sở Kế hoạch và Đầu tư: leads"],
        ),
        ("analyst", 2, ["282/KH-UBND (2023-01-19) to 371/KH-UBND", "reworded", "merged into"]),
    ],
)
def test_a_notebook_runs_and_draws(
    built: Path, monkeypatch: pytest.MonkeyPatch, name: str, charts: int, says: list[str]
) -> None:
    monkeypatch.setenv("CHUTRI_GRAPH", str(built))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "kept without what came out"
    resources = {"metadata": {"path": str(NOTEBOOKS)}}
    NotebookClient(notebook, timeout=300, resources=resources).execute()
    outputs = [out for cell in notebook.cells for out in cell.get("outputs", ())]
    data = [out["data"] for out in outputs if "data" in out]
    drawn = [each["image/png"] for each in data if "image/png" in each]
    assert len(drawn) == charts
    assert all(len(image) > 20_000 for image in drawn)
    shown = "".join(out.get("text", "") for out in outputs)
    shown += "".join(each.get("text/plain", "") for each in data)
    assert [part for part in says if part not in shown] == []
