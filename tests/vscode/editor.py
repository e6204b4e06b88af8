"""VS Code in a browser, as its user sees it: files, commands, notifications, views.

Tests are not importable, so `conftest.py` loads this file by `runpy` and hands an `Editor` to each test.
Methods wait until what they do is visible, for no longer than a deadline; then they raise AssertionError.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
import urllib.parse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Locator, Page, expect

DEADLINE = 60.0
"""Seconds that anything may take on a loaded machine."""
POLL_MILLISECONDS = 20
# A list that was open and is offered nothing by then is opened again.
LIST_MILLISECONDS = 10_000

QUICK_INPUT = ".quick-input-widget"
QUICK_ROW = f"{QUICK_INPUT} .quick-input-list .monaco-list-row"
NOTIFICATION = ".notifications-toasts .notification-list-item, .notifications-center .notification-list-item"


class Editor:
    """A window of VS Code."""

    def __init__(self, page: Page, server: Any, shots: Path, images: Path, name: str) -> None:
        self.page = page
        self.server = server
        self._shots = shots
        self._images = images
        self._name = re.sub(r"\W+", "-", name).strip("-")
        self._began = time.time()
        self.console: list[str] = []
        """What the page and the extension host have said, for whoever looks for a fault."""
        page.set_default_timeout(DEADLINE * 1000)
        expect.set_options(timeout=DEADLINE * 1000)
        page.on("console", lambda message: self.console.append(f"{message.type}: {message.text}"))
        # Whether to leave a page whose files are not saved.
        page.on("dialog", lambda dialog: dialog.accept())

    def open_folder(self, folder: Path, query: str = "") -> None:
        """Load the page with this folder as its workspace."""
        login = self.page.request.post(f"{self.server.url}/login", form={"password": self.server.password})
        assert login.ok, login.text()
        self.page.goto(
            f"{self.server.url}/?folder={urllib.parse.quote(str(folder))}{query}", wait_until="commit"
        )
        expect(self.page.locator(".monaco-workbench .part.editor")).to_be_visible()
        expect(self.page.locator(".monaco-workbench .part.statusbar")).to_be_visible()

    def close(self) -> None:
        """Leave the page as a user does, which ends its extension host."""
        with contextlib.suppress(Error):
            self.page.goto("about:blank")

    # --- files and commands -------------------------------------------------

    def open(self, name: str) -> None:
        """Open a file of the workspace."""
        self.pick("Control+p", name, name)
        expect(self.page.locator(".tabs-container .tab.active", has_text=name)).to_be_visible()

    def command(self, title: str) -> None:
        """Run a command by its title in the palette: `Farfield: Refresh`."""
        self.pick("F1", f">{title}", title)

    def pick(self, key: str, text: str, row: str) -> None:
        """Choose in the list that a key opens: write `text`, and take the first row, which has to be this."""
        box = self.page.locator(f"{QUICK_INPUT} input[type=text]").first

        def offered() -> bool:
            # It closes when something that was closed just before gives the focus back to an editor.
            self.page.keyboard.press(key)
            with contextlib.suppress(Error, AssertionError):
                box.fill(text, timeout=LIST_MILLISECONDS)
                # The first row is the one that Enter takes: it is not what was there before.
                expect(self.page.locator(QUICK_ROW).first).to_contain_text(row, timeout=LIST_MILLISECONDS)
                return True
            return False

        self.until(offered, f"{row!r} in the list that {key} opens")
        self.page.keyboard.press("Enter")

    def enter(self, text: str) -> None:
        """Fill the input box on top, and press Enter."""
        box = self.page.locator(f"{QUICK_INPUT} .quick-input-box input").first
        expect(box).to_be_visible()
        box.fill(text)
        self.page.keyboard.press("Enter")

    def write(self, text: str) -> None:
        """Write at the end of the file in front."""
        self.page.locator(".editor-group-container.active .monaco-editor .view-lines").first.click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.insert_text(text)

    def lens(self, title: str, line: int) -> None:
        """Click on what is written above a line."""
        below = self.page.locator(".line-numbers", has_text=re.compile(rf"^\s*{line}\s*$")).first
        lenses = self.page.locator(".codelens-decoration a", has_text=title)

        def found() -> Locator | None:
            box = below.bounding_box()
            for lens in lenses.all():
                above = lens.bounding_box()
                if box and above and 0 < box["y"] - above["y"] < 30:
                    return lens
            return None

        self.until(found, f"{title!r} above line {line}").click()

    def notification(self, text: str) -> Locator:
        """Wait for a message that has this in it."""
        found = self.page.locator(NOTIFICATION, has_text=text).first
        expect(found).to_be_visible()
        return found

    def notifications(self) -> list[str]:
        """What messages say that are in sight."""
        return self.page.locator(".notification-list-item-message").all_inner_texts()

    # --- what is seen -------------------------------------------------------

    def until(self, reached: Callable[[], Any], what: str, seconds: float = DEADLINE) -> Any:
        """Wait until something holds; what it returned."""
        deadline = time.monotonic() + seconds
        while not (found := reached()):
            assert time.monotonic() < deadline, f"not {what} in {seconds:g} s"
            self.page.wait_for_timeout(POLL_MILLISECONDS)
        return found

    def webview_text(self) -> str:
        """What the webviews of the window show."""
        texts = []
        for frame in self.page.frames[1:]:
            with contextlib.suppress(Error):
                texts.append(str(frame.evaluate("document.body ? document.body.innerText : ''")))
        return "\n".join(texts)

    def picture(self, name: str) -> None:
        """A picture for the documents, `vscode-NAME.png`; where they are wanted, a light one, too."""
        # Where nothing is under the mouse.
        self.page.mouse.move(30, 600)
        (self._images / f"vscode-{name}.png").write_bytes(self.page.screenshot())
        if "FARFIELD_DOC_IMAGES" in os.environ:
            self._toggle_theme("vs")
            (self._images / f"vscode-{name}-light.png").write_bytes(self.page.screenshot())
            self._toggle_theme("vs-dark")

    def _toggle_theme(self, css: str) -> None:
        self.command("Preferences: Toggle between Light/Dark Themes")
        expect(self.page.locator(f".monaco-workbench.{css}")).to_be_visible()
        self.page.wait_for_timeout(500)  # what is drawn by others is drawn anew

    def evidence(self) -> list[tuple[str, str]]:
        """What helps to find out why a test has failed: headings and texts."""
        picture = self._shots / f"{self._name}.png"
        with contextlib.suppress(Error):
            picture.write_bytes(self.page.screenshot())
        found = [("window", str(picture)), ("browser's console", "\n".join(self.console[-60:]))]
        with contextlib.suppress(Error):
            said = [*self.notifications(), *self.page.locator(".monaco-dialog-box").all_inner_texts()]
            found.append(("notifications and dialogs", "\n".join(said)))
        for log in sorted(self.server.logs.rglob("*.log")):
            if log.stat().st_mtime >= self._began and log.stat().st_size:
                found.append(
                    (str(log.relative_to(self.server.logs)), log.read_text(errors="replace")[-4000:])
                )
        return found
