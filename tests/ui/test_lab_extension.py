"""The JupyterLab extension: its panel, button, commands, settings and themes, in the real JupyterLab."""

from __future__ import annotations

import json
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
    lab: Lab, side_panel: SidePanel, notebooks: Notebooks, doc_images: Path, shots: Path
) -> None:
    lab.open(notebooks([HOLDS, "'elsewhere'"]))
    lab.run_cell(0)
    side_panel.wait_status("1 running")
    side_panel.status().click()
    expect(side_panel.job("holder")).to_be_visible()
    expect(side_panel.root).to_contain_text("this machine")
    # Jobs of other tests may have long names.
    assert not {"this machine", "holder"} & set(side_panel.cut_names())
    lab.screenshot(doc_images / "panel.png")

    # Its cell is not the active one.
    lab.cell(1).locator(".jp-InputPrompt").click()
    side_panel.job("holder").hover()
    side_panel.job("holder").get_by_role("button", name="Cell").click()
    expect(lab.cell(0)).to_have_class(re.compile("jp-mod-active"))

    side_panel.fold("Paused workers")
    lab.reload()
    expect(side_panel.job("holder")).to_be_visible()
    expect(side_panel.section("Paused workers")).to_have_attribute("aria-expanded", "false")
    expect(side_panel.section("Clusters")).to_have_attribute("aria-expanded", "true")
    lab.theme("JupyterLab Dark")
    lab.screenshot(shots / "panel-dark.png")
    lab.theme("JupyterLab Light")  # the server remembers it for the next test
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
    side_panel.page.keyboard.press("Alt+Shift+D")
    expect(lab.cell(0).locator(".cm-line").first).to_have_text("x = 1")
    side_panel.page.keyboard.press("Escape")
    side_panel.page.keyboard.press("Alt+Shift+D")
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


def test_a_card_opens_its_job_in_the_panel_and_settings_are_used(
    lab: Lab, side_panel: SidePanel, notebooks: Notebooks, shots: Path
) -> None:
    notebook = notebooks([HOLDS, "x = 1"])
    lab.open(notebook)
    lab.run_cell(0)
    side_panel.search_log(lab.cell(0).locator(".ff-card"), "goes on", lines=1)
    lab.cell(0).get_by_role("button", name="Open in panel").click()
    card = side_panel.root.locator(".ff-card")
    expect(card).to_contain_text("holder")
    side_panel.search_log(card, "nothing like it", lines=0)
    side_panel.root.get_by_role("button", name="Back to the lists").click()
    side_panel.cancel("holder")
    lab.wait_idle(0)
    lab.page.keyboard.press("Control+s")
    expect(lab.page.locator(".jp-mod-dirty")).to_have_count(0)
    saved = json.loads((notebooks.root / notebook).read_text())
    # No model of a widget, nor anything that needs one.
    assert saved["metadata"].keys() <= {"kernelspec", "language_info"}
    summary, *others = saved["cells"][0]["outputs"]
    assert summary["data"].keys() == {"text/html", "text/plain"}
    assert "<script" not in "".join(summary["data"]["text/html"])
    assert [output["output_type"] for output in others] == ["stream", "error"]

    side_panel.job("holder").hover()
    side_panel.job("holder").get_by_role("button", name="Run what did not succeed once more").click()
    side_panel.wait_status("1 running")
    lab.page.keyboard.press("Alt+Shift+F")
    side_panel.cancel("holder")
    side_panel.wait_status("idle")

    side_panel.open_settings()
    side_panel.setting("Target").fill("farfield://far.example:8443")
    side_panel.setting("Memory of a task").fill("2GiB")
    side_panel.page.get_by_role("checkbox", name="Show jobs in the status bar").uncheck()
    expect(side_panel.status()).to_have_count(0)
    lab.screenshot(shots / "settings.png")
    lab.show_notebook()
    side_panel.toggle(1)
    expect(lab.cell(1).locator(".cm-line").first).to_have_text("%%distributed --memory 2GiB")
    side_panel.from_palette("Attach to a Cluster")
    expect(side_panel.root.get_by_role("textbox")).to_have_value("farfield://far.example:8443")
    # They are the server's, for all tests.
    side_panel.open_settings()
    side_panel.page.get_by_role("button", name="Restore").click()
    expect(side_panel.status()).to_be_visible()
