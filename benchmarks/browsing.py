"""A real headless Chromium, and a real JupyterLab for it, with directories of its own."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import runpy
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import psutil

_SERVER = runpy.run_path(str(Path(__file__).resolve().parent.parent / "tools" / "labserver.py"))

# A page that is measured has its processes for itself.
_OPTIONS = (*_SERVER["CHROMIUM_OPTIONS"], "--disable-features=SpareRendererForSitePerProcess")


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
        browser = playwright.chromium.launch(executable_path=path, args=list(_OPTIONS))
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
    (base / "root").mkdir()
    (base / "root" / "bench.ipynb").write_text(json.dumps(_notebook(cells)))
    with _SERVER["running_lab"](base) as (url, token):
        yield f"{url}/lab/tree/bench.ipynb?token={token}"


def _notebook(cells: Sequence[str]) -> dict[str, object]:
    made: list[dict[str, object]] = [
        {"cell_type": "code", "id": f"c{number}", "source": cell, "metadata": {}, "outputs": [],
         "execution_count": None}
        for number, cell in enumerate(cells)
    ]  # fmt: skip
    kernel = {"name": "python3", "display_name": "python3", "language": "python"}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": made}
