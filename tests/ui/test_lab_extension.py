"""The JupyterLab extension: its panel, button, commands, settings and themes, in the real JupyterLab."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.ui.conftest import Notebooks  # noqa: TID251  # for the type checker only
    from tests.ui.lab import Lab  # noqa: TID251
    from tests.ui.sidepanel import SidePanel  # noqa: TID251

HOLDS = """\
%%distributed --name holder
import time
print("it goes on")
while True:
    time.sleep(0.05)"""
DISTRIBUTED = "%%distributed\nx = 1"


def test_a_job_is_cancelled_from_the_panel_while_the_kernel_is_busy_and_after_a_reload(
    lab: Lab, side_panel: SidePanel, notebooks: Notebooks, doc_images: Path
) -> None:
    lab.open(notebooks([HOLDS, "'elsewhere'"]))
    lab.run_cell(0)
    side_panel.wait_status("1 running")
    side_panel.status().click()
    expect(side_panel.job("holder")).to_be_visible()
    expect(side_panel.root).to_contain_text("this machine")
    assert side_panel.cut_names() == []
    lab.screenshot(doc_images / "panel.png")

    # Its cell is not the active one.
    lab.cell(1).locator(".jp-InputPrompt").click()
    side_panel.job("holder").hover()
    side_panel.job("holder").get_by_role("button", name="Cell").click()
    expect(lab.cell(0)).to_have_class(re.compile("jp-mod-active"))

    lab.reload()
    expect(side_panel.job("holder")).to_be_visible()
    lab.theme("JupyterLab Dark")
    lab.screenshot(doc_images / "panel-dark.png")
    side_panel.cancel("holder")
    expect(side_panel.job("holder")).to_contain_text("cancelled")
    side_panel.wait_status("idle")


def test_the_button_of_a_cell_adds_and_removes_the_magic(
    lab: Lab, side_panel: SidePanel, notebooks: Notebooks
) -> None:
    lab.open(notebooks(["x = 1", "%%bash\nls"]))
    side_panel.toggle(0)
    assert side_panel.source(0) == DISTRIBUTED
    expect(side_panel.cell_button(0)).to_have_attribute("aria-pressed", "true")
    side_panel.toggle(0)
    assert side_panel.source(0) == "x = 1"
    expect(side_panel.cell_button(0)).to_have_attribute("aria-pressed", "false")
    lab.cell(0).locator(".cm-content").click()
    side_panel.page.keyboard.press("Control+z")
    expect(lab.cell(0).locator(".cm-line").first).to_have_text("%%distributed")
    side_panel.toggle(1)
    expect(side_panel.notification("can't run on the cluster")).to_be_visible()
    assert side_panel.source(1) == "%%bash\nls"


def test_a_notebook_is_attached_from_the_palette(
    lab: Lab, side_panel: SidePanel, notebooks: Notebooks
) -> None:
    lab.open(notebooks(["x = 1"]))
    # Over before the page has drawn any notification.
    side_panel.from_palette("Detach This Notebook")
    expect(side_panel.notification("not attached")).to_be_visible()
    side_panel.from_palette("Attach This Notebook")
    side_panel.page.keyboard.type("local")
    side_panel.page.keyboard.press("Enter")
    expect(side_panel.notification("attached to")).to_be_visible()
    side_panel.from_palette("Detach This Notebook")
    expect(side_panel.notification("detached")).to_be_visible()
    expect(side_panel.notification("%attach local")).to_have_count(0)
