"""More of JupyterLab than `lab.py` has: what comes into play when workers are debugged.

`conftest.py` loads this file as it loads `lab.py`, and hands `Panels` to tests that ask for them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Locator, expect

if TYPE_CHECKING:
    from tests.ui.lab import Frame, Lab  # noqa: TID251  # for the type checker only

SIDEBAR = "#jp-debugger-sidebar"
MENU = ".lm-Menu-item:visible"


class Panels:
    """The debugger's panels, consoles and the window, in the browser window of a `Lab`."""

    def __init__(self, lab: Lab) -> None:
        self.lab = lab
        self.page = lab.page

    # --- stops --------------------------------------------------------------

    def wait_frame(self, name: str, line: int) -> Frame:
        """Wait until the innermost frame that is shown has a name that contains this, and this line."""

        def shown() -> bool:
            # A row that is being replaced counts as none.
            stack = self.lab.call_stack() if self.lab.is_stopped() else []
            return bool(stack) and name in stack[0].name and stack[0].line == line

        with self.lab._doing(f"wait for a stop in {name!r}, line {line}"):
            self.lab._until(shown, "such a frame")
            self.lab.settle()
            return self.lab.call_stack()[0]

    def ask_until(self, text: str, pattern: str) -> str:
        """Evaluate in the debug console, again and again, until what it shows matches; that."""
        with self.lab._doing(f"evaluate {text!r} until {pattern!r}"):
            said = [""]

            def fits() -> bool:
                said[0] = self.lab.evaluate(text)
                return re.search(pattern, said[0]) is not None

            self.lab._until(fits, f"an answer like {pattern!r}")
            return said[0]

    # --- variables ----------------------------------------------------------

    def table(self) -> None:
        """Wait until the table of variables, a canvas, has drawn something."""
        self.lab.show_variables_as("table")
        grid = self.page.locator(f"{SIDEBAR} .jp-DebuggerVariables-grid .lm-DataGrid").first
        expect(grid).to_be_visible()

    def _variable(self, name: str) -> Locator:
        of_name = self.page.locator(":scope > .jp-DebuggerVariables-name").get_by_text(name, exact=True)
        return self.page.locator(f"{SIDEBAR} .jp-TreeView > .jp-TreeItem").filter(has=of_name)

    def render(self, name: str) -> Locator:
        """The button beside a variable that shows it as a cell's output would; the panel with it."""
        with self.lab._doing(f"render {name}"):
            row = self._variable(name)
            row.hover()
            row.locator(".jp-DebuggerVariables-renderVariable").click()
            tab = self.page.locator("#jp-main-dock-panel .lm-TabBar-tab.lm-mod-current")
            tab = tab.filter(has_text=re.compile(f"^{name} - "))
            expect(tab).to_be_visible()
            panel = self.page.locator(f".jp-DebuggerRichVariable[id='{tab.get_attribute('data-id')}']")
            expect(panel.locator(".jp-VariableRendererPanel-renderer")).to_be_visible()
            self.lab.settle()
            return panel

    def locals(self) -> dict[str, str]:
        """The variables of the tree, without the groups that the debugger makes of some."""
        shown = self.lab.variables()
        return {name: value for name, value in shown.items() if not name.endswith(" variables")}

    def close_tab(self, title: str) -> None:
        """Close a tab of the main area, by the beginning of its title."""
        with self.lab._doing(f"close {title}"):
            tab = self.page.locator("#jp-main-dock-panel .lm-TabBar-tab").filter(
                has_text=re.compile(f"^{re.escape(title)}")
            )
            tab.locator(".lm-TabBar-tabCloseIcon").click()
            expect(tab).to_have_count(0)
            self.lab.settle()

    def copy_to_globals(self, name: str) -> None:
        """The entry of a variable's context menu."""
        with self.lab._doing(f"copy {name} to globals"):
            self._variable(name).locator(".jp-DebuggerVariables-name").first.click(button="right")
            entry = self.page.locator(MENU).filter(has_text="Copy Variable to Globals")
            expect(entry).not_to_have_attribute("aria-disabled", "true")
            entry.click()
            self.lab.settle()

    # --- the window ---------------------------------------------------------

    def window(self, width: int, height: int) -> None:
        """A window of this size without the file browser."""
        with self.lab._doing("size the window"):
            self.page.set_viewport_size({"width": width, "height": height})
            files = self.page.locator(".jp-FileBrowser")
            if files.is_visible():
                self.page.locator('.jp-SideBar [data-id="filebrowser"]').click()
                expect(files).not_to_be_visible()

    def tidy(self, width: int, height: int) -> None:
        """A window for a picture: the notebook and the debugger's panels, wide enough, and nothing else."""
        self.window(width, height)
        with self.lab._doing("tidy the window"):
            box = self.page.locator(SIDEBAR).bounding_box()
            assert box is not None
            # The handle between the notebook and the panels.
            self.page.mouse.move(box["x"] - 2, height / 2)
            self.page.mouse.down()
            self.page.mouse.move(width - 480, height / 2, steps=4)
            self.page.mouse.up()
            self.lab.settle()

    def show_sources(self, *, shown: bool) -> None:
        """Open or close the panel of the kernel's sources."""
        with self.lab._doing("open or close the kernel's sources"):
            title = self.page.locator(f"{SIDEBAR} .lm-AccordionPanel-title").filter(has_text="Kernel Sources")
            if title.get_attribute("aria-expanded") != str(shown).lower():
                title.locator(".lm-AccordionPanel-titleLabel").click()
            expect(title).to_have_attribute("aria-expanded", str(shown).lower())

    def picture(self, path: Path) -> None:
        """Take a picture without what the mouse and the focus leave on the page."""
        with self.lab._doing(f"take the picture {path.name}"):
            self.page.mouse.move(2, 2)
            self.lab.settle()
            self.lab.screenshot(path)

    def cutout(self, path: Path, first: Locator, last: Locator) -> None:
        """Take a picture of what lies between the top of one element and the bottom of another."""
        with self.lab._doing(f"take the picture {path.name}"):
            self.page.mouse.move(2, 2)
            above, below = first.bounding_box(), last.bounding_box()
            assert above is not None and below is not None
            height = below["y"] + below["height"] - above["y"]
            clip = {"x": above["x"], "y": above["y"] - 2, "width": above["width"], "height": height + 4}
            path.write_bytes(self.page.screenshot(animations="disabled", clip=clip))  # type: ignore[arg-type]  # a TypedDict

    # --- consoles -----------------------------------------------------------

    def console_for(self, file: str, notebook: str) -> None:
        """Create a console for the editor of a file, on the kernel of a notebook."""
        with self.lab._doing(f"create a console for {file} on the kernel of {notebook}"):
            self.lab._editor(file).locator(".cm-content").click()
            self.lab.command("fileeditor:create-console", {"activate": True})
            dialog = self.page.locator(".jp-Dialog")
            expect(dialog).to_be_visible()
            select = dialog.locator("select")
            expect(select.locator("option").filter(has_text=notebook)).to_have_count(1)
            label = select.locator("option").filter(has_text=notebook).text_content()
            select.select_option(label=label)
            dialog.locator(".jp-mod-accept").click()
            expect(dialog).to_have_count(0)
            expect(self.page.locator(".jp-CodeConsole")).to_be_visible()
            self.lab.settle()

    def debug_file(self, file: str) -> None:
        """The bug icon of an editor."""
        with self.lab._doing(f"turn the debugger of {file} on"):
            # JupyterLab looks for the kernel of an editor when that becomes the current one.
            self.lab._editor(file).locator(".cm-content").click()
            panel = self.page.locator(".jp-Document:visible").filter(has=self.page.locator(".jp-FileEditor"))
            bug = panel.locator(".jp-DebuggerBugButton")
            expect(bug).to_have_attribute("aria-disabled", "false")
            if bug.get_attribute("aria-pressed") != "true":
                bug.click()
            expect(bug).to_have_attribute("aria-pressed", "true")
            self.lab.settle()
