"""A worker that no zygote has forked: a process of somebody else's that becomes one, and dials."""

from __future__ import annotations

import contextlib
import fcntl
import mmap
import os
from collections.abc import Callable
from dataclasses import dataclass

from farfield_engine.worker.dialled import DialledLink
from farfield_engine.worker.main import PAGE_SIZE, PAGE_USED, finish, first_to_go, redirect, serve

GOODBYE_SECONDS = 10.0
"""How long a worker that ends waits until its gateway has all that it has said."""


PIPE_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Traces:
    """Descriptors of this process, by which another can tell what it last said and did when it is dead."""

    pipes: tuple[int, int]
    """The ends to read of its outputs."""
    page: int


def run(link: DialledLink, adopted: Callable[[Traces], object], at_end: Callable[[], object]) -> None:
    """Run what the gateway sends, on the main thread, until it sends no more.

    adopted: has somebody else open what the worker leaves. at_end: runs what user code wants to be run then.
    """
    # What user code starts ends with it.
    if os.getpgrp() != os.getpid():
        os.setpgid(0, 0)
    first_to_go()
    (read_out, write_out), (read_err, write_err) = os.pipe(), os.pipe()
    for descriptor in (write_out, write_err):
        with contextlib.suppress(OSError):  # above the user's limit: the usual size does
            fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
    descriptor = os.memfd_create("farfield-page")
    os.ftruncate(descriptor, PAGE_SIZE)
    # Never closed: what runs is noted in it to the very end of the process.
    page = mmap.mmap(descriptor, PAGE_SIZE)
    redirect(write_out, write_err)
    adopted(Traces((read_out, read_err), descriptor))
    serve(link, (read_out, read_err), memoryview(page)[:PAGE_USED])
    at_end()
    finish()
    link.flush(GOODBYE_SECONDS)
    link.close()
