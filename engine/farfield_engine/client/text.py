"""What a cluster and its jobs look like as text: for the command line and for `%jobs` and `%cluster`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from farfield_engine.wire.v1 import gateway_pb2 as gateway_pb
from farfield_engine.wire.v1 import jobs_pb2 as pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

STATES = {
    pb.STATE_QUEUED: "queued",
    pb.STATE_RUNNING: "running",
    pb.STATE_SUCCEEDED: "succeeded",
    pb.STATE_FAILED: "failed",
    pb.STATE_CANCELLED: "cancelled",
    pb.STATE_LOST: "lost",
}


def readable_size(size: float) -> str:
    """Bytes for people: `64.0 MiB`."""
    for unit in ("bytes", "KiB", "MiB", "GiB"):
        if size < 1024 or unit == "GiB":
            return f"{size:,.0f} {unit}" if unit == "bytes" else f"{size:,.1f} {unit}"
        size /= 1024
    raise AssertionError("the loop returns at its last unit")


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
    return STATES[job.state]


def items(job: pb.JobSummary) -> str:
    """How many items, and how many of them are done where some are not."""
    return (
        f"{job.items:,}" if job.counts.succeeded == job.items else f"{job.counts.succeeded:,}/{job.items:,}"
    )


def describe(job: pb.JobSummary) -> str:
    """One job in several lines."""
    counts = job.counts
    lines = [
        f"job {job.number}: {job.name}",
        f"  state     {state(job)}",
        f"  items     {job.items:,}: {counts.succeeded:,} succeeded, {counts.running:,} running, "
        f"{counts.queued:,} queued, {counts.failed:,} failed, "
        f"{counts.cancelled:,} cancelled, {counts.lost:,} lost",
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


COLUMNS = ("worker", "state", "memory", "CPU time", "job")


def cluster_text(status: gateway_pb.StatusReply) -> str:
    """The cluster as aligned text."""
    rows = [COLUMNS, *worker_rows(status)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    return "\n".join([*head_lines(status), *(f"  {line}" for line in lines)])


def head_lines(status: gateway_pb.StatusReply) -> list[str]:
    lines = [f"{status.engine} engine, {status.jobs} jobs open, up {_age(status.uptime)}"]
    for node in status.nodes:
        lines.append(
            f"{node.name}: {node.cpus_in_use:g} of {node.cpus:g} CPUs in use, memory "
            f"{readable_size(node.memory_used)} of {readable_size(node.memory)}, "
            f"objects {readable_size(status.object_bytes)}"
        )
    return lines


def worker_rows(status: gateway_pb.StatusReply) -> Iterator[tuple[str, ...]]:
    for node in status.nodes:
        for worker in node.workers:
            memory = readable_size(worker.memory) if worker.memory else ""
            yield worker.id, worker.state, memory, f"{worker.cpu:.1f} s", worker.job


def _age(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
