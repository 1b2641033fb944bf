"""What is declared, what is locked and what is installed are the same."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
_NAME = re.compile(r"[\w.-]+")


def _names(requirements: list[str]) -> set[str]:
    found = (_NAME.match(each) for each in requirements)
    return {name[0].lower().replace("_", "-") for name in found if name}


def test_the_lock_holds_every_requirement_every_extra_and_what_tests_need() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = declared["project"]
    wanted = _names([*project["dependencies"], *declared["dependency-groups"]["dev"]])
    for extra in project["optional-dependencies"].values():
        wanted |= _names(extra)
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert wanted <= _names([line for line in lock if "==" in line])


def test_no_lock_names_the_host_that_it_was_made_with() -> None:
    for name in ("requirements.lock", "package-lock.json"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert '"resolved"' not in text
