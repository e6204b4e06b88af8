"""One worker of a node as its agent sees it: what it uses, how it ended, what it could not say any more.

Nothing of Ray is in here. The worker's pipes and page are opened through /proc, so that they can be read
when it is dead; a descriptor of its process tells how it ended, also when somebody else has waited for it.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import mmap
import os
import re
import signal
import struct
import time
from typing import Any

from farfield_engine.engines import endings
from farfield_engine.engines.processtree import ProcessTree
from farfield_engine.wire.pipetext import STDERR, STDOUT, PipeParser
from farfield_engine.wire.v1 import worker_pb2 as pb

# From linux/pidfd.h: the ioctl, with the size of its first version, and what is asked for.
_PIDFD_GET_INFO = 0xC040FF0B
_PIDFD_INFO_EXIT = 1 << 3
_PIDFD_INFO_SIZE = 64
_EXIT_CODE = struct.Struct("=i")
# What Ray adds to the account of a crash: its own, and frames of its own and of Python's start.
_RAYS = re.compile(
    r"^(?:\*\*\* SIG\w+ received at time=.*|PC: @.*|    @ .*|\[\d{4}-\d\d-\d\d .*\] logging\.cc:\d+: .*"
    r"|  File \"[^\"\n]*/ray/(?:_private|util)/.*|Extension modules: .*)\n",
    re.MULTILINE,
)
# States: who waits for it has not, or is about to.
_ENDED = (b"Z", b"X")
_LOOKS = 10
_TICKS = os.sysconf("SC_CLK_TCK")


class Watched:
    """A worker, from its adoption to its end."""

    def __init__(self, name: str, pid: int, pipes: tuple[int, ...], page: int) -> None:
        """pipes, page: descriptors of its own. Raises OSError where the process is gone or not ours."""
        self.name = name
        self.pid = pid
        self.peak_memory = 0
        """Bytes, as far as somebody has looked."""
        self.killed = False
        """By its agent."""
        self._cpu = 0.0
        self._tree: ProcessTree | None = None
        with contextlib.ExitStack() as opened:
            self.process = os.pidfd_open(pid)
            opened.callback(os.close, self.process)
            self._pipes = []
            for descriptor in pipes:
                # Opened anew: that it does not block here is nothing to the worker.
                flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
                self._pipes.append(os.open(f"/proc/{pid}/fd/{descriptor}", flags))
                opened.callback(os.close, self._pipes[-1])
            memory = os.open(f"/proc/{pid}/fd/{page}", os.O_RDWR | os.O_CLOEXEC)
            try:
                self._page = mmap.mmap(memory, endings.PAGE_SIZE, prot=mmap.PROT_READ)
            finally:
                os.close(memory)
            self.leads = os.getpgid(pid) == pid
            """Whether what it starts is in a process group of its own."""
            opened.pop_all()

    @property
    def runs(self) -> bool:
        """Whether it is in a batch."""
        running = endings.running_of(self._page)
        return bool(running and running[0])

    def look(self) -> None:
        """Note what is gone with the process: its peak memory and its CPU time."""
        with contextlib.suppress(OSError), open(f"/proc/{self.pid}/status", "rb") as file:
            for line in file:
                if line.startswith(b"VmHWM:"):
                    self.peak_memory = max(self.peak_memory, int(line.split()[1]) * 1024)
                    break
        stat = _stat(self.pid)
        if stat is not None:
            self._cpu = stat[1]

    def use(self) -> tuple[int, int, float, tuple[int, ...]] | None:
        """Its process, resident bytes, CPU seconds and processes, with all that it has started."""
        self._tree = self._tree or ProcessTree(self.pid)
        used = self._tree.sample()
        if used is None:
            return None
        return self.pid, used.memory, used.cpu, used.pids

    def kill(self) -> None:
        """End it."""
        self.killed = True
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.process, signal.SIGKILL)

    def ending(self) -> dict[str, Any]:
        """How it ended, once it has: what `engines.ray.seen.death_of` makes a death of."""
        stat = _stat(self.pid)
        if stat is not None and stat[0] == "Z":
            self._cpu = stat[1]
        status = _exit_status(self.process, self.pid)
        running = endings.running_of(self._page)
        cpu, busy = endings.untold_costs(self._page, self._cpu)
        words = self._last_words(running)
        unknown = endings.reason_in("".join(text for _, _, text in words)) or "ended, nobody knows how"
        return {
            "worker": self.name,
            "status": status,
            "reason": unknown if status is None else endings.reason_of(status),
            "peak_memory": self.peak_memory,
            "running": running,
            "out_of_memory": False,
            "killed": self.killed,
            "cpu": cpu,
            "busy": busy,
            "words": words,
        }

    def _last_words(self, running: tuple[int, int] | None) -> list[tuple[int, int, str]]:
        """What it had written and could not send any more: item, kind and text."""
        words: list[tuple[int, int, str]] = []

        def keep(item: int, kind: pb.Output.Kind, text: str) -> None:
            text = _RAYS.sub("", endings.without_our_frames(text))
            if text:
                words.append((item, kind, text))

        for descriptor, stream in zip(self._pipes, (STDOUT, STDERR), strict=False):
            parser = PipeParser(stream)
            parser.item = running[1] if running else 0
            with contextlib.suppress(BlockingIOError):
                while data := os.read(descriptor, 1 << 16):
                    parser.feed(data, keep)
        return words

    def close(self) -> None:
        """Let go of all that was opened."""
        self._page.close()
        for descriptor in (self.process, *self._pipes):
            os.close(descriptor)


def _exit_status(process: int, pid: int) -> int | None:
    """How a process that has ended did so, as `waitstatus_to_exitcode` gives it; None where nobody tells."""
    for _ in range(_LOOKS):
        status = _told_by_pidfd(process)
        if status is not None:
            return status
        # Nobody has waited for it yet, or somebody is just doing so: the kernel tells here, and then there.
        data = _read_stat(pid)
        fields = data[data.rfind(b")") + 2 :].split()
        if len(fields) <= 49:
            break
        if fields[0] in _ENDED:
            return os.waitstatus_to_exitcode(int(fields[49]))
        time.sleep(0.001)
    return _told_by_pidfd(process)


def _told_by_pidfd(process: int) -> int | None:
    """The same of a process that was waited for, where the kernel tells."""
    request = bytearray(_PIDFD_INFO_SIZE)
    struct.pack_into("=Q", request, 0, _PIDFD_INFO_EXIT)
    try:
        fcntl.ioctl(process, _PIDFD_GET_INFO, request)
    except OSError as error:
        # Of kernels before 6.13; later ones say ESRCH of a process that was waited for until 6.15.
        if error.errno not in (errno.ENOTTY, errno.EINVAL, errno.ESRCH):
            raise
        return None
    if struct.unpack_from("=Q", request)[0] & _PIDFD_INFO_EXIT:
        return os.waitstatus_to_exitcode(_EXIT_CODE.unpack_from(request, 60)[0])
    return None


def _stat(pid: int) -> tuple[str, float] | None:
    """State and CPU seconds of a process, of children that it has waited for too."""
    data = _read_stat(pid)
    fields = data[data.rfind(b")") + 2 :].split()
    if len(fields) < 15:
        return None
    return fields[0].decode(), sum(map(int, fields[11:15])) / _TICKS


def _read_stat(pid: int) -> bytes:
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return file.read()
    except OSError:
        return b""
