"""Breakpoints in modules, functions of other cells, jobs and actors; and stops at exceptions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel  # noqa: TID251  # for the type checker only
    from tests.scenarios.debug.conftest import FrontEnd, OpenFrontEnd  # noqa: TID251

CLIENTS = pytest.mark.parametrize("client", ["jupyterlab", "vscode"])
Unique = Callable[[str], str]

pytestmark = pytest.mark.usefixtures("debugged")


@CLIENTS
def test_a_module_beside_the_notebook(
    kernel: Kernel, open_front_end: OpenFrontEnd, client: str, unique: Unique
) -> None:
    front_end = open_front_end(kernel, client)
    module = kernel.cwd / f"helper_{client}.py"
    module.write_text(f"'''{client}'''\ndef double(n):\n    twice = 2 * n\n    return twice\n")
    if client == "jupyterlab":  # sets them in its copy of what its editor holds
        path = front_end.break_at(module.read_text(), 4)
    else:
        path = str(module)
        front_end.break_in(path, 4)
    run = front_end.run(unique(f"%%distributed\nimport helper_{client} as helper\nhelper.double(4)"))
    thread, frames = front_end.worker_stop()
    assert frames[0]["line"] == 4 and frames[0]["source"]["path"] == path
    assert front_end.variables(frames[0])["twice"]["value"] == "8"
    front_end.go_on(thread)
    assert run.result().value == "8"


@pytest.mark.parametrize(
    "call, value",
    [
        ("%%distributed\nwork(3)", "9"),
        ("%%distributed for i in [3]\nwork(i)", "[9]"),
        ("ff.submit(work, 3).result()", "9"),
        ("list(ff.map(work, [3]))", "[9]"),
    ],
)
def test_a_function_of_another_cell(
    kernel: Kernel, lab: FrontEnd, unique: Unique, call: str, value: str
) -> None:
    defines = unique("def work(n):\n    square = n * n\n    return square")
    lab.break_at(defines, 3)
    assert lab.run(defines).result().status == "ok"
    run = lab.run(unique(call))
    thread, frames = lab.worker_stop()
    assert frames[0]["line"] == 3 and frames[0]["name"].startswith("work")
    assert frames[0]["source"]["path"] == lab.dump(defines)
    assert lab.variables(frames[0])["square"]["value"] == "9"
    lab.go_on(thread)
    assert run.result().value == value


def test_a_method_of_an_actor(kernel: Kernel, lab: FrontEnd, unique: Unique) -> None:
    defines = unique(
        "@ff.remote\nclass Counter:\n    def __init__(self):\n        self.n = 0\n"
        "    def add(self, more):\n        self.n += more\n        return self.n"
    )
    lab.break_at(defines, 4, 7)
    assert lab.run(defines).result().status == "ok"
    run = lab.run(
        unique(
            "counter = Counter.remote()\ncounter.add.remote(5).result()\n"
            "result = counter.add.remote(6).result()\nresult"
        )
    )
    thread, frames = lab.worker_stop()
    assert frames[0]["line"] == 4
    lab.go_on(thread)
    for expected in ("5", "11"):
        thread, frames = lab.worker_stop()
        assert lab.evaluate("self.n", frames[0]) == expected
        lab.go_on(thread)
    assert run.result().value == "11"
    kernel.ok("del counter")


def test_raised_and_uncaught_exceptions(kernel: Kernel, lab: FrontEnd, unique: Unique) -> None:
    cell = unique(
        "%%distributed\ndef inner(n):\n    local = n + 1\n    return local / 0\n"
        "try:\n    inner(1)\nexcept ZeroDivisionError:\n    caught = True\ninner(2)"
    )
    lab.ask("setExceptionBreakpoints", filters=["uncaught"])
    run = lab.run(cell)
    thread, frames = lab.worker_stop()
    assert (frames[0]["line"], lab.evaluate("local", frames[0])) == (4, "3")
    assert "ZeroDivisionError" in str(lab.ask("exceptionInfo", threadId=thread))
    lab.go_on(thread)
    assert run.result().ename == "ZeroDivisionError"

    lab.ask("setExceptionBreakpoints", filters=[])
    assert lab.run(cell).result().ename == "ZeroDivisionError"


RAISES = """\
%%distributed
def inner(n):
    local = n + 1
    return local / 0
try:
    inner(1)
except ZeroDivisionError:
    caught = True
caught"""


def test_a_raised_exception_stops_though_it_is_caught(kernel: Kernel, lab: FrontEnd, unique: Unique) -> None:
    lab.ask("setExceptionBreakpoints", filters=["raised"])
    run = lab.run(unique(RAISES))
    thread, frames = lab.worker_stop()
    assert (frames[0]["line"], lab.evaluate("local", frames[0])) == (4, "2")
    # pydevd stops once more in each frame that the exception passes.
    lab.ask("setExceptionBreakpoints", filters=[])
    lab.go_on(thread)
    assert run.result().value == "True"


def test_an_interrupt_is_not_stopped_in_the_kernel_by_the_filter_of_raised_exceptions(
    kernel: Kernel, lab: FrontEnd, unique: Unique
) -> None:
    """The kernel's own debugger must not stop in what is ours: nothing would ever cancel the job."""
    lab.ask("setExceptionBreakpoints", filters=["raised"])
    run = lab.run(unique(RAISES))
    lab.worker_stop()
    kernel.interrupt()
    try:
        assert run.result(10.0).ename == "KeyboardInterrupt"
        lab.await_stopped()
    finally:
        lab.ask("setExceptionBreakpoints", filters=[])
