"""How many items a worker is sent together.

Large enough that the way there and back is small beside the work, small enough that
every worker has work to the end and results come while the job runs.
"""

from __future__ import annotations

import math

TARGET_SECONDS = 0.05
"""How long a batch is to run. The way to a worker costs about 0.2 ms: 0.4 % of it."""

BATCHES_A_SECOND = 500
"""That all workers of a job may end together: where there are many, each gets larger ones."""

MANY = 1_000
"""Workers of whom even the last batches must not be many: what they leave over is shared."""

GROWTH = 32
"""How many times larger than the largest finished batch the next one may be."""

PIPELINE_SECONDS = 0.02
"""Items shorter than this are sent ahead, so that a worker never waits for its next batch."""


def batch_size(per_item: float | None, waiting: int, workers: int, largest: int) -> int:
    """Items for the next batch.

    per_item: seconds that an item took lately, None when nothing is known yet.
    waiting: items without a worker. workers: how many workers share them.
    largest: items in the largest batch that has ended.
    """
    if per_item is None or waiting <= 1:
        return 1
    by_time = max(TARGET_SECONDS, workers / BATCHES_A_SECOND) / max(per_item, 1e-9)
    by_growth = GROWTH * max(1, largest)
    # Half of a fair share, so that all end together.
    by_share = math.ceil(waiting / (2 * max(1, workers)))
    if workers > MANY:
        by_share = max(by_share, int(min(by_time / 2, largest)))
    return max(1, int(min(by_time, by_growth, by_share)))


def sends_ahead(per_item: float | None) -> bool:
    """Whether a busy worker is given its next batch before it has ended this one."""
    return per_item is not None and per_item < PIPELINE_SECONDS
