"""The card and the panel in Notebook 7, which has JupyterLab's parts but another frame around them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from tests.ui.conftest import Notebooks, Server  # noqa: TID251  # for the type checker only
    from tests.ui.lab import Lab  # noqa: TID251
    from tests.ui.sidepanel import SidePanel  # noqa: TID251

SWEEP = """\
%%distributed --keep-going --name "a sweep" for i in range(40)
import threading
import farfield as ff
from tqdm import tqdm
if i == 1: raise ValueError("<b>no</b>")
for epoch in ff.track(range(9), "epoch"):
    for batch in tqdm(range(9), desc="batch"):
        if i > 3: threading.Event().wait(60)"""


def errors_of(page: Page) -> list[str]:
    """What the page will have logged as errors, each with where it is from."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(f"{error.message} {error.stack}"))
    page.on(
        "console",
        lambda message: (
            errors.append(f"{message.text} {message.location}") if message.type == "error" else None
        ),
    )
    return errors


def test_a_loop_is_watched_stopped_and_found_from_the_panel(
    lab: Lab, side_panel: SidePanel, notebooks: Notebooks, server: Server, shots: Path
) -> None:
    page = lab.page
    errors = errors_of(page)
    notebook = notebooks([SWEEP, "x = 1"])
    page.goto(f"{server.url}/notebooks/{notebook}?token={server.token}")
    # The last that it does before a cell can run.
    expect(lab._bug()).to_have_attribute("aria-disabled", "false")
    expect(lab._status("idle")).to_be_attached()
    # Notebook has errors of its own while it loads.
    assert "farfield" not in "".join(errors)
    errors.clear()

    lab.run_cell(0)
    card = lab.cell(0).locator(".ff-card")
    for text in ("3 done", "1 failed", "epoch", "batch"):
        expect(card).to_contain_text(text)
    lab.screenshot(shots / "notebook7.png")
    lab.cell(1).locator(".jp-InputPrompt").click()
    card.get_by_role("button", name="Open in panel").click()
    expect(side_panel.root.locator(".ff-card")).to_contain_text("3 done")
    side_panel.root.get_by_role("button", name="Show the cell").click()
    expect(page.locator(".jp-Cell.jp-mod-active")).to_contain_text("a sweep")
    assert lab.cell_prompt(0) == "[*]:"
    card.get_by_role("button", name="Stop").click()
    lab.wait_idle(0)
    expect(lab.cell(0)).to_contain_text("3 of 40 items")
    expect(lab.cell(0).get_by_role("button", name="Retry failed")).to_be_visible()
    expect(lab.cell(0).get_by_role("button", name="Stop")).to_have_count(0)
    lab.screenshot(shots / "notebook7-stopped.png")
    assert errors == []
    # By it the panel finds other notebooks; JupyterLab's pages have it of themselves.
    config = json.loads(page.locator("#jupyter-config-data").text_content() or "")
    assert config["serverRoot"] == str(server.root)
