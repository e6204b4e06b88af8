"""The time that charts are drawn by: the wall clock's at the gateway's start, and what has passed since.

The wall clock itself may be set back, and a chart would stand still until it has caught up. Nobody
compares it with another machine's clock.
"""

from __future__ import annotations

import time

_began = time.time() - time.monotonic()


def now() -> float:
    """Seconds since the epoch, more or less; they only grow."""
    return _began + time.monotonic()
