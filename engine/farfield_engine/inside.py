"""Whether this process is a worker, and its way to its own gateway then.

The user's API works within a task as it does outside: what it submits there goes over the
worker's link, in the session that the task belongs to.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

open_client: Callable[[], Any] | None = None
"""Set in workers: gives the `farfield_engine.client.client.Client` of this process."""

waiting: Callable[[], AbstractContextManager[object]] = nullcontext
"""Goes around each wait for other jobs: a worker lends its CPUs to them meanwhile."""

path_of_client: Callable[[str], str] = str
"""Where a file of the user's own modules is at the client: other than here where they came by value."""

open_bar: Callable[..., Any] | None = None
"""Set in workers: `open_bar(label, total, unit)` gives the `farfield_engine.worker.bars.Bar` of a loop."""

open_bar_beside: Callable[..., Any] | None = None
"""Set in workers: `open_bar_beside(label, total, unit, within)` gives one of what runs elsewhere."""
