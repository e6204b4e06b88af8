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

    def cell(self, index: int) -> Locator:
        """The editor of a cell of the notebook in front."""
        return self.page.locator(".notebook-editor .monaco-list-row.code-cell-row .monaco-editor").nth(index)

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

    # --- going on -----------------------------------------------------------

    def step_over(self) -> None:
        self.page.keyboard.press("F10")

    def go_on(self) -> None:
        self.page.keyboard.press("F5")

    def wait_running(self) -> None:
        """Wait until nothing has an arrow."""
        expect(self.page.locator(TOP_FRAME)).to_have_count(0)
