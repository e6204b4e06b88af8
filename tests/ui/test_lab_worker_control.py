"""Interrupt, reload, pause, terminate and the end of debugging while workers stand still, in JupyterLab."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.ui.conftest import Notebooks  # noqa: TID251  # for the type checker only
    from tests.ui.lab import Lab  # noqa: TID251

TOTAL = """\
%%distributed
total = 0
for row in rows:
    total += row
print('the total is', total)"""
LOOP = """\
%%distributed
import itertools, time
for tick in itertools.count():
    print(f'<{tick}>', flush=True)
    time.sleep(0.05)"""
DETACHED = """\
%%distributed --detach --into job
import os, time
part = 7
while not os.path.exists('go'): time.sleep(0.02)
print('here')
part * 2"""
KERNEL = """\
def double(number):
    twice = 2 * number
    return twice
rows = [double(1), 2, 3]
done = True"""


def test_interrupt_and_reload_while_stopped(lab: Lab, notebooks: Notebooks) -> None:
    lab.open(notebooks(["%attach local:2\nrows = [1, 2, 3]", TOTAL, "total"]))
    lab.run_cell(0)
    lab.wait_idle(0)
    lab.toggle_debugger()
    lab.toggle_breakpoint(1, 4)
    lab.run_cell(1)
    for row in ("1", "2", "3"):
        assert lab.wait_stopped().line == 4
        assert lab.variables()["row"] == row
        if row != "3":
            lab.continue_()
    lab.interrupt()
    lab.wait_running()
    lab.wait_idle(1)
    assert "KeyboardInterrupt" in lab.output_text(1)

    lab.run_cell(1)
    assert lab.wait_stopped().line == 4
    assert lab.variables()["row"] == "1"
    lab.next()
    assert lab.wait_stopped().line == 3
    lab.reload()
    frame = lab.wait_stopped()
    # JupyterLab shows where, in a cell, only when a frame is selected; of the kernel's own stops, too.
    lab.select_frame(0)
    assert (frame.line, lab.stopped_line(1)) == (3, 3)
    assert "worker" in frame.name
    assert lab.breakpoints(1) == [4]
    assert (lab.variables()["row"], lab.variables()["total"]) == ("1", "1")
    lab.continue_()
    assert lab.wait_stopped().line == 4
    assert lab.variables()["row"] == "2"
    lab.toggle_breakpoint(1, 4)
    lab.continue_()
    lab.wait_running()
    # The output of a cell that ran during the reload is lost, as ever in JupyterLab.
    lab.run_cell(2)
    lab.wait_idle(2)
    assert lab.output_text(2) == "6"


def test_pause_terminate_and_the_debugger_off_while_stopped(lab: Lab, notebooks: Notebooks) -> None:
    lab.open(notebooks(["%attach local:2\nrows = [1, 2, 3]", LOOP, TOTAL]))
    lab.run_cell(0)
    lab.wait_idle(0)
    lab.toggle_debugger()
    lab.run_cell(1)
    lab.wait_output(1, "<1>")
    lab.pause()
    frame = lab.wait_stopped()
    assert "worker" in frame.name
    assert frame.location.startswith("Cell [*]:")
    ticks = lab.output_text(1).count("<")
    lab.continue_()
    lab.wait_running()
    lab.wait_output(1, f"<{ticks + 1}>")
    lab.interrupt()
    lab.wait_idle(1)
    assert "KeyboardInterrupt" in lab.output_text(1)

    lab.toggle_breakpoint(2, 4)
    lab.run_cell(2)
    assert lab.wait_stopped().line == 4
    lab.terminate()
    lab.wait_running()
    lab.wait_idle(2)
    assert "the total is 6" in lab.output_text(2)
    lab.run_cell(2)
    assert lab.wait_stopped().line == 4
    lab.toggle_debugger()
    lab.wait_running()
    lab.wait_idle(2)
    assert "the total is 6" in lab.output_text(2)


def test_the_kernel_and_workers_in_one_session(lab: Lab, notebooks: Notebooks) -> None:
    lab.open(notebooks(["%attach local:2", KERNEL, TOTAL, DETACHED, "print('twice', job.get())"]))
    lab.run_cell(0)
    lab.wait_idle(0)
    lab.toggle_debugger()
    lab.toggle_breakpoint(1, 3)
    lab.toggle_breakpoint(2, 4)
    lab.run_cell(1)
    frame = lab.wait_stopped()
    assert (frame.name, frame.line) == ("double", 3)
    assert lab.variables() == {"number": "1", "twice": "2"}
    lab.continue_()
    lab.wait_running()
    lab.wait_idle(1)
    lab.run_cell(2)
    frame = lab.wait_stopped()
    assert "worker" in frame.name
    assert lab.variables()["row"] == "2"
    lab.toggle_breakpoint(2, 4)
    lab.continue_()
    lab.wait_running()
    lab.wait_idle(2)
    assert "the total is 7" in lab.output_text(2)

    # A job stops while the kernel is shown: its turn comes after the kernel's.
    lab.toggle_breakpoint(3, 6)
    lab.run_cell(3)
    lab.wait_idle(3)
    lab.run_cell(1)
    assert lab.wait_stopped().name == "double"
    (notebooks.directory / "go").touch()
    lab.wait_output(3, "here")
    assert lab.call_stack()[0].name == "double"
    lab.continue_()
    frame = lab.wait_stopped()
    assert "worker" in frame.name
    assert lab.variables()["part"] == "7"
    lab.wait_idle(1)
    lab.continue_()
    lab.wait_running()
    lab.run_cell(4)
    lab.wait_idle(4)
    assert lab.output_text(4).strip() == "twice 14"


def test_a_step_beyond_the_end_of_a_cell_ends_it(lab: Lab, notebooks: Notebooks) -> None:
    lab.open(notebooks([KERNEL]))
    lab.toggle_debugger()
    lab.toggle_breakpoint(0, 5)
    lab.run_cell(0)
    assert lab.wait_stopped().line == 5
    # It does not lead into what runs after the cell, which is ours.
    lab.next()
    lab.wait_idle(0)
    assert not lab.is_stopped()
