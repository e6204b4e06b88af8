"""What gateways say of jobs and clusters, as widgets and pages show it.

The functions make what `jupyter_ext/ui/src/state.ts` declares, as dicts that can become JSON. On the wire -1
and 0 stand for numbers that are not known; here that is None.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from typing import Any

from farfield_engine.client.text import STATES
from farfield_engine.wire.v1 import gateway_pb2 as gateway_pb
from farfield_engine.wire.v1 import jobs_pb2 as pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

State = dict[str, Any]

Labels = Callable[[int], str]
"""What the items of a job are called, where the client knows that; "" for those that have no name."""

_LOST = (pb.Failure.KIND_WORKER_DIED, pb.Failure.KIND_SKIPPED, pb.Failure.KIND_GATEWAY_DIED)

_KINDS = {
    pb.Pause.KIND_BREAKPOINT: "breakpoint",
    pb.Pause.KIND_ENTRY: "entry",
    pb.Pause.KIND_EXCEPTION: "exception",
    pb.Pause.KIND_DEBUGGER: "debugger",
}

_STREAMS = {worker_pb.Output.KIND_STDOUT: "stdout", worker_pb.Output.KIND_STDERR: "stderr"}

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])")
"""Colours and other things that a terminal is told."""


def progress_state(
    summary: pb.JobSummary,
    detail: watch_pb.JobDetail | None = None,
    *,
    rate: float = 0.0,
    left: float | None = None,
    elapsed: float | None = None,
    labels: Labels | None = None,
) -> State:
    """`Progress`: rate in items per second; elapsed and left in seconds, elapsed by default the gateway's."""
    return {
        "name": summary.name,
        "state": STATES[summary.state],
        "items": summary.items,
        "counts": {name: int(getattr(summary.counts, name)) for name in STATES.values()},
        "elapsed": summary.elapsed if elapsed is None else elapsed,
        "rate": rate if math.isfinite(rate) else 0.0,
        "left": None if left is None else _finite(left),
        "workers": summary.workers,
        "job": summary.number,
        "waiting": summary.waiting,
        "connection": None,
        "detail": detail_state(detail, summary, labels) if detail is not None else None,
    }


def detail_state(detail: watch_pb.JobDetail, summary: pb.JobSummary, labels: Labels | None = None) -> State:
    """`Detail`; labels: what items are called that have no label on the wire."""
    return {
        "loops": [_loop(loop) for loop in detail.loops],
        "loopsLeftOut": detail.loops_left_out,
        "workers": [_worker_use(worker, summary.number) for worker in detail.workers],
        "workersTotal": max(detail.workers_total, len(detail.workers)),
        "slowest": [
            {
                "item": note.item,
                "label": note.label or _label(note.item, summary, labels),
                "seconds": note.seconds,
                "worker": note.worker,
            }
            for note in detail.slowest
        ],
        "failures": [_failed_item(failure, summary, labels) for failure in detail.failures],
        "failuresTotal": max(detail.failures_total, len(detail.failures)),
        "median": detail.median_seconds or None,
        "peakMemory": summary.peak_memory,
        "peakGpuMemory": detail.peak_gpu_memory,
        "sent": detail.sent,
        "received": detail.received,
        "sampled": detail.sampled,
        "gpusAsked": summary.resources.gpus,
    }


def pause_state(pause: pb.Pause, number: int | None) -> State:
    """`Pause`; number: its job's."""
    return {
        "worker": pause.worker,
        "job": number,
        "label": pause.label,
        "kind": _KINDS.get(pause.kind, ""),
        "file": pause.file,
        "line": pause.line,
        "text": pause.text,
        "left": pause.left or None,
        "client": pause.client,
    }


def cluster_state(status: gateway_pb.StatusReply, target: str, name: str) -> State:
    """`Cluster`; target: what it is attached with, without its token; name: what people call it."""
    return {
        "target": target,
        "name": name,
        "engine": status.engine,
        "version": status.version,
        "uptime": status.uptime,
        "jobs": status.jobs,
        "objectBytes": status.object_bytes,
        "draining": status.draining,
        "nodes": [_node(node) for node in status.nodes],
        "facts": facts_state(status.facts) if status.HasField("facts") else None,
        "connection": None,
    }


def facts_state(facts: gateway_pb.EngineFacts) -> State:
    """`Facts`: what an engine says of its cluster."""
    return {
        "version": facts.version,
        "address": facts.address,
        "dashboard": facts.dashboard,
        "demands": [
            {
                "resources": [
                    {"name": name, "amount": demand.resources[name]} for name in sorted(demand.resources)
                ],
                "count": demand.count,
                "kind": demand.kind,
            }
            for demand in facts.demands
        ],
        "autoscaler": facts.autoscaler,
        "pendingNodes": list(facts.pending_nodes),
        "failedNodes": list(facts.failed_nodes),
        "note": facts.note,
    }


def advance(summary: pb.JobSummary) -> tuple[int, int]:
    """How many items have succeeded or failed, and how many are still to end: neither has those stopped."""
    counts = summary.counts
    done = counts.succeeded + counts.failed
    return done, max(0, summary.items - done - counts.cancelled - counts.lost)


def job_line(
    summary: pb.JobSummary,
    detail: watch_pb.JobDetail | None = None,
    *,
    rate: float | None = None,
    left: float | None = None,
) -> State:
    """`JobLine`. Without a rate, it is the mean one so far, and the time left is what that makes."""
    if rate is None:
        rate, left = _mean_pace(summary)
    failure = summary.first_failure if summary.HasField("first_failure") else None
    return progress_state(summary, detail, rate=rate, left=left) | {
        "id": summary.id,
        "number": summary.number,
        "submitted": summary.submitted,
        "error": error_line(failure) if failure is not None else "",
        "notebook": summary.notebook,
        "cell": summary.cell,
        "group": summary.group,
        "ranks": summary.ranks,
        "cpuSeconds": summary.cpu_seconds,
        "gpuSeconds": summary.gpu_seconds,
        "pauses": [pause_state(pause, summary.number) for pause in summary.pauses],
        "user": summary.user,
    }


def log_page(
    outputs: Iterable[worker_pb.Output], labels: Labels | None = None, *, left_out: int = 0
) -> State:
    """`LogPage`: text as lines, in the order in which they ended; left_out: lines that are before them."""
    lines: list[State] = []
    begun: dict[tuple[int, str], str] = {}

    def end(item: int, stream: str, text: str) -> None:
        label = labels(item) if labels is not None else ""
        lines.append({"item": item, "label": label, "text": _shown(text), "stream": stream})

    for output in outputs:
        stream = _STREAMS.get(output.kind)
        if stream is None:
            continue
        key = (output.item, stream)
        *whole, rest = (begun.pop(key, "") + output.content).split("\n")
        for text in whole:
            end(*key, text)
        if rest:
            begun[key] = rest
    for key, text in begun.items():
        end(*key, text)
    return {"lines": lines, "leftOut": left_out}


def error_line(failure: pb.Failure) -> str:
    """Why an item did not succeed, in one line: "ValueError: Solver did not converge"."""
    message = next((line.strip() for line in failure.message.splitlines() if line.strip()), "")
    return ": ".join(part for part in (failure.type_name, message) if part)


def plain(text: str) -> str:
    """Without what tells a terminal of colours."""
    return _ESCAPES.sub("", text)


# --- parts -------------------------------------------------------------------


def _loop(loop: watch_pb.Loop) -> State:
    return {
        "label": loop.label,
        "depth": loop.depth,
        "open": loop.open,
        "ended": loop.ended,
        "done": _finite(loop.done) or 0.0,
        "total": _total(loop.total),
        "fraction": _known(loop.fraction),
        "rate": _known(loop.rate),
        "unit": loop.unit,
        "slowest": loop.slowest,
        "slowestFraction": _known(loop.slowest_fraction) if loop.slowest else None,
        "note": loop.note,
    }


def _bar(bar: watch_pb.Bar) -> State:
    return {
        "label": bar.label,
        "depth": bar.depth,
        "done": _finite(bar.done) or 0.0,
        "total": _total(bar.total),
        "rate": _known(bar.done / bar.elapsed) if bar.elapsed > 0 else None,
        "unit": bar.unit,
        "note": bar.note,
    }


def _worker_use(worker: watch_pb.WorkerUse, number: int) -> State:
    return {
        "id": worker.worker,
        "node": worker.node,
        "rank": worker.rank if worker.rank >= 0 else None,
        "state": worker.state,
        "cpu": _known(worker.cpu),
        "memory": worker.memory,
        "peakMemory": worker.peak_memory,
        "gpus": [
            {
                "label": device.label,
                "load": _known(device.load),
                "memory": device.memory,
                "memoryTotal": device.memory_total,
            }
            for device in worker.devices
        ],
        "done": worker.done,
        "item": worker.item if worker.running else None,
        "pause": pause_state(worker.pause, number) if worker.HasField("pause") else None,
        "bars": [_bar(bar) for bar in worker.bars],
    }


def _failed_item(failure: pb.Failure, summary: pb.JobSummary, labels: Labels | None) -> State:
    cancelled = failure.kind == pb.Failure.KIND_INTERRUPTED
    return {
        "item": failure.item,
        "label": failure.label or _label(failure.item, summary, labels),
        "error": error_line(failure),
        "state": "cancelled" if cancelled else "lost" if failure.kind in _LOST else "failed",
        "traceback": plain(failure.plain_traceback or failure.traceback),
        "worker": failure.worker,
    }


def _label(item: int, summary: pb.JobSummary, labels: Labels | None) -> str:
    """What people call an item that has no label on the wire."""
    name = labels(item) if labels is not None else ""
    if name:
        return name
    return f"rank {item}" if summary.ranks else f"item {item}"


def _node(node: gateway_pb.Node) -> State:
    return {
        "name": node.name,
        "state": node.state,
        "resources": [
            {"name": name, "total": node.resources[name], "inUse": node.resources_in_use.get(name, 0.0)}
            for name in sorted(node.resources)
            if name != "memory"
        ],
        "cpus": node.cpus,
        "cpusInUse": node.cpus_in_use,
        "load": _known(node.load),
        "memory": node.memory,
        "memoryUsed": node.memory_used,
        "gpus": [_gpu(gpu) for gpu in node.gpus],
        "gpuState": node.gpu_state,
        "gpuNote": node.gpu_note,
        "gpusInUse": node.gpus_in_use,
        "workers": [_node_worker(worker) for worker in node.workers],
        "workersTotal": max(node.workers_total, len(node.workers)),
        "time": node.time,
    }


def _node_worker(worker: gateway_pb.Worker) -> State:
    number = worker.job.partition(" ")[0]
    job = int(number) if number.isascii() and number.isdecimal() else None
    return {
        "id": worker.id,
        "pid": worker.pid,
        "state": "paused" if worker.HasField("pause") else worker.state,
        "job": worker.job,
        "group": worker.group,
        "rank": worker.rank,
        "cpu": _known(worker.load),
        "memory": worker.memory,
        "gpus": list(worker.devices),
        "pause": pause_state(worker.pause, job) if worker.HasField("pause") else None,
    }


def _gpu(gpu: watch_pb.Gpu) -> State:
    return {
        "label": gpu.label,
        "id": gpu.id,
        "name": gpu.name,
        "load": _known(gpu.load),
        "memory": gpu.memory,
        "memoryTotal": gpu.memory_total,
        "temperature": _known(gpu.temperature),
        "power": _known(gpu.power),
        "powerLimit": _known(gpu.power_limit),
        "processes": [
            {"pid": process.pid, "memory": process.memory, "worker": process.worker, "job": process.job}
            for process in gpu.processes
        ],
        "error": gpu.error,
        "inUse": gpu.in_use,
    }


def _mean_pace(summary: pb.JobSummary) -> tuple[float, float | None]:
    """Items per second so far and seconds until the last ends, by how long items take once they run."""
    done, to_come = advance(summary)
    if summary.state != pb.STATE_RUNNING:
        return (done / summary.elapsed if summary.elapsed > 0 else 0.0), None
    if not done or summary.busy <= 0:
        return 0.0, None
    rate = summary.workers * done / summary.busy
    return rate, to_come / rate if rate > 0 else None


def _shown(text: str) -> str:
    """A line as a terminal leaves it: what was written over is gone."""
    return plain(text.rstrip("\r").rpartition("\r")[2])


def _finite(number: float) -> float | None:
    """JSON knows neither infinities nor what is no number."""
    return number if math.isfinite(number) else None


def _known(number: float) -> float | None:
    return number if math.isfinite(number) and number >= 0 else None


def _total(number: float) -> float | None:
    return number if math.isfinite(number) and number > 0 else None
