"""Descriptors: too few of them in the gateway, and those of a worker that user code closes."""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

import farfield as ff
from farfield_engine.client.client import Client


@contextlib.contextmanager
def few_descriptors(gateway: psutil.Process, free: int) -> Iterator[None]:
    """The gateway may open no more than so many further files."""
    soft, hard = resource.prlimit(gateway.pid, resource.RLIMIT_NOFILE)
    resource.prlimit(gateway.pid, resource.RLIMIT_NOFILE, (gateway.num_fds() + free, hard))
    try:
        yield
    finally:
        resource.prlimit(gateway.pid, resource.RLIMIT_NOFILE, (soft, hard))


def test_the_gateway_has_all_it_may_and_workers_what_the_user_has(own_gateway: None) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(900, hard), hard))
    try:
        client = ff.attach("local:2")
        assert ff.submit(resource.getrlimit, resource.RLIMIT_NOFILE).result(60) == (min(900, hard), hard)
        assert resource.prlimit(client.status().pid, resource.RLIMIT_NOFILE) == (hard, hard)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_without_descriptors_no_worker_starts_and_that_is_said(attached: psutil.Process) -> None:
    def exit() -> None:
        os._exit(3)

    assert ff.submit(int).result(60) == 0
    with few_descriptors(attached, 2):
        with pytest.raises(ff.WorkerDiedError):
            ff.submit(exit).result(60)
        with pytest.raises(ff.WorkerDiedError) as told:
            ff.submit(int).result(60)
    assert "no worker could be started" in str(told.value)
    assert "too many files open" in str(told.value) and "ulimit -Hn" in str(told.value)
    assert ff.submit(int).result(60) == 0


def test_clients_that_can_not_be_accepted_do_not_keep_the_gateway_busy(attached: psutil.Process) -> None:
    assert ff.submit(int).result(60) == 0
    with few_descriptors(attached, -3):
        used = sum(attached.cpu_times()[:2])
        for _ in range(3):
            with pytest.raises(ff.AttachError):
                Client.local().close()
        deadline = time.monotonic() + 0.5
        while time.monotonic() < deadline:
            assert ff.submit(int).result(60) == 0, "who is attached goes on"
        idle = sum(attached.cpu_times()[:2]) - used
        assert idle < 0.7
    client = Client.local()
    assert client.status().pid == attached.pid
    client.close()


def test_a_closed_or_redirected_standard_output_is_put_back(attached: psutil.Process, tmp_path: Path) -> None:
    def close(number: int) -> int:
        print("before", number)
        os.close(1)
        return number

    def redirect() -> None:
        descriptor = os.open(tmp_path / "elsewhere", os.O_WRONLY | os.O_CREAT)
        os.dup2(descriptor, 2)
        os.dup2(descriptor, 1)

    def write() -> None:
        print("python")
        subprocess.run(["echo", "child"], check=True)
        subprocess.run("echo complaint >&2", shell=True, check=True)

    def close_all() -> None:
        for descriptor in (0, 1, 2):
            os.close(descriptor)

    closed = ff.map(close, range(6))
    assert list(closed) == list(range(6))
    assert ff.job(closed.job).logs() == "".join(f"[{number}] before {number}\n" for number in range(6))
    for harm in (redirect, close_all):
        for _ in range(2):
            ff.submit(harm).result(60)
        written = ff.submit(write)
        written.result(60)
        lines = ff.job(written.job).logs().splitlines()
        assert sorted(lines) == ["child", "complaint", "python"]


def test_a_fork_that_runs_past_its_item_ends_there(attached: psutil.Process) -> None:
    def fork(ending: str) -> object:
        child = os.fork()
        if child:
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print("child", flush=True)
        if ending == "raise":
            raise ValueError("in the child")
        if ending == "exit":
            raise SystemExit(7)
        return bytearray(1 << 20)

    for ending, status in (("return", 0), ("raise", 1), ("exit", 7)):
        task = ff.submit(fork, ending)
        assert task.result(60) == status
        logs = ff.job(task.job).logs()
        assert "child" in logs and ("ValueError: in the child" in logs) == (ending == "raise")
        assert "farfield_engine" not in logs, "without frames of ours"
    assert ff.submit(int).result(60) == 0
