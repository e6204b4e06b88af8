"""The debugger's end: what is stopped goes on, nothing of it is left, and it can begin again."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel  # noqa: TID251  # for the type checker only
    from tests.scenarios.debug.conftest import FrontEnd, OpenFrontEnd, Status, Until  # noqa: TID251

CELL = """\
%%distributed
value = 1
value += 1
value"""

CLIENTS = pytest.mark.parametrize("client", ["jupyterlab", "vscode"])
Unique = Callable[[str], str]

pytestmark = pytest.mark.usefixtures("debugged")


@CLIENTS
def test_a_worker_goes_on_when_the_debugger_is_switched_off(
    kernel: Kernel, open_front_end: OpenFrontEnd, client: str, unique: Unique
) -> None:
    front_end = open_front_end(kernel, client)
    cell = unique(CELL)
    front_end.break_at(cell, 3)
    run = front_end.run(cell)
    front_end.worker_stop()
    front_end.disconnect()
    assert run.result().value == "2"
    assert kernel.ok(cell).value == "2"


def test_it_is_switched_on_again_at_once(
    kernel: Kernel, open_front_end: OpenFrontEnd, unique: Unique
) -> None:
    lab = open_front_end(kernel, "jupyterlab")
    for _ in range(4):
        cell = unique(CELL)
        lab.break_at(cell, 3)
        run = lab.run(cell)
        lab.worker_stop()
        lab.disconnect()
        lab.attach()
        assert run.result().value == "2"


def test_nothing_is_traced_afterwards(kernel: Kernel, lab: FrontEnd, unique: Unique) -> None:
    cell = unique(CELL)
    lab.break_at(cell, 3)
    run = lab.run(cell)
    thread, _ = lab.worker_stop()
    lab.go_on(thread)
    assert run.result().value == "2"
    lab.disconnect()
    traced = "(__import__('sys').gettrace(), __import__('threading').gettrace())"
    for code in ("%%distributed --ranks 2", "%%distributed", "%%distributed for i in range(4)"):
        value = kernel.get(f"{code}\ndef f():\n    return str({traced})\nf()")
        values = [value] if isinstance(value, str) else value
        assert set(values) == {"(None, None)"}


def test_a_worker_that_was_never_debugged_has_no_debugger(
    kernel: Kernel, open_front_end: OpenFrontEnd, unique: Unique
) -> None:
    front_end = open_front_end(kernel, attach=False)
    kernel.ok("%group drop fresh\n" if "fresh" in kernel.ok("%group").stdout else "1")
    loaded = (
        "[name for name in __import__('sys').modules if name.startswith(('debugpy', 'pydevd', '_pydev'))]"
    )
    assert kernel.get(f"%%distributed --on fresh\n{loaded}") == []
    kernel.ok("%group drop fresh")
    front_end.await_stopped()


def test_a_debugger_that_starts_says_nothing_in_the_cell(
    kernel: Kernel, lab: FrontEnd, unique: Unique
) -> None:
    cell = unique("%%distributed --on quiet\nvalue = 1\nvalue")  # a worker that was never debugged
    lab.break_at(cell, 3)
    run = lab.run(cell)
    thread, _ = lab.worker_stop()
    lab.go_on(thread)
    result = run.result()
    assert (result.status, result.stderr) == ("ok", "")
    kernel.ok("%group drop quiet")


def sockets_of(pid: int) -> set[str]:
    """The inodes of the sockets that a process holds."""
    links = set()
    for name in os.listdir(f"/proc/{pid}/fd"):
        with contextlib.suppress(OSError):
            links.add(os.readlink(f"/proc/{pid}/fd/{name}"))
    return {link[len("socket:[") : -1] for link in links if link.startswith("socket:[")}


def lines_of_sockets() -> list[str]:
    """All TCP and UDP sockets of this machine."""
    names = ("tcp", "tcp6", "udp", "udp6")
    return [line for name in names for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]


def test_nobody_can_connect_to_a_worker_that_stands_still(
    kernel: Kernel, lab: FrontEnd, unique: Unique
) -> None:
    cell = unique("%%distributed\nimport os\npid = os.getpid()\npid")
    lab.break_at(cell, 4)
    run = lab.run(cell)
    thread, frames = lab.worker_stop()
    pid = int(lab.evaluate("pid", frames[0]))
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    for process in family:
        assert process.net_connections("inet") == []
    # Nor in any table of the system, whatever psutil makes of it: by the inodes of what the worker holds.
    # (Ports are not knocked at: the kernel's own debugger has one, and ends with whoever has called there.)
    held = set().union(*(sockets_of(process.pid) for process in family))
    assert held, "a worker has its link"
    assert not [line for line in lines_of_sockets() if line.split()[9] in held]
    lab.go_on(thread)
    assert run.result().status == "ok"


def test_an_interrupt_frees_what_is_stopped_and_the_next_run_stops_again(
    kernel: Kernel, lab: FrontEnd, unique: Unique
) -> None:
    cell = unique(CELL)
    lab.break_at(cell, 3)
    for _ in range(3):
        run = lab.run(cell)
        _, frames = lab.worker_stop()
        assert frames[0]["line"] == 3
        kernel.interrupt()
        result = run.result()
        assert (result.status, result.ename) == ("error", "KeyboardInterrupt")
        lab.await_stopped()
    run = lab.run(cell)
    thread, _ = lab.worker_stop()
    lab.go_on(thread)
    assert run.result().value == "2"


def test_an_interrupt_frees_all_that_are_stopped(kernel: Kernel, code: FrontEnd, unique: Unique) -> None:
    cell = unique("%%distributed --ranks 2\nvalue = rank\nvalue += 1\nvalue")
    code.break_at(cell, 3)
    for _ in range(2):
        run = code.run(cell)
        assert code.worker_stop()[0] != code.worker_stop()[0]
        kernel.interrupt()
        assert run.result().ename == "KeyboardInterrupt"
        code.await_stopped()


def test_a_worker_that_is_killed_leaves_no_ghost(kernel: Kernel, lab: FrontEnd, unique: Unique) -> None:
    cell = unique("%%distributed --keep-going for i in range(2)\nimport os\npid = os.getpid()\npid != 0")
    lab.break_at(cell, 4)
    run = lab.run(cell)
    first, frames = lab.worker_stop()
    os.kill(int(lab.evaluate("pid", frames[0])), signal.SIGKILL)
    assert int(lab.event("continued")["threadId"]) == first
    second, frames = lab.worker_stop()
    lab.await_stopped(second)
    assert not lab.reply("stackTrace", threadId=first)["success"]
    lab.go_on(second)
    assert run.result().status in ("ok", "error")
    lab.await_stopped()
    again = unique(CELL)
    lab.break_at(again, 3)
    run = lab.run(again)
    thread, _ = lab.worker_stop()
    lab.go_on(thread)
    assert run.result().value == "2"


def test_stopped_workers_go_on_when_the_kernel_is_killed(
    make_kernel: Callable[..., Kernel], open_front_end: OpenFrontEnd, unique: Unique,
    status: Status, until: Until, kernel: Kernel,
) -> None:  # fmt: skip
    other = make_kernel(kernel.cwd)
    other.ok("import farfield as ff\n%attach local:2")
    lab = open_front_end(other)
    done = kernel.cwd / f"done{os.getpid()}"
    cell = unique(f"%%distributed --detach\nvalue = 1\nvalue += 1\nopen({str(done)!r}, 'w').close()")
    lab.break_at(cell, 3)
    assert lab.run(cell).result().status == "ok"
    lab.worker_stop()
    until(lambda: any(w.HasField("pause") for n in status().nodes for w in n.workers), "a pause")
    os.kill(other.manager.provisioner.process.pid, signal.SIGKILL)  # type: ignore[union-attr]
    lab.attached = False
    until(lambda: not any(w.HasField("pause") for n in status().nodes for w in n.workers), "on its way")
    until(done.exists, "at its end")


def test_the_kernels_own_adapter_ends_with_it_though_it_stands_still(
    make_kernel: Callable[..., Kernel], open_front_end: OpenFrontEnd, kernel: Kernel
) -> None:
    other = make_kernel(kernel.cwd)
    other.ok("import farfield as ff")
    lab = open_front_end(other)
    group = int(other.get("__import__('debugpy.server.api').server.api._adapter_process.pid"))
    (adapter,) = [psutil.Process(pid) for pid in psutil.pids() if pid != group and in_group(pid, group)]
    adapter.suspend()  # as it does when its two locks wait for each other
    lab.attached = False
    other.client.shutdown()
    adapter.wait(timeout=10.0)


def in_group(pid: int, group: int) -> bool:
    """Whether a process is in a process group."""
    with contextlib.suppress(ProcessLookupError):
        return os.getpgid(pid) == group
    return False
