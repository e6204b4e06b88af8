"""Breakpoints in .py files that workers import, and exceptions of workers, in JupyterLab."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.ui.conftest import Notebooks  # noqa: TID251  # for the type checker only
    from tests.ui.lab import Lab  # noqa: TID251
    from tests.ui.panels import Panels  # noqa: TID251

FEATURES = """\
def scaled(values, factor):
    biggest = max(values)
    unit = factor / biggest
    return [value * unit for value in values]
"""
USE = """\
%%distributed
from features import scaled
shares = scaled([1, 2, 4], factor=100)
print('shares', shares)"""
SHARE = """\
def share(part, whole):
    label = f'{part} of {whole}'
    return part / whole"""
RAISES = """\
%%distributed
share(1, 2)
share(3, 0)"""
CAUGHT = """\
%%distributed
try:
    {}['missing']
except KeyError:
    print('caught')"""


def test_breakpoints_in_a_module_among_the_sources_and_in_an_editor(
    lab: Lab, panels: Panels, notebooks: Notebooks
) -> None:
    lab.open(notebooks(["%attach local:2", USE], files={"features.py": FEATURES}))
    lab.run_cell(0)
    lab.wait_idle(0)
    lab.toggle_debugger()
    source = lab.open_kernel_source("features")
    assert source == str(notebooks.directory / "features.py")
    lab.toggle_breakpoint(source, 3)
    lab.show_notebook()
    lab.run_cell(1)
    frame = lab.wait_stopped()
    assert (frame.name.split()[0], frame.location) == ("scaled", f"{source}:3")
    assert "worker" in frame.name
    assert lab.stopped_line(source) == 3
    assert lab.variables()["biggest"] == "4"
    assert [frame.line for frame in lab.call_stack()] == [3, 3]
    lab.continue_()
    lab.wait_running()
    lab.show_notebook()
    lab.wait_idle(1)
    assert "shares [25.0, 50.0, 100.0]" in lab.output_text(1)

    # The same in an editor, which is another view of the module.
    lab.toggle_breakpoint(source, 3)
    panels.close_tab("features.py")
    lab.open_file("features.py")
    panels.console_for("features.py", "notebook.ipynb")
    panels.debug_file("features.py")
    lab.toggle_breakpoint("features.py", 4)
    lab.show_notebook()
    lab.run_cell(1)
    frame = lab.wait_stopped()
    assert (frame.name.split()[0], frame.line) == ("scaled", 4)
    assert lab.stopped_line("features.py") == 4
    assert lab.variables()["unit"] == "25"
    lab.toggle_breakpoint("features.py", 4)
    lab.continue_()
    lab.wait_running()
    lab.show_notebook()
    lab.wait_idle(1)


def test_exceptions_of_workers_stop_where_they_were_raised(
    lab: Lab, panels: Panels, notebooks: Notebooks
) -> None:
    lab.open(notebooks([SHARE, RAISES, CAUGHT]))
    lab.run_cell(0)
    lab.wait_idle(0)
    lab.toggle_debugger()
    assert ("uncaught", True) in lab.pause_on_exceptions("uncaught")
    # What is caught does not stop.
    lab.run_cell(2)
    lab.wait_idle(2)
    assert "caught" in lab.output_text(2)
    lab.run_cell(1)
    frame = lab.wait_stopped()
    assert (frame.name.split()[0], frame.line, frame.location) == ("share", 3, "Cell [1]:3")
    assert lab.variables()["label"] == "3 of 0"
    assert [frame.line for frame in lab.call_stack()] == [3, 3]
    lab.select_frame(1)
    assert lab.stopped_line(1) == 3
    lab.continue_()
    lab.wait_running()
    lab.wait_idle(1)
    assert "ZeroDivisionError" in lab.output_text(1)

    assert ("uncaught", False) in lab.pause_on_exceptions("uncaught")
    assert ("raised", True) in lab.pause_on_exceptions("raised")
    lab.run_cell(2)
    frame = lab.wait_stopped()
    assert (frame.name.split()[0], frame.line) == ("<module>", 3)
    lab.continue_()
    lab.wait_running()
    lab.wait_idle(2)
    assert "caught" in lab.output_text(2)
