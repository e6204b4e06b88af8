"""Breakpoints of `%%distributed` cells, over the Jupyter debug protocol as two front ends speak it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel  # noqa: TID251  # for the type checker only
    from tests.scenarios.debug.conftest import FrontEnd, OpenFrontEnd  # noqa: TID251

ADD = """\
%%distributed
def add(a, b):
    total = a + b
    parts = {'left': a, 'both': [a, b]}
    return total
first = 2
result = add(first, 3)
print('the sum is', result)"""

MAP = """\
%%distributed for i in range(2)
import time
square = i * i
(i, square)"""

CLIENTS = pytest.mark.parametrize("client", ["jupyterlab", "vscode"])
Unique = Callable[[str], str]


pytestmark = pytest.mark.usefixtures("debugged")


@CLIENTS
def test_from_the_breakpoint_to_the_end(
    kernel: Kernel, open_front_end: OpenFrontEnd, client: str, unique: Unique
) -> None:
    front_end = open_front_end(kernel, client)
    cell = unique(ADD)
    path = front_end.break_at(cell, 7)
    run = front_end.run(cell)
    thread, frames = front_end.worker_stop()
    assert frames[0]["line"] == 7 and frames[0]["source"]["path"] == path
    assert len(frames) == 1, "frames of ours are not shown"
    front_end.await_stopped(thread)

    globals_ = front_end.variables(frames[0], "Globals")
    assert globals_["first"]["value"] == "2"
    thread, frames = front_end.step("stepIn", thread)
    assert frames[0]["name"].startswith("add") and frames[0]["line"] == 3
    thread, frames = front_end.step("next", thread)
    assert frames[0]["line"] == 4
    variables = front_end.variables(frames[0])
    assert {name: variables[name]["value"] for name in ("a", "b", "total")} == {
        "a": "2",
        "b": "3",
        "total": "5",
    }
    thread, frames = front_end.step("next", thread)
    variables = front_end.variables(frames[0])
    parts = front_end.ask("variables", variablesReference=variables["parts"]["variablesReference"])
    assert ["'left'", "'both'"] == [each["name"] for each in parts["variables"] if each["name"][0] == "'"]
    assert front_end.evaluate("total * 100 + a", frames[0]) == "502"
    scopes = front_end.ask("scopes", frameId=frames[0]["id"])["scopes"]
    local = next(scope for scope in scopes if scope["name"] == "Locals")["variablesReference"]
    changed = front_end.ask("setVariable", variablesReference=local, name="total", value="41 + 1")
    assert changed["value"] == "42"
    thread, frames = front_end.step("stepOut", thread)
    assert frames[0]["line"] == 7
    front_end.go_on(thread)
    result = run.result()
    assert (result.status, result.stdout.strip()) == ("ok", "the sum is 42")
    front_end.await_stopped()


def test_a_thread_of_a_worker_is_called_after_it(kernel: Kernel, code: FrontEnd, unique: Unique) -> None:
    cell = unique(ADD)
    code.break_at(cell, 6)
    run = code.run(cell)
    thread, _ = code.worker_stop()
    threads = {each["id"]: each["name"] for each in code.ask("threads")["threads"]}
    assert threads[thread].startswith("worker w")
    assert "MainThread" in threads.values(), "the kernel's own"
    code.go_on(thread)
    assert run.result().status == "ok"


def test_two_workers_stop_one_after_the_other_in_jupyterlab(
    kernel: Kernel, lab: FrontEnd, unique: Unique
) -> None:
    cell = unique(MAP)
    lab.break_at(cell, 4)
    run = lab.run(cell)
    first, frames = lab.worker_stop()
    one = lab.evaluate("i", frames[0])
    assert lab.seen("stopped") == []
    lab.await_stopped(first)
    lab.go_on(first)
    second, frames = lab.worker_stop()
    assert second != first or one != lab.evaluate("i", frames[0])
    assert {one, lab.evaluate("i", frames[0])} == {"0", "1"}
    lab.await_stopped(second)
    lab.go_on(second)
    assert run.result().value == "[(0, 0), (1, 1)]"
    lab.await_stopped()


def test_two_workers_stop_at_once_in_vscode(kernel: Kernel, code: FrontEnd, unique: Unique) -> None:
    cell = unique("%%distributed --ranks 2\nvalue = rank\nvalue += 1\nvalue")
    code.break_at(cell, 3)
    run = code.run(cell)
    stops = dict([code.worker_stop(), code.worker_stop()])
    assert len(stops) == 2, "each has a thread of its own"
    values = {thread: code.evaluate("value", frames[0]) for thread, frames in stops.items()}
    assert sorted(values.values()) == ["0", "1"]
    for thread in stops:
        code.go_on(thread)
    assert run.result().status == "ok"


def test_a_worker_is_chosen_in_the_debug_console(kernel: Kernel, lab: FrontEnd, unique: Unique) -> None:
    cell = unique("%%distributed --ranks 2\nvalue = rank\nvalue += 1\nvalue")
    lab.break_at(cell, 3)
    run = lab.run(cell)
    first, frames = lab.worker_stop()
    listed = ""
    for _ in range(200):
        listed = str(lab.ask("evaluate", expression="%worker", frameId=frames[0]["id"])["result"])
        if len(listed.splitlines()) == 2:
            break
    shown, other = listed.splitlines()
    assert shown.startswith(">") and "(w" in other
    name = other.partition("(")[2].partition(")")[0]
    assert lab.ask("evaluate", expression=f"%worker {name}", frameId=frames[0]["id"])["result"].startswith(
        "showing"
    )
    second, frames = lab.worker_stop()
    assert second != first
    lab.await_stopped(second)
    assert "went on" in lab.ask("evaluate", expression="%continue all", frameId=frames[0]["id"])["result"]
    assert run.result().status == "ok"
    lab.await_stopped()


@CLIENTS
def test_conditions_hit_counts_and_log_points(
    kernel: Kernel, open_front_end: OpenFrontEnd, client: str, unique: Unique
) -> None:
    front_end = open_front_end(kernel, client)
    cell = unique("%%distributed\nfor i in range(6):\n    a = i\n    b = a\n    c = b\nc")
    front_end.break_at(
        cell,
        {"line": 3, "condition": "i == 1"},
        {"line": 4, "hitCondition": "4"},
        {"line": 5, "logMessage": "c will be {b}"},
    )
    run = front_end.run(cell)
    thread, frames = front_end.worker_stop()
    assert (frames[0]["line"], front_end.evaluate("i", frames[0])) == (3, "1")
    front_end.go_on(thread)
    thread, frames = front_end.worker_stop()
    assert (frames[0]["line"], front_end.evaluate("i", frames[0])) == (4, "3")
    front_end.go_on(thread)
    result = run.result()
    assert result.value == "5"
    # What the debugger says comes beside the result.
    last = front_end.event("output", lambda body: "c will be 5" in body["output"])
    texts = [body["output"] for body in front_end.seen("output")]
    assert last and any("c will be 0" in text for text in texts)


def test_variables_are_copied_to_the_notebook_and_inspected(
    kernel: Kernel, lab: FrontEnd, unique: Unique
) -> None:
    cell = unique(
        "%%distributed\nimport pandas as pd\ndef f():\n    frame = pd.DataFrame({'a': [1, 2]})\n"
        "    both = [frame, 1]\n    lock = __import__('threading').Lock()\n    return both\nlen(f())"
        if has_pandas()
        else "%%distributed\ndef f():\n    frame = {'a': [1, 2]}\n    both = [frame, 1]\n"
        "    lock = __import__('threading').Lock()\n    return both\nlen(f())"
    )
    line = 7 if has_pandas() else 6
    lab.break_at(cell, line)
    run = lab.run(cell)
    thread, frames = lab.worker_stop()
    rich = lab.ask("richInspectVariables", variableName="frame", frameId=frames[0]["id"])
    assert "a" in rich["data"]["text/plain"]
    if has_pandas():
        assert "<table" in rich["data"]["text/html"]
    lab.ask("copyToGlobals", srcVariableName="both", dstVariableName="copied", srcFrameId=frames[0]["id"])
    refused = lab.refused(
        "copyToGlobals", srcVariableName="lock", dstVariableName="lock", srcFrameId=frames[0]["id"]
    )
    assert "lock" in refused
    assert "nothing" in lab.refused(
        "copyToGlobals", srcVariableName="nothing", dstVariableName="x", srcFrameId=frames[0]["id"]
    )
    nothing = lab.reply("richInspectVariables", variableName="nothing", frameId=frames[0]["id"])
    assert not (nothing.get("body") or {}).get("data")
    lab.go_on(thread)
    assert run.result().status == "ok"
    assert kernel.get("len(copied)") == 2


def has_pandas() -> bool:
    try:
        import pandas  # noqa: F401
    except ImportError:
        return False
    return True


def test_stale_ids_are_refused(kernel: Kernel, lab: FrontEnd, unique: Unique) -> None:
    cell = unique(ADD)
    lab.break_at(cell, 6, 7)
    run = lab.run(cell)
    thread, frames = lab.worker_stop()
    reference = lab.ask("scopes", frameId=frames[0]["id"])["scopes"][0]["variablesReference"]
    lab.go_on(thread)
    thread, _ = lab.worker_stop()
    assert "gone on" in lab.refused("scopes", frameId=frames[0]["id"])
    assert "gone on" in lab.refused("variables", variablesReference=reference)
    assert "gone on" in lab.refused("evaluate", expression="1", frameId=frames[0]["id"])
    assert "gone on" in lab.refused("setVariable", variablesReference=reference, name="a", value="1")
    lab.go_on(thread)
    assert run.result().status == "ok"
    assert not lab.reply("scopes", frameId=frames[0]["id"])["success"]
    assert not lab.reply("stackTrace", threadId=thread)["success"] or lab.frames(thread) == []


def test_a_blank_line_before_the_magic(kernel: Kernel, lab: FrontEnd, unique: Unique) -> None:
    cell = unique("\n\n%%distributed\nvalue = 1\nvalue += 1\nvalue")
    lab.break_at(cell, 5)
    run = lab.run(cell)
    thread, frames = lab.worker_stop()
    assert frames[0]["line"] == 5
    lab.go_on(thread)
    assert run.result().value == "2"


def test_a_breakpoint_of_the_kernel_in_the_same_session(
    kernel: Kernel, lab: FrontEnd, unique: Unique
) -> None:
    here, there = unique("local = 1\nlocal += 1\nlocal"), unique(ADD)
    lab.break_at(here, 2)
    lab.break_at(there, 7)
    run = lab.run(here)
    thread, frames = lab.stop()
    assert thread < 1 << 30 and frames[0]["line"] == 2
    lab.go_on(thread)
    assert run.result().value == "2"
    run = lab.run(there)
    thread, _ = lab.worker_stop()
    lab.go_on(thread)
    assert run.result().status == "ok"


def test_a_breakpoint_that_is_taken_away_stops_nobody(kernel: Kernel, lab: FrontEnd, unique: Unique) -> None:
    cell = unique("%%distributed\nfor i in range(3):\n    j = i\nj")
    path = lab.break_at(cell, 3)
    run = lab.run(cell)
    thread, _ = lab.worker_stop()
    lab.break_in(path)
    lab.go_on(thread)
    assert run.result().value == "2"


@CLIENTS
def test_a_breakpoint_in_a_loop_stops_each_time(
    kernel: Kernel, open_front_end: OpenFrontEnd, client: str, unique: Unique
) -> None:
    """The next stop may come together with the answer to `continue`."""
    front_end = open_front_end(kernel, client)
    cell = unique("%%distributed\nfor i in range(15):\n    j = i\nj")
    front_end.break_at(cell, 3)
    run = front_end.run(cell)
    for expected in range(15):
        thread, frames = front_end.worker_stop()
        assert front_end.evaluate("i", frames[0]) == str(expected)
        front_end.await_stopped(thread)
        front_end.go_on(thread)
    assert run.result().value == "14"


def test_continue_with_nothing_stopped_blocks_no_later_request(kernel: Kernel, lab: FrontEnd) -> None:
    """debugpy answers a `continue` only once something has gone on."""
    lab.send("continue", threadId=1)
    lab.await_stopped()


def test_a_step_of_the_kernel_into_a_wait_for_a_stopped_worker_does_not_hide_it(
    kernel: Kernel, lab: FrontEnd, unique: Unique
) -> None:
    defines = unique("def work(n):\n    m = n + 1\n    return m")
    lab.break_at(defines, 2)
    assert lab.run(defines).result().status == "ok"
    cell = unique("future = None\nvalue = ff.submit(work, 1).result()\nvalue")
    lab.break_at(cell, 2)
    run = lab.run(cell)
    thread, frames = lab.stop()
    assert thread < 1 << 30 and frames[0]["line"] == 2
    lab.ask("next", threadId=thread)
    worker, frames = lab.worker_stop()
    assert lab.evaluate("n", frames[0]) == "1"
    lab.go_on(worker)
    thread, _ = lab.stop()
    lab.go_on(thread)
    assert run.result().value == "2"


def test_a_worker_that_stopped_while_the_kernel_was_shown_is_shown_next(
    kernel: Kernel, lab: FrontEnd, unique: Unique
) -> None:
    here, there = (
        unique("local = 1\nlocal += 1\nlocal"),
        unique("%%distributed --detach\nimport time\nx = 1\nx += 1"),
    )
    lab.break_at(here, 2)
    lab.break_at(there, 4)
    assert lab.run(there).result().status == "ok"
    worker, frames = lab.worker_stop()
    assert frames[0]["line"] == 4
    run = lab.run(here)
    lab.go_on(worker)
    thread, _ = lab.stop()
    assert thread < 1 << 30
    lab.go_on(thread)
    assert run.result().value == "2"
    lab.await_stopped()
