"""What clients are told of the GPUs: what they do, and for whom."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping

import psutil

from farfield_engine.engines.gpus import GpuDevice, GpuReport
from farfield_engine.wire.v1 import gateway_pb2 as gateway_pb
from farfield_engine.wire.v1 import watch_pb2 as pb

MOST_PROCESSES = 64
"""Told of one device."""


def describe_gpus(
    node: gateway_pb.Node,
    report: GpuReport,
    in_use: Mapping[str, float],
    worker_of: Callable[[int], str],
    job_of: Callable[[str], str],
) -> None:
    """Add the GPUs to their node. in_use: by what CUDA_VISIBLE_DEVICES calls one, what work has of it.

    worker_of: the worker that a process belongs to, empty where it is none of ours. job_of: what a worker
    runs, empty where that is nobody's business here.
    """
    node.gpu_state, node.gpu_note = report.state, report.note
    for device in report.devices:
        shown = node.gpus.add(in_use=in_use.get(device.visible, 0.0))
        _describe(shown, device)
        for process in device.processes[:MOST_PROCESSES]:
            worker = worker_of(process.pid)
            shown.processes.add(
                pid=process.pid,
                memory=process.memory or 0,
                worker=worker,
                job=job_of(worker) if worker else "",
            )


def labels(report: GpuReport | None) -> dict[str, str]:
    """By what CUDA_VISIBLE_DEVICES calls a device, what people call it."""
    return {device.visible: device.label for device in report.devices} if report is not None else {}


def _describe(shown: pb.Gpu, device: GpuDevice) -> None:
    shown.label, shown.id, shown.name, shown.error = device.label, device.uuid, device.name, device.error
    if device.lost_since is not None:
        # Not since when: that would be the time of this machine's clock.
        shown.error = f"lost for {_lasting(time.monotonic() - device.lost_since)}: {device.error}"
    shown.memory, shown.memory_total = device.memory or 0, device.memory_total or 0
    shown.load = _known(device.load)
    shown.temperature = _known(device.temperature)
    shown.power, shown.power_limit = _known(device.power), _known(device.power_limit)


def _lasting(seconds: float) -> str:
    """How long something lasts: "12 s", "3 min", "5 h"."""
    units = ((86400, "d"), (3600, "h"), (60, "min"))
    return next(
        (f"{seconds // size:.0f} {unit}" for size, unit in units if seconds >= size), f"{seconds:.0f} s"
    )


def _known(value: float | None) -> float:
    return -1.0 if value is None else value


def worker_here(pid: int, workers: Mapping[int, str]) -> str:
    """The worker of this machine that a process is, or that has started it; empty when it is none of ours."""
    try:
        # A worker leads its process group; what it has started may have left it.
        if (worker := workers.get(os.getpgid(pid))) is not None:
            return worker
        parents = psutil.Process(pid).parents()
    except (OSError, psutil.Error):
        return ""
    return next((workers[parent.pid] for parent in parents if parent.pid in workers), "")
