"""The gateway outlives kernels, is shared by them, and is replaced when it is gone."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from farfield_engine.client.client import Client
from farfield_engine.client.local import ConnectionInfo, find_local, find_or_start_local

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel, MakeKernel  # noqa: TID251  # for the type checker only

GATEWAY = "__import__('farfield')._attach.current().gateway"
SHARED_MEMORY = Path("/dev/shm") / f"farfield-{os.getuid()}"


def until(reached: Callable[[], bool], what: str, seconds: float = 20.0) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, f"not {what} after {seconds:g} s"
        time.sleep(0.01)


@pytest.fixture
def loner(own_runtime: Path, make_kernel: MakeKernel, tmp_path: Path) -> Kernel:
    """A kernel whose gateway is its own."""
    kernel = make_kernel(tmp_path)
    kernel.ok("import farfield, farfield._attach\n%attach local:2")
    return kernel


def info_of_local() -> ConnectionInfo:
    """The gateway of this runtime directory."""
    info = find_local()
    assert info is not None
    return info


def ended(pid: int) -> bool:
    """Whether a process is gone, or dead and not yet reaped."""
    try:
        return psutil.Process(pid).status() == "zombie"
    except psutil.NoSuchProcess:
        return True


def test_attach_says_what_it_found(kernel: Kernel) -> None:
    assert kernel.ok("%attach local:2").stdout == "attached to local:2: 2 workers\n"
    shown = kernel.ok("%cluster").stdout + kernel.ok("%cluster").value + str(kernel.ok("%cluster").displays)
    assert "local engine" in shown and "CPUs in use" in shown


def test_wrong_targets(kernel: Kernel) -> None:
    for target, said in [
        ("local:0", "not a target"),
        ("nowhere", "not a target"),
        ("ray:auto", "'auto' names no cluster"),
        ("ssh://u@host.invalid", "not known here"),
        ("--boot local", "no option '--boot'"),
        ("local --bootstrap", "ssh://HOST --bootstrap"),
        ("local farfield://h:1#secret", "one target"),
    ]:
        result = kernel.run(f"%attach {target}")
        assert said in result.stderr and result.stderr.count("\n") == 1, result
        assert "secret" not in result.stderr
    assert kernel.ok("%%distributed\n1").value == "1"


def test_detach(kernel: Kernel) -> None:
    kernel.ok("%attach local")
    assert kernel.ok("%detach").stdout == "detached\n"
    assert kernel.ok("%detach").stdout == "not attached\n"
    assert kernel.ok("%%distributed\n'again'").value == "'again'"


def test_two_kernels_share_a_gateway(kernel: Kernel, make_kernel: MakeKernel, tmp_path: Path) -> None:
    other = make_kernel(tmp_path)
    kernel.ok("import farfield, farfield._attach")
    other.ok("import farfield, farfield._attach\nmine = 'other'")
    assert kernel.get(GATEWAY) == other.get(GATEWAY)
    kernel.ok("mine = 'first'")
    assert kernel.ok("%%distributed\nmine").value == "'first'"
    assert other.get("%%distributed\nimport os\nmine, os.getcwd()") == ("other", str(tmp_path))


def test_a_kernel_that_restarts_finds_the_gateway_and_its_jobs(
    make_kernel: MakeKernel, tmp_path: Path
) -> None:
    kernel = make_kernel(tmp_path)
    kernel.ok("import farfield, farfield._attach")
    before = kernel.get(GATEWAY)
    kernel.ok("%%distributed --name remembered --into x\nprint('kept text')\n[1, 2]")
    number = kernel.ok("%jobs").stdout.splitlines()[-1].split()[0]
    kernel.restart()
    kernel.ok("import farfield, farfield._attach")
    assert kernel.get(GATEWAY) == before
    assert kernel.ok(f"%jobs result {number}").value == "[1, 2]"
    assert "kept text" in kernel.ok(f"%jobs logs {number}").stdout
    assert "remembered" in kernel.ok(f"%jobs show {number}").stdout


def test_a_gateway_killed_while_idle_is_replaced(loner: Kernel) -> None:
    loner.ok("%%distributed\n1")
    info = info_of_local()
    os.kill(info.pid, signal.SIGKILL)
    until(lambda: ended(info.pid), "ended")
    first = loner.run("%%distributed\n'replaced'")
    if first.status == "error":
        assert first.ename == "ConnectionLostError" or "gateway is gone" in first.stderr
    assert loner.ok("%%distributed\n'replaced'").value == "'replaced'"
    assert info_of_local().gateway != info.gateway
    assert not (SHARED_MEMORY / info.gateway).exists()


def test_a_gateway_killed_while_a_cell_runs(loner: Kernel) -> None:
    info = info_of_local()
    running = loner.start(
        "%%distributed\nimport os, time\nprint('worker', os.getpid(), flush=True)\ntime.sleep(600)"
    )
    running.wait_for("\n")
    worker = int(running.seen.stdout.split()[1])
    os.kill(info.pid, signal.SIGKILL)
    result = running.result(20)
    assert (result.status, result.ename) == ("error", "ConnectionLostError")
    assert "%attach" in result.evalue
    until(lambda: ended(worker), "without workers")
    assert loner.ok("%%distributed\n'replaced'").value == "'replaced'"
    assert not (SHARED_MEMORY / info.gateway).exists()


def test_a_gateway_told_to_end_leaves_nothing(loner: Kernel) -> None:
    loner.ok("import numpy as np\na = np.ones(1 << 20)")
    loner.ok("%%distributed\nb = a * 2")
    info = info_of_local()
    workers = psutil.Process(info.pid).children(recursive=True)
    os.kill(info.pid, signal.SIGTERM)
    until(lambda: ended(info.pid) and all(ended(worker.pid) for worker in workers), "ended")
    assert not (SHARED_MEMORY / info.gateway).exists()
    assert loner.get("float(b[-1])") == 2.0
    assert find_local() is None


def test_an_idle_gateway_ends_by_itself(own_runtime: Path) -> None:
    info = find_or_start_local(idle=0.3)
    assert find_or_start_local(idle=0.3).pid == info.pid
    until(lambda: ended(info.pid), "ended")
    until(lambda: not (SHARED_MEMORY / info.gateway).exists(), "tidy")
    assert find_local() is None


def test_a_gateway_with_a_client_is_not_idle(own_runtime: Path) -> None:
    info = find_or_start_local(idle=0.5)
    client = Client.local()
    assert client.gateway == info.gateway
    began = time.monotonic()
    until(lambda: time.monotonic() > began + 1.5, "three times as long idle")
    assert client.status().pid == info.pid
    client.close(detach=True)
    until(lambda: ended(info.pid), "ended")


def test_a_stale_connection_file_is_passed_over(own_runtime: Path) -> None:
    info = find_or_start_local(idle=60)
    (connection,) = own_runtime.glob("local-*/gateway.json")
    kept = connection.read_text()
    # An editor that finds it runs what is to use it by the same interpreter.
    assert json.loads(kept)["executable"] == sys.executable
    os.kill(info.pid, signal.SIGTERM)
    until(lambda: ended(info.pid), "ended")
    connection.write_text(kept)
    assert find_local() is None
    assert find_or_start_local(idle=60).pid != json.loads(kept)["pid"]
