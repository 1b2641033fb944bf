"""docs/SPARQL.md tells what the service does."""

from pathlib import Path

import pytest

from api.problems import KINDS
from api.settings import LIMITS
from graph.limits import Limits
from graph.pool.formats import FORMATS

DOCS = (Path(__file__).parent.parent / "docs/SPARQL.md").read_text(encoding="utf-8")
ERRORS = DOCS.partition("## Errors")[2].partition("## How")[0]


def test_each_problem_that_is_told_is_one_and_has_its_status() -> None:
    told = [line.split("|")[1:3] for line in ERRORS.splitlines() if line.startswith("| `")]
    assert len(told) > 15
    for names, status in told:
        for name in names.replace("`", "").split():
            assert KINDS[name][0] == int(status), name


@pytest.mark.parametrize("setting", LIMITS)
def test_each_limit_is_told_with_its_default(setting: str) -> None:
    name, unit, _ = LIMITS[setting]
    (row,) = (line for line in DOCS.splitlines() if line.startswith(f"| `{setting}` |"))
    assert f"| {int(getattr(Limits(), name)) // unit} |" in row


def test_each_format_is_told() -> None:
    assert all(f"`{name}`" in DOCS for name in FORMATS)
