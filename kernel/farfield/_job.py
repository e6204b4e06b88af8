"""Jobs that nobody waits for: what `--detach` gives, and `farfield.job`."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Generator, Sequence
from typing import Any

from farfield._attach import current
from farfield._decode import Decoder
from farfield._packing import main_namespace
from farfield._remote import PendingValue, RemoteValue, fetched, load_here
from farfield_engine.client.client import Client
from farfield_engine.client.handle import JobHandle
from farfield_engine.client.text import STATES, describe, write_log
from farfield_engine.errors import FarfieldError
from farfield_engine.objects.cellresult import CellResult
from farfield_engine.wire.v1 import jobs_pb2 as pb


class Job:
    """A job on the cluster, running or ended. Any thread may use it."""

    def __init__(self, client: Client, handle: JobHandle, name: str, *, many: bool) -> None:
        """many: its value is the list of its items' results, also where there is only one."""
        self.client = client
        self.name = name
        """What `%jobs` calls it."""
        self._handle = handle
        self.many = many
        """Whether its value is a list of results."""
        self._decoder = Decoder(handle, client, main_namespace())

    # --- what it is ---------------------------------------------------------

    @property
    def id(self) -> str:
        """Its id, unique for good."""
        return self._handle.id

    @property
    def number(self) -> int:
        """Its number, as `%jobs` lists it; 0 before the gateway has given it one."""
        return self._handle.summary.number if self._handle.summary else 0

    @property
    def state(self) -> str:
        """queued, running, succeeded, failed, cancelled or lost."""
        return state_of(self._handle)

    @property
    def summary(self) -> pb.JobSummary | None:
        """Its figures, as they were told last."""
        return self._handle.summary

    @property
    def title(self) -> str:
        """What it is called in messages."""
        return title_of(self._handle, self.name)

    def __repr__(self) -> str:
        summary = self._handle.summary
        if summary is None or self._handle.items == 1:
            return f"<{self.title}: {self.state}>"
        return f"<{self.title}: {self.state}, {summary.counts.succeeded:,} of {summary.items:,} done>"

    # --- waiting ------------------------------------------------------------

    def wait(self, timeout: float | None = None) -> bool:
        """Wait for the end, at most `timeout` seconds; whether it has come."""
        return self._handle.wait(timeout)

    def result(self, timeout: float | None = None) -> Any:
        """Its value: of a single cell, that of the last expression; else the list of its items' results.

        Raises the first failure, TimeoutError after `timeout` seconds, ResultError for what can't be
        rebuilt here.
        """
        if not self.wait(timeout):
            raise TimeoutError(f"{self.title} was not done after {timeout:g} s")
        self.raise_failure()
        if self.many:
            return self.results("")
        output = self.output("")
        if output is not None:
            return load_here(self.client, fetched(self.client, output.value), output.size)
        return _picked(self._decoder.value(0), "")

    def results(self, output: str) -> list[Any]:
        """Of each item, its value, or what it has bound to the name `output`. All must have succeeded."""
        return [_picked(self._decoder.value(item), output) for item in range(self._handle.items)]

    def results_and_failures(self) -> list[Any]:
        """The results of all items, with the exception in the place of each that has none."""
        made: list[Any] = []
        for item in range(self._handle.items):
            error = self._decoder.failure(item)
            made.append(_picked(self._decoder.value(item), "") if error is None else error)
        return made

    @property
    def items(self) -> int:
        """How many items it has."""
        return self._handle.items

    def raise_failure(self) -> None:
        """Raise the failure of the first item that has one, if the job did not succeed."""
        handle = self._handle
        failed = [item for item in range(handle.items) if item in handle.failures]
        if handle.refused is not None or handle.lost is not None:
            failed = [0]
        elif not failed and handle.summary is not None and handle.summary.state != pb.STATE_SUCCEEDED:
            failed = [item for item in range(handle.items) if handle.segment_of(item) is None]
        if failed:
            error = self._decoder.failure(min(failed, key=lambda item: rank_of_cause(handle, item)))
            if error is not None:
                raise error

    def __await__(self) -> Generator[Any, None, Any]:
        return asyncio.to_thread(self.result).__await__()

    # --- acting on it -------------------------------------------------------

    def cancel(self) -> None:
        """Stop it. What is done stays done; one that has ended stays as it is."""
        self.client.cancel_job(self.id)

    def retry(self) -> Job:
        """Run again what has failed, was stopped or lost, and only that; this job.

        Raises FarfieldError where it still runs, has succeeded, or is not known any more.
        """
        self.client.retry(self._handle)
        return self

    def debug(self, items: Sequence[int] = ()) -> Job:
        """Run items that have failed again, none: all of them, and stop where they fail; this job.

        A debugger that is on shows them at once; else each waits for one as long as a pause's lease says.
        Raises FarfieldError as `retry`.
        """
        self.client.retry(self._handle, items, pb.Debugging(post_mortem=True))
        return self

    def logs(self) -> str:
        """All that it has written so far, with the item before each line where it has several."""
        text = io.StringIO()
        write_log(self.client.log(self.id), many=self._handle.items > 1, out=text)
        return text.getvalue()

    @property
    def outputs(self) -> dict[str, RemoteValue]:
        """Of a detached cell that has ended: what it has bound, as remote values by name."""
        segment = self._handle.segment_of(0) if self._handle.items == 1 else None
        names = [output.name for output in segment.outputs] if segment is not None else []
        return {name: PendingValue(self, name, name) for name in names if name}

    def output(self, name: str) -> pb.Segment.Output | None:
        """Where the output of this name is, as far as it is there: the cell's value under the empty name."""
        segment = self._handle.segment_of(0) if self._handle.items == 1 else None
        found = segment.outputs if segment is not None else ()
        return next((output for output in found if output.name == name), None)

    def describe(self) -> str:
        """Its figures as text, as `%jobs show` has them."""
        summary = self._handle.summary
        return describe(summary) if summary is not None else repr(self)

    def notes(self) -> list[str]:
        """What the cell could not bind or bring, for people."""
        if self._handle.items != 1 or self._handle.segment_of(0) is None:
            return []
        result = self._decoder.value(0)
        return result.notes if isinstance(result, CellResult) else []


def state_of(handle: JobHandle) -> str:
    """queued, running, succeeded, failed, cancelled or lost."""
    if handle.refused is not None:
        return "failed"
    if handle.lost is not None:
        return "lost"
    return STATES[handle.summary.state] if handle.summary else "queued"


def title_of(handle: JobHandle, name: str) -> str:
    """What a job is called in messages."""
    return f"job {handle.summary.number} ({name})" if handle.summary else f"the job '{name}'"


def _picked(result: Any, output: str) -> Any:
    """What is meant of an item's result."""
    if not isinstance(result, CellResult):
        return result
    return result.outputs.get(output) if output else result.value


def rank_of_cause(handle: JobHandle, item: int) -> tuple[int, float, int]:
    """Sorts failures so that what has caused the others comes first.

    A worker that died tears down those that talk to it, which may be heard first; else it is the
    earliest. What was stopped since another one failed comes last.
    """
    failure = handle.failures.get(item)
    if failure is None:
        return 3, 0.0, item
    stopped = failure.kind in (pb.Failure.KIND_INTERRUPTED, pb.Failure.KIND_SKIPPED)
    order = 2 if stopped else 0 if failure.kind == pb.Failure.KIND_WORKER_DIED else 1
    return order, failure.at, item


def job(number: int | str) -> Job:
    """A job of this notebook by its number, or any job by its id, also one of before a kernel restart.

    Raises FarfieldError where there is none.
    """
    client = current()
    for summary in client.jobs(all_sessions=True):
        if str(number) in (str(summary.number), summary.id):
            return job_of(client, summary)
    raise FarfieldError(f"there is no job '{number}'; %jobs, or farfield.jobs(), lists them")


def jobs() -> list[Job]:
    """The jobs of this notebook, in the order of their submission."""
    client = current()
    return [job_of(client, summary) for summary in client.jobs()]


def job_of(client: Client, summary: pb.JobSummary) -> Job:
    """A job that the gateway tells of."""
    handle = JobHandle(summary.id, summary.items)
    handle.summary = summary
    client.listen(handle)
    many = summary.items != 1 or summary.many
    return Job(client, handle, summary.name, many=many)
