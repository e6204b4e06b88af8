"""Memory that runs out: who is killed is named so, and the others go on."""

from __future__ import annotations

import contextlib
import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

import farfield as ff
from farfield_engine.client.local import find_or_start_local
from farfield_engine.engines.memory import RECENT_SECONDS, UNLIMITED, KilledForMemory, memory_limit

V1 = "sys/fs/cgroup/memory"
V2 = "sys/fs/cgroup"


def machine(root: Path, group: str, files: dict[str, str], vmstat: int = 0) -> Path:
    """A root directory as Linux shows it."""
    for name, content in {
        "proc/self/cgroup": group,
        "proc/vmstat": f"nr_free 1\noom_kill {vmstat}\n",
        **files,
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return root


@pytest.mark.parametrize(
    ("group", "files", "limit"),
    [
        ("0::/a/b", {f"{V2}/a/b/memory.max": "max", f"{V2}/a/memory.max": "4096"}, 4096),
        ("0::/a/b", {f"{V2}/a/b/memory.max": "2048", f"{V2}/a/memory.max": "4096"}, 2048),
        ("0::/", {f"{V2}/memory.max": "512"}, 512),
        ("0::/host/path", {f"{V2}/memory.max": "512"}, 512),
        ("0::/\n4:memory:/x", {f"{V1}/x/memory.limit_in_bytes": "99"}, 99),
        ("4:cpu,memory:/host/x", {f"{V1}/memory.limit_in_bytes": "77"}, 77),
        ("4:cpu:/x", {f"{V1}/x/memory.limit_in_bytes": "99"}, UNLIMITED),
    ],
)
def test_the_limit_is_the_smallest_of_the_groups_around(
    tmp_path: Path, group: str, files: dict[str, str], limit: int
) -> None:
    assert memory_limit(machine(tmp_path, group, files)) == limit


def test_without_linux_there_is_no_limit(tmp_path: Path) -> None:
    assert memory_limit(tmp_path) == UNLIMITED
    assert not KilledForMemory(tmp_path).explains(1.0)


def test_each_kill_explains_one_death_for_a_while(tmp_path: Path) -> None:
    events = f"{V2}/a/memory.events"
    root = machine(tmp_path, "0::/a", {events: "oom 9\noom_kill 3\n"}, vmstat=50)
    kills = KilledForMemory(root)
    assert not kills.explains(1.0), "what was before"
    machine(root, "0::/a", {events: "oom 9\noom_kill 3\n"}, vmstat=51)
    assert not kills.explains(2.0), "another group's"
    machine(root, "0::/a", {events: "oom 9\noom_kill 5\n"}, vmstat=53)
    assert [kills.explains(3.0) for _ in range(3)] == [True, True, False]
    machine(root, "0::/a", {events: "oom 9\noom_kill 6\n"}, vmstat=54)
    kills.look(5.0)
    assert not kills.explains(5.0 + RECENT_SECONDS + 1), "that was another process's"


def test_where_no_group_counts_the_machine_does(tmp_path: Path) -> None:
    kills = KilledForMemory(machine(tmp_path, "0::/", {}, vmstat=7))
    machine(tmp_path, "0::/", {}, vmstat=8)
    assert kills.explains(1.0) and not kills.explains(1.0)


def test_workers_are_the_first_to_go_and_what_they_start_too(attached: psutil.Process) -> None:
    def scores() -> tuple[str, str]:
        import subprocess

        child = subprocess.run(
            ["cat", "/proc/self/oom_score_adj"], capture_output=True, text=True, check=True
        )
        return Path("/proc/self/oom_score_adj").read_text(), child.stdout

    own = int(Path("/proc/self/oom_score_adj").read_text())
    assert ff.submit(scores).result(60) == ("800\n", "800\n")
    for process in (attached, attached.children()[0]):  # the zygote is its only child
        assert int(Path(f"/proc/{process.pid}/oom_score_adj").read_text()) == own < 800


def test_a_worker_that_eats_all_memory_is_named_and_the_gateway_goes_on(
    memory_group: Callable[[int], contextlib.AbstractContextManager[None]], own_gateway: None
) -> None:
    def eat() -> None:
        hoard = []
        while True:
            hoard.append(b"x" * (4 << 20))

    def killed() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with memory_group(300 << 20):
        gateway = find_or_start_local().pid
    client = ff.attach("local:2")
    assert client.status().nodes[0].memory == 300 << 20
    for _ in range(2):
        with pytest.raises(ff.WorkerDiedError) as told:
            ff.submit(eat).result(60)
        assert "killed by the kernel because memory ran out" in str(told.value)
        assert re.search(r"\(peak \d+ MiB of 300 MiB\)", str(told.value))
        assert "--memory" in str(told.value) and "SIGKILL" not in str(told.value)
    assert ff.submit(lambda: "fine").result(60) == "fine"
    with pytest.raises(ff.WorkerDiedError, match="SIGKILL.*usual cause"):
        ff.submit(killed).result(60)
    with pytest.raises(MemoryError):
        ff.submit(bytearray, 1 << 60).result(60)
    assert client.status().pid == gateway


def test_a_result_too_large_for_this_process_can_be_had_later(attached: psutil.Process) -> None:
    import resource

    size = 300 << 20
    task, several, remote = ff.submit(bytearray, size), ff.map(bytearray, [size]), ff.put(bytearray(size))
    ff.wait([task])
    assert several._handle.wait(60)
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    used = psutil.Process().memory_info().vms
    resource.setrlimit(resource.RLIMIT_AS, (used + (150 << 20), hard))
    try:
        for get in (task.result, lambda: list(several), remote.get):
            with pytest.raises(
                ff.ResultError, match=r"300\.0 MiB.* does not fit .*1\d\d\.\d MiB more.*again"
            ):
                get()
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    assert len(task.result()) == len(next(iter(several))) == len(remote.get()) == size
