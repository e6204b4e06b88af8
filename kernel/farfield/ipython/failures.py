"""The offer to debug a failure, under the traceback of a cell whose item has failed on the cluster."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from farfield._job import job_of
from farfield.ipython.cells import cell_id
from farfield_engine.client.client import Client
from farfield_engine.errors import FarfieldError


@dataclass(frozen=True)
class Failed:
    """The item that a cell has failed with."""

    client: Client
    job: str
    number: int
    item: int
    many: bool

    @property
    def command(self) -> str:
        """The magic that runs it again and stops where it fails."""
        return f"%jobs debug {self.number}{f' {self.item}' if self.many else ''}"


class FailureOffers:
    """Remembers what a cell has failed with until IPython has shown the traceback."""

    def __init__(self, shell: InteractiveShell) -> None:
        self._shell = shell
        self._failed: Failed | None = None

    def failed(self, failed: Failed) -> None:
        """The cell that runs fails with this."""
        self._failed = failed

    def after_cell(self, result: Any) -> None:
        """IPython's `post_run_cell` event: the traceback has been shown."""
        failed, self._failed = self._failed, None
        if failed is None or getattr(result, "success", True) or failed.client.welcome.no_debugging:
            return
        if cell_id(self._shell):
            _show_button(failed)
        elif getattr(self._shell, "kernel", None) is None and sys.stderr.isatty():
            print(f"to debug this failure: {failed.command}", file=sys.stderr)


def _show_button(failed: Failed) -> None:
    from IPython.display import display

    text = {"text/plain": f"debug this failure: {failed.command}"}
    try:
        from ipywidgets import HTML, Button, HBox, Layout
    except ImportError:
        display(text, raw=True)
        return
    button = Button(description="Debug this failure", icon="bug", layout=Layout(width="auto"))
    said = HTML(f"<code>{failed.command}</code>")
    box = HBox([button, said])

    def clicked(_: object) -> None:
        button.disabled = True
        try:
            debug_again(failed.client, failed.job, [failed.item])
        except FarfieldError as error:
            said.value = f"it can't run again: {error}"
        else:
            said.value = "it runs again, and stops where it fails"

    button.on_click(clicked)
    display({**text, **box._repr_mimebundle_()}, raw=True)


def debug_again(client: Client, job: str, items: list[int]) -> Any:
    """Run items that have failed again, to stop where they fail; the job.

    Raises FarfieldError where it can't be.
    """
    for summary in client.jobs(all_sessions=True):
        if job in (str(summary.number), summary.id):
            found = job_of(client, summary)
            found.debug(items)
            return found
    raise FarfieldError(f"there is no job '{job}'; %jobs lists them")
