"""What a batch costs: CPU time of this process, its threads, and of the child processes that it has awaited.

A child counts when it is awaited, with all it has used: the system tells nothing of it before.
"""

from __future__ import annotations

import resource
import time


def cpu_time() -> float:
    """Seconds of CPU time so far, user and system."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


class Costs:
    """CPU time in portions: each is asked for once.

    What has been asked for, and when, is noted in the page that the gateway reads when this process is
    dead, in microseconds: the rest is what nobody has been told of.
    """

    def __init__(self, page: memoryview) -> None:
        """page: of `CurrentItem`."""
        self._page = page
        self._taken = 0.0

    def begin(self) -> None:
        """A batch begins: what went before belongs to no job."""
        self._note(cpu_time())

    def take(self) -> float:
        """Seconds of CPU time since the last call, or the batch's beginning."""
        before, now = self._taken, cpu_time()
        self._note(now)
        return max(0.0, now - before)

    def _note(self, now: float) -> None:
        self._taken = now
        self._page[2] = int(now * 1e6)
        self._page[3] = int(time.monotonic() * 1e6)
