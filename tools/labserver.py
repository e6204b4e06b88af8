"""A JupyterLab with directories of its own, and how its browser is started: for tests and benchmarks."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

START_SECONDS = 90.0
STOP_SECONDS = 30.0

CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# Every cell is in the page, also those that are scrolled out of sight; nobody asks whether to fetch news.
_SETTINGS: dict[str, dict[str, object]] = {
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}

_PLACES = {
    "JUPYTER_RUNTIME_DIR": "runtime",
    "JUPYTER_CONFIG_DIR": "config",
    "JUPYTER_DATA_DIR": "data",
    "JUPYTERLAB_SETTINGS_DIR": "settings",
    "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
}


@contextlib.contextmanager
def running_lab(base: Path) -> Iterator[tuple[str, str]]:
    """A server whose notebooks are in `base / "root"`; its address and its token.

    Raises AssertionError when it does not start, subprocess.TimeoutExpired when it does not end.
    """
    for name in (*_PLACES.values(), "root"):
        (base / name).mkdir(parents=True, exist_ok=True)
    for plugin, values in _SETTINGS.items():
        path = base / "settings" / f"{plugin}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values))
    token = secrets.token_hex(16)
    options = {
        "ServerApp.port": "0",
        "ServerApp.root_dir": str(base / "root"),
        "IdentityProvider.token": token,
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "LabApp.news_url": "None",
        # For what a test sets up and is not what it tests, like the theme.
        "LabApp.expose_app_in_browser": "True",
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += [f"--{name}={value}" for name, value in options.items()]
    environment = {**os.environ, **{variable: str(base / name) for variable, name in _PLACES.items()}}
    log = base / "jupyterlab.log"
    with open(log, "wb") as output:
        process = subprocess.Popen(
            command,
            cwd=base / "root",
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    with ended_after(process):
        yield await_jupyter(process, base / "runtime", log), token


@contextlib.contextmanager
def ended_after(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Ends a server, which must do so by itself in time."""
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise


def await_jupyter(process: subprocess.Popen[bytes], directory: Path, log: Path) -> str:
    """The address of a Jupyter server, once it listens: it writes a file before that.

    directory: its runtime directory. Raises AssertionError when it ends, or takes too long.
    """
    info = directory / f"jpserver-{process.pid}.json"
    deadline = time.monotonic() + START_SECONDS
    while True:
        if info.exists() and (text := info.read_text()) and _listens(json.loads(text)["port"]):
            return str(json.loads(text)["url"]).rstrip("/")
        if process.poll() is not None or time.monotonic() > deadline:
            end = log.read_text(errors="replace")[-3000:]
            raise AssertionError(f"no Jupyter server within {START_SECONDS:g} s:\n{end}")
        threading.Event().wait(0.05)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True
