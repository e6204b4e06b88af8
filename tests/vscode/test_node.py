"""The extension's parts that need no editor, against real gateways and workers, in node's test runner."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

BRIDGE = Path(__file__).resolve().parents[2] / "vscode_bridge"
SECONDS = 170.0
"""How long the tests of one file may take."""


@pytest.fixture
def directory(runtime_base: Path) -> Iterator[Path]:
    """Below it are the runtime directories of the gateways."""
    path = Path(tempfile.mkdtemp(prefix="node", dir=runtime_base))
    yield path
    shutil.rmtree(path)


@pytest.mark.parametrize("file", sorted(path.name for path in BRIDGE.glob("test/gateway/*.test.ts")))
def test_against_a_gateway(file: str, nodejs: SimpleNamespace, directory: Path) -> None:
    nodejs.install()
    nodejs.install(BRIDGE)
    process = subprocess.Popen(
        [str(nodejs.program()), "--test", "--test-reporter=spec", str(BRIDGE / "test" / "gateway" / file)],
        env={**os.environ, "FARFIELD_RUNTIME_DIR": str(directory)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output, _ = process.communicate()
    assert process.returncode == 0, output
