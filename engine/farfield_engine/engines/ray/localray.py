"""A Ray of this machine's, for `%attach ray`: started in token mode, found again, ended by its processes."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from farfield_engine.engines.ray.probe import (
    MODE_VARIABLE,
    TOKEN_FILE_VARIABLE,
    TOKEN_VARIABLE,
    RayCluster,
    probe,
)
from farfield_engine.errors import AttachError

START_SECONDS = 100.0
END_SECONDS = 15.0

_STATE_FILE = "ray.json"
_TOKEN_FILE = "ray.token"
_LOG_FILE = "ray.log"
_ADDRESS_FILE = "ray_current_cluster"


@dataclass(frozen=True, slots=True)
class _Running:
    """The Ray that was started: the process that holds the others, and where it has its files."""

    pid: int
    began: float
    """When that process was started, as its number may be another's by now."""
    address: str
    directory: str


def own_cluster(state: Path) -> RayCluster:
    """This user's own Ray, started where it does not run. state: the gateway's directory, 0700.

    It outlives the gateway, however that ends; `end_own` ends it. Raises AttachError.
    """
    token = state / _TOKEN_FILE
    running = _running(state)
    if running is not None:
        with contextlib.suppress(AttachError, OSError):
            return probe(running.address, token)
        end_own(state)  # it does not answer
    return _start(state, token)


def end_own(state: Path) -> None:
    """End the Ray that was started here, with all its processes; none is no error."""
    running = _running(state)
    if running is not None:
        _end(running.pid)
        shutil.rmtree(running.directory, ignore_errors=True)
    (state / _STATE_FILE).unlink(missing_ok=True)


def _running(state: Path) -> _Running | None:
    try:
        found = _Running(**json.loads((state / _STATE_FILE).read_text()))
        alive = abs(psutil.Process(found.pid).create_time() - found.began) < 1.0
    except (OSError, ValueError, TypeError, psutil.Error):
        return None
    return found if alive else None


def _start(state: Path, token: Path) -> RayCluster:
    _write_token(token)
    # Sockets are in it: a path may have some hundred characters at most. Ray opens its own to everybody.
    directory = Path(tempfile.mkdtemp(prefix="farfield-ray-"))
    files = directory / "ray"
    command = [
        *(sys.executable, "-P", "-m", "ray.scripts.scripts", "start", "--head", "--block", "--port=0"),
        *("--node-ip-address=127.0.0.1", "--include-dashboard=false", "--disable-usage-stats"),
        f"--temp-dir={files}",
    ]
    environ = {name: value for name, value in os.environ.items() if not _is_private(name)}
    environ |= {
        MODE_VARIABLE: "token",
        TOKEN_FILE_VARIABLE: str(token),
        "PYTHONUNBUFFERED": "1",
        # On a machine that is busy, Ray's own 60 seconds may be too few.
        "RAY_raylet_start_wait_time_s": f"{START_SECONDS:g}",
    }
    log = state / _LOG_FILE
    with open(log, "wb", opener=_private) as output:
        started = subprocess.Popen(
            command, env=environ, cwd="/", stdin=subprocess.DEVNULL, stdout=output, stderr=output,
            start_new_session=True,
        )  # fmt: skip
    deadline = time.monotonic() + START_SECONDS
    try:
        while True:
            with contextlib.suppress(OSError, AttachError):
                cluster = probe((files / _ADDRESS_FILE).read_text().strip(), token)
                break
            if started.poll() is not None or time.monotonic() > deadline:
                lines = log.read_text(errors="replace").splitlines()
                last = next((line for line in reversed(lines) if line.strip()), "it does not say why")
                raise AttachError(f"Ray could not be started on this machine: {last}; its log is '{log}'")
            time.sleep(0.05)
    except BaseException:
        _end(started.pid)
        shutil.rmtree(directory, ignore_errors=True)
        raise
    began = psutil.Process(started.pid).create_time()
    running = _Running(started.pid, began, cluster.address, str(directory))
    (state / _STATE_FILE).write_text(json.dumps(asdict(running)))
    return cluster


def _write_token(path: Path) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "w") as file:
        file.write(secrets.token_hex(32))


def _is_private(name: str) -> bool:
    """What Ray and all that it starts is not to see, or would be led astray by."""
    return name.startswith("FARFIELD_") or name in (TOKEN_VARIABLE, "RAY_ADDRESS")


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _end(pid: int) -> None:
    """End this process and all that it has started; those that do not end in time are killed."""
    try:
        top = psutil.Process(pid)
        family = [top, *top.children(recursive=True)]
    except psutil.NoSuchProcess:
        return
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
    _, left = psutil.wait_procs(family, END_SECONDS)
    for process in left:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(left, END_SECONDS)
