"""The kernel's debugger, with workers behind a gateway that listens elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from farfield_engine.access.served import owner_token, read_served
from farfield_engine.access.strings import connection_string

if TYPE_CHECKING:
    from tests.scenarios.conftest import MakeKernel  # noqa: TID251  # for the type checker only
    from tests.scenarios.debug.conftest import OpenFrontEnd  # noqa: TID251

CELL = "%%distributed\nvalue = 20\nvalue += 1\nvalue * 2"


@pytest.fixture
def target(own_runtime: Path) -> Iterator[str]:
    """A served gateway; what attaches to it, with its token."""
    there = own_runtime / "there"
    command = [sys.executable, "-P", "-m", "farfield_engine.cli", "serve", "--port", "0"]
    command += ["--work-dir", str(own_runtime)]
    environment = {**os.environ, "FARFIELD_RUNTIME_DIR": str(there)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        state = next((there / "state").glob("local-*"))
        served = read_served(state)
        assert served is not None
        yield connection_string(served.host, served.port, served.fingerprint, owner_token(state))
        process.terminate()


def test_a_breakpoint_in_a_cell(
    target: str, make_kernel: MakeKernel, open_front_end: OpenFrontEnd, tmp_path: Path
) -> None:
    kernel = make_kernel(tmp_path)
    attached = kernel.ok(f"%load_ext farfield\n%attach '{target}'")
    assert "the token stands in this cell" in attached.stdout
    lab = open_front_end(kernel)
    lab.break_at(CELL, 3)
    running = lab.run(CELL)
    thread, frames = lab.worker_stop()
    assert frames[0]["line"] == 3
    assert lab.variables(frames[0])["value"]["value"] == "20"
    lab.evaluate("value = 99", frames[0])
    lab.go_on(thread)
    assert running.result().value == "200"
