"""A whole storm, from its beginning to its report."""

from __future__ import annotations

import json
import os
import runpy
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chaos.served import Served, kill, processes_with
from chaos.weather import Weather

if TYPE_CHECKING:
    from tests.proxy import CuttingProxy  # noqa: TID251  # for the type checker only

ROOT = Path(__file__).resolve().parents[2]
CALM_SECONDS = 240.0
"""How long all that is open may take when the storm is over."""


@dataclass
class Seen:
    """All that was told in one storm."""

    seed: int
    disturbances: list[dict[str, Any]] = field(default_factory=list)
    records: list[dict[str, Any]] = field(default_factory=list)
    calm: list[dict[str, Any]] = field(default_factory=list)
    """Of the same jobs without a disturbance."""
    left: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    starts: int = 0
    clients: int = 0
    most_memory: int = 0
    files: int = 0
    seconds: float = 0.0


class Storm:
    """Everything that it takes, in a directory of its own; a context."""

    def __init__(self, seed: int) -> None:
        self.seen = Seen(seed)
        # Short: the path of a Unix socket has at most 107 bytes.
        self.directory = Path(tempfile.mkdtemp(prefix="storm"))
        self._there = self.directory / "there"
        self._here = self.directory / "here"
        for path in (self._there, self._here, self.directory / "work"):
            path.mkdir(mode=0o700)
        self._lock = threading.Lock()
        self._client: subprocess.Popen[bytes] | None = None
        self._log = self.directory / "gateway.log"
        self.served = Served(self._there, self.directory / "work", self._log, self._tell)
        make = runpy.run_path(str(ROOT / "tests" / "proxy.py"))["CuttingProxy"]
        self.link: CuttingProxy = make(f"127.0.0.1:{self.served.port}")
        url = self.served.url()
        address, self._token = url.split("#")
        host_and_rest = address.partition("//")[2]
        self._target = f"farfield://{self.link.address}{host_and_rest[host_and_rest.index('?') :]}"

    def __enter__(self) -> Storm:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """End all, whatever has happened."""
        self.served.stop()
        self.link.close()
        if self._client is not None:
            self._client.kill()
            self._client.wait()
        for process in (*self.served.processes(), *processes_with(f"FARFIELD_RUNTIME_DIR={self._here}\0")):
            kill(process)
        if kind is None and not self.seen.wrong:
            shutil.rmtree(self.directory)

    def _tell(self, event: str, **what: object) -> None:
        with self._lock:
            self.seen.disturbances.append({"event": event, "at": time.monotonic(), **what})

    # --- the client ---------------------------------------------------------

    def _start_client(self, notebook: str, jobs: int = 0) -> subprocess.Popen[bytes]:
        directory = self.directory / notebook
        directory.mkdir(exist_ok=True)
        environment = os.environ | {
            "FARFIELD_RUNTIME_DIR": str(self._here),
            "FARFIELD_TOKEN": self._token,
            "JPY_SESSION_NAME": f"{notebook}.ipynb",
            "PYTHONPATH": str(ROOT / "tools"),
            "IPYTHONDIR": str(self.directory / "ipython"),
            "STORM_TARGET": self._target,
            "STORM_JOBS": str(jobs),
        }
        self.seen.clients += 1
        with open(self.directory / f"{notebook}.log", "a") as log:
            command = [sys.executable, "-m", "chaos.client", str(directory), str(self.seen.seed)]
            self._client = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=directory)
        return self._client

    def _kill_client(self) -> None:
        assert self._client is not None
        self._client.kill()
        self._client.wait()
        self._start_client("storm")

    def _keep_client(self) -> None:
        """The client ends by itself only when something is wrong; there is to be one all the same."""
        assert self._client is not None
        if self._client.poll() is not None:
            self._wrong(
                f"the client ended with status {self._client.returncode}: {self._end_of('storm.log')}"
            )
            self._start_client("storm")

    def _end_of(self, name: str) -> str:
        return (self.directory / name).read_text(errors="replace")[-1500:]

    def _wrong(self, what: str) -> None:
        self.seen.wrong.append(what)

    # --- from beginning to end ----------------------------------------------

    def rage(self, kills: int, kinds: list[str]) -> None:
        """Disturb so often, in these ways."""
        began = time.monotonic()
        self._start_client("storm")
        weather = Weather(self.seen.seed, self.served, self.link, self._kill_client, self._tell, kinds)
        for _ in range(kills):
            self._keep_client()
            weather.disturb()
        self.link.snap_after(1 << 62)
        self.served.wait_until_ready()
        (self.directory / "storm" / "stop").touch()
        self._await_client("storm")
        self.seen.seconds = time.monotonic() - began

    def compare(self) -> None:
        """Run the same jobs without a disturbance."""
        self.seen.records = self._read("storm")
        settled = [record["job"] for record in self.seen.records if record["event"] in ("settled", "stuck")]
        self._start_client("calm", jobs=max(settled, default=0) + 1)
        self._await_client("calm")
        self.seen.calm = self._read("calm")

    def end(self) -> None:
        """End the gateway in peace and look at what is left."""
        memory, self.seen.files = self.served.look()
        self.seen.most_memory = max(self.served.most_memory, memory)
        status = self.served.stop()
        if status:
            self._wrong(f"the gateway ended with status {status}")
        self.seen.starts = self.served.starts
        self.seen.left = self.served.left()
        here = processes_with(f"FARFIELD_RUNTIME_DIR={self._here}\0")
        self.seen.left += [f"process {process.pid} of the client" for process in here]

    def _await_client(self, notebook: str) -> None:
        assert self._client is not None
        try:
            status = self._client.wait(CALM_SECONDS)
        except subprocess.TimeoutExpired:
            self._wrong(f"the client was not done in {CALM_SECONDS:g} s: {self._end_of(f'{notebook}.log')}")
            self._client.kill()
            self._client.wait()
            return
        if status:
            self._wrong(f"the client ended with status {status}: {self._end_of(f'{notebook}.log')}")

    def _read(self, notebook: str) -> list[dict[str, Any]]:
        records = []
        for line in (self.directory / notebook / "records").read_text().splitlines():
            try:
                records.append(json.loads(line))
            except ValueError:
                pass  # half a line: its writer was killed
        return records


def storm(seed: int, kills: int, kinds: list[str]) -> Seen:
    """A storm of so many disturbances, and what was seen in it."""
    with Storm(seed) as raging:
        raging.rage(kills, kinds)
        raging.compare()
        raging.end()
        from chaos.report import verdict

        raging.seen.wrong += verdict(raging.seen)
        if raging.seen.wrong:
            raging.seen.wrong.append(f"logs and records are in {raging.directory}")
        return raging.seen
