"""What a notebook says of workers that stand still, and its offer to debug a failure, in JupyterLab."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.ui.conftest import Notebooks  # noqa: TID251  # for the type checker only
    from tests.ui.lab import Lab  # noqa: TID251

WAITS = """\
%%distributed --lease 4 for size in [1, 2]
area = size ** 2
if size == 2:
    breakpoint()
area"""
FAILS = """\
%%distributed for price in [4, 0]
share = 100
ratio = share / price
ratio"""


def test_a_pause_without_a_debugger_says_how_to_attach_and_ends(
    lab: Lab, notebooks: Notebooks, doc_images: Path
) -> None:
    lab.open(notebooks([WAITS]))
    lab.run_cell(0)
    lab.wait_output(0, "click the bug icon")
    note = lab.output_text(0)
    lab.screenshot(doc_images / "debug-lease.png")
    assert re.search(r"worker w\d+ \(size=2\) stands still at breakpoint\(\), In\[1\] line 4", note), note
    assert re.search(r"goes on in \d s", note), note
    lab.wait_output(0, "went on, since nobody came")
    lab.wait_idle(0)
    assert "[1, 4]" in lab.output_text(0)


def test_a_pause_is_taken_over_by_the_bug_icon(lab: Lab, notebooks: Notebooks) -> None:
    lab.open(notebooks([WAITS.replace("--lease 4", "--lease 60")]))
    lab.run_cell(0)
    lab.wait_output(0, "click the bug icon")
    lab.toggle_debugger()
    frame = lab.wait_stopped()
    assert frame.line == 4
    assert lab.variables()["area"] == "4"
    lab.continue_()
    lab.wait_idle(0)
    assert "[1, 4]" in lab.output_text(0)


def test_a_failure_is_debugged_after_the_fact(lab: Lab, notebooks: Notebooks, doc_images: Path) -> None:
    lab.open(notebooks([FAILS]))
    lab.run_cell(0)
    lab.wait_idle(0)
    assert "ZeroDivisionError" in lab.output_text(0)
    lab.toggle_debugger()
    button = lab.cell(0).get_by_role("button", name="Debug this failure")
    expect(button).to_be_visible()
    lab.screenshot(doc_images / "debug-failure.png")
    button.click()
    frame = lab.wait_stopped()
    assert frame.line == 3
    found = lab.variables()
    assert (found["share"], found["price"]) == ("100", "0")
    lab.continue_()
    lab.wait_running()
