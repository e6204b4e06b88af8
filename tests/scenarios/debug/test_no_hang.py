"""With the debugger on nothing hangs: processes that cells start, requests meanwhile, attaching later."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel  # noqa: TID251  # for the type checker only
    from tests.scenarios.debug.conftest import FrontEnd, OpenFrontEnd  # noqa: TID251

Unique = Callable[[str], str]

REMOTE = "%%distributed\n"

SUBPROCESS = """\
import subprocess, sys
subprocess.run([sys.executable, "-c", "print(6 * 7)"], capture_output=True, text=True).stdout.strip()"""

FORK = """\
import multiprocessing
context = multiprocessing.get_context("fork")
def child(queue):
    value = 6 * 7
    queue.put(value)
queue = context.SimpleQueue()
process = context.Process(target=child, args=(queue,))
process.start()
got = queue.get()
process.join()
str(got)"""

SPAWN = """\
import multiprocessing, operator
try:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        got = pool.apply(operator.mul, (6, 7))
finally:
    multiprocessing.resource_tracker._resource_tracker._stop()  # else it stays as long as this process
str(got)"""

OS_FORK = """\
import os
reader, writer = os.pipe()
pid = os.fork()
if pid == 0:
    value = b"42"
    os.write(writer, value)
    os._exit(0)
os.waitpid(pid, 0)
os.close(writer)
text = os.read(reader, 10).decode()
os.close(reader)
text"""

pytestmark = pytest.mark.usefixtures("debugged")


@pytest.mark.parametrize(
    "magic, body",
    [
        pytest.param("", SUBPROCESS, id="subprocess, here"),
        pytest.param("", FORK, id="fork, here"),
        pytest.param("", SPAWN, id="spawn, here"),
        pytest.param("", OS_FORK, id="os.fork, here"),
        pytest.param(REMOTE, SUBPROCESS, id="subprocess, remote"),
        pytest.param(REMOTE, FORK, id="fork, remote"),
        pytest.param(REMOTE, SPAWN, id="spawn, remote"),
        pytest.param(REMOTE, OS_FORK, id="os.fork, remote"),
    ],
)
def test_processes_that_a_cell_starts_run(
    kernel: Kernel, lab: FrontEnd, unique: Unique, magic: str, body: str
) -> None:
    assert lab.run(unique(magic + body)).result().value == "'42'"


@pytest.mark.parametrize("magic", ["", REMOTE], ids=["here", "remote"])
@pytest.mark.parametrize("body, line", [(FORK, 4), (OS_FORK, 5)], ids=["fork", "os.fork"])
def test_a_breakpoint_in_what_a_fork_runs_stops_nobody(
    kernel: Kernel, lab: FrontEnd, unique: Unique, magic: str, body: str, line: int
) -> None:
    cell = unique(magic + body)
    lab.break_at(cell, line + (1 if magic else 0))
    assert lab.run(cell).result().value == "'42'"


def test_requests_are_answered_while_a_cell_runs_and_a_worker_stands_still(
    kernel: Kernel, lab: FrontEnd, unique: Unique
) -> None:
    cell = unique("%%distributed\nvalue = 1\nvalue += 1\nvalue")
    lab.break_at(cell, 3)
    run = lab.run(cell)
    thread, frames = lab.worker_stop()
    other = unique("a = 1\nb = 2")
    for command, arguments in (
        ("debugInfo", {}),
        ("dumpCell", {"code": other}),
        ("setBreakpoints", {"source": {"path": lab.dump(other)}, "breakpoints": [{"line": 2}]}),
        ("configurationDone", {}),
        ("threads", {}),
        ("modules", {}),
        ("inspectVariables", {}),
        ("evaluate", {"expression": "value", "frameId": frames[0]["id"]}),
        ("evaluate", {"expression": "%worker"}),
        ("setExceptionBreakpoints", {"filters": []}),
        ("source", {"source": {"path": "/nowhere.py"}}),
    ):
        began = time.monotonic()
        lab.answer(lab.send(command, **arguments), 5.0)
        assert time.monotonic() - began < 1.0, command
    lab.go_on(thread)
    assert run.result().value == "2"


def test_a_slow_expression_holds_up_no_other_request(kernel: Kernel, lab: FrontEnd, unique: Unique) -> None:
    cell = unique("%%distributed\nimport time\nvalue = 1\nvalue += 1\nvalue")
    lab.break_at(cell, 4)
    run = lab.run(cell)
    thread, frames = lab.worker_stop()
    slow = lab.send("evaluate", expression="time.sleep(2)", frameId=frames[0]["id"], context="repl")
    began = time.monotonic()
    lab.reply("debugInfo")
    assert time.monotonic() - began < 1.0
    assert lab.answer(slow)["success"]
    lab.go_on(thread)
    assert run.result().value == "2"


@pytest.mark.parametrize("client", ["jupyterlab", "vscode"])
def test_a_cluster_that_is_attached_to_after_the_bug_icon(
    make_kernel: Callable[..., Kernel],
    kernel: Kernel,
    open_front_end: OpenFrontEnd,
    unique: Unique,
    client: str,
) -> None:
    other = make_kernel(kernel.cwd)
    front_end = open_front_end(other, client)
    cell = unique("%%distributed\nvalue = 1\nvalue += 1\nvalue")
    front_end.break_at(cell, 3)
    assert other.start("import farfield as ff\n%attach local:2").result().status == "ok"
    run = front_end.run(cell)
    thread, frames = front_end.worker_stop()
    assert frames[0]["line"] == 3
    front_end.go_on(thread)
    assert run.result().value == "2"


def test_a_new_worker_has_the_breakpoints_before_its_first_line(
    kernel: Kernel, lab: FrontEnd, unique: Unique
) -> None:
    name = f"fresh{time.monotonic_ns()}"
    cell = unique(f"%%distributed --on {name}\nfirst = 1\nfirst")
    lab.break_at(cell, 2)
    run = lab.run(cell)
    thread, frames = lab.worker_stop()
    assert frames[0]["line"] == 2
    lab.go_on(thread)
    assert run.result().value == "1"
    kernel.ok(f"%group drop {name}")


def test_a_debugger_of_a_kernel_without_a_cluster(
    make_kernel: Callable[..., Kernel], kernel: Kernel, open_front_end: OpenFrontEnd, unique: Unique
) -> None:
    other = make_kernel(kernel.cwd)
    lab = open_front_end(other)
    cell = unique("value = 1\nvalue += 1\nvalue")
    lab.break_at(cell, 2)
    run = lab.run(cell)
    thread, frames = lab.stop()
    assert frames[0]["line"] == 2
    lab.go_on(thread)
    assert run.result().value == "2"
