"""How a worker's process ended, from what it leaves: its status, its page, what was in its pipes."""

from __future__ import annotations

import mmap
import re
import signal
import struct
import time

PAGE_SIZE = 4096

_RUNNING = struct.Struct("=QQ")
_COSTS = struct.Struct("=QQ")

_FATAL = {
    "Segmentation fault": signal.SIGSEGV,
    "Aborted": signal.SIGABRT,
    "Bus error": signal.SIGBUS,
    "Floating point exception": signal.SIGFPE,
    "Floating-point exception": signal.SIGFPE,
    "Illegal instruction": signal.SIGILL,
}
# faulthandler's account of a crash ends with the runtime's own frames.
_OUR_FRAMES = re.compile(r'^  File "[^"\n]*(?:farfield_engine/|farfield_launcher\.py)[^\n]*\n', re.MULTILINE)


def running_of(page: mmap.mmap | None) -> tuple[int, int] | None:
    """Batch and item that a worker has noted in its page; batch 0 when it was between two batches."""
    if page is None:
        return None
    batch, item = _RUNNING.unpack_from(page)
    return batch, item


def untold_costs(page: mmap.mmap | None, cpu: float) -> tuple[float, float]:
    """CPU time and time in user code that no report has told of. cpu: seconds that the process had in all."""
    running = running_of(page)
    if page is None or running is None or not running[0]:
        return 0.0, 0.0
    told, since = _COSTS.unpack_from(page, _RUNNING.size)
    return max(0.0, cpu - told / 1e6), max(0.0, time.monotonic() - since / 1e6)


def reason_of(status: int) -> str:
    """What became of a process, for people. status: as `os.waitstatus_to_exitcode` gives it."""
    if status >= 0:
        return f"exited with status {status}"
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = "unknown"
    return f"was killed by signal {-status} ({name})"


def reason_in(words: str) -> str:
    """What became of a process whose status nobody was told, of its last words; empty: they do not say.

    faulthandler writes what signal has ended it, as Python's own text for that.
    """
    for text, number in _FATAL.items():
        if f"Fatal Python error: {text}" in words:
            return reason_of(-number)
    return ""


def out_of_memory(peak: int, limit: int) -> str:
    """The same for one that the kernel has killed for lack of memory."""
    return f"was killed by the kernel because memory ran out (peak {readable(peak)} of {readable(limit)})"


def readable(size: int) -> str:
    """Bytes, for people."""
    return f"{size / 2**30:.1f} GiB" if size >= 1 << 30 else f"{size / 2**20:.0f} MiB"


def without_our_frames(text: str) -> str:
    """A crash's account without what the user has not written."""
    return _OUR_FRAMES.sub("", text)
