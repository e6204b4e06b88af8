"""What every test runs with: a runtime directory of its own, and a check that it leaves nothing behind."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import stat
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from farfield_engine.places import CONNECTION_FILE, LOCK_FILE, LOG_FILE, SOCKET_FILE

SETTLE_SECONDS = 15.0
"""How long what a test has started may take to go away."""

LEFT_BY_A_GATEWAY = {CONNECTION_FILE, SOCKET_FILE, LOCK_FILE, LOG_FILE}

# Short and directly in the temporary directory: the path of a Unix socket has at most 107 bytes.
_BASE = Path(tempfile.gettempdir()) / f"ff{os.getpid()}"


@pytest.fixture(scope="session", autouse=True)
def runtime_base() -> Iterator[Path]:
    """The directory below which all runtime directories of this test run are.

    The gateway that tests share lives in `main`; it ends here, and takes all with it.
    """
    _BASE.mkdir(mode=0o700)
    before = os.environ.get("FARFIELD_RUNTIME_DIR")
    os.environ["FARFIELD_RUNTIME_DIR"] = str(_BASE / "main")
    shared = _shared_memory()
    try:
        yield _BASE
        end_gateways(_BASE / "main")
        _settle("the end of the shared gateway", lambda: _lasting_leaks(shared))
    finally:
        for process in _our_processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        shutil.rmtree(_BASE, ignore_errors=True)
        if before is None:
            del os.environ["FARFIELD_RUNTIME_DIR"]
        else:
            os.environ["FARFIELD_RUNTIME_DIR"] = before


@pytest.fixture
def own_runtime(runtime_base: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A runtime directory for one test, whose gateways it may treat as it likes; they end with it."""
    path = Path(tempfile.mkdtemp(prefix="own", dir=runtime_base))
    monkeypatch.setenv("FARFIELD_RUNTIME_DIR", str(path))
    yield path
    end_gateways(path)
    shutil.rmtree(path)


def end_gateways(runtime: Path) -> None:
    """Tell the gateways of a runtime directory to end, and wait until they have."""
    ours = [process for process in _our_processes() if _runtime_of(process) == str(runtime)]
    gateways = [process for process in ours if "gateway" in _command(process)]
    for process in gateways:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGTERM)
    _, alive = psutil.wait_procs(gateways, timeout=SETTLE_SECONDS)
    for process in alive:
        process.kill()
    assert not alive, f"gateways that did not end when told to: {alive}\n{gateway_logs()}"


@pytest.fixture(autouse=True)
def nothing_left(runtime_base: Path) -> Iterator[None]:
    """Fails a test that leaves a process, thread, descriptor or file behind.

    What session and module fixtures hold began before this fixture and so is no leak: their kernels, and
    the shared gateway with its zygote and workers, which come and go as the gateway thinks best. What a
    worker's code has started and left running is one.
    """
    threads = set(threading.enumerate())
    descriptors = _descriptors()
    processes = {process.pid for process in _our_processes()}
    shared = _shared_memory()
    files = _runtime_files(runtime_base)

    def leaks() -> dict[str, object]:
        found = {
            "threads": [thread.name for thread in threading.enumerate() if thread not in threads],
            "descriptors": sorted((_descriptors() - descriptors).items()),
            "processes": [
                f"{process.pid}: {_command(process)}"
                for process in _our_processes()
                if process.pid not in processes and not _is_the_gateways(process)
            ],
            "shared memory": sorted(_shared_memory() - shared),
            "files": sorted(_runtime_files(runtime_base) - files),
        }
        return {kind: what for kind, what in found.items() if what}

    yield
    _settle("the test", leaks)


def _settle(after: str, leaks: Callable[[], dict[str, object]]) -> None:
    deadline = time.monotonic() + SETTLE_SECONDS
    while (found := leaks()) and time.monotonic() < deadline:
        threading.Event().wait(0.02)
    assert not found, f"left behind after {after}: {found}"


def _lasting_leaks(shared: set[str]) -> dict[str, object]:
    found: dict[str, object] = {
        "processes": [f"{process.pid}: {_command(process)}" for process in _our_processes()],
        "shared memory": sorted(_shared_memory() - shared),
        "files": [
            name for name in _runtime_files(_BASE) if name not in (LOCK_FILE, LOG_FILE, *LEFT_BY_A_GATEWAY)
        ],
    }
    return {kind: what for kind, what in found.items() if what}


def _descriptors() -> Counter[str]:
    """What this process has open, by name: how many of each."""
    found: Counter[str] = Counter()
    for number in os.listdir("/proc/self/fd"):
        with contextlib.suppress(OSError):
            target = os.readlink(f"/proc/self/fd/{number}")
            found[target.partition(":")[0] if target.startswith(("socket", "pipe")) else target] += 1
    return found
