"""`%jobs`: what has run, and its output and results."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any

from farfield._decode import Decoder
from farfield.ipython.progress import _STATES
from farfield_engine.client.client import Client
from farfield_engine.client.handle import JobHandle
from farfield_engine.errors import FarfieldError
from farfield_engine.objects.cellresult import CellResult
from farfield_engine.wire.v1 import gateway_pb2 as gateway_pb
from farfield_engine.wire.v1 import jobs_pb2 as pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

USAGE = "%jobs [list | show ID | cancel ID | logs ID | result ID]"


def run(words: list[str], client: Client, namespace: dict[str, Any]) -> Any:
    """One `%jobs` line. Raises FarfieldError for what it does not know."""
    command, arguments = (words[0], words[1:]) if words else ("list", [])
    if command == "list" and not arguments:
        print(table(client.jobs()))
        return None
    single: dict[str, Callable[[Client, str, dict[str, Any]], Any]] = {
        "show": _show,
        "cancel": _cancel,
        "logs": _logs,
        "result": _result,
    }
    if command not in single:
        raise FarfieldError(f"'{command}' is not a command of %jobs: {USAGE}")
    if len(arguments) != 1:
        raise FarfieldError(f"%jobs {command} takes one job's number, as %jobs lists it")
    return single[command](client, arguments[0], namespace)


def table(jobs: Iterable[pb.JobSummary]) -> str:
    """Jobs as aligned text."""
    rows = [("ID", "STATE", "ITEMS", "TIME", "NAME")]
    rows += [(str(job.number), state(job), items(job), f"{job.elapsed:.1f} s", job.name) for job in jobs]
    if len(rows) == 1:
        return "no jobs yet"
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]]).rstrip()
        for row in rows
    )


def state(job: pb.JobSummary) -> str:
    return _STATES[job.state]


def items(job: pb.JobSummary) -> str:
    """How many items, and how many of them are done where some are not."""
    return f"{job.items:,}" if job.counts.succeeded == job.items else f"{job.counts.succeeded:,}/{job.items:,}"


def _find(client: Client, name: str) -> pb.JobSummary:
    for job in client.jobs(all_sessions=True):
        if name in (str(job.number), job.id):
            return job
    raise FarfieldError(f"there is no job '{name}'; %jobs lists them")


def _show(client: Client, name: str, namespace: dict[str, Any]) -> None:
    job = _find(client, name)
    print(describe(job))


def describe(job: pb.JobSummary) -> str:
    """One job in several lines."""
    counts = job.counts
    lines = [
        f"job {job.number}: {job.name}",
        f"  state     {state(job)}",
        f"  items     {job.items:,}: {counts.succeeded:,} succeeded, {counts.running:,} running, "
        f"{counts.queued:,} queued, {counts.failed:,} failed, {counts.cancelled:,} cancelled, {counts.lost:,} lost",
        f"  time      {job.elapsed:.2f} s, {job.busy:.2f} s of work on {job.workers} workers",
        f"  output    {job.log_lines:,} lines",
    ]
    if job.peak_memory:
        lines.append(f"  memory    {job.peak_memory / 2**20:,.0f} MiB at most in one worker")
    if job.slowest_seconds and job.items > 1:
        lines.append(f"  slowest   item {job.slowest_item}: {job.slowest_seconds:.3g} s")
    if job.HasField("first_failure"):
        failure = job.first_failure
        kind = f"{failure.type_name}: " if failure.type_name else ""
        lines.append(f"  failure   item {failure.item}: {kind}{failure.message}")
    return "\n".join(lines)


def _cancel(client: Client, name: str, namespace: dict[str, Any]) -> None:
    job = client.cancel_job(name)
    print(f"job {job.number} is being cancelled" if job.state in (0, 1) else f"job {job.number} had ended")


def _logs(client: Client, name: str, namespace: dict[str, Any]) -> None:
    write_log(client.log(name), many=_find(client, name).items > 1)


def write_log(outputs: Iterable[worker_pb.Output], *, many: bool) -> None:
    """Write a job's text to our own streams; several items are told apart by their number."""
    texts: dict[int, list[str]] = {}
    for output in outputs:
        if output.kind in (worker_pb.Output.KIND_STDOUT, worker_pb.Output.KIND_STDERR):
            texts.setdefault(output.item, []).append(output.content)
    for item in sorted(texts):
        text = "".join(texts[item])
        if many:
            text = "".join(f"[{item}] {line}\n" for line in text.splitlines())
        sys.stdout.write(text)


def _result(client: Client, name: str, namespace: dict[str, Any]) -> Any:
    job = _find(client, name)
    handle = JobHandle(job.id, job.items)
    handle.take(gateway_pb.Event(results=client.results(job.id)))
    decoder = Decoder(handle, client, namespace)
    values = []
    for item in range(job.items):
        error = decoder.failure(item)
        if error is not None:
            if job.items == 1:
                raise error
            values.append(error)
            continue
        value = decoder.value(item)
        values.append(value.value if isinstance(value, CellResult) else value)
    return values[0] if job.items == 1 else values
