"""A real headless Chromium, and a real JupyterLab for it, with directories of its own."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import psutil

OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=SpareRendererForSitePerProcess",
)

START_SECONDS = 120.0

# Every cell is in the page; nobody asks whether to fetch news.
_SETTINGS: dict[str, dict[str, object]] = {
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}


def chromium() -> str | None:
    """The path of the browser; None where there is none, or no Playwright, and a line that says so."""
    wanted = os.environ.get("FARFIELD_CHROMIUM", "")
    names = [wanted] if wanted else ["chromium", "chromium-browser", "google-chrome"]
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        print(f"no Chromium ({', '.join(names)}): pages are left out", file=sys.stderr)
    elif importlib.util.find_spec("playwright") is None:
        print("playwright is not installed: pages are left out: pip install playwright", file=sys.stderr)
        return None
    return found


@contextlib.contextmanager
def browsing(path: str) -> Iterator[Any]:
    """A browser that nothing else uses; Playwright's `Browser`."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(OPTIONS))
        try:
            yield browser
        finally:
            browser.close()


def renderer_memory(browser: Any) -> float:
    """Megabytes of the largest process that draws pages, shared memory divided by its users. Linux only."""
    session = browser.new_browser_cdp_session()
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    sizes = []
    for process in found:
        if process["type"] == "renderer":
            with contextlib.suppress(psutil.NoSuchProcess):
                sizes.append(psutil.Process(process["id"]).memory_full_info().pss / 1e6)
    return max(sizes, default=0.0)


@contextlib.contextmanager
def jupyterlab(cells: Sequence[str]) -> Iterator[str]:
    """A server with one notebook of these code cells, of the kernel python3; the notebook's address."""
    base = Path(tempfile.mkdtemp(prefix="lab-"))
    for name in ("root", "config", "data", "settings", "workspaces"):
        (base / name).mkdir()
    for plugin, values in _SETTINGS.items():
        path = base / "settings" / f"{plugin}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values))
    (base / "root" / "bench.ipynb").write_text(json.dumps(_notebook(cells)))
    token = secrets.token_hex(16)
    options = {
        "ServerApp.port": "0",
        "ServerApp.root_dir": str(base / "root"),
        "IdentityProvider.token": token,
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "LabApp.news_url": "None",
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += [f"--{name}={value}" for name, value in options.items()]
    places = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    }
    environment = {**os.environ, **{variable: str(base / name) for variable, name in places.items()}}
    with open(base / "log", "wb") as log:
        server = subprocess.Popen(
            command, cwd=base / "root", env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
    try:
        yield f"{_address(server, base)}lab/tree/bench.ipynb?token={token}"
    finally:
        server.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(20)


def _notebook(cells: Sequence[str]) -> dict[str, object]:
    made: list[dict[str, object]] = [
        {"cell_type": "code", "id": f"c{number}", "source": cell, "metadata": {}, "outputs": [],
         "execution_count": None}
        for number, cell in enumerate(cells)
    ]  # fmt: skip
    kernel = {"name": "python3", "display_name": "python3", "language": "python"}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": made}


def _address(server: subprocess.Popen[bytes], base: Path) -> str:
    """Where the server listens, once it does: it writes a file then."""
    info = Path(os.environ["JUPYTER_RUNTIME_DIR"]) / f"jpserver-{server.pid}.json"
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        if info.exists() and (text := info.read_text()):
            return str(json.loads(text)["url"])
        time.sleep(0.05)
    log = (base / "log").read_text(errors="replace")[-2000:]
    raise RuntimeError(f"JupyterLab did not start in {START_SECONDS:g} s:\n{log}")
