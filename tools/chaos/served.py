"""A gateway that is started again whenever it ends, as systemd would; and what is left of it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

import psutil

FARFIELD = Path(sys.executable).parent / "farfield"
READY_SECONDS = 30.0
RESTART_SECONDS = 0.1
DRAIN = "2s"


class Served:
    """`farfield serve` in a directory of its own, at one port."""

    def __init__(self, runtime: Path, work_dir: Path, log: Path, tell: Callable[..., None]) -> None:
        """tell: is told of each start and end."""
        self.port = _free_port()
        self.runtime = runtime
        self.environment = os.environ | {"FARFIELD_RUNTIME_DIR": str(runtime)}
        self.environment.pop("CI", None)
        self.segments: set[str] = set()
        """Directories in shared memory, and those that it spills to."""
        self.most_memory = 0
        self.starts = 0
        self._work_dir = work_dir
        self._log = log
        self._tell = tell
        self._process: subprocess.Popen[str] | None = None
        self._ready = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._supervise, name="supervisor", daemon=True)
        self._thread.start()
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Raise TimeoutError when it does not come."""
        if not self._ready.wait(READY_SECONDS):
            raise TimeoutError(f"the gateway did not come up again; see {self._log}")

    def url(self) -> str:
        """How to attach."""
        shown = subprocess.run(
            [FARFIELD, "url"], env=self.environment, capture_output=True, text=True, check=True, timeout=30
        )
        return shown.stdout.strip()

    def _supervise(self) -> None:
        command = [str(FARFIELD), "serve", "--port", str(self.port), "--drain", DRAIN]
        command += ["--work-dir", str(self._work_dir)]
        while not self._stopping:
            with open(self._log, "a") as log:
                self._process = subprocess.Popen(
                    command, env=self.environment, stdout=subprocess.PIPE, stderr=log, text=True
                )
            self.starts += 1
            reader = threading.Thread(target=self._read, args=[self._process.stdout], name="output")
            reader.start()
            status = self._process.wait()
            self._ready.clear()
            self._tell("ended", status=status)
            if status == -signal.SIGKILL:  # as systemd does: what is left of the unit goes, too
                for process in self.gateways():
                    kill(process)
            reader.join(READY_SECONDS)
            time.sleep(RESTART_SECONDS)

    def _read(self, output: IO[str]) -> None:
        """Keep what is said, and see when it is ready."""
        with output, open(self._log, "a") as log:
            for line in output:
                log.write(line)
                if line.startswith("serving"):
                    self._tell("serving")
                    self._look()
                    self._ready.set()

    # --- its processes ------------------------------------------------------

    def processes(self) -> list[psutil.Process]:
        """All that descends from it, living or not waited for."""
        return processes_with(f"FARFIELD_RUNTIME_DIR={self.runtime}\0")

    def gateways(self) -> list[psutil.Process]:
        return [process for process in self.processes() if _kind(process) == "gateway"]

    def zygotes(self) -> list[psutil.Process]:
        return [p for p in self.processes() if _kind(p) == "zygote" and _kind(_parent(p)) == "gateway"]

    def workers(self) -> list[psutil.Process]:
        return [p for p in self.processes() if _kind(p) == "zygote" and _kind(_parent(p)) == "zygote"]

    @property
    def serve(self) -> psutil.Process | None:
        return psutil.Process(self._process.pid) if self._process and self._process.poll() is None else None

    def _look(self) -> None:
        """Remember what is to be gone in the end."""
        for process in self.gateways():
            with contextlib.suppress(psutil.Error, OSError):
                self.most_memory = max(self.most_memory, process.memory_info().rss)
                links = [os.readlink(entry) for entry in Path(f"/proc/{process.pid}/fd").iterdir()]
                self.segments |= {
                    os.path.dirname(link)
                    for link in links
                    if link.endswith("/lock") and str(self.runtime) not in link
                }

    def look(self) -> tuple[int, int]:
        """Its memory in bytes and its open files, now."""
        self._look()
        gateway = self.gateways()[0]
        return gateway.memory_info().rss, gateway.num_fds()

    def stop(self) -> int | None:
        """End it for good, as `systemctl stop`; its exit status."""
        self._stopping = True
        serve = self.serve
        if serve is not None:
            serve.terminate()
        self._thread.join(READY_SECONDS)
        return self._process.returncode if self._process else None

    def left(self, seconds: float = 15.0) -> list[str]:
        """What is there of it after its end: nothing, soon."""
        deadline = time.monotonic() + seconds
        while (found := self._left()) and time.monotonic() < deadline:
            time.sleep(0.1)
        return found

    def _left(self) -> list[str]:
        found = [f"process {p.pid}: {_command(p)}" for p in self.processes()]
        found += [
            str(path) for path in self.runtime.rglob("*") if path.is_socket() or path.name == "gateway.json"
        ]
        found += [name for name in self.segments if os.path.isdir(name) and not _is_claimed(Path(name))]
        return found


def processes_with(needle: str) -> list[psutil.Process]:
    """Processes with this in their environment; the dead no longer have one."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(OSError, psutil.Error):
            if needle.encode() in Path(f"/proc/{process.pid}/environ").read_bytes():
                found.append(process)
    return found


def kill(process: psutil.Process) -> None:
    """As a crash: it may be gone already."""
    with contextlib.suppress(psutil.NoSuchProcess):
        process.kill()


def _kind(process: psutil.Process | None) -> str:
    command = _command(process) if process is not None else ""
    return next((kind for kind in ("gateway", "zygote") if f"farfield_launcher.py {kind} " in command), "")


def _command(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


def _parent(process: psutil.Process) -> psutil.Process | None:
    try:
        return process.parent()
    except psutil.Error:
        return None


def _is_claimed(directory: Path) -> bool:
    try:
        with open(directory / "lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        pass
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
