"""`farfield down`: ends a gateway, and clears away what one that was killed has left here."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import time

from farfield_engine.cli.at import found, target_of
from farfield_engine.client.leftovers import clear_leftovers, running_gateway
from farfield_engine.client.local import find_local
from farfield_engine.client.processes import process_runs
from farfield_engine.client.raytarget import cluster_of
from farfield_engine.client.reach import is_here
from farfield_engine.client.visitor import Visitor
from farfield_engine.engines.ray.localray import end_own
from farfield_engine.errors import AttachError, ConnectionLostError
from farfield_engine.places import local_state_dir

DOWN_SECONDS = 10.0
"""How long a gateway may take to end; a local one is killed then."""

CLUSTER_DOWN_SECONDS = 60.0
"""The same where it ends actors of a cluster first, or a Ray that it has started."""


def run(options: argparse.Namespace) -> int:
    """End it. Raises FarfieldError."""
    target = target_of(options)
    if not is_here(target):
        return _elsewhere(options)
    cluster = cluster_of(target)
    try:
        info = find_local(cluster)
    except AttachError as error:
        return _unusable(error, cluster)
    if info is None:
        pid = running_gateway(cluster)
        if pid:
            # Its files were taken from it: nobody can ask it any more.
            os.kill(pid, signal.SIGTERM)
            _await_end(pid, cluster)
        print("the gateway has ended" if pid else "no gateway runs")
        return _clear(cluster)
    cancelled = 0
    try:
        with Visitor(info) as visitor:
            cancelled = visitor.shut_down(now=options.now)
    except ConnectionLostError:
        # It has a socket and does not answer: nothing but force is left.
        _kill(info.pid)
    _await_end(info.pid, cluster)
    _ended(cancelled)
    return _clear(cluster)


def _elsewhere(options: argparse.Namespace) -> int:
    with found(options) as info, Visitor(info) as visitor:
        cancelled = visitor.shut_down(now=options.now)
        visitor.await_end()
    _ended(cancelled)
    return 0


def _unusable(error: AttachError, cluster: str) -> int:
    """Its connection file is damaged, or that of another version: end it without asking it."""
    pid = running_gateway(cluster)
    if pid:
        os.kill(pid, signal.SIGTERM)
        _await_end(pid, cluster)
    print(f"{error}\n{'the gateway has ended' if pid else 'no gateway runs'}")
    return _clear(cluster)


def _ended(cancelled: int) -> None:
    print(f"the gateway has ended{f'; {cancelled} running jobs were cancelled' if cancelled else ''}")


def _clear(cluster: str) -> int:
    if cluster == "ray":
        # One that a gateway has started and not ended, having been killed.
        end_own(local_state_dir(cluster))
    for name in clear_leftovers(cluster):
        print(f"removed {name}")
    return 0


def _await_end(pid: int, cluster: str) -> None:
    deadline = time.monotonic() + (CLUSTER_DOWN_SECONDS if cluster else DOWN_SECONDS)
    while process_runs(pid):
        if time.monotonic() > deadline:
            _kill(pid)
            deadline += DOWN_SECONDS
        time.sleep(0.02)


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
