"""Finds this user's local gateway, or starts it."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from farfield_engine.client.lasting import LastingRoute
from farfield_engine.client.processes import handed_on
from farfield_engine.client.raytarget import gateway_options
from farfield_engine.client.route import Route, UnixRoute
from farfield_engine.errors import AttachError
from farfield_engine.places import (
    CONNECTION_FILE,
    LOCK_FILE,
    LOG_FILE,
    local_gateway_dir,
    local_state_dir,
)
from farfield_engine.version import VERSION

START_SECONDS = 30.0

CLUSTER_SECONDS = 120.0
"""The same where a Ray may have to be started first, on a machine that is busy."""

REFUSING = "farfield: "
"""The last line of a gateway that ends at once begins so, and says why."""

PROBE_SECONDS = 5.0
"""How long somebody who listens may take to let others in."""


class OtherVersionError(AttachError):
    """The local gateway that runs is not of this version."""


@dataclass(frozen=True, slots=True)
class ConnectionInfo:
    """A gateway, and the way to it. The token is a secret: no repr shows it."""

    route: Route
    address: str = ""
    """Of its gRPC socket, on this machine."""
    pid: int = 0
    """Of its process, on this machine; 0 elsewhere."""
    gateway: str = ""
    framed: str = ""
    """Path of its framed socket, on this machine."""
    scattered: bool = False
    """Its workers are on other machines, whatever machine it is on."""

    @property
    def token(self) -> str:
        """What it wants to hear first."""
        return self.route.token

    def __repr__(self) -> str:
        return f"ConnectionInfo(route={self.route.name!r}, pid={self.pid})"


def find_local(cluster: str = "") -> ConnectionInfo | None:
    """The gateway on this machine that runs now, if one does. cluster: as `raytarget` names it."""
    return _read(local_gateway_dir(cluster), cluster)


def find_or_start_local(idle: float | None = None, cluster: str = "") -> ConnectionInfo:
    """The gateway on this machine, for its own workers or those of a cluster.

    Raises AttachError when it can't be started.
    """
    directory = local_gateway_dir(cluster)
    found = _read(directory, cluster)
    if found is not None:
        return found
    options = gateway_options(cluster)
    if cluster:
        options += ["--state", str(local_state_dir(cluster))]
    with start_lock(directory):
        # Another kernel may have started it while we waited.
        return _read(directory, cluster) or _start(directory, idle, options, cluster)


@contextlib.contextmanager
def start_lock(directory: Path) -> Iterator[None]:
    """While it lasts, nobody else starts a gateway in this directory, or clears it."""
    descriptor = os.open(directory / LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _read(directory: Path, cluster: str = "") -> ConnectionInfo | None:
    """What the connection file says, when somebody answers at its socket."""
    try:
        content = json.loads((directory / CONNECTION_FILE).read_text())
        framed = content["framed_socket"]
        info = ConnectionInfo(
            _route(content, directory / CONNECTION_FILE, cluster),
            f"unix:{content['socket']}",
            content["pid"],
            content["gateway"],
            framed,
            bool(content.get("scattered")),
        )
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, OSError) as error:
        raise AttachError(
            f"'{directory / CONNECTION_FILE}' can't be read ({error}); run 'farfield down', then attach again"
        ) from error
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(PROBE_SECONDS)
        try:
            probe.connect(framed)
        except (TimeoutError, BlockingIOError):
            pass  # so many wait for it already: it is there, and does not answer
        except OSError:
            return None  # left behind by a gateway that was killed
    if content.get("version") != VERSION:
        raise OtherVersionError(
            f"the running gateway is Farfield {content.get('version')}, this is {VERSION}; "
            "run 'farfield down', then attach again"
        )
    return info


def _route(content: dict[str, Any], record: Path, cluster: str) -> UnixRoute:
    """The way to a gateway. Raises KeyError."""
    place = content["framed_socket"], content["token"], content["pid"]
    if not content.get("outlives"):
        return UnixRoute(*place)
    return LastingRoute(*place, record, lambda: find_or_start_local(cluster=cluster).route)


def _start(directory: Path, idle: float | None, options: list[str], cluster: str) -> ConnectionInfo:
    import farfield_launcher

    launcher = os.path.abspath(farfield_launcher.__file__)
    ready, told = os.pipe()
    log = directory / LOG_FILE
    # Through the shell: a debugger attached to this process rewrites the start of Python
    # processes, and they hang; and the gateway must not be our child, to outlive us.
    command = ["/bin/sh", "-c", '"$0" "$@" &', *_command(directory, launcher), "--ready-fd", str(told)]
    command += options
    # For those who come by ssh, it is as if they had logged in.
    command += ["--work-dir", os.path.expanduser("~")]
    if idle is not None:
        command += ["--idle", str(idle)]
    with open(log, "ab", opener=_private) as output:
        started = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, pass_fds=[told],
            start_new_session=True, cwd="/", env=handed_on(),
        )  # fmt: skip
    os.close(told)
    try:
        started.wait()
        _await_ready(ready, log, CLUSTER_SECONDS if options else START_SECONDS)
    finally:
        os.close(ready)
    info = _read(directory, cluster)
    if info is None:
        raise AttachError(f"the local gateway ended as soon as it had started; its log is '{log}'")
    return info


def _command(directory: Path, launcher: str) -> list[str]:
    return [sys.executable, "-P", launcher, "gateway", str(directory), "--launcher", launcher]


def serve_local(options: list[str], announce: Callable[[], object]) -> int:
    """Run the gateway in the foreground, until it ends; its exit status.

    options: of the gateway's own command line. announce: called once it is ready. Ctrl-C and SIGTERM are
    passed on: the first has it finish what runs, the second ends it. Raises AttachError where one runs
    already.
    """
    import farfield_launcher

    directory = local_gateway_dir()
    found = _read(directory)
    if found is not None:
        raise AttachError(f"a gateway runs already, process {found.pid}; 'farfield down' ends it")
    launcher = os.path.abspath(farfield_launcher.__file__)
    ready, told = os.pipe()
    command = [*_command(directory, launcher), "--ready-fd", str(told), *options]
    command += ["--parent", str(os.getpid())]
    # In a session of its own: a terminal's Ctrl-C would reach it by two ways.
    served = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        cwd="/",
        env=handed_on(),
        pass_fds=[told],
        start_new_session=True,
    )
    os.close(told)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: served.terminate())
    with open(ready, "rb") as ends:
        if ends.read(1):
            announce()
    return served.wait()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _await_ready(descriptor: int, log: Path, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while (left := deadline - time.monotonic()) > 0:
        readable, _, _ = select.select([descriptor], [], [], left)
        if readable:
            if os.read(descriptor, 64):
                return
            lines = log.read_text(errors="replace").splitlines()[-15:]
            if lines and lines[-1].startswith(REFUSING):
                raise AttachError(lines[-1].removeprefix(REFUSING))
            detail = "\n".join(f"  {line}" for line in lines)
            raise AttachError(
                f"the local gateway could not be started; the end of its log '{log}':\n{detail}"
            )
    raise AttachError(f"the local gateway was not ready after {seconds:g} s; its log is '{log}'")
