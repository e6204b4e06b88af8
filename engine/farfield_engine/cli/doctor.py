"""Walks every hop from this process to a worker and back, and says which one fails."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator

from farfield_engine.errors import FarfieldError
from farfield_engine.version import VERSION

_PACKAGES = ("grpcio", "protobuf", "cloudpickle", "ipython", "ipykernel", "jupyterlab", "anywidget")
_TASK_SECONDS = 20.0

Check = Callable[[], str]
"""What was found, in a line. Raises FarfieldError or OSError with what is wrong."""


def examine() -> int:
    """Print a line for each hop; 0 when all is well, 1 at the first that fails."""
    for name, check in _checks():
        try:
            print(f"  ok    {name:<12} {check()}")
        except (FarfieldError, OSError) as error:
            print(f"  FAIL  {name:<12} {error}")
            return 1
    print("all is well")
    return 0


def _checks() -> Iterator[tuple[str, Check]]:
    yield "python", _python
    yield "packages", _packages
    yield "directory", _directory
    yield "memory", _shared_memory
    yield "gateway", _gateway
    yield "token", _token
    yield "worker", _worker
    yield "kernel", _kernel


def _python() -> str:
    return f"{sys.version.split()[0]} in {sys.prefix}, Farfield {VERSION}"


def _packages() -> str:
    found = []
    for name in _PACKAGES:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            found.append(f"no {name}")
    return ", ".join(found)


def _directory() -> str:
    from farfield_engine.places import local_gateway_dir

    return f"{local_gateway_dir()} is yours alone"


def _shared_memory() -> str:
    from farfield_engine.objects.cleanup import default_parent

    parent = default_parent()
    free = shutil.disk_usage(parent).free
    if free < 64 << 20:
        raise FarfieldError(
            f"{parent} has {free >> 20} MiB left, too little for large values; free some of it"
        )
    return f"{parent} has {free / 2**30:.1f} GiB left"


def _gateway() -> str:
    from farfield_engine.client.local import find_local

    info = find_local()
    if info is None:
        return "none runs; one is started now"
    os.kill(info.pid, 0)
    return f"process {info.pid} listens at {info.address}"


def _token() -> str:
    from farfield_engine.client.local import find_or_start_local
    from farfield_engine.client.visitor import Visitor

    with Visitor(find_or_start_local()) as visitor:
        reply = visitor.status()
    return f"accepted; up {reply.uptime:.0f} s, {reply.jobs} jobs open"


def _worker() -> str:
    from farfield_engine.cli.errand import run_errand

    began = time.monotonic()
    where = run_errand(_TASK_SECONDS)
    return f"process {where} ran a task and its result came back in {time.monotonic() - began:.2f} s"


def _kernel() -> str:
    try:
        from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
    except ImportError:
        return "Jupyter is not installed here"
    try:
        spec = KernelSpecManager().get_kernel_spec("farfield")
    except NoSuchKernel:
        raise FarfieldError(
            "the kernelspec 'farfield' is not installed; run 'farfield kernel install'"
        ) from None
    return f"'{spec.display_name}' is installed in {spec.resource_dir}"
