"""A lock, and the main thread's waiting for what changes under it.

Not a threading.Condition: that is Python, which a debugger traces. A thread that is stopped in there would
hold the lock, and the link thread, which is to let it go on, would wait for it for ever. This is C, or ours.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable


class Changes:
    """`with changes.lock:` for what is shared; `tell` when something has changed."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._news: queue.SimpleQueue[None] = queue.SimpleQueue()

    def tell(self) -> None:
        """Have who waits look again."""
        self._news.put(None)

    def wait_for(self, reached: Callable[[], bool], seconds: float) -> bool:
        """Wait until `reached()`, which is called under the lock; whether it is. One thread at a time.

        Not to be called with the lock held. Raises KeyboardInterrupt as any code does.
        """
        deadline = time.monotonic() + seconds
        while True:
            with self.lock:
                if reached():
                    return True
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            try:
                self._news.get(timeout=left)
            except queue.Empty:
                continue
