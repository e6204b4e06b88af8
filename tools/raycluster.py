"""A Ray cluster of a test's or a benchmark's own: its own ports, directory and token, and nothing left of it.

`ray stop` ends every Ray process of the machine, so nothing here uses it: a node is a `ray start --block`,
which ends what it has started when told to end, and what it leaves is found by a mark in its environment.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

START_SECONDS = 200.0
POLITE_SECONDS = 5.0
STOP_SECONDS = 20.0
OBJECT_STORE_BYTES = 200_000_000

_MARK = "FARFIELD_RAY_CLUSTER"
# That a machine is lost is otherwise noticed after fifteen seconds; that one starts is waited for a minute.
_TIMES = {
    "RAY_health_check_period_ms": "500",
    "RAY_health_check_failure_threshold": "10",
    "RAY_raylet_start_wait_time_s": "180",
}
_ENDS_WITH_US = """
import ctypes, os, signal, sys
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, signal.SIGTERM, 0, 0, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
# A node is no child of the tests or kernels of which these tell.
_NOT_ITS = ("FARFIELD_RUNTIME_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "FARFIELD_TARGET", "PYTHONPATH")


class Node:
    """One raylet with what belongs to it."""

    def __init__(self, process: subprocess.Popen[bytes], mark: str, log: Path) -> None:
        self._process = process
        self._mark = mark
        self._log = log
        self._killed = False

    @property
    def processes(self) -> dict[int, str]:
        """The process ids and command lines of all that it has started and that is alive."""
        return _marked(self._mark)

    def kill(self, name: str = "raylet/raylet") -> None:
        """Kill the process whose program this is; what hears of that ends by itself."""
        found = [pid for pid, command in self.processes.items() if name in command.partition(" ")[0]]
        assert found, f"no {name} among {self.processes}"
        self._killed = True
        _kill(found)

    def stop(self) -> None:
        """End it and all that it has started; what is not quick is killed."""
        if not self._killed:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(POLITE_SECONDS)
        self.end()

    def end(self) -> None:
        """Kill all of it, as if the machine had failed."""
        self._killed = True
        _kill(self.processes)
        self._process.wait(STOP_SECONDS)
        _until(self._is_gone, f"the end of {self.processes}", STOP_SECONDS)

    def _is_gone(self) -> bool:
        _kill(left := self.processes)  # what was being started meanwhile
        return not left

    def await_raylet(self, seconds: float = START_SECONDS) -> None:
        """Wait until its raylet takes work. Raises AssertionError with the end of its log."""
        _until(self._has_begun, "a Ray node", seconds)

    def _has_begun(self) -> bool:
        text = self._log.read_text(errors="replace")
        if self._process.poll() is not None:
            raise AssertionError(f"'ray start' ended with {self._process.returncode}:\n{text[-3000:]}")
        return "Ray runtime started." in text


class Cluster:
    """A head node, and others when they are asked for. Any method may be called from any thread."""

    def __init__(self, base: Path, cpus: int, dashboard: bool, token: bool, memory: int) -> None:
        """base: a short path, as its sockets have 107 bytes. memory: bytes of each node's object store.

        Starts the head and waits for it.
        """
        self._memory = memory
        self.base = base
        self.port = free_port()
        self.address = f"127.0.0.1:{self.port}"
        self._nodes: list[Node] = []
        self.environment = {"RAY_AUTH_MODE": "token" if token else "disabled"}
        if token:
            path = base / "token"
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_hex(32))
            self.environment["RAY_AUTH_TOKEN_PATH"] = str(path)
        options = ["--head", f"--port={self.port}", f"--temp-dir={base / 'ray'}"]
        options += [f"--include-dashboard={str(dashboard).lower()}", f"--dashboard-port={free_port()}"]
        options += [f"--ray-client-server-port={free_port()}", "--include-log-monitor=false"]
        self.head = self._start(*options, cpus=cpus)

    def add(self, *options: str, cpus: int = 1) -> Node:
        """Start one more node on this machine, with these options of `ray start`, and wait for it."""
        return self._start(f"--address={self.address}", *options, cpus=cpus)

    def remove(self, node: Node) -> None:
        """End a node that was added."""
        self._nodes.remove(node)
        node.stop()

    def stop(self) -> None:
        """End all nodes, the head last. Raises AssertionError when a process can't be ended."""
        with contextlib.ExitStack() as stack:
            for node in self._nodes:
                stack.callback(node.stop)
        shutil.rmtree(self.base / "ray", ignore_errors=True)

    def _start(self, *options: str, cpus: int) -> Node:
        mark = secrets.token_hex(8)
        environment = {name: value for name, value in os.environ.items() if name not in _NOT_ITS}
        environment |= self.environment | _TIMES | {_MARK: mark, "RAY_USAGE_STATS_ENABLED": "0"}
        # However this process ends, its clusters do not go on without it.
        command = [sys.executable, "-c", _ENDS_WITH_US, sys.executable, "-m", "ray.scripts.scripts"]
        command += ["start", "--block", "--disable-usage-stats"]
        command += ["--node-ip-address=127.0.0.1", f"--num-cpus={cpus}"]
        command += [f"--object-store-memory={self._memory}", *options]
        # It has a number of its own, which the next cluster of this machine would have too.
        command += [f"--dashboard-agent-listen-port={free_port()}"]
        log = self.base / f"node{len(self._nodes)}-{mark}.log"
        with open(log, "wb") as output:
            process = subprocess.Popen(
                command, cwd=self.base, env=environment, stdin=subprocess.DEVNULL, stdout=output,
                stderr=output, start_new_session=True,
            )  # fmt: skip
        node = Node(process, mark, log)
        self._nodes.append(node)
        try:
            node.await_raylet()
        except BaseException:
            self._nodes.remove(node)
            node.end()
            raise
        return node


@contextlib.contextmanager
def running(
    *, cpus: int = 2, dashboard: bool = False, token: bool = True, memory: int = OBJECT_STORE_BYTES
) -> Iterator[Cluster]:
    """A cluster whose head has this many CPUs; all of it ends with the block.

    Its `environment` is what others need to join it, set for this process too while it runs.
    """
    base = Path(tempfile.mkdtemp(prefix="ffray-"))
    try:
        cluster = Cluster(base, cpus, dashboard, token, memory)
    except BaseException:
        shutil.rmtree(base, ignore_errors=True)
        raise
    before = {name: os.environ.get(name) for name in cluster.environment}
    os.environ.update(cluster.environment)
    try:
        yield cluster
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
        cluster.stop()
        shutil.rmtree(base, ignore_errors=True)


def free_port() -> int:
    """One that nobody listens at now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _marked(mark: str) -> dict[int, str]:
    needle = f"{_MARK}={mark}\0".encode()
    found = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            if needle in Path(f"/proc/{name}/environ").read_bytes():
                found[int(name)] = Path(f"/proc/{name}/cmdline").read_text().replace("\0", " ")
    # The environment of a dead process that nobody has asked for yet reads as empty.
    return found


def _kill(pids: Iterable[int]) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _until(reached: Callable[[], bool], what: str, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, f"not {what} after {seconds:g} s"
        threading.Event().wait(0.02)


def main() -> int:
    """Run one until Ctrl-C, for trying things out."""
    with running() as cluster:
        print(json.dumps({"address": cluster.address, **cluster.environment}), flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
