"""The red dot in a `%%distributed` cell: workers stop in JupyterLab's own, unchanged debugger."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.ui.conftest import Notebooks  # noqa: TID251  # for the type checker only
    from tests.ui.lab import Lab  # noqa: TID251

CELL = """\
%%distributed
total = 0
for i in range(3):
    total += base + i
print('the total is', total)
total"""


@pytest.mark.parametrize(
    "kernel, first", [("farfield", "base = 10"), ("python3", "%load_ext farfield\nbase = 10")]
)
def test_a_breakpoint_of_a_distributed_cell_stops_its_worker(
    lab: Lab, notebooks: Notebooks, kernel: str, first: str
) -> None:
    lab.open(notebooks([first, CELL], kernel))
    lab.run_cell(0)
    lab.wait_idle(0)
    lab.toggle_debugger()
    lab.toggle_breakpoint(1, 4)
    lab.run_cell(1)
    frame = lab.wait_stopped()
    assert (frame.line, lab.stopped_line(1)) == (4, 4)
    assert re.search(r"· worker w\d+$", frame.name)
    assert lab.variables()["i"] == "0"
    lab.next()
    assert lab.wait_stopped().line == 3
    assert lab.evaluate("total + 1") == "11"
    lab.toggle_breakpoint(1, 4)
    lab.continue_()
    lab.wait_idle(1)
    assert "the total is 33" in lab.output_text(1)
