"""A worker process on the gateway's own machine, from its fork to its end."""

from __future__ import annotations

import atexit
import ctypes
import faulthandler
import gc
import mmap
import os
import signal
import socket
import sys
import threading

from farfield_engine.wire.v1 import worker_pb2 as pb
from farfield_engine.worker import forks
from farfield_engine.worker.capture import Capture
from farfield_engine.worker.link import InheritedLink, Link
from farfield_engine.worker.runtime import Runtime
from farfield_engine.worker.shell import WorkerShell, make_shell

PAGE_SIZE = 4096
PAGE_USED = 32
"""Bytes of the page that hold something: what runs, and what it has cost."""

_PR_SET_PDEATHSIG = 1
_OOM_SCORE = "800"
"""Workers are the first to go when memory runs out, the gateway is not."""

_libc = ctypes.CDLL(None)
_shell: WorkerShell | None = None
_capture: Capture | None = None


def preload() -> None:
    """Load in the zygote what every worker needs."""
    global _shell
    _shell = make_shell()
    if threading.active_count() != 1:
        names = [thread.name for thread in threading.enumerate()]
        raise RuntimeError(f"the zygote must have one thread, it has {names}")
    # Objects that are there now are never looked at again by the collector, so that their
    # pages stay shared with the zygote.
    gc.collect()
    gc.freeze()


def shell() -> WorkerShell:
    """This process's shell."""
    global _shell
    if _shell is None:
        _shell = make_shell()
    return _shell


def run_worker(descriptors: dict[str, int]) -> None:
    """Run as a worker over these descriptors until the gateway ends it."""
    os.setpgid(0, 0)
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    first_to_go()
    redirect(descriptors["write_out"], descriptors["write_err"])
    # Never closed: what runs is noted in it to the very end of the process.
    page = mmap.mmap(descriptors["page"], PAGE_SIZE)
    os.close(descriptors["page"])
    link = InheritedLink(socket.socket(fileno=descriptors["link"]))
    serve(link, (descriptors["read_out"], descriptors["read_err"]), memoryview(page)[:PAGE_USED])
    atexit._run_exitfuncs()
    finish()


def first_to_go() -> None:
    """When memory runs out."""
    try:
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write(_OOM_SCORE)
    except OSError:
        pass  # not Linux, or a container that forbids it: the kernel chooses by size then


def redirect(write_out: int, write_err: int) -> None:
    """Have this process write into two pipes, and read nothing."""
    with open(os.devnull) as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(write_out, 1)
    os.dup2(write_err, 2)
    os.close(write_out)
    os.close(write_err)


def serve(link: Link, outputs: tuple[int, int], page: memoryview) -> None:
    """Run what comes over the link, on the main thread, until there is no more.

    outputs: the ends to read of what descriptors 1 and 2 write into.
    """
    global _capture
    runtime: Runtime

    def output(item: int, kind: pb.Output.Kind, content: str) -> None:
        link.send(pb.FromWorker(output=pb.Output(job=runtime.job, item=item, kind=kind, content=content)))

    def display(kind: pb.Output.Kind, content: str) -> None:
        with runtime.debug.untraced():
            link.wait_for_room()
            runtime.capture.flush()
            output(runtime.current.item, kind, content)

    for descriptor in outputs:
        os.set_blocking(descriptor, False)
    _capture = capture = Capture(*outputs, output)
    capture.install()
    forks.install()
    faulthandler.enable(file=2, all_threads=False)
    shell().publisher().send = display
    runtime = Runtime(link, capture, page, shell)
    runtime.run()


def finish() -> None:
    """The last words go out."""
    if _capture is not None:
        _capture.flush()
    sys.stdout.flush()
