"""A gateway on a Ray cluster, served where Ray is, as on a head node: the tests that use it have no Ray.

Tests are not importable, so those take the fixture from what `runpy` makes of this file.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import ServedGateway  # noqa: TID251  # for the type checker only

ROOT = Path(__file__).resolve().parents[1]
RAY_PYTHON = ROOT / ".venv-ray" / "bin" / "python"
END_SECONDS = 60.0


@pytest.fixture
def served_on_ray(
    serve: Callable[..., ServedGateway], monkeypatch: pytest.MonkeyPatch
) -> Iterator[ServedGateway]:
    """A gateway on a Ray cluster of two CPUs."""
    if not RAY_PYTHON.exists():
        assert "CI" not in os.environ, "this test needs Ray: make rayenv"
        pytest.skip("this test needs Ray: make rayenv")
    command = [RAY_PYTHON, ROOT / "tools" / "raycluster.py"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as cluster:
        assert cluster.stdout is not None
        try:
            told = json.loads(cluster.stdout.readline())
            address = told.pop("address")
            for name, value in told.items():
                monkeypatch.setenv(name, value)
            yield serve("--engine", "ray", "--ray-address", address, python=str(RAY_PYTHON))
        finally:
            cluster.send_signal(signal.SIGINT)
            cluster.wait(END_SECONDS)
