"""Steps and variables of a worker, in the real JupyterLab."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.ui.conftest import Notebooks  # noqa: TID251  # for the type checker only
    from tests.ui.lab import Lab  # noqa: TID251
    from tests.ui.panels import Panels  # noqa: TID251

SCORE = """\
def score(depth, rows):
    error = rows / depth
    return error + 1
offset = 100"""
BEST = """\
%%distributed
table = [{'depth': 2}, {'depth': 5}]
best = score(table[1]['depth'], rows=10)
best += offset
print('best', best)"""
SHOWN = """\
%%distributed
import numpy as np, pandas as pd
table = pd.DataFrame({'depth': [2, 5], 'error': [0.5, 0.2]})
grid = np.arange(6).reshape(2, 3)
print(table.shape, grid.sum())"""


def test_steps_lead_into_other_cells_and_variables_are_shown(
    lab: Lab, panels: Panels, notebooks: Notebooks
) -> None:
    lab.open(notebooks([SCORE, BEST, "best, table"]))
    lab.run_cell(0)
    lab.wait_idle(0)
    lab.toggle_debugger()
    lab.toggle_breakpoint(1, 2)
    lab.run_cell(1)
    assert lab.wait_stopped().line == 2
    lab.next()
    assert lab.wait_stopped().line == 3
    lab.step_in()
    frame = lab.wait_stopped()
    assert (frame.name.split()[0], frame.line, frame.location) == ("score", 2, "Cell [1]:2")
    assert (lab.stopped_line(0), lab.stopped_line(1)) == (2, None)
    assert lab.variables() == {"depth": "5", "rows": "10"}
    assert [frame.line for frame in lab.call_stack()] == [2, 3]
    lab.next()
    assert lab.wait_stopped().line == 3
    lab.wait_variable("error", "2")
    # JupyterLab has no field for a new value; its debug console takes statements.
    lab.evaluate("error = 41")
    lab.select_frame(1)
    assert lab.stopped_line(1) == 3
    assert set(lab.variables("table")) >= {"0", "1"}
    assert lab.variables("table", "1")["'depth'"] == "5"
    panels.table()
    lab.show_variables_as("tree")
    lab.select_scope("Globals")
    assert lab.variables()["offset"] == "100"
    lab.select_frame(0)
    lab.step_out()
    frame = lab.wait_stopped()
    assert (frame.name.split()[0], lab.stopped_line(0), lab.stopped_line(1)) == ("<module>", None, 3)
    lab.next()
    assert lab.wait_stopped().line == 4
    assert lab.variables()["best"] == "42"
    lab.continue_()
    lab.wait_running()
    lab.wait_idle(1)
    assert "best 142" in lab.output_text(1)
    lab.run_cell(2)
    lab.wait_idle(2)
    assert lab.output_text(2).startswith("(142")


def test_frames_and_arrays_are_rendered_and_copied(lab: Lab, panels: Panels, notebooks: Notebooks) -> None:
    pytest.importorskip("pandas")
    lab.open(notebooks(["%load_ext farfield", SHOWN, "print('copied:', copied.shape)"], "python3"))
    lab.run_cell(0)
    lab.wait_idle(0)
    lab.toggle_debugger()
    lab.toggle_breakpoint(1, 5)
    lab.run_cell(1)
    lab.wait_stopped()
    assert (lab.variables()["table"], lab.variables()["grid"]) == ("DataFrame", "ndarray")
    rendered = panels.render("table")
    expect(rendered.locator("table.dataframe td").nth(1)).to_have_text("0.5")
    expect(panels.render("grid")).to_contain_text("array([[0, 1, 2]")
    # Beside several tabs the notebook's toolbar has no room for the state of the kernel.
    panels.close_tab("table - ")
    panels.close_tab("grid - ")
    # An own name in the notebook: the cell's `table` would come there anyway.
    lab.evaluate("copied = table.copy()")
    lab.select_frame(0)
    panels.copy_to_globals("copied")
    lab.continue_()
    lab.wait_running()
    lab.wait_idle(1)
    lab.run_cell(2)
    lab.wait_idle(2)
    assert lab.output_text(2).strip() == "copied: (2, 2)"
