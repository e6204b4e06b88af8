"""JupyterLab's debugger with cells that run in the kernel itself: Farfield leaves it as it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.ui.conftest import Notebooks  # noqa: TID251  # for the type checker only
    from tests.ui.lab import Lab  # noqa: TID251

ADD = """\
def add(a, b):
    total = a + b
    parts = {'left': a, 'both': [a, b]}
    return total
result = add(2, 3)
print('the sum is', result)"""
UTILS = """\
def double(number):
    twice = 2 * number
    return twice
"""
LOOP = """\
import itertools, time
for tick in itertools.count():
    print(f'<{tick}>', end='')
    time.sleep(0.05)"""


@pytest.mark.parametrize("kernel, first", [("farfield", "ready = True"), ("python3", "%load_ext farfield")])
def test_a_breakpoint_of_a_plain_cell_stops_in_the_kernel(
    lab: Lab, notebooks: Notebooks, tmp_path: Path, kernel: str, first: str
) -> None:
    lab.open(notebooks([first, ADD], kernel))
    lab.run_cell(0)
    lab.wait_idle(0)
    lab.toggle_debugger()
    lab.toggle_breakpoint(1, 3)
    assert lab.breakpoints(1) == [3]
    assert [line for _, line in lab.breakpoint_list()] == [3]

    lab.run_cell(1)
    frame = lab.wait_stopped()
    assert (frame.name, frame.line, frame.location) == ("add", 3, "Cell [*]:3")
    assert lab.stopped_line(1) == 3
    assert [(frame.name, frame.line) for frame in lab.call_stack()] == [("add", 3), ("<module>", 5)]
    assert lab.variables() == {"a": "2", "b": "3", "total": "5"}
    assert lab.cell_prompt(1) == "[*]:"

    lab.next()
    assert lab.wait_stopped().line == 4
    assert lab.stopped_line(1) == 4
    assert lab.variables("parts", "'both'")["1"] == "3"
    assert lab.evaluate("total * 100 + a") == "502"
    # JupyterLab forgets the variables when it has evaluated, until a frame is selected.
    lab.select_frame(1)
    lab.select_scope("Globals")
    assert "add" in lab.variables("function variables")

    lab.screenshot(tmp_path / "stopped.png")
    assert (tmp_path / "stopped.png").stat().st_size > 10_000
    lab.continue_()
    lab.wait_running()
    lab.wait_idle(1)
    assert lab.output_text(1).strip() == "the sum is 5"
    lab.toggle_debugger()
    assert lab.breakpoints(1) == []


def test_steps_exceptions_pause_and_interrupt(lab: Lab, notebooks: Notebooks) -> None:
    lab.open(notebooks([ADD, "1/0", LOOP]))
    lab.toggle_debugger()
    lab.toggle_breakpoint(0, 5)
    lab.run_cell(0)
    assert lab.wait_stopped().line == 5
    lab.step_in()
    frame = lab.wait_stopped()
    assert (frame.name, frame.line) == ("add", 2)
    lab.step_out()
    assert lab.wait_stopped().name == "<module>"
    lab.continue_()
    lab.wait_running()
    lab.wait_idle(0)
    lab.toggle_breakpoint(0, 5)
    assert lab.breakpoints(0) == []

    assert ("userUnhandled", True) in lab.pause_on_exceptions("userUnhandled")
    lab.run_cell(1)
    assert lab.wait_stopped().location == "Cell [*]:1"
    lab.continue_()
    lab.wait_running()
    lab.wait_idle(1)
    assert "ZeroDivisionError" in lab.output_text(1)
    assert ("userUnhandled", False) in lab.pause_on_exceptions("userUnhandled")

    # A pause as soon as a cell has begun may stop in IPython, and an interrupt too early in the debugger.
    lab.run_cell(2)
    lab.wait_output(2, "<1>")
    lab.pause()
    assert lab.wait_stopped().location.startswith("Cell [*]:")
    ticks = lab.output_text(2).count("<")
    lab.continue_()
    lab.wait_running()
    lab.wait_output(2, f"<{ticks + 1}>")
    lab.interrupt()
    lab.wait_idle(2)
    assert "KeyboardInterrupt" in lab.output_text(2)


def test_terminate_connects_the_debugger_again(lab: Lab, notebooks: Notebooks) -> None:
    lab.open(notebooks([ADD]))
    lab.toggle_debugger()
    lab.toggle_breakpoint(0, 3)
    lab.run_cell(0)
    assert lab.wait_stopped().line == 3
    lab.terminate()
    lab.wait_running()
    lab.wait_idle(0)
    assert lab.output_text(0).strip() == "the sum is 5"
    lab.run_cell(0)
    assert lab.wait_stopped().line == 3
    lab.toggle_debugger()
    lab.wait_idle(0)


def test_a_stop_is_there_again_after_the_page_is_reloaded(lab: Lab, notebooks: Notebooks) -> None:
    lab.open(notebooks([ADD]))
    lab.toggle_debugger()
    lab.toggle_breakpoint(0, 4)
    lab.run_cell(0)
    assert lab.wait_stopped().line == 4
    lab.reload()
    assert lab.wait_stopped().line == 4
    assert lab.breakpoints(0) == [4]
    assert lab.variables() == {"a": "2", "b": "3", "total": "5", "parts": "dict"}
    lab.select_frame(1)
    assert lab.stopped_line(0) == 5
    lab.continue_()
    lab.wait_running()


def test_breakpoints_in_a_module_are_set_among_the_kernels_sources(lab: Lab, notebooks: Notebooks) -> None:
    lab.open(notebooks(["import utils", "utils.double(21)"], files={"utils.py": UTILS}))
    lab.toggle_debugger()
    lab.run_cell(0)
    lab.wait_idle(0)
    source = lab.open_kernel_source("utils")
    assert source == str(notebooks.directory / "utils.py")
    lab.toggle_breakpoint(source, 3)
    assert lab.traffic.requests("setBreakpoints")[-1]["source"] == {"path": source}

    lab.show_notebook()
    lab.run_cell(1)
    frame = lab.wait_stopped()
    assert (frame.name, frame.location) == ("double", f"{source}:3")
    assert lab.stopped_line(source) == 3
    assert lab.variables() == {"number": "21", "twice": "42"}
    lab.continue_()
    lab.wait_running()
    lab.show_notebook()
    lab.wait_idle(1)
    assert lab.output_text(1) == "42"
