"""A gateway elsewhere, reached through TLS, in JupyterLab: the cell, an own module, and the red dot."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import ServedGateway  # noqa: TID251  # for the type checker only
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


def test_a_breakpoint_in_an_own_module_stops_a_worker_elsewhere(
    serve: Callable[..., ServedGateway], lab: Lab, notebooks: Notebooks
) -> None:
    gateway = serve()
    lab.open(notebooks([ATTACH.format(target=gateway.string), CELL], files={"scaling.py": MODULE}))
    lab.run_cell(0)
    lab.wait_idle(0)
    told = lab.output_text(0)
    assert "attached to farfield://127.0.0.1" in told
    assert gateway.token not in told
    lab.toggle_debugger()
    lab.toggle_breakpoint(1, 4)
    lab.run_cell(1)
    assert lab.wait_stopped().line == 4
    lab.step_in()
    assert lab.wait_stopped().name.startswith("scaled")
    lab.continue_()
    lab.wait_idle(1)
    assert "the total is 30" in lab.output_text(1)
