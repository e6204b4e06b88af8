"""A gateway elsewhere, reached through TLS, in JupyterLab: the cell, an own module, and the red dot."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from farfield_engine.access.served import owner_token, read_served
from farfield_engine.access.strings import connection_string

if TYPE_CHECKING:
    from tests.ui.conftest import Notebooks  # noqa: TID251  # for the type checker only
    from tests.ui.lab import Lab  # noqa: TID251

MODULE = """\
def scaled(values, by):
    result = [value * by for value in values]
    return result
"""
ATTACH = "%attach {target}\nvalues = list(range(5))"
CELL = """\
%%distributed
from scaling import scaled

total = sum(scaled(values, 3))
print("the total is", total)"""


@pytest.fixture
def far(own_runtime: Path, tmp_path: Path) -> Iterator[str]:
    """The connection string of a gateway that runs in a directory of its own."""
    command = [
        sys.executable,
        "-m",
        "farfield_engine.cli",
        "serve",
        "--port",
        "0",
        "--work-dir",
        str(tmp_path),
    ]
    served = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert served.stdout is not None
    with served.stdout:
        assert "serving" in served.stdout.readline()
        state = next((own_runtime / "state").glob("local-*"))
        where = read_served(state)
        assert where is not None
        yield connection_string(where.host, where.port, where.fingerprint, owner_token(state))
        served.send_signal(signal.SIGTERM)
        assert served.wait(30) == 0


def test_a_breakpoint_in_an_own_module_stops_a_worker_elsewhere(
    far: str, lab: Lab, notebooks: Notebooks
) -> None:
    lab.open(notebooks([ATTACH.format(target=far), CELL], files={"scaling.py": MODULE}))
    lab.run_cell(0)
    lab.wait_idle(0)
    told = lab.output_text(0)
    assert "attached to farfield://127.0.0.1" in told
    token = far.partition("#")[2]
    assert token and token not in told
    lab.toggle_debugger()
    lab.toggle_breakpoint(1, 4)
    lab.run_cell(1)
    assert lab.wait_stopped().line == 4
    lab.step_in()
    assert lab.wait_stopped().name.startswith("scaled")
    lab.continue_()
    lab.wait_idle(1)
    assert "the total is 30" in lab.output_text(1)
