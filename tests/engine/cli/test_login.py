"""`farfield login` and `farfield logout`, without a terminal and at one."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from farfield_engine.cli import main
from farfield_engine.client.remembered import Remembered
from farfield_engine.client.target import FarfieldTarget

PIN = "sha256-" + "A" * 43
OTHER = "sha256-" + "B" * 42 + "A"
GPU1 = FarfieldTarget("gpu1", 7878, PIN, "Secret")


@pytest.fixture(autouse=True)
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FARFIELD_CONFIG_DIR", str(tmp_path))
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, typed: str, *arguments: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    return main(list(arguments))


@pytest.mark.parametrize(
    ("arguments", "typed"),
    [
        ((f"farfield://gpu1?cert={PIN}",), "Secret\n"),
        ((), f"farfield://gpu1:7878?cert={PIN}#Secret\n"),
        (("farfield://gpu1",), f"farfield://gpu1:7878?cert={PIN}#Secret"),
        ((f"farfield://gpu1?cert={PIN}",), "farfield://gpu1#Secret"),
    ],
)
def test_login_and_logout(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    typed: str,
) -> None:
    assert run(monkeypatch, typed, "login", *arguments) == 0
    shown = capsys.readouterr()
    assert "logged in: '%attach farfield://gpu1:7878' needs nothing else" in shown.out
    assert "Secret" not in shown.out + shown.err
    assert Remembered().recall("gpu1", 7878) == GPU1
    assert run(monkeypatch, "", "logout", "GPU1:7878") == 0
    assert Remembered().recall("gpu1", 7878) is None
    assert run(monkeypatch, "", "logout", "farfield://gpu1") == 1
    assert "nothing is remembered of gpu1:7878\n" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "typed", "message"),
    [
        (
            ("farfield://gpu1?cert=x#Secret",),
            "",
            "list of processes.*farfield login 'farfield://gpu1[?]cert=x'",
        ),
        (("farfield://gpu1",), "", "no token was given"),
        (("farfield://gpu1",), "Secret word", "that is no token"),
        (("farfield://gpu1:x",), "Secret", "a port is a number"),
        (("farfield://gpu1",), "farfield://gpu2#Secret", "string of gpu2:7878, not of gpu1:7878"),
        ((f"farfield://gpu1?cert={PIN}",), f"farfield://gpu1?cert={OTHER}#Secret", f"{OTHER}, not {PIN}"),
        ((), "Secret", "begins with 'farfield://'"),
        ((), "farfield://gpu1", "has no token"),
    ],
)
def test_what_is_refused(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    directory: Path,
    arguments: tuple[str, ...],
    typed: str,
    message: str,
) -> None:
    assert run(monkeypatch, typed, "login", *arguments) == 1
    shown = capsys.readouterr()
    assert re.search(message, shown.err), shown.err
    assert "Secret" not in shown.out + shown.err
    assert not (directory / "connections.json").exists()


def test_a_new_certificate_is_accepted_by_login(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Remembered().remember(GPU1)
    assert run(monkeypatch, "Secret2", "login", "farfield://gpu1") == 0
    assert Remembered().recall("gpu1", 7878) == FarfieldTarget("gpu1", 7878, PIN, "Secret2")
    assert "certificate" not in capsys.readouterr().out
    assert run(monkeypatch, "Secret2", "login", f"farfield://gpu1?cert={OTHER}") == 0
    assert f"its certificate is {OTHER} from now on; it was {PIN}" in capsys.readouterr().out
    assert Remembered().recall("gpu1", 7878) == FarfieldTarget("gpu1", 7878, OTHER, "Secret2")


def test_at_a_terminal_the_token_is_not_echoed() -> None:
    ours, theirs = pty.openpty()
    code = "import sys; from farfield_engine.cli import main; sys.exit(main())"
    with open(ours, "r+b", buffering=0) as terminal:
        process = subprocess.Popen(
            [sys.executable, "-c", code, "login", "farfield://gpu1"],
            stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        shown = b""
        while b"token for gpu1:7878: " not in shown:
            shown += terminal.read(1000)  # an error once the process has ended
        terminal.write(b"Secret\n")
        while b"needs nothing else" not in shown:
            shown += terminal.read(1000)
        assert process.wait(30) == 0
    assert b"Secret" not in shown
    known = Remembered().recall("gpu1", 7878)
    assert known is not None and known.token == "Secret"
