"""Our views in VS Code: clusters, jobs and paused workers, in the side bar and in the status bar.

`conftest.py` loads it by `runpy`, see `editor.py`.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from playwright.sync_api import Error, Locator, expect

if TYPE_CHECKING:
    from tests.vscode.editor import Editor  # noqa: TID251  # for the type checker only

NOTE_CLICK = """button => {
    window.ffClicked = false;
    button.addEventListener('click', () => { window.ffClicked = true }, { capture: true });
}"""


class Views:
    """What a test does with our views of a window."""

    def __init__(self, editor: Editor) -> None:
        self.editor = editor
        self.page = editor.page

    def show(self) -> None:
        """Have them in the side bar."""
        self.page.locator(".activitybar .action-label[aria-label^='Farfield']").click()
        expect(self.page.locator(".sidebar .title-label", has_text="Farfield")).to_be_visible()

    def row(self, view: str, text: str) -> Locator:
        """A row of the view with this title that has this text; it need not be there yet."""
        pane = self.page.locator(
            ".sidebar .pane", has=self.page.locator(f".pane-header[aria-label^='{view}']")
        )
        return pane.locator(".monaco-list-row", has_text=text).first

    def act(self, row: Locator, title: str) -> None:
        """Click on one of the buttons of a row, which are there while the mouse is over it."""
        button = row.locator(f".action-label[aria-label^='{title}']")

        def click() -> bool:
            # A row that is drawn anew sees the mouse when that moves.
            self.page.mouse.move(5, 5)
            row.hover()
            with contextlib.suppress(Error):
                # VS Code makes the button anew when its row changes: in the middle of a click, it is none.
                button.evaluate(NOTE_CLICK)
                button.click(timeout=1000)
                return bool(self.page.evaluate("window.ffClicked"))
            return False

        self.editor.until(click, f"a click on {title!r}")

    def status(self) -> str:
        """What our entry in the status bar says; "" where there is none."""
        entries = self.page.locator(".statusbar-item", has_text="Farfield:").all_inner_texts()
        return "\n".join(" ".join(entry.split()) for entry in entries)

    def output(self) -> str:
        """What the output channel in front shows, as far as it is in sight."""
        lines = self.page.locator(".part.panel .view-lines .view-line")
        return "\n".join(text.replace("\xa0", " ") for text in lines.all_inner_texts())
