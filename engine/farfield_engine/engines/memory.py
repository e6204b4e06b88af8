"""How much memory this process and its workers may have, and whether the kernel has killed for lack of it."""

from __future__ import annotations

import contextlib
from collections import deque
from pathlib import Path

UNLIMITED = 1 << 62

RECENT_SECONDS = 10.0
"""A kill that was counted longer ago explains no death of now."""

_ROOT = Path("/")

# Of control groups of the second version and of the first: the mount points, and the controller's name in
# /proc/self/cgroup. Systems in transition have both.
_HIERARCHIES = (
    ("sys/fs/cgroup", "", "memory.max", "memory.events"),
    ("sys/fs/cgroup/unified", "", "memory.max", "memory.events"),
    ("sys/fs/cgroup/memory", "memory", "memory.limit_in_bytes", "memory.oom_control"),
)


def memory_limit(root: Path = _ROOT) -> int:
    """The smallest limit of the control groups that this process is in, in bytes; UNLIMITED without one."""
    limits = [UNLIMITED]
    for mount, controller, limit, _ in _HIERARCHIES:
        for group in _groups(root, mount, controller):
            with contextlib.suppress(OSError, ValueError):  # "max" is none
                limits.append(int((group / limit).read_text()))
    return min(limits)


def _groups(root: Path, mount: str, controller: str) -> list[Path]:
    """The directories of this process's group and of those around it, from within outwards.

    In a container the path may be the host's, and what is mounted the container's own group: parts of it are
    then not there, and its end is the mount point.
    """
    try:
        lines = (root / "proc/self/cgroup").read_text().splitlines()
    except OSError:
        return []  # not Linux
    found = []
    for line in lines:
        _, names, path = line.split(":", 2)
        if controller in names.split(","):
            place = root / mount / path.lstrip("/")
            while place != root / mount:
                found.append(place)
                place = place.parent
            found.append(place)
    return [group for group in found if group.is_dir()]


class KilledForMemory:
    """Counts the processes of our control group that the kernel has killed because memory ran out.

    Where the group counts none, being the whole machine's, those of the machine are counted.
    """

    def __init__(self, root: Path = _ROOT) -> None:
        self._files = [
            group / events
            for mount, controller, _, events in _HIERARCHIES
            for group in _groups(root, mount, controller)[:1]
        ]
        self._machine = root / "proc/vmstat"
        self._count = self._read()
        self._recent: deque[float] = deque()
        self._looked = 0.0

    def look(self, now: float) -> None:
        """See whether the count has risen. Called now and then, so that old kills are known to be old."""
        if now - self._looked < 1.0:
            return
        self._look(now)

    def explains(self, now: float) -> bool:
        """Whether a process that has just been killed may be one of them. Each of them explains one."""
        self._look(now)
        while self._recent and self._recent[0] < now - RECENT_SECONDS:
            self._recent.popleft()
        if not self._recent:
            return False
        self._recent.popleft()
        return True

    def _look(self, now: float) -> None:
        self._looked = now
        count = self._read()
        self._recent.extend([now] * (count - self._count))
        self._count = count

    def _read(self) -> int:
        counts = [count for file in self._files if (count := _oom_kill(file)) is not None]
        return max(counts) if counts else _oom_kill(self._machine) or 0


def _oom_kill(file: Path) -> int | None:
    """The line `oom_kill` of a file of names and numbers; None where there is none."""
    with contextlib.suppress(OSError, ValueError):
        for line in file.read_text().splitlines():
            name, _, number = line.partition(" ")
            if name == "oom_kill":
                return int(number)
    return None
