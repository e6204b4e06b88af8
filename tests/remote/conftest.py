"""Gateways elsewhere: on machines that are this one."""

from __future__ import annotations

import contextlib
import json
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from farfield_engine.places import CONNECTION_FILE

if TYPE_CHECKING:
    from tests.remote.sshd import Sshd  # noqa: TID251  # for the type checker only


@pytest.fixture
def sshd(own_runtime: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sshd]:
    """An ssh server that lets us in, as `ssh://box`; skips where there is none, and fails there in CI.

    No gateway runs there; those that are started end with the test.
    """
    with _served(own_runtime, own_runtime / "there", monkeypatch) as server:
        yield server


@pytest.fixture
def sshd_with_gateway(
    own_runtime: Path, lasting_gateway: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Sshd]:
    """The same; a gateway runs there, and is left alone."""
    with _served(own_runtime, lasting_gateway, monkeypatch) as server:
        yield server


@pytest.fixture(scope="module")
def lasting_gateway(runtime_base: Path) -> Iterator[Path]:
    """A runtime directory with a gateway, for the tests of one file."""
    directory = Path(tempfile.mkdtemp(prefix="there", dir=runtime_base))
    command = [sys.executable, "-P", "-m", "farfield_engine.cli", "gateway-info", "--marker", "|"]
    environment = {**os.environ, "FARFIELD_RUNTIME_DIR": str(directory)}
    subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    content = json.loads(next(directory.glob(f"local-*/{CONNECTION_FILE}")).read_text())
    gateway = psutil.Process(content["pid"])
    yield directory
    gateway.terminate()
    gateway.wait(30)


@contextlib.contextmanager
def _served(base: Path, runtime: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sshd]:
    module = runpy.run_path(str(Path(__file__).with_name("sshd.py")))
    reason = module["why_not"]()
    if reason:
        if os.environ.get("CI"):
            pytest.fail(f"tests with a real ssh server: {reason}", pytrace=False)
        pytest.skip(f"tests with a real ssh server: {reason}")
    server: Sshd = module["Sshd"](base, runtime)
    for name in ("FARFIELD_REMOTE_PYTHON", "SSH_ASKPASS", "SSH_AUTH_SOCK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("FARFIELD_SSH", server.ssh)
    server.start()
    try:
        yield server
    finally:
        server.stop()
