"""JupyterLab in a browser, as its user sees it: what a test does with the notebook and with the debugger.

Tests are not importable, so `conftest.py` loads this file by `runpy` and hands a `Lab` to each test. Methods
wait until what they do is visible, for no longer than a deadline; then they raise AssertionError, which names
a picture of the page. Editors are named by the index of a cell, the name of a file, or the path of a source.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error, Locator, Page, expect

if TYPE_CHECKING:
    from tests.ui.conftest import Traffic  # noqa: TID251  # for the type checker only

DEADLINE = 60.0
"""Seconds that anything may take on a loaded machine."""
POLL_MILLISECONDS = 20

Message = dict[str, Any]
Where = int | str
"""An editor: the index of a cell, the name of a file, or the absolute path of a source of the debugger."""

SIDEBAR = "#jp-debugger-sidebar"
FRAME = f"{SIDEBAR} .jp-DebuggerCallstackFrame"
TABS = "#jp-main-dock-panel .lm-DockPanel-tabBar .lm-TabBar-tab"
BREAKPOINT_GUTTER = ".cm-gutter.cm-breakpoint-gutter"

# The numbers of the lines that have such an element, where they are in sight.
_LINES_WITH = """(editor, css) => {
    const shown = css => [...editor.querySelectorAll(css)]
        .filter(element => getComputedStyle(element).visibility !== 'hidden')
        .map(element => [element.getBoundingClientRect(), Number(element.textContent)]);
    const numbers = shown('.cm-lineNumbers .cm-gutterElement');
    return shown(css).map(([box]) => (box.top + box.bottom) / 2)
        .map(y => numbers.find(([box]) => box.top <= y && y < box.bottom)?.[1]);
}"""
# The prompt becomes [*] and then a number; the number may be the one that it had.
_WATCH_PROMPT = """cell => {
    delete cell.dataset.testPrompt;
    const seen = (_, observer) => { cell.dataset.testPrompt = 'changed'; observer.disconnect(); };
    const prompt = cell.querySelector('.jp-InputPrompt');
    new MutationObserver(seen).observe(prompt, {childList: true, characterData: true, subtree: true});
}"""
_PAINTED = """() => new Promise(done =>
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"""
_TREES = """trees => trees.map(tree => [...tree.querySelectorAll(':scope > .jp-TreeItem')].map(item =>
    ['.jp-DebuggerVariables-name', '.jp-DebuggerVariables-detail'].map(part =>
        item.querySelector(':scope > ' + part)?.textContent ?? '')))"""


@dataclass(frozen=True)
class Frame:
    """A line of the call stack."""

    name: str
    """What the frame is called: the function's name."""
    location: str
    """As the panel shows it: `Cell [*]:3`, or a path and a line."""
    path: str
    """The file that the frame is in, which the panel shows as a tooltip."""
    line: int


class Lab:
    """A browser window with JupyterLab."""

    def __init__(self, page: Page, traffic: Traffic, url: str, token: str, shots: Path, name: str) -> None:
        self.page = page
        self.shots = shots
        self._url = url
        self._token = token
        self._name = re.sub(r"\W+", "-", name).strip("-")
        self.traffic = traffic
        self._stops_before = 0
        page.set_default_timeout(DEADLINE * 1000)
        expect.set_options(timeout=DEADLINE * 1000)
        page.on("websocket", traffic.listen)
        # Whether to leave a page with a notebook that isn't saved.
        page.on("dialog", lambda dialog: dialog.accept())

    # --- the notebook -------------------------------------------------------

    def open(self, notebook: str) -> None:
        """Open a notebook, its path relative to the server's directory; wait until its kernel is idle."""
        with self._doing(f"open {notebook}"):
            self.page.goto(f"{self._url}/lab/workspaces/{self._name}/tree/{notebook}?token={self._token}")
            self._wait_ready()
            expect(self._status("idle")).to_be_attached()
            expect(self._bug()).to_have_attribute("aria-disabled", "false")
            self.settle()

    def reload(self) -> None:
        """Load the page again, as F5 does; the kernel may be busy or stopped."""
        with self._doing("reload"):
            self.traffic.pending.clear()
            self._stops_before = -1
            self.page.reload()
            self._wait_ready()

    def show_notebook(self) -> None:
        """Bring the notebook to the front."""
        with self._doing("show the notebook"):
            self.page.locator(TABS).filter(has_text=".ipynb").first.click()
            expect(self._panel()).to_be_visible()

    def cell(self, index: int) -> Locator:
        """A cell of the notebook."""
        return self._panel().locator(".jp-Notebook .jp-Cell").nth(index)

    def run_cell(self, index: int) -> None:
        """Start a cell and wait until the page shows that it runs, not for its end."""
        with self._doing(f"run cell {index}"):
            cell = self.cell(index)
            cell.locator(".jp-InputPrompt").click()
            cell.evaluate(_WATCH_PROMPT)
            self.page.keyboard.press("Control+Enter")
            expect(cell).to_have_attribute("data-test-prompt", "changed")

    def cell_prompt(self, index: int) -> str:
        """What is before the cell: `[*]:` while it runs or waits, then `[3]:`."""
        return (self.cell(index).locator(".jp-InputPrompt").text_content() or "").strip()

    def wait_idle(self, index: int, seconds: float = DEADLINE) -> None:
        """Wait for the end of a cell that was started."""
        with self._doing(f"wait for the end of cell {index}"):
            prompt = self.cell(index).locator(".jp-InputPrompt")
            expect(prompt).to_have_text(re.compile(r"\[\d+\]:"), timeout=seconds * 1000)
            expect(self._status("idle")).to_be_attached(timeout=seconds * 1000)

    def wait_output(self, index: int, text: str, seconds: float = DEADLINE) -> None:
        """Wait until the output of a cell contains this."""
        with self._doing(f"wait for {text!r} in the output of cell {index}"):
            area = self.cell(index).locator(".jp-Cell-outputArea")
            expect(area).to_contain_text(text, timeout=seconds * 1000)

    def output_text(self, index: int) -> str:
        """The text of a cell's outputs, as it is now."""
        return "\n".join(self.cell(index).locator(".jp-OutputArea-output").all_inner_texts())

    def interrupt(self) -> None:
        """The stop button of the notebook."""
        with self._doing("interrupt the kernel"):
            self._panel().locator('[data-command="notebook:interrupt-kernel"]').click()

    # --- breakpoints --------------------------------------------------------

    def toggle_debugger(self) -> None:
        """Click the bug icon of the notebook, and wait until the debugger is on, or off."""
        with self._doing("toggle the debugger"):
            # After "Terminate" the kernel's debugger is on, and the icon, which is not, turns it off.
            was_on = self.traffic.attached
            self._bug().click()
            self._until(lambda: self.traffic.attached is not was_on, "a debugger that is on, or off")
            if was_on:
                expect(self._panel()).not_to_have_attribute("data-jp-debugger", "true")
            else:
                expect(self._panel()).to_have_attribute("data-jp-debugger", "true")
                expect(self.page.locator(SIDEBAR)).to_be_visible()
            expect(self._bug()).to_have_attribute("aria-pressed", "false" if was_on else "true")
            self.settle()

    def toggle_breakpoint(self, where: Where, line: int) -> None:
        """Click the gutter beside a line, and wait until the breakpoints have changed."""
        with self._doing(f"toggle a breakpoint in line {line} of {where!r}"):
            before = self.breakpoints(where)
            editor = self._editor(where)
            number = editor.locator(".cm-lineNumbers .cm-gutterElement:visible").get_by_text(
                str(line), exact=True
            )
            self._until(lambda: self._scroll_to(editor, number), f"line {line}")
            at, gutter = number.bounding_box(), editor.locator(BREAKPOINT_GUTTER).bounding_box()
            assert at is not None and gutter is not None
            self.page.mouse.click(gutter["x"] + gutter["width"] / 2, at["y"] + at["height"] / 2)
            self._until(lambda: self.breakpoints(where) != before, "another set of breakpoints")
            self.settle()

    def breakpoints(self, where: Where) -> list[int]:
        """The lines with a red dot, of those that are in sight."""
        icons = ".cm-breakpoint-icon, .cm-selected-breakpoint-icon"
        lines: list[int] = self._editor(where).evaluate(_LINES_WITH, icons)
        return lines

    def breakpoint_list(self) -> list[tuple[str, int]]:
        """The panel of breakpoints: files or cells, as it calls them, and lines."""
        rows = self.page.locator(f"{SIDEBAR} .jp-DebuggerBreakpoint")
        texts = [row.locator("span").all_text_contents() for row in rows.all()]
        return [(columns[-2].strip("\u200e "), int(columns[-1])) for columns in texts]

    def pause_on_exceptions(self, label: str | None = None) -> list[tuple[str, bool]]:
        """Toggle a filter of the menu; the filters that it has then, each with whether it is on."""
        with self._doing(f"pause on exceptions: {label}"):
            entries = self._exceptions_menu()
            if label is not None:
                entries.filter(has_text=label).click()
                self.settle()
                entries = self._exceptions_menu()
            found = [
                (entry.inner_text().strip(), "lm-mod-toggled" in (entry.get_attribute("class") or ""))
                for entry in entries.all()
            ]
            self.page.keyboard.press("Escape")
            return found

    # --- stopped ------------------------------------------------------------

    def wait_stopped(self, seconds: float = DEADLINE) -> Frame:
        """Wait for a stop after the last step or continue, until all panels show it; the top frame."""
        with self._doing("wait for a stop"):
            self._until(lambda: self.traffic.stops > self._stops_before, "a stop", seconds)
            self._until(self.traffic.has_frames, "the frames of the stop", seconds)
            expect(self.page.locator(FRAME).first).to_be_visible(timeout=seconds * 1000)
            self.settle()
            return self.call_stack()[0]

    def wait_running(self) -> None:
        """Wait until nothing is stopped."""
        with self._doing("wait for the end of the stop"):
            # The page's own flag stays up after a reload: the kernel lists all threads, and one goes on.
            expect(self.page.locator(FRAME)).to_have_count(0)

    def is_stopped(self) -> bool:
        """Whether the page shows a stop now."""
        return self.page.locator(FRAME).count() > 0

    def call_stack(self) -> list[Frame]:
        """The panel of the call stack, the innermost frame first."""
        frames = []
        for row in self.page.locator(FRAME).all():
            place = row.locator(".jp-DebuggerCallstackFrame-location")
            location = place.text_content() or ""
            name = row.locator(".jp-DebuggerCallstackFrame-name").text_content() or ""
            line = int(location.rpartition(":")[2])
            frames.append(Frame(name, location, place.get_attribute("title") or "", line))
        return frames

    def select_frame(self, index: int) -> None:
        """Click a line of the call stack; variables and evaluation are that frame's then."""
        with self._doing(f"select frame {index}"):
            self.page.locator(FRAME).nth(index).click()
            expect(self.page.locator(FRAME).nth(index)).to_have_class(re.compile(r"\bselected\b"))
            self.settle()

    def stopped_line(self, where: Where) -> int | None:
        """The highlighted line of an editor."""
        lines: list[int] = self._editor(where).evaluate(_LINES_WITH, ".jp-DebuggerEditor-highlight")
        return lines[0] if lines else None

    def variables(self, *path: str) -> dict[str, str]:
        """The tree of variables; with a path, what is inside that variable, which is expanded.

        The tree shows the values of numbers, texts and the like, and of everything else the type.
        """
        with self._doing(f"read the variables {'.'.join(path)}"):
            self.settle()
            parent = self.page.locator(f"{SIDEBAR} .jp-DebuggerVariables-body .jp-TreeView")
            for name in path:
                of_name = self.page.locator(":scope > .jp-DebuggerVariables-name").get_by_text(
                    name, exact=True
                )
                parent = parent.locator(":scope > .jp-TreeItem").filter(has=of_name)
                if parent.get_attribute("aria-expanded") != "true":
                    parent.locator(".expand-collapse-button").first.click()
                # A placeholder without a name is there until the kernel has replied.
                inside = parent.locator(":scope > .jp-TreeItem > .jp-DebuggerVariables-name")
                expect(inside.first).to_be_attached()
            return dict(pair for tree in parent.evaluate_all(_TREES) for pair in tree)

    def wait_variable(self, name: str, shown: str) -> None:
        """Wait until the tree has a variable with this value, or of this type."""
        with self._doing(f"wait for {name} = {shown}"):
            self._until(lambda: self.variables().get(name) == shown, f"{name} = {shown}")

    def scopes(self) -> list[str]:
        """The scopes that the selected frame has."""
        return self._scope().locator("option").all_text_contents()

    def select_scope(self, name: str) -> None:
        """Show the variables of another scope."""
        with self._doing(f"select the scope {name}"):
            self._scope().select_option(name)
            self.settle()

    def show_variables_as(self, view: str) -> None:
        """Switch the panel of variables to "tree" or "table"; only the tree can be read by `variables`."""
        with self._doing(f"show the variables as {view}"):
            button = self.page.locator(f"{SIDEBAR} .jp-{view.capitalize()}View-Button")
            if button.get_attribute("aria-pressed") != "true":
                button.click()
            body = ".jp-DebuggerVariables-grid" if view == "table" else ".jp-TreeView"
            expect(self.page.locator(f"{SIDEBAR} {body}").first).to_be_visible()

    # --- going on -----------------------------------------------------------

    def next(self) -> None:
        """Step over; `wait_stopped` waits for where it ends."""
        self._resume("debugger:next")

    def step_in(self) -> None:
        """Step in; `wait_stopped` waits for where it ends."""
        self._resume("debugger:stepIn")

    def step_out(self) -> None:
        """Step out; `wait_stopped` waits for where it ends."""
        self._resume("debugger:stepOut")

    def continue_(self) -> None:
        """Go on to the next breakpoint or the end."""
        self._resume("debugger:continue")

    def pause(self) -> None:
        """The same button while nothing is stopped: stop where the code is."""
        self._resume("debugger:continue")

    def terminate(self) -> None:
        """The button that JupyterLab calls Terminate: it disconnects the debugger and connects it again."""
        self._resume("debugger:terminate")
        with self._doing("terminate"):
            self.settle()

    def evaluate(self, text: str) -> str:
        """Evaluate in the frame that is selected, in the debugger's console; what it shows."""
        with self._doing(f"evaluate {text!r}"):
            console = self.page.locator(".jp-DebugConsole")
            if console.count() == 0:
                self._button("debugger:evaluate").click()
            prompt = console.locator(".jp-CodeConsole-promptCell .cm-content")
            expect(prompt).to_be_visible()
            results = console.locator(".jp-CodeConsole-content .jp-CodeCell")
            before = results.count()
            prompt.click()
            self.page.keyboard.insert_text(text)
            self.page.keyboard.press("Shift+Enter")
            expect(results).to_have_count(before + 1)
            output = results.last.locator(".jp-OutputArea-output")
            expect(output).to_be_attached()
            self.settle()
            return output.inner_text().strip()

    # --- files --------------------------------------------------------------

    def open_file(self, name: str) -> None:
        """Open a file beside the notebook in an editor, by a double click in the file browser."""
        with self._doing(f"open {name}"):
            browser = self.page.locator(".jp-FileBrowser")
            if not browser.is_visible():
                self.page.locator('.jp-SideBar [data-id="filebrowser"]').click()
            browser.locator(".jp-DirListing-itemName").get_by_text(name, exact=True).dblclick()
            expect(self._editor(name).locator(".cm-content")).to_be_visible()
            self.settle()

    def kernel_sources(self, pattern: str = "", including: str = "") -> dict[str, str]:
        """The panel of kernel sources, filtered by a regular expression: names of modules, and paths.

        The list follows the filter, and what cells import, a little later; `including` waits for a module.
        """
        with self._doing(f"list the kernel's sources {pattern!r}, including {including!r}"):
            self.page.locator(f"{SIDEBAR} .jp-Debugger-KernelSources-Filter input").fill(pattern)
            rows = self.page.locator(f"{SIDEBAR} .jp-DebuggerKernelSource-source")
            found: dict[str, str] = {}

            def listed() -> bool:
                found.clear()
                found.update(rows.evaluate_all("rows => rows.map(row => [row.textContent, row.title])"))
                fitting = all(re.search(pattern, name, re.IGNORECASE) for name in found)
                return fitting and (not including or including in found)

            self._until(listed, "such a list")
            return found

    def open_kernel_source(self, name: str) -> str:
        """Open a module of the panel in an editor that can't be edited; its absolute path."""
        with self._doing(f"open the source of {name}"):
            path = self.kernel_sources(f"^{re.escape(name)}$", including=name)[name]
            self.page.locator(f"{SIDEBAR} .jp-DebuggerKernelSource-source").first.click()
            expect(self._editor(path).locator(".cm-content")).to_be_visible()
            self.settle()
            return path

    # --- the page -----------------------------------------------------------

    def theme(self, name: str) -> None:
        """Change to "JupyterLab Dark" or "JupyterLab Light"."""
        with self._doing(f"change the theme to {name}"):
            self.command("apputils:change-theme", {"theme": name})
            expect(self.page.locator("body")).to_have_attribute("data-jp-theme-name", name)
            self.settle()

    def command(self, name: str, arguments: Message | None = None) -> None:
        """Run a command of JupyterLab, for what is not to be tested by clicks."""
        call = "([name, args]) => { window.jupyterapp.commands.execute(name, args); }"
        self.page.evaluate(call, [name, arguments or {}])

    def screenshot(self, path: Path) -> None:
        """Take a picture of the window."""
        # Playwright would write it in a thread, which stays.
        path.write_bytes(self.page.screenshot(animations="disabled"))

    def settle(self) -> None:
        """Wait until the page has the replies to all its debug requests and has shown them."""
        seen = -1
        while seen != len(self.traffic.messages):
            self._until(
                lambda: not self.traffic.pending, f"replies to the debug requests {self.traffic.pending}"
            )
            seen = len(self.traffic.messages)
            self.page.evaluate(_PAINTED)

    # --- how ----------------------------------------------------------------

    @contextmanager
    def _doing(self, what: str) -> Iterator[None]:
        try:
            yield
        except Failed:
            raise
        except (Error, AssertionError) as error:
            path = self.shots / f"{self._name}-{time.monotonic_ns()}.png"
            try:
                self.screenshot(path)
                picture = f"the page is in {path}"
            except Error as other:
                picture = f"no picture of the page: {other}"
            raise Failed(f"could not {what}; {picture}\n{error}") from error

    def _until(self, reached: Callable[[], bool], what: str, seconds: float = DEADLINE) -> None:
        deadline = time.monotonic() + seconds
        while not reached():
            assert time.monotonic() < deadline, f"not in {seconds:g} s: {what}"
            # The only wait that lets messages in meanwhile.
            self.page.wait_for_timeout(POLL_MILLISECONDS)

    def _wait_ready(self) -> None:
        expect(self.page.locator("#jupyterlab-splash")).to_have_count(0)
        expect(self.cell(0)).to_be_attached()
        self.settle()

    def _panel(self) -> Locator:
        return self.page.locator(".jp-NotebookPanel").first

    def _status(self, status: str) -> Locator:
        return self._panel().locator(f'.jp-Notebook-ExecutionIndicator[data-status="{status}"]')

    def _bug(self) -> Locator:
        return self._panel().locator(".jp-DebuggerBugButton")

    def _editor(self, where: Where) -> Locator:
        if isinstance(where, int):
            return self.cell(where).locator(".jp-InputArea .cm-editor")
        if "/" in where:
            kind, tabs = ".jp-MainAreaWidget", self.page.locator(f'{TABS}[title="{where}"]')
        else:
            kind, tabs = ".jp-Document", self.page.locator(TABS).filter(has_text=re.compile(f"^{where}$"))
        tabs.first.wait_for()
        for tab in tabs.all():
            panel = self.page.locator(f"{kind}[id='{tab.get_attribute('data-id')}']")
            if panel.count():
                if not panel.is_visible():
                    tab.click()
                return panel.locator(".cm-editor")
        raise AssertionError(f"no editor {where}")

    def _scroll_to(self, editor: Locator, number: Locator) -> bool:
        """Whether the line is in the page; scrolls on when it is not, since editors render what they show."""
        if number.count() == 0:
            editor.hover()
            self.page.mouse.wheel(0, 300)
            return False
        number.scroll_into_view_if_needed()
        return True

    def _exceptions_menu(self) -> Locator:
        self.page.locator(f"{SIDEBAR} .jp-PauseOnExceptions").click()
        entries = self.page.locator(".jp-PauseOnExceptions-menu .lm-Menu-item")
        expect(entries.first).to_be_visible()
        return entries

    def _scope(self) -> Locator:
        return self.page.locator(f"{SIDEBAR} .jp-DebuggerVariables-toolbar select")

    def _button(self, command: str) -> Locator:
        return self.page.locator(f'{SIDEBAR} [data-command="{command}"]')

    def _resume(self, command: str) -> None:
        with self._doing(command):
            self._stops_before = self.traffic.stops
            button = self._button(command)
            expect(button).to_have_attribute("aria-disabled", "false")
            button.click()


class Failed(AssertionError):
    """What a test wanted to do in the browser did not work; says where the picture is."""
