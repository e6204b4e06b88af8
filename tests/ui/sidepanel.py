"""What the JupyterLab extension adds to the window: the side panel, the cell's button, the status bar's item.

`conftest.py` loads this file as it loads `lab.py`, and hands `SidePanel` to tests that ask for it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Locator, Request, expect

if TYPE_CHECKING:
    from tests.ui.lab import Lab  # noqa: TID251  # for the type checker only

_CUT = "names => names.filter(name => name.scrollWidth > name.clientWidth).map(name => name.textContent)"
TOGGLE = '[data-command="farfield:toggle-distributed"]'


class SidePanel:
    """Farfield's side panel and what belongs to it, in the browser window of a `Lab`."""

    def __init__(self, lab: Lab) -> None:
        self.lab = lab
        self.page = lab.page
        self.root = lab.page.locator("#farfield-panel")

    def open(self) -> None:
        """Click the icon at the window's edge, unless the panel is in sight."""
        with self.lab._doing("open the panel"):
            if not self.root.is_visible():
                self.page.locator('.jp-SideBar [data-id="farfield-panel"]').click()
            expect(self.root).to_be_visible()

    def from_palette(self, label: str) -> None:
        """Run a command by its name in the palette."""
        with self.lab._doing(f"run {label!r} from the palette"):
            self.page.keyboard.press("Control+Shift+C")
            field = self.page.locator(".jp-ModalCommandPalette input, #modal-command-palette input").first
            expect(field).to_be_focused()
            self.page.keyboard.type(label)
            command = self.page.locator("#modal-command-palette .lm-CommandPalette-item").first
            expect(command).to_contain_text(label)
            self.page.keyboard.press("Enter")
            expect(field).not_to_be_visible()

    def status(self) -> Locator:
        """The item in the status bar."""
        return self.page.locator(".farfield-Status")

    def wait_status(self, pattern: str) -> None:
        """Wait until the status bar's item matches."""
        with self.lab._doing(f"wait for {pattern!r} in the status bar"):
            expect(self.status()).to_have_text(re.compile(pattern))

    def cut_names(self) -> list[str]:
        """The names in the panel's lists that have too little room."""
        found: list[str] = self.root.locator(".ffp-row > .ffp-label").evaluate_all(_CUT)
        return found

    def job(self, name: str) -> Locator:
        """The line of a job in the panel."""
        jobs = self.root.get_by_role("list", name=re.compile("^Jobs")).get_by_role("listitem")
        return jobs.filter(has_text=name).first

    def section(self, title: str) -> Locator:
        """The heading of a section, which opens and closes it."""
        return self.root.locator(".ffp-section-head").filter(has_text=title)

    def fold(self, title: str) -> None:
        """Close a section, and wait until JupyterLab has kept that: it does so after a while."""

        def keeps(request: Request) -> bool:
            return "/api/workspaces" in request.url and "farfield:sections" in (request.post_data or "")

        with self.lab._doing(f"fold {title!r}"), self.page.expect_request_finished(keeps):
            self.section(title).click()

    def search_log(self, card: Locator, text: str, *, lines: int) -> None:
        """Look for a text in the log of a card, until it shows so many lines."""
        with self.lab._doing(f"search the log for {text!r}"):
            # Open or not, it is as it was in the card before.
            log = card.locator(".ff-part-log").get_by_role("button", name="Log")
            if log.get_attribute("aria-expanded") != "true":
                log.click()
            expect(card.locator(".ff-log-line").first).to_be_visible()
            card.get_by_placeholder("search").fill(text)
            expect(card.locator(".ff-log-line")).to_have_count(lines)

    def cancel(self, name: str) -> None:
        """Cancel a job by its button, and say that it is meant."""
        with self.lab._doing(f"cancel {name}"):
            self.job(name).hover()
            self.job(name).get_by_role("button", name="Cancel").click()
            self.root.get_by_role("button", name="Cancel it").click()

    def notification(self, text: str) -> Locator:
        """A notification that says this."""
        return self.page.locator(".Toastify__toast").filter(has_text=text).first

    def open_settings(self) -> None:
        """Show the extension's page of the settings."""
        with self.lab._doing("open the settings"):
            self.lab.command("settingeditor:open", {"query": "Farfield"})
            expect(self.setting("Memory of a task")).to_be_visible()

    def setting(self, label: str) -> Locator:
        """A field of the settings; JupyterLab puts its label before it as a heading."""
        heading = self.page.get_by_role("heading", name=label, exact=True)
        return heading.locator("xpath=following::input[1]")

    # --- the cell -----------------------------------------------------------

    def cell_button(self, index: int) -> Locator:
        """The button of a cell, which JupyterLab shows in the active one."""
        return self.lab.cell(index).locator(TOGGLE).first

    def toggle(self, index: int) -> None:
        """Click the button of a cell."""
        with self.lab._doing(f"toggle cell {index}"):
            self.lab.cell(index).locator(".jp-InputPrompt").click()
            self.cell_button(index).click()

    def source(self, index: int) -> str:
        """The text of a cell."""
        return "\n".join(self.lab.cell(index).locator(".cm-line").all_text_contents())
