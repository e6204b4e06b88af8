"""What clients remember of gateways, and what becomes of a target by it."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from farfield_engine.client.remembered import Remembered, resolve
from farfield_engine.client.target import FarfieldTarget
from farfield_engine.errors import AttachError

PIN = "sha256-" + "A" * 43
OTHER = "sha256-" + "B" * 42 + "A"
GPU1 = FarfieldTarget("gpu1", 7878, PIN, "Secret1")
LOOP = FarfieldTarget("::1", 99, "", "Secret2")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FARFIELD_CONFIG_DIR", str(tmp_path))
    monkeypatch.delenv("FARFIELD_TOKEN", raising=False)
    return tmp_path / "connections.json"


def test_what_is_remembered_is_recalled_until_it_is_forgotten(path: Path) -> None:
    memory = Remembered()
    assert memory.recall("gpu1", 7878) is None and not path.exists()
    memory.remember(GPU1)
    memory.remember(LOOP)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Remembered().recall("gpu1", 7878) == GPU1
    assert memory.recall("::1", 99) == LOOP
    assert memory.targets() == [replace(GPU1, token=""), replace(LOOP, token="")]
    assert memory.recall("gpu1", 7879) is None
    assert memory.forget("gpu1", 7878) is True
    assert memory.forget("gpu1", 7878) is False
    assert memory.recall("gpu1", 7878) is None and memory.recall("::1", 99) == LOOP


def test_what_is_known_already_is_not_written_again(path: Path) -> None:
    Remembered().remember(GPU1)
    before = path.stat().st_ino
    Remembered().remember(GPU1)
    assert path.stat().st_ino == before


def test_a_file_that_others_can_read_is_refused(path: Path) -> None:
    Remembered().remember(GPU1)
    path.chmod(0o604)
    actions: list[Callable[[], object]] = [
        lambda: Remembered().recall("gpu1", 7878),
        lambda: Remembered().remember(LOOP),
        lambda: resolve(GPU1),
    ]
    for action in actions:
        with pytest.raises(AttachError, match=rf"mode 0604.*'chmod 600 {path}'") as caught:
            action()
        assert "Secret" not in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "Secret",
        "[]",
        '{"version": 2, "connections": {}}',
        '{"version": 1, "connections": []}',
        '{"version": 1, "connections": {"a:1": {"token": "Secret"}}}',
        '{"version": 1, "connections": {"a:1": {"token": "Secret", "certificate": "Secret"}}}',
        '{"version": 1, "connections": {"a:1": {"token": "", "certificate": ""}}}',
    ],
)
def test_a_damaged_file_is_told(path: Path, content: str) -> None:
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(AttachError, match="connections.json' can't be read: it is damaged") as caught:
        Remembered().recall("a", 1)
    assert "Secret" not in str(caught.value)
    with pytest.raises(AttachError, match="is damaged"):
        Remembered().remember(GPU1)
    assert path.read_text() == content


# --- what a target means ----------------------------------------------------


def test_a_token_comes_from_the_target_the_environment_or_the_memory(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Remembered().remember(GPU1)
    bare = FarfieldTarget("gpu1", 7878)
    assert resolve(bare) == GPU1
    monkeypatch.setenv("FARFIELD_TOKEN", " environment\n")
    assert resolve(bare) == FarfieldTarget("gpu1", 7878, PIN, "environment")
    given = FarfieldTarget("gpu1", 7878, PIN, "given")
    assert resolve(given) == given


def test_without_a_token_the_next_step_is_told(path: Path) -> None:
    with pytest.raises(AttachError) as caught:
        resolve(FarfieldTarget("gpu1", 7878, PIN))
    message = str(caught.value)
    assert "there is no token for gpu1:7878" in message
    assert f"farfield login 'farfield://gpu1:7878?cert={PIN}'" in message


def test_a_token_that_is_none_is_not_shown(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FARFIELD_TOKEN", "Secret word")
    with pytest.raises(AttachError, match="FARFIELD_TOKEN holds no token") as caught:
        resolve(FarfieldTarget("gpu1", 7878, PIN))
    assert "Secret" not in str(caught.value)


@pytest.mark.parametrize("token", ["", "given"])
@pytest.mark.parametrize(
    ("known", "words"), [(PIN, rf"another one \({PIN}\)"), ("", "one that this system trusts")]
)
def test_another_certificate_than_before_is_not_accepted(
    path: Path, token: str, known: str, words: str
) -> None:
    Remembered().remember(FarfieldTarget("gpu1", 7878, known, "Secret"))
    with pytest.raises(AttachError, match=f"until now it was {words}.*pretends to be it") as caught:
        resolve(FarfieldTarget("gpu1", 7878, OTHER, token))
    assert f"\"farfield login 'farfield://gpu1:7878?cert={OTHER}'\" accepts it" in str(caught.value)
    assert "Secret" not in str(caught.value)
