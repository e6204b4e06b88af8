"""Work that one thread at a time does, for all: nobody waits for it, and nobody does it within itself."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Turn:
    """Runs `work` in whichever thread asks first; who asks meanwhile goes on, and it is run once more.

    A finalizer may ask, in the middle of the work and in its thread. Ctrl-C may end the work at any
    point, so `work` must be such that running it again makes up for it; `again` is told to have that
    done. Else `work` raises nothing.
    """

    def __init__(self, work: Callable[[], None], again: Callable[[], None]) -> None:
        self._work = work
        self._again = again
        # Held for two statements only, and by a thread that comes back into them: a finalizer.
        self._lock = threading.RLock()
        self._busy = False
        self._asked = False

    def take(self) -> None:
        """Have the work done, here and now or by the thread that is at it."""
        self._asked = True
        while self._asked:
            mine = False
            try:
                with self._lock:
                    if not self._busy:
                        # In one statement, which no Ctrl-C divides: the turn is never taken for good.
                        self._busy = mine = True
                if not mine:
                    return  # who is at it looks whether it was asked, when it has done
                self._asked = False
                self._work()
            except BaseException:
                self._again()
                raise
            finally:
                if mine:
                    self._busy = False
