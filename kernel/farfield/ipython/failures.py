"""What is offered under a cell whose items have failed on the cluster: to debug them, to run them again."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from farfield._job import job_of
from farfield.ipython.cells import cell_id
from farfield.ipython.progress import ProgressState, has_widgets
from farfield_engine.client.client import Client
from farfield_engine.client.handle import JobHandle
from farfield_engine.errors import FarfieldError
from farfield_engine.wire.v1 import jobs_pb2 as pb


@dataclass(frozen=True)
class Failed:
    """The item that a cell has failed with."""

    client: Client
    job: str
    number: int
    item: int
    many: bool
    spec: pb.JobSpec
    labels: Sequence[str]
    raises: bool = True
    """Whether the cell raises what its item has raised; else its value has that."""

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
        if failed is None or getattr(result, "success", True) == failed.raises:
            return
        if cell_id(self._shell):
            _show_buttons(failed)
        elif failed.client.welcome.no_debugging or not failed.raises:
            return
        elif getattr(self._shell, "kernel", None) is None and sys.stderr.isatty():
            print(f"to debug this failure: {failed.command}", file=sys.stderr)


def _show_buttons(failed: Failed) -> None:
    from IPython.display import display

    offers = [] if failed.client.welcome.no_debugging else [f"debug this failure: {failed.command}"]
    if failed.many:
        offers.append(f"run again what has failed: %jobs retry {failed.number}")
    if not offers:
        return
    text = {"text/plain": "; ".join(offers)}
    box = _Buttons(failed).box if has_widgets() else None
    # Viewers without widgets show the text.
    display({**(box._repr_mimebundle_() if box is not None else {}), **text}, raw=True)


class _Buttons:
    """The offers as buttons; below them, the card of what runs once more."""

    def __init__(self, failed: Failed) -> None:
        from ipywidgets import HTML, HBox, VBox

        from farfield_jupyter.subshells import heard_at_once

        self._failed = failed
        debugging = not failed.client.welcome.no_debugging
        self._said = HTML(f"<code>{failed.command if debugging else f'%jobs retry {failed.number}'}</code>")
        self._all = []
        if debugging:
            done = "it runs again, and stops where it fails"
            self._all.append(self._button("Debug this failure", "bug", [failed.item], done))
        if failed.many:
            done = f"results: <code>farfield.job({failed.number}).results_and_failures()</code>"
            self._all.append(self._button("Retry failed", "repeat", [], done))
        self.box = VBox([HBox([*self._all, self._said])])
        for widget in (*self._all, self._said, self.box):
            heard_at_once(widget)

    def _button(self, description: str, icon: str, items: list[int], done: str) -> Any:
        from ipywidgets import Button, Layout

        made = Button(description=description, icon=icon, layout=Layout(width="auto"))
        made.on_click(lambda _: self._run(items, icon == "bug", done))
        return made

    def _run(self, items: list[int], debug: bool, done: str) -> None:
        failed = self._failed
        self._enable(False)
        try:
            handle = run_again(failed.client, failed.job, items, debug=debug)
        except FarfieldError as error:
            self._said.value = f"it can't run again: {escape(str(error))}"
            self._enable(True)
            return
        self._said.value = done
        if failed.many:
            self._show_card(handle)

    def _enable(self, enabled: bool) -> None:
        for button in self._all:
            button.disabled = not enabled

    def _show_card(self, handle: JobHandle) -> None:
        from farfield.ipython.widgetview import card_of, follow

        state = ProgressState(self._failed.spec, self._failed.labels)
        card = card_of(self._failed.client, handle, state)
        self.box.children = (self.box.children[0], card)
        follow(self._failed.client, handle, state, card)


def debug_again(client: Client, job: str, items: list[int]) -> Any:
    """Run items that have failed again, to stop where they fail; the job.

    Raises FarfieldError where it can't be.
    """
    found = job_of(client, _summary(client, job))
    found.debug(items)
    return found


def run_again(client: Client, job: str, items: Sequence[int], *, debug: bool) -> JobHandle:
    """Run items of a job that has ended again, none: all that did not succeed; what hears of them.

    Raises FarfieldError where it can't be.
    """
    summary = _summary(client, job)
    handle = JobHandle(summary.id, summary.items)
    client.listen(handle)
    client.retry(handle, items, pb.Debugging(post_mortem=True) if debug else None)
    return handle


def _summary(client: Client, job: str) -> pb.JobSummary:
    for summary in client.jobs(all_sessions=True):
        if job in (str(summary.number), summary.id):
            return summary
    raise FarfieldError(f"there is no job '{job}'; %jobs lists them")
