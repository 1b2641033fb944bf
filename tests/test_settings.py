"""The environment, read once."""

from pathlib import Path

import pytest

from api.settings import Settings, SettingsError
from graph.limits import Limits


def test_defaults_are_local() -> None:
    assert Settings.from_environment({}) == Settings(Path("build/graph"), "127.0.0.1", 8000)


def test_the_environment_and_then_the_command_line_decide() -> None:
    said = {"CHUTRI_GRAPH": "g", "CHUTRI_HOST": "0.0.0.0", "CHUTRI_PORT": "81"}
    settings = Settings.from_environment(said)
    assert settings == Settings(Path("g"), "0.0.0.0", 81)
    assert settings.over(port=82, graph="h") == Settings(Path("h"), "0.0.0.0", 82)


@pytest.mark.parametrize("port", ["http", "-1", "65536", "8o00", "８０００"])
def test_a_port_that_is_none_is_refused_with_the_mend(port: str) -> None:
    with pytest.raises(SettingsError, match="between 0 and 65535"):
        Settings.from_environment({"CHUTRI_PORT": port})


def test_what_a_query_may_cost_is_set_in_units_that_people_use() -> None:
    said = {"CHUTRI_QUERY_SECONDS": "3", "CHUTRI_QUERY_MEGABYTES": "512", "CHUTRI_WORKERS": "2"}
    limits = Settings.from_environment(said).limits
    assert (limits.seconds, limits.memory, limits.quick) == (3, 512 << 20, 2)
    assert limits.rows == Limits().rows
    assert Settings.from_environment(said).over(port=1).limits == limits


@pytest.mark.parametrize("seconds", ["0", "-1", "soon", "1.5"])
def test_a_limit_that_is_none_is_refused_with_the_mend(seconds: str) -> None:
    with pytest.raises(SettingsError, match=r"CHUTRI_QUERY_SECONDS.* at least 1"):
        Settings.from_environment({"CHUTRI_QUERY_SECONDS": seconds})
