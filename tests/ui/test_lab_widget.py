"""Widgets in JupyterLab: a card's buttons, and a saved notebook without its kernel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.ui.conftest import Notebooks, Server  # noqa: TID251  # for the type checker only
    from tests.ui.lab import Lab  # noqa: TID251

LOOP = """\
%%distributed --name "a sweep" for i in range(40)
import threading
print('row', i, flush=True)
if i > 1: threading.Event().wait(60)"""


def test_a_cell_is_stopped_by_its_card(lab: Lab, notebooks: Notebooks, shots: Path) -> None:
    lab.open(notebooks([LOOP]))
    lab.run_cell(0)
    card = lab.cell(0).locator(".ff-card")
    expect(card).to_contain_text("2 done")
    card.get_by_role("button", name="Stop").click()
    lab.wait_idle(0)
    assert "stopped: 2 done, 38 stopped or not begun" in lab.output_text(0)
    expect(lab.cell(0).locator(".ff-card")).to_have_count(0)
    lab.screenshot(shots / "stopped.png")


def test_a_page_that_is_loaded_anew_while_a_cell_runs(lab: Lab, notebooks: Notebooks, shots: Path) -> None:
    lab.open(notebooks([LOOP]))
    lab.run_cell(0)
    card = lab.cell(0).locator(".ff-card")
    expect(card).to_contain_text("2 done")
    lab.page.keyboard.press("Control+s")
    expect(lab.page.locator(".jp-mod-dirty")).to_have_count(0)
    lab.page.route("**/farfield/api/**", lambda route: route.abort())
    lab.reload()
    # Nobody can be asked: the HTML says how old it is.
    expect(lab.cell(0)).to_contain_text("a sweep")
    expect(lab.cell(0).get_by_text("as it was when the cell began")).to_be_visible()
    assert "Loading widget" not in lab.output_text(0)
    lab.screenshot(shots / "reloaded-static.png")
    lab.page.unroute("**/farfield/api/**")
    expect(card).to_contain_text("2 done")
    assert "Loading widget" not in lab.output_text(0)
    lab.screenshot(shots / "reloaded-live.png")
    card.get_by_role("button", name="Stop").click()
    # The kernel is idle, and its model takes the place over from what the server has told.
    expect(lab.cell(0).locator(".ff-placed .ff-card")).to_contain_text("2 of 40 items")
    expect(card).to_have_count(1)
    lab.screenshot(shots / "reloaded-ended.png")


FAILS = """\
%%distributed --keep-going --name "a $x$ or $y$" for i in range(4)
if i == 2: raise ValueError("<b>no</b>")
i"""


def test_what_is_live_is_html_when_its_kernel_is_gone(
    lab: Lab, notebooks: Notebooks, server: Server, shots: Path
) -> None:
    notebook = notebooks([f"{FAILS};", "%cluster", "%gpus"])
    lab.open(notebook)
    for index in range(3):
        lab.run_cell(index)
        lab.wait_idle(index)

    def is_live() -> None:
        expect(lab.cell(0).get_by_role("button", name="Retry failed")).to_be_visible()
        expect(lab.cell(1).get_by_role("region", name="Cluster")).to_contain_text("CPU")
        expect(lab.cell(2).get_by_role("region", name="GPUs of the cluster")).to_be_visible()

    is_live()
    lab.screenshot(shots / "live.png")
    lab.page.keyboard.press("Control+s")
    expect(lab.page.locator(".jp-mod-dirty")).to_have_count(0)
    lab.reload()
    is_live()
    lab.cell(0).get_by_role("button", name="Retry failed").click()
    expect(lab.cell(0).locator(".ff-card").last).to_contain_text("1 failed")
    lab.page.goto("about:blank")
    server.end_kernels()
    lab.traffic.pending.clear()  # nobody replies to those
    lab.open(notebook)
    expect(lab.cell(0)).to_contain_text("run again what has failed: %jobs retry")
    # Names are no formulas, though MathJax reads all HTML of an output.
    expect(lab.cell(0).locator(".jp-OutputArea-output").first).to_contain_text("a $x$ or $y$")
    expect(lab.cell(1)).to_contain_text("CPUs")
    lab.screenshot(shots / "dead.png")
    for index in range(3):
        assert "Error displaying" not in lab.output_text(index)
        assert "Loading widget" not in lab.output_text(index)
        expect(lab.cell(index).locator(".jp-OutputArea-output")).not_to_have_count(0)
    expect(lab.page.get_by_role("button", name="Retry failed")).to_have_count(0)
