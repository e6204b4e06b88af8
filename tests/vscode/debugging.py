"""The debugger of VS Code in a browser: breakpoints, the call stack, variables, the debug console.

`conftest.py` loads it by `runpy`, see `editor.py`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Locator, expect

if TYPE_CHECKING:
    from tests.vscode.editor import Editor  # noqa: TID251  # for the type checker only

TOP_FRAME = ".debug-top-stack-frame-line"
TOOLBAR = ".debug-toolbar"

# The numbers of the lines of an editor that have such an element, where they are in sight.
_LINES_WITH = """(editor, css) => {
    const shown = css => [...editor.querySelectorAll(css)]
        .map(element => [element.getBoundingClientRect(), Number(element.textContent)])
        .filter(([box]) => box.height);
    const numbers = shown('.line-numbers');
    return shown(css).map(([box]) => (box.top + box.bottom) / 2)
        .map(y => numbers.find(([box]) => box.top <= y && y < box.bottom)?.[1]);
}"""


class Debugging:
    """What a test does with the debugger of a window."""

    def __init__(self, editor: Editor) -> None:
        self.editor = editor
        self.page = editor.page

    # --- breakpoints --------------------------------------------------------

    def file(self) -> Locator:
        """The editor of the file in front."""
        return self.page.locator(".editor-group-container.active .editor-instance .monaco-editor").first

    def cell_row(self, index: int) -> Locator:
        """A cell of the notebook in front."""
        return self.page.locator(".notebook-editor .monaco-list-row.code-cell-row").nth(index)

    def cell(self, index: int) -> Locator:
        """The editor of a cell."""
        return self.cell_row(index).locator(".monaco-editor").first

    def run_cell(self, index: int) -> None:
        """The button beside a cell."""
        self.cell_row(index).hover()
        self.cell_row(index).locator(".run-button-container .codicon-notebook-execute").first.click()

    def click_gutter(self, line: int, where: Locator | None = None) -> None:
        """Click left of a line's number, where the red dot is; wait until it has come, or gone."""
        editor = where or self.file()
        number = editor.locator(".line-numbers", has_text=re.compile(rf"^\s*{line}\s*$")).first
        expect(number).to_be_visible()
        before = line in self.breakpoints(editor)
        # The margin is over the numbers.
        margin, box = editor.locator(".margin").first.bounding_box(), number.bounding_box()
        assert margin and box
        self.page.mouse.click(margin["x"] + 8, box["y"] + box["height"] / 2)
        self.editor.until(lambda: (line in self.breakpoints(editor)) != before, f"the dot of line {line}")

    def edit_breakpoint(self, line: int, kind: str, text: str) -> None:
        """Give a line a breakpoint of a kind as the editor's box offers them: `Hit Count`, `Log Message`."""
        self.editor.pick("Control+g", f":{line}", f"line {line}")
        self.editor.command("Debug: Add Conditional Breakpoint...")
        box = self.page.locator(".breakpoint-widget")
        expect(box).to_be_visible()
        box.get_by_label("Breakpoint Type").select_option(label=kind)
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Enter")
        expect(box).to_be_hidden()

    def breakpoints(
        self, where: Locator | None = None, css: str = "[class*=codicon-debug-breakpoint]"
    ) -> list[int]:
        """The lines that have a dot."""
        found: list[int] = (where or self.file()).evaluate(_LINES_WITH, css)
        return found

    # --- where it stands ----------------------------------------------------

    def wait_stopped(self, line: int, where: Locator | None = None) -> None:
        """Wait for the arrow in this line."""
        editor = where or self.file()
        self.editor.until(
            lambda: editor.evaluate(_LINES_WITH, TOP_FRAME) == [line], f"stopped in line {line}"
        )

    def call_stack(self) -> list[str]:
        """The rows of the call stack: sessions, threads and frames."""
        rows = self.page.locator(".debug-call-stack .monaco-list-row").all()
        return [" ".join(row.inner_text().split()) for row in rows]

    def variables(self) -> dict[str, str]:
        """The variables in sight, by name."""
        found = {}
        for row in self.page.locator(".debug-variables .monaco-list-row").all():
            name, _, value = " ".join(row.inner_text().split()).partition(" = ")
            found[name.strip().rstrip(":")] = value
        return found

    def wait_variable(self, name: str, *values: str) -> str:
        """Wait until a local variable is there, with one of these values if there are any; its value."""

        def found() -> str | None:
            locals_ = self.page.locator(".debug-variables .monaco-list-row", has_text="Locals")
            # VS Code opens them by itself, but for a stop that has opened the view.
            if locals_.count() and locals_.first.get_attribute("aria-expanded") == "false":
                locals_.first.click()
            value = self.variables().get(name)
            return value if value and (not values or value in values) else None

        value: str = self.editor.until(found, f"{name} of {values or 'any value'}")
        return value

    # --- going on -----------------------------------------------------------

    def start(self) -> None:
        """F5: the configuration that is chosen; wait until there is a session."""
        self.page.keyboard.press("F5")
        self.wait_session()

    def wait_session(self) -> None:
        expect(self.page.locator(TOOLBAR)).to_be_visible()

    def wait_no_session(self) -> None:
        expect(self.page.locator(TOOLBAR)).to_be_hidden()

    def step_over(self) -> None:
        self.page.keyboard.press("F10")

    def go_on(self) -> None:
        self.page.keyboard.press("F5")

    def wait_running(self) -> None:
        """Wait until nothing has an arrow."""
        expect(self.page.locator(TOP_FRAME)).to_have_count(0)

    # --- the console --------------------------------------------------------

    def console(self) -> str:
        """What the debug console shows."""
        return "\n".join(self.page.locator(".repl .monaco-list-row").all_inner_texts())
