"""Which cell runs: its text as the notebook has it, and the name that debuggers know it by."""

from __future__ import annotations

import re
import tokenize
from dataclasses import dataclass
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

_MAGIC = "%%distributed"

# What IPython's own syntax has in it: magics, `!cmd`, `x?`, calls without parentheses, prompts.
_IPYTHON_SYNTAX = re.compile(r"[%!?]|^[ \t]*(?:[/,;]|>>>|In \[)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's body, its line numbers those of the notebook's cell."""

    source: str
    filename: str
    execution_count: int
    cell_id: str

    def transformed(self, shell: InteractiveShell) -> str:
        """The body as Python, with as many lines."""
        body = self.source.lstrip("\n")
        _, _, code = body.partition("\n")  # without the comment that stands for our magic
        if not _IPYTHON_SYNTAX.search(code):
            # IPython would give it back as it is, after 0.3 ms.
            return self.source if self.source.endswith("\n") else f"{self.source}\n"
        # IPython takes blank lines at the start of a cell away.
        return "\n" * (len(self.source) - len(body)) + str(shell.transform_cell(body))

    def is_silenced(self, shell: InteractiveShell) -> bool:
        """Whether a `;` at its end says that its value is not to be shown."""
        if ";" not in self.source:
            return False
        try:
            return bool(shell.displayhook.semicolon_at_end_of_expression(self.transformed(shell)))
        except tokenize.TokenError:
            return False


class CellSource:
    """Remembers the text of the cell that runs, which a magic is not told."""

    def __init__(self, shell: InteractiveShell) -> None:
        self._shell = shell
        self._raw = ""
        self._number = 0

    def begin(self, info: Any) -> None:
        """IPython's `pre_run_cell` event."""
        self._raw = info.raw_cell or ""
        history = self._shell.history_manager
        # Not execution_count: some versions of IPython have counted this cell already, some have not.
        self._number = len(history.input_hist_raw) if history else self._shell.execution_count

    def cell(self, line: str, body: str) -> Cell:
        """The running cell, given the magic's line and body."""
        raw = self._raw
        before = raw.split(_MAGIC, 1)[0] if _MAGIC in raw else ""
        if _MAGIC not in raw or body.strip() not in raw:
            # Called by run_cell_magic(), or from another magic's body: a cell of its own.
            before, raw = "", f"{_MAGIC} {line}\n{body}"
        # A comment where the magic is, so that tracebacks show it and numbers agree.
        source = "\n" * before.count("\n") + f"# {_MAGIC} {line}".rstrip() + "\n" + body
        number = self._number or self._shell.execution_count
        name = self._shell.compile.get_code_name(raw, source, number)
        return Cell(source, name, number, cell_id(self._shell))


def cell_id(shell: InteractiveShell) -> str:
    """The notebook's id of the cell that runs; empty where the front end does not say."""
    kernel = getattr(shell, "kernel", None)
    if kernel is None:
        return ""
    try:
        parent = kernel.get_parent("shell")
    except (AttributeError, LookupError):
        return ""
    metadata = (parent or {}).get("metadata") or {}
    return str(metadata.get("cellId") or "")
