"""What an attachment is, in a line: where it leads, as whom, and how far away that is."""

from __future__ import annotations

import time
from dataclasses import dataclass

from farfield_engine.client.client import Client
from farfield_engine.errors import ConnectionLostError
from farfield_engine.wire.v1 import gateway_pb2 as pb


@dataclass(frozen=True, slots=True)
class Look:
    """A cluster as it was when it was looked at; `status` is None while the connection is lost."""

    about: str
    """The attachment in a line."""
    status: pb.StatusReply | None


def look_at(client: Client, *, usage: bool = False) -> Look:
    """Ask for the cluster's state, which also measures the way there. Raises FarfieldError.

    usage: with CPU and GPUs measured.
    """
    began = time.monotonic()
    try:
        status = client.status(usage=usage)
    except ConnectionLostError:
        if not client.usable or client.connection.connected:
            raise
        return Look(f"{_where(client)}: {_lost(client)}", None)
    trip = round_trip_text(time.monotonic() - began)
    return Look(f"{_where(client)}: connected, round trip {trip}", status)


def attached_text(client: Client) -> str:
    """What is said of an attachment that was just made. Raises FarfieldError.

    Of one on this machine, where there is nothing to find out, it is the same every time.
    """
    if _is_here(client):
        return f"attached to {client.target}: {_workers(client)}"
    began = time.monotonic()
    client.status()
    trip = round_trip_text(time.monotonic() - began)
    python = f", Python {client.python}" if client.python else ""
    return f"attached to {_where(client)}: {_workers(client)}{python}, round trip {trip}"


def round_trip_text(seconds: float) -> str:
    """0.0004 -> "under 1 ms", 0.0123 -> "12 ms", 1.24 -> "1.2 s"."""
    if seconds < 0.001:
        return "under 1 ms"
    return f"{1000 * seconds:.0f} ms" if seconds < 0.9995 else f"{seconds:.1f} s"


def _is_here(client: Client) -> bool:
    info = client.connection_info
    return info is None or info.route.here


def _where(client: Client) -> str:
    """The target, the machine and the user, as far as they say something."""
    host = "" if _is_here(client) else f" on {client.host}"
    user = f" as {client.welcome.user}" if client.welcome.user else ""
    return f"{client.place}{host}{user}"


def _workers(client: Client) -> str:
    return f"{client.workers} worker{'s' * (client.workers != 1)}"


def _lost(client: Client) -> str:
    state = client.connection
    now = time.monotonic()
    why = f" ({state.why})" if state.why else ""
    after = state.next_try - now if state.next_try is not None else 0.0
    again = f" in {after:.0f} s" if after >= 2 else ""
    return f"connection lost {now - state.since:.0f} s ago{why}, trying again{again}; what runs there goes on"
