"""A pod whose container is a directory of this machine, with a home, a PATH and processes of its own."""

from __future__ import annotations

import contextlib
import datetime
import os
import secrets
import shutil
import sys
import time
from pathlib import Path
from typing import Any

import psutil

from farfield_engine.objects.cleanup import default_parent, remove_stale, spill_parent

DEADLINE = 20.0
MARK = "FARFIELD_TEST_POD"


class FakePod:
    """A head pod that runs, and is ready, unless it is told otherwise."""

    container = "ray-head"

    def __init__(
        self, base: Path, cluster: str, python: str = sys.executable, volume: Path | None = None, **more: str
    ) -> None:
        """python: what 'python3' is in it; empty for none. volume: where Farfield keeps results, if it is
        to outlive the pod. more: of the environment."""
        self.uid = secrets.token_hex(4)
        self.name = f"{cluster}-head-{self.uid}"
        self.labels = {"ray.io/cluster": cluster, "ray.io/node-type": "head"}
        self.made = datetime.datetime.now(datetime.UTC).isoformat()
        self.restarts = 0
        self.status: dict[str, Any] = {}
        """In place of that of a pod that runs."""
        self.up = True
        """Whether its container runs, so that something can be executed in it."""
        self._volume = volume
        self._more = more
        self._python = python
        self.directory = base / self.uid
        self._fill()

    def _fill(self) -> None:
        for name in ("home", "bin", "tmp", "run"):
            (self.directory / name).mkdir(mode=0o700, parents=True)
        if self._python:
            self.install("python3", f'#!/bin/sh\nexec "{self._python}" "$@"\n')
        # In an image there is more; nothing is to be found here by accident.
        for name in ("sh", "echo"):
            (self.directory / "bin" / name).symlink_to(str(shutil.which(name)))

    def install(self, name: str, text: str) -> None:
        """A program in the PATH there."""
        path = self.directory / "bin" / name
        path.write_text(text)
        path.chmod(0o755)

    @property
    def home(self) -> Path:
        """The working directory of what is executed."""
        return self.directory / "home"

    @property
    def environment(self) -> dict[str, str]:
        """Of what runs in it."""
        given = {
            "HOME": str(self.home),
            "PATH": str(self.directory / "bin"),
            "TMPDIR": str(self.directory / "tmp"),
            "XDG_RUNTIME_DIR": str(self.directory / "run"),
            MARK: self.uid,
            **self._more,
        }
        if self._volume is not None:
            given["FARFIELD_STATE_DIR"] = str(self._volume)
        return given

    def describe(self) -> dict[str, Any]:
        """The object of the API."""
        state: dict[str, Any] = {"running": {}} if self.up else {"terminated": {"exitCode": 137}}
        container = {
            "name": self.container, "ready": self.up, "restartCount": self.restarts,
            "containerID": f"containerd://{self.uid}{self.restarts}", "state": state,
        }  # fmt: skip
        status = self.status or {"phase": "Running", "podIP": "127.0.0.1", "containerStatuses": [container]}
        metadata = {
            "name": self.name, "uid": self.uid, "labels": self.labels, "creationTimestamp": self.made,
            "namespace": "team",
        }  # fmt: skip
        containers = [{"name": self.container}, {"name": "sidecar"}]
        return {
            "apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": {"containers": containers},
            "status": status,
        }  # fmt: skip

    # --- what runs in it ----------------------------------------------------

    def processes(self) -> list[psutil.Process]:
        """All of them."""
        found = []
        for name in filter(str.isdigit, os.listdir("/proc")):
            with contextlib.suppress(OSError, psutil.NoSuchProcess):
                if f"{MARK}={self.uid}\0".encode() in Path(f"/proc/{name}/environ").read_bytes() + b"\0":
                    found.append(psutil.Process(int(name)))
        return found

    def listens_at(self, port: int) -> bool:
        """Whether one of them does."""
        for process in self.processes():
            with contextlib.suppress(psutil.Error):
                for one in process.net_connections("tcp"):
                    if one.status == psutil.CONN_LISTEN and one.laddr.port == port:
                        return True
        return False

    def end(self) -> None:
        """Kill all that runs in it, and remove what it has."""
        self.up = False
        deadline = time.monotonic() + DEADLINE
        # A zombie has no environment any more: whose child it was may be slow to see to it.
        while left := self.processes():
            assert time.monotonic() < deadline, f"still there after {DEADLINE:g} s: {left}"
            for process in left:
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.kill()
            time.sleep(0.02)
        shutil.rmtree(self.directory)
        # A container has a shared memory of its own.
        remove_stale(default_parent())
        remove_stale(spill_parent())

    def restart(self) -> None:
        """The container is started anew, with nothing left of what was in it."""
        self.end()
        self.restarts += 1
        self._fill()
        self.up = True
