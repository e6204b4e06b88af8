"""What a cluster and its jobs look like as text: for the command line and for `%jobs` and `%cluster`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from farfield_engine.wire.v1 import gateway_pb2 as gateway_pb
from farfield_engine.wire.v1 import jobs_pb2 as pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb
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


def table(jobs: Iterable[pb.JobSummary], *, costs: bool = False) -> str:
    """Jobs as aligned text; `costs`: with what each has used so far."""
    rows = [("ID", "STATE", "ITEMS", "TIME", "CPU TIME", "GPU TIME", "GROUP", "NAME")]
    for job in jobs:
        cpu = f"{job.cpu_seconds:,.1f} s" if costs else ""
        gpu = f"{job.gpu_seconds:,.1f} s" if costs and job.gpu_seconds else ""
        elapsed = f"{job.elapsed:.1f} s"
        rows.append((str(job.number), state(job), items(job), elapsed, cpu, gpu, job.group, job.name))
    return aligned(rows) if len(rows) > 1 else "no jobs yet"


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows as lines with aligned columns; columns that have only a heading are left out."""
    columns = [column for column in zip(*rows, strict=True) if any(column[1:])]
    widths = [max(map(len, column)) for column in columns]
    lines = zip(*columns, strict=True)
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def pause_text(pause: pb.Pause) -> str:
    """One worker that stands still, in a line."""
    kinds = {
        pb.Pause.KIND_BREAKPOINT: "at breakpoint()",
        pb.Pause.KIND_ENTRY: "at its first line",
        pb.Pause.KIND_EXCEPTION: f"at an exception ({pause.text})" if pause.text else "at an exception",
        pb.Pause.KIND_DEBUGGER: f"in the debugger ({pause.text})" if pause.text else "in the debugger",
    }
    where = f"{os.path.basename(pause.file)}:{pause.line}" if pause.file else ""
    what = f"{pause.label}, " if pause.label else ""
    end = f"goes on in {pause.left:.0f} s" if pause.left else f"{pause.client or 'a debug client'} has it"
    return f"worker {pause.worker} ({what}{where}) stands still {kinds.get(pause.kind, '')}; {end}"


def groups_table(groups: Iterable[gateway_pb.GroupInfo], *, owners: bool = False) -> str:
    """Groups as aligned text; `owners`: with the client that each belongs to."""
    rows = [("NAME", "STATE", "RANKS", "EACH HAS", "MEMORY", "JOB", "CLIENT")]
    for group in groups:
        memory = sum(worker.memory for worker in group.workers)
        rows.append(
            (
                group.name,
                group.state,
                str(group.ranks),
                resources(group.resources),
                readable_size(memory) if memory else "",
                group.job,
                group.client if owners else "",
            )
        )
    return aligned(rows) if len(rows) > 1 else "no groups; %%distributed --on NAME makes one"


def resources(asked: pb.Resources) -> str:
    """What one item or rank takes."""
    parts = [f"{asked.cpus:g} CPU{'s' * (asked.cpus != 1)}"]
    if asked.gpus:
        parts.append(f"{asked.gpus:g} GPUs")
    if asked.memory:
        parts.append(readable_size(asked.memory))
    return ", ".join(parts)


def describe_group(group: gateway_pb.GroupInfo) -> str:
    """One group in several lines."""
    lines = [f"group {group.name}: {group.state}"]
    if group.reason:
        lines.append(f"  because   {group.reason}")
    lines.append(f"  ranks     {group.ranks}, each with {resources(group.resources)}")
    if group.job:
        lines.append(f"  runs      {group.job}" + (f", {group.queued} more wait" if group.queued else ""))
    for worker in group.workers:
        memory = f", {readable_size(worker.memory)}" if worker.memory else ""
        lines.append(f"  rank {worker.rank:<4} worker {worker.id}, {worker.state}{memory}")
    if group.variables:
        width = max(len(variable.name) for variable in group.variables)
        of = " of rank 0" if group.ranks > 1 else ""
        lines.append(f"  variables{of}:")
        lines += [f"    {variable.name:<{width}}  {variable.about}" for variable in group.variables]
    return "\n".join(lines)


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
    if job.group:
        lines.append(f"  group     {job.group}, {job.ranks} rank{'s' * (job.ranks != 1)}")
    if job.waiting:
        lines.append(f"  queued    {job.waiting}")
    if job.revision:
        anew = f", loaded anew: {', '.join(job.reloaded)}" if job.reloaded else ""
        lines.append(f"  modules   revision {job.revision}{anew}")
    if job.attempt:
        lines.append(f"  attempt   {job.attempt + 1}")
    if job.peak_memory:
        lines.append(f"  memory    {job.peak_memory / 2**20:,.0f} MiB at most in one worker")
    if job.cpu_seconds or job.gpu_seconds:
        gpus = f", {job.gpu_seconds:,.1f} s of GPUs" if job.gpu_seconds else ""
        lines.append(f"  costs     {job.cpu_seconds:,.2f} s of CPU time{gpus}")
    if job.slowest_seconds and job.items > 1:
        lines.append(f"  slowest   item {job.slowest_item}: {job.slowest_seconds:.3g} s")
    if job.HasField("first_failure"):
        failure = job.first_failure
        kind = f"{failure.type_name}: " if failure.type_name else ""
        lines.append(f"  failure   item {failure.item}: {kind}{failure.message}")
    return "\n".join(lines)


def write_log(outputs: Iterable[worker_pb.Output], *, many: bool, out: TextIO | None = None) -> None:
    """Write a job's text, to standard output where nothing else is said; items are told apart by number."""
    out = out or sys.stdout
    texts: dict[int, list[str]] = {}
    for output in outputs:
        if output.kind in (worker_pb.Output.KIND_STDOUT, worker_pb.Output.KIND_STDERR):
            texts.setdefault(output.item, []).append(output.content)
    for item in sorted(texts):
        text = "".join(texts[item])
        if many:
            text = "".join(f"[{item}] {line}\n" for line in text.splitlines())
        out.write(text)


WAITING = "waiting"
"""State of what stands for a node where workers are that have none yet."""

MOST_NODES = 50
"""Nodes that are listed as text."""

COLUMNS = ("worker", "state", "memory", "CPU time", "GPUs", "group", "job")


def cluster_text(status: gateway_pb.StatusReply) -> str:
    """The cluster as aligned text."""
    rows = [COLUMNS, *worker_rows(status)]
    gpus = COLUMNS.index("GPUs")
    if not any(row[gpus] for row in rows[1:]):
        rows = [(*row[:gpus], *row[gpus + 1 :]) for row in rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    shown = gpus_text(status).splitlines() if any(node.gpus for node in status.nodes) else []
    return "\n".join([*head_lines(status), *(f"  {line}" for line in lines), *shown, *pause_lines(status)])


def gpus_text(status: gateway_pb.StatusReply) -> str:
    """The GPUs of all nodes, what they do and for whom; where there are none, why."""
    lines = []
    for node in status.nodes:
        if not node.gpus:
            why = node.gpu_note or ("" if node.gpu_state else "nobody has looked")
            lines.append(f"{node.name}: no GPUs" + (f", {why}" if why else ""))
            continue
        usable = sum(not gpu.error for gpu in node.gpus)
        lost = f", {len(node.gpus) - usable} can't be used" if usable < len(node.gpus) else ""
        lines.append(f"{node.name}: {node.gpus_in_use:g} of {usable} GPUs in use by tasks{lost}")
        heading = ("GPU", "", "", "", "", "", "")
        _, *rows = aligned([heading, *map(_gpu_row, node.gpus)]).splitlines()
        for gpu, row in zip(node.gpus, rows, strict=True):
            lines.append(f"  {row}")
            lines += [f"    {_gpu_process(process)}" for process in gpu.processes]
    return "\n".join(lines)


def _gpu_row(gpu: watch_pb.Gpu) -> tuple[str, ...]:
    if gpu.error:
        return gpu.label, gpu.name, "", "", "", "", gpu.error
    memory = f"{readable_size(gpu.memory)} of {readable_size(gpu.memory_total)}" if gpu.memory_total else ""
    limit = f" of {gpu.power_limit:.0f}" if gpu.power_limit >= 0 else ""
    return (
        gpu.label,
        gpu.name,
        f"{gpu.load:.0%}" if gpu.load >= 0 else "",
        memory,
        f"{gpu.temperature:.0f} °C" if gpu.temperature >= 0 else "",
        f"{gpu.power:.0f}{limit} W" if gpu.power >= 0 else "",
        f"{gpu.in_use:g} given" if gpu.in_use else "",
    )


def _gpu_process(process: watch_pb.GpuProcess) -> str:
    """A process on a GPU: whose it is, and what it holds there."""
    whose = f"worker {process.worker}" if process.worker else "none of Farfield's"
    job = f", job {process.job}" if process.job else ""
    memory = f", {readable_size(process.memory)}" if process.memory else ""
    return f"process {process.pid}: {whose}{job}{memory}"


def status_text(status: gateway_pb.StatusReply) -> str:
    """All that a gateway says of itself."""
    where = f"listens at {status.listening}" if status.listening else "at this user's Unix sockets only"
    lines = [f"gateway {status.pid}, Farfield {status.version}, {where}"]
    if status.draining:
        lines.append("it is told to end, takes nothing new, and ends when what runs has ended")
    lines.append(cluster_text(status))
    return "\n".join([*lines, *map(_session_text, status.sessions)])


def _session_text(session: gateway_pb.SessionInfo) -> str:
    user = f", user {session.user}" if session.user else ""
    # A Unix socket is no place that says something.
    peer = f", from {session.peer}" if session.peer not in ("", "unix") else ""
    away = "" if session.attached else " (not attached now)"
    return f"session {session.id}: {session.client}{user}{peer}{away}"


def pause_lines(status: gateway_pb.StatusReply) -> list[str]:
    """The workers that stand still, a line each."""
    workers = (worker for node in status.nodes for worker in node.workers)
    return [pause_text(worker.pause) for worker in workers if worker.HasField("pause")]


def head_lines(status: gateway_pb.StatusReply) -> list[str]:
    lines = [f"{status.engine} engine, {status.jobs} jobs open, up {_age(status.uptime)}"]
    nodes = [node for node in status.nodes if node.state != WAITING]
    objects = (
        f", objects {readable_size(status.object_bytes)}" if status.object_bytes or not nodes[1:] else ""
    )
    if status.HasField("facts"):
        lines += facts_lines(status.engine, status.facts)
        lines[0] += objects
    else:
        lines += [_node_line(node) + objects for node in nodes]
        return lines
    lines += [_node_line(node) for node in nodes[:MOST_NODES]]
    if len(nodes) > MOST_NODES:
        lines.append(f"and {len(nodes) - MOST_NODES:,} more nodes")
    waiting = sum(node.workers_total for node in status.nodes if node.state == WAITING)
    if waiting:
        lines.append(
            f"{waiting:,} worker{'s' * (waiting != 1)} on no node yet: starting, or waiting for room"
        )
    return lines


def _node_line(node: gateway_pb.Node) -> str:
    """What a node has, and what of it is in use."""
    parts = [f"{node.cpus_in_use:g} of {node.cpus:g} CPUs in use"]
    used = f"{readable_size(node.memory_used)} of " if node.memory_used or not node.id else ""
    parts.append(f"memory {used}{readable_size(node.memory)}")
    for name, amount in sorted(node.resources.items()):
        if name != "memory":
            parts.append(f"{node.resources_in_use.get(name, 0.0):g} of {amount:g} {name}")
    if node.state:
        parts.append(node.state)
    return f"{node.name}: {', '.join(parts)}"


def facts_lines(engine: str, facts: gateway_pb.EngineFacts) -> list[str]:
    """What an engine knows of its cluster, a line each."""
    dashboard = f", dashboard {facts.dashboard}" if facts.dashboard else ""
    lines = [f"{engine.capitalize()} {facts.version} at {facts.address}{dashboard}"]
    for demand in facts.demands:
        lines.append(f"waits for room: {demand_text(demand)}")
    if facts.autoscaler:
        lines.append(f"the autoscaler {facts.autoscaler}")
    lines += [f"node on its way: {node}" for node in facts.pending_nodes]
    lines += [f"node that failed: {node}" for node in facts.failed_nodes]
    if facts.note:
        lines.append(facts.note)
    return lines


def demand_text(demand: gateway_pb.Demand) -> str:
    """What so many ask for and have not got: `3 × 1 CPU, 2 GPU (task or actor)`."""
    asked = []
    for name, amount in sorted(demand.resources.items()):
        asked.append(f"memory {readable_size(amount)}" if name == "memory" else f"{amount:g} {name}")
    kind = f" ({demand.kind})" if demand.kind else ""
    return f"{demand.count} × {', '.join(asked) or 'nothing'}{kind}"


def worker_rows(status: gateway_pb.StatusReply) -> Iterator[tuple[str, ...]]:
    many = sum(node.state != WAITING for node in status.nodes) > 1
    for node in status.nodes:
        on = f" on {node.name}" if many and node.state != WAITING else ""
        for worker in node.workers:
            memory = readable_size(worker.memory) if worker.memory else ""
            group = f"{worker.group} [{worker.rank}]" if worker.group else ""
            state = "paused" if worker.HasField("pause") else worker.state
            gpus = " ".join(worker.devices)
            yield f"{worker.id}{on}", state, memory, f"{worker.cpu:.1f} s", gpus, group, worker.job


def _age(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
