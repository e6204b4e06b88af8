"""What a client asks that comes by way of Kubernetes: a gateway in this container that listens at a port."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from farfield_engine.access.served import Served, owner_token, read_served
from farfield_engine.access.strings import host_and_port
from farfield_engine.client.local import ConnectionInfo, find_local, start_lock
from farfield_engine.client.processes import handed_on
from farfield_engine.errors import AttachError
from farfield_engine.places import LOG_FILE, local_gateway_dir, local_state_dir

SERVE_SECONDS = 80.0
"""How long a gateway may take to start: it joins Ray first."""

LOOK_SECONDS = 0.05
IDLE_EXIT = "10m"
RAY_PORT = "6379"

_TOLD_LINES = 8
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def find_or_serve(engine: str, ray_host: str) -> dict[str, object]:
    """Where the gateway listens, and its token; it is started where none runs. Raises AttachError.

    ray_host: what this machine is called by others of the Ray cluster.
    """
    directory = local_gateway_dir()
    with start_lock(directory):
        info = find_local() or _serve(_options(engine, ray_host), directory)
    state = local_state_dir()
    served = read_served(state)
    if served is None or served.pid != info.pid:
        raise AttachError(
            f"the gateway that runs there (process {info.pid}) listens at no port, so that nothing can be "
            f"forwarded to it; end it there with 'kill {info.pid}', then attach again"
        )
    return _told(info, served, owner_token(state))


def _told(info: ConnectionInfo, served: Served, token: str) -> dict[str, object]:
    return {
        "port": served.port,
        "fingerprint": served.fingerprint,
        "token": token,
        "pid": info.pid,
        "gateway": info.gateway,
    }


def _serve(options: list[str], directory: Path) -> ConnectionInfo:
    """Start a gateway that outlives this process."""
    log = directory / LOG_FILE
    with open(log, "ab", opener=_private) as output:
        before = output.tell()
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "farfield_engine.cli", "serve", *options],
            stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True, cwd="/",
            env=handed_on(),
        )  # fmt: skip
    deadline = time.monotonic() + SERVE_SECONDS
    while time.monotonic() < deadline:
        info = find_local()
        if info is not None:
            return info
        if process.poll() is not None:
            lines = log.read_bytes()[before:].decode(errors="replace").strip().splitlines()
            raise AttachError("\n".join(["the gateway could not be started:", *lines[-_TOLD_LINES:]]))
        time.sleep(LOOK_SECONDS)
    process.terminate()
    raise AttachError(f"the gateway was not ready after {SERVE_SECONDS:g} s; its log is '{log}'")


def _options(engine: str, ray_host: str) -> list[str]:
    home = os.path.expanduser("~")
    work = home if os.path.isdir(home) and os.access(home, os.W_OK) else tempfile.gettempdir()
    # What is forwarded to a pod comes to its loopback; Ray's workers on other nodes come to its address.
    host = "127.0.0.1" if engine == "local" else "0.0.0.0"
    options = [
        "--engine",
        engine,
        "--host",
        host,
        "--port",
        "0",
        "--work-dir",
        work,
        "--idle-exit",
        IDLE_EXIT,
    ]
    if engine == "ray":
        options += ["--ray-address", _ray_address(ray_host)]
    return options


def _ray_address(host: str) -> str:
    """The cluster whose head this is."""
    named = os.environ.get("RAY_ADDRESS", "")
    if named in ("", "auto"):
        named = f"127.0.0.1:{RAY_PORT}"
    at, _, port = named.rpartition(":")
    # KubeRay names the loopback, by which workers on other nodes would look for the gateway in vain.
    return host_and_port(host, int(port)) if host and at in _LOOPBACK and port.isdigit() else named


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
