"""Where gateways keep their things."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from farfield_engine.errors import AttachError
from farfield_engine.places import config_dir, local_gateway_dir, local_state_dir, private_dir

VARIABLES = ("FARFIELD_STATE_DIR", "FARFIELD_RUNTIME_DIR", "XDG_STATE_HOME", "HOME")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (VARIABLES, "FARFIELD_STATE_DIR"),
        (VARIABLES[1:], "FARFIELD_RUNTIME_DIR/state"),
        (VARIABLES[2:], "XDG_STATE_HOME/farfield"),
        (VARIABLES[3:], "HOME/.local/state/farfield"),
    ],
)
def test_results_are_kept_where_the_user_says(
    given: tuple[str, ...], expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name in given:
        monkeypatch.setenv(name, str(tmp_path / name))
    path = local_state_dir()
    assert path.parent == tmp_path / expected
    assert path.name.startswith("local-")
    for directory in (path, path.parent):
        assert stat.S_IMODE(directory.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (0, "FARFIELD_CONFIG_DIR"),
        (1, "FARFIELD_RUNTIME_DIR/config"),
        (2, "XDG_CONFIG_HOME/farfield"),
        (3, "HOME/.config/farfield"),
    ],
)
def test_tokens_are_kept_where_the_user_says(
    left: int, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    variables = ("FARFIELD_CONFIG_DIR", "FARFIELD_RUNTIME_DIR", "XDG_CONFIG_HOME", "HOME")
    for name in variables:
        monkeypatch.delenv(name, raising=False)
    for name in variables[left:]:
        monkeypatch.setenv(name, str(tmp_path / name))
    assert config_dir() == tmp_path / expected
    assert stat.S_IMODE(config_dir().stat().st_mode) == 0o700


def test_a_gateway_and_its_results_are_of_one_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FARFIELD_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv("FARFIELD_STATE_DIR", raising=False)
    before = local_state_dir()
    assert before.name == local_gateway_dir().name
    monkeypatch.setattr("sys.prefix", "/another")
    assert local_state_dir().name != before.name


def test_a_relative_state_home_is_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES[:2]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert local_state_dir().parent == tmp_path / ".local/state/farfield"


@pytest.mark.parametrize("variable", ["FARFIELD_STATE_DIR", "FARFIELD_RUNTIME_DIR"])
def test_what_is_not_ours_is_refused(variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FARFIELD_STATE_DIR", raising=False)
    (tmp_path / "target").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "target")
    monkeypatch.setenv(variable, str(tmp_path / "link"))
    with pytest.raises(AttachError, match=f"/link' is not a directory of yours.*set {variable} to another"):
        local_state_dir()


def test_a_directory_of_another_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(AttachError, match="so no result is kept there; remove it or set FARFIELD_STATE_DIR"):
        private_dir(tmp_path, "result", "FARFIELD_STATE_DIR")
