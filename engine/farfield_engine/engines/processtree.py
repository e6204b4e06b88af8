"""What a process and all that it has started use, read from /proc: cheaper than a walk over all processes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

import psutil

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")

THREADS_EVERY = 5
"""Children that threads have started are looked for in so many samples once: there may be many threads."""


@dataclass(frozen=True, slots=True)
class Used:
    """By all these processes together."""

    pids: tuple[int, ...]
    memory: int
    """Resident bytes."""
    cpu: float
    """Seconds, of children that have ended and were waited for too."""


@dataclass(frozen=True, slots=True)
class _Stat:
    parent: int
    cpu: float
    """Seconds, of children that have ended and were waited for too."""
    memory: int
    threads: int


class ProcessTree:
    """One process, sampled again and again."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._children: dict[int, set[int]] = {}
        """By process, the children that threads of it have started: seen when they were looked for last."""
        self._samples = 0

    def sample(self) -> Used | None:
        """What it uses now, children included; None when the process is gone."""
        root = _stat(self.pid)
        if root is None:
            return None if os.path.exists("/proc/self/stat") else _by_psutil(self.pid)
        look = self._samples % THREADS_EVERY == 0
        self._samples += 1
        memory, cpu, seen = root.memory, root.cpu, {self.pid}
        waiting = [(self.pid, root)]
        while waiting:
            parent, about = waiting.pop()
            for child in self._children_of(parent, about.threads, look=look):
                stat = _stat(child) if child not in seen else None
                # The number may be another process's by now.
                if stat is not None and stat.parent == parent:
                    seen.add(child)
                    memory += stat.memory
                    cpu += stat.cpu
                    waiting.append((child, stat))
        for gone in self._children.keys() - seen:
            del self._children[gone]
        return Used(tuple(seen), memory, cpu)

    def _children_of(self, pid: int, threads: int, *, look: bool) -> set[int]:
        if look and threads > 1:
            self._children[pid] = {child for thread in _threads(pid) for child in _started_by(pid, thread)}
        return {*_started_by(pid, pid), *self._children.get(pid, ())}


def _stat(pid: int) -> _Stat | None:
    data = _read(f"/proc/{pid}/stat")
    # The name, in brackets, may have anything in it.
    fields = data[data.rfind(b")") + 2 :].split()
    if len(fields) < 22:
        return None
    cpu = sum(map(int, fields[11:15])) / _TICKS
    return _Stat(int(fields[1]), cpu, int(fields[21]) * _PAGE, int(fields[17]))


def _threads(pid: int) -> Iterator[int]:
    try:
        yield from map(int, os.listdir(f"/proc/{pid}/task"))
    except OSError:
        return


def _started_by(pid: int, thread: int) -> list[int]:
    """The children that a thread has started."""
    return [int(each) for each in _read(f"/proc/{pid}/task/{thread}/children").split()]


def _read(path: str) -> bytes:
    """What is in a file of /proc; empty where there is none."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return b""
    try:
        return os.read(descriptor, 1 << 16)
    except OSError:
        return b""
    finally:
        os.close(descriptor)


def _by_psutil(pid: int) -> Used | None:
    """The same where there is no /proc."""
    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
    except psutil.Error:
        return None
    memory, cpu = 0, 0.0
    for each in family:
        try:
            times = each.cpu_times()
            memory += each.memory_info().rss
        except psutil.Error:
            continue
        cpu += sum((times.user, times.system, *times[2:4]))
    return Used(tuple(each.pid for each in family), memory, cpu)
