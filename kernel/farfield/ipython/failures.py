"""What is offered under a cell whose items have failed on the cluster: to debug them, to run them again."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from IPython.core.interactiveshell import InteractiveShell

from farfield._job import job_of
from farfield.ipython.cells import cell_id
from farfield.ipython.progress import ProgressState, has_widgets
from farfield_engine.client.client import Client
from farfield_engine.client.handle import JobHandle
from farfield_engine.errors import FarfieldError
from farfield_engine.wire.v1 import jobs_pb2 as pb

if TYPE_CHECKING:
    from farfield.ipython.cardactions import CardActions


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
        if cell := cell_id(self._shell):
            _show_buttons(failed, cell)
        elif failed.client.welcome.no_debugging or not failed.raises:
            return
        elif getattr(self._shell, "kernel", None) is None and sys.stderr.isatty():
            print(f"to debug this failure: {failed.command}", file=sys.stderr)


def _show_buttons(failed: Failed, cell: str) -> None:
    from IPython.display import display

    offers = [] if failed.client.welcome.no_debugging else [("debug this failure", failed.command)]
    if failed.many:
        offers.append(("run again what has failed", f"%jobs retry {failed.number}"))
    if not offers:
        return
    text = "; ".join(f"{what}: {command}" for what, command in offers)
    if not has_widgets():
        display({"text/plain": text}, raw=True)
        return
    html = " · ".join(f"{what}: <code>{escape(command)}</code>" for what, command in offers)
    display(_Offers(failed).widget.bundle(f"<div>{html}</div>", text, cell), raw=True)


class _Offers:
    """The offers as buttons; below them, the card of what runs once more."""

    def __init__(self, failed: Failed) -> None:
        from farfield_jupyter.offers import OffersWidget

        self._failed = failed
        self._state = ProgressState(failed.spec, failed.labels)
        self._actions: CardActions | None = None
        debugging = not failed.client.welcome.no_debugging
        offers = [("debug", "Debug this failure")] if debugging else []
        if failed.many:
            offers.append(("retry", "Retry failed"))
        command = failed.command if debugging else f"%jobs retry {failed.number}"
        self.widget = OffersWidget(offers, command, self._answer)

    def _answer(self, what: str, asked: Mapping[str, Any]) -> Any:
        if what == "offer":
            return self._run(debug=asked.get("offer") == "debug")
        if self._actions is None:
            raise FarfieldError("nothing has run again yet")
        return self._actions.answer(what, asked)

    def _run(self, *, debug: bool) -> None:
        failed = self._failed
        if self.widget.taken:
            raise FarfieldError("it runs again already")
        self.widget.taken = True
        try:
            handle = run_again(failed.client, failed.job, [failed.item] if debug else [], debug=debug)
        except FarfieldError as error:
            self.widget.taken = False
            raise FarfieldError(f"it can't run again: {error}") from error
        results = f"results: farfield.job({failed.number}).results_and_failures()"
        self.widget.said = "it runs again, and stops where it fails" if debug else results
        if failed.many:
            self._show_card(handle)

    def _show_card(self, handle: JobHandle) -> None:
        from farfield.ipython.cardactions import CardActions
        from farfield.ipython.widgetview import follow

        client, state, widget = self._failed.client, self._state, self.widget
        self._actions = CardActions(
            client, handle, state, again=lambda ran: follow(client, ran, state, widget)
        )
        widget.state = state.of(handle.summary, 0.0)
        follow(client, handle, state, widget)


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
