"""What is said while the connection to the gateway is lost: what runs there goes on meanwhile."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from farfield_engine.client.client import Client

SAY_AFTER = 1.0
"""Seconds without a connection after which it is said: shorter losses happen, and nobody need know."""


@dataclass(frozen=True, slots=True)
class Outage:
    """A connection that is lost, as it looks now."""

    seconds: float
    next_try: float | None
    """Seconds until it is tried again; None while it is being tried."""
    why: str
    stopping: bool = False
    """Whether the user has pressed stop meanwhile."""

    def state(self) -> dict[str, Any]:
        """The part of a progress state that `farfield_jupyter.summary` describes."""
        return {
            "lost": True,
            "seconds": self.seconds,
            "next": self.next_try,
            "why": self.why,
            "stopping": self.stopping,
        }


def outage_of(client: Client, *, stopping: bool = False) -> Outage | None:
    """The outage, where there is one that has lasted long enough to be told."""
    state = client.connection
    if state.connected:
        return None
    now = time.monotonic()
    if now - state.since < SAY_AFTER:
        return None
    next_try = None if state.next_try is None else max(0.0, state.next_try - now)
    return Outage(now - state.since, next_try, state.why, stopping)


def span(seconds: float) -> str:
    """Whole seconds for people: `12 s`, `1:42`, `1:02:03`."""
    minutes, rest = divmod(max(0, int(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minutes:02}:{rest:02}"
    return f"{minutes}:{rest:02}" if minutes else f"{rest} s"
