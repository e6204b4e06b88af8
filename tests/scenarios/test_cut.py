"""The connection to the gateway is lost while cells run: they go on, say so, and can be left."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from farfield_engine.client.local import find_or_start_local
from farfield_engine.places import CONNECTION_FILE, local_gateway_dir

if TYPE_CHECKING:
    from tests.proxy import CuttingProxy  # noqa: TID251  # for the type checker only
    from tests.scenarios.conftest import Execution, Kernel, MakeKernel, Result  # noqa: TID251

SECONDS = 20.0
CARD = {"cellId": "a-cell"}
"""What front ends that show widgets say of the cell they run."""

SLEEP = "%%distributed\nimport time\nprint('running', flush=True)\ntime.sleep(600)"


@pytest.fixture
def link(own_runtime: Path, cut_link: Callable[..., CuttingProxy]) -> CuttingProxy:
    """What is between a kernel that is started now and its gateway."""
    proxy = cut_link(find_or_start_local().framed)
    file = local_gateway_dir() / CONNECTION_FILE
    file.write_text(json.dumps(json.loads(file.read_text()) | {"framed_socket": proxy.address}))
    return proxy


@pytest.fixture
def cut_off(link: CuttingProxy, make_kernel: MakeKernel, tmp_path: Path) -> Kernel:
    """A kernel that is attached through `link`."""
    kernel = make_kernel(tmp_path)
    kernel.ok("import farfield as ff, farfield._attach, time\n%attach local:2")
    return kernel


def connections(seen: Result) -> list[dict[str, Any] | None]:
    """What the card was told of the connection, in order."""
    states = [
        message["content"]["data"].get("state", {}).get("state")
        for message in seen.of_type("comm_open") + seen.of_type("comm_msg")
    ]
    return [state["connection"] for state in states if state]


def drawn(kernel: Kernel, text: str) -> str:
    """The next late display with this text in it."""
    while True:
        message = kernel.client.get_iopub_msg(timeout=SECONDS)
        if message["msg_type"] == "update_display_data":
            shown = str(message["content"]["data"]["text/plain"])
            if text in shown:
                return shown


def wait_for_card(running: Execution, *, lost: bool) -> None:
    """Wait until the card says that the connection is lost, or does not say it."""

    def says(seen: Result) -> bool:
        told = connections(seen)
        return bool(told) and (told[-1] is not None) == lost

    running.until(says, f"lost={lost} on its card")


def test_a_cell_goes_on_through_a_cut_and_says_so(cut_off: Kernel, link: CuttingProxy) -> None:
    code = (
        "%%distributed for n in range(2)\nimport time\n"
        "for step in range(40):\n    print(n, step, flush=True)\n    time.sleep(0.1)\nn * 10"
    )
    running = cut_off.start(code, CARD)
    running.wait_for("1 5")
    link.cut()
    began = time.monotonic()
    wait_for_card(running, lost=True)
    assert time.monotonic() - began < 2.5
    link.wait_for(lambda proxy: proxy.refused > 3 and time.monotonic() > began + 3)
    link.heal()
    result = running.result(SECONDS)
    told = [connection for connection in connections(result) if connection is not None]
    assert told[0]["lost"] and told[0]["why"] and 1 <= told[0]["seconds"] < told[-1]["seconds"] < SECONDS
    assert connections(result)[-1] is None, "the card still says that the connection is lost"
    for n in range(2):
        lines = re.findall(rf"^\[n={n}\] {n} (\d+)$", result.stdout, re.MULTILINE)
        assert [int(line) for line in lines] == list(range(40)), result.stdout
    assert (result.value, result.stderr) == ("[0, 10]", "")


def test_a_stop_is_delivered_later_and_a_second_gives_the_notebook_back(
    cut_off: Kernel, link: CuttingProxy
) -> None:
    running = cut_off.start(SLEEP, CARD)
    running.wait_for("running")
    link.cut()
    wait_for_card(running, lost=True)
    cut_off.interrupt()
    running.wait_for("press stop again to get the notebook back now")
    wait_for_card(running, lost=True)
    link.heal()
    result = running.result(SECONDS)
    assert re.fullmatch(
        r"stop will be delivered when the connection is back \(lost \d+ s ago\); "
        r"press stop again to get the notebook back now\nstopped\n",
        result.stderr,
    )
    assert (result.ename, connections(result)[-1]) == ("KeyboardInterrupt", None)
    assert cut_off.ok("%jobs").stdout.splitlines()[-1].split()[1] == "cancelled"

    running = cut_off.start(SLEEP)
    running.wait_for("running")
    link.cut()
    cut_off.interrupt()
    running.wait_for("press stop again to get the notebook back now")
    began = time.monotonic()
    cut_off.interrupt()
    result = running.result(SECONDS)
    assert time.monotonic() - began < 1
    assert result.ename == "KeyboardInterrupt"
    assert "goes on, and is stopped when the connection is back" in result.stderr
    assert "stopped\n" not in result.stderr
    number = re.search(r"job (\d+) \(", result.stderr)
    assert number is not None, result.stderr
    link.heal()
    state = f"ff.job({number[1]}).wait({SECONDS}), ff.job({number[1]}).state"
    assert cut_off.get(state) == (True, "cancelled")


def test_waits_obey_stop_and_calls_say_what_is_wrong(cut_off: Kernel, link: CuttingProxy) -> None:
    cut_off.ok(
        "future = ff.submit(time.sleep, 600)\njob = get_ipython().run_cell_magic("
        "'distributed', '--detach', 'import time\\ntime.sleep(600)\\nvalue = 1')\n"
        "while job.state != 'running': time.sleep(0.01)"
    )
    link.cut()
    assert re.search(r": running\nconnection lost at [\d:]+ · trying again", drawn(cut_off, "lost at"))
    cut_off.ok("client = farfield._attach.current()\nwhile client.connection.connected: time.sleep(0.01)")
    for wait in (
        "future.result()",
        "job.wait()",
        "value.get()",
        "%jobs",
        "%cluster",
        "ff.put(bytes(2_000_000))",
    ):
        running = cut_off.start(f"print('waits', flush=True)\n{wait}")
        running.wait_for("waits")
        cut_off.interrupt()
        began = time.monotonic()
        result = running.result(SECONDS)
        assert time.monotonic() - began < 2, wait
        assert result.ename == "KeyboardInterrupt" or "is lost" in result.stderr, f"{wait}: {result}"
    cut_off.ok("while time.monotonic() - client.connection.since < 5: time.sleep(0.01)")
    for call in ("%jobs", "%attach local:2"):
        result = cut_off.run(call)
        assert re.search(r"the connection to .* is lost \(.+\)", result.stderr), f"{call}: {result}"
        assert result.stderr.count("\n") == 1, result.stderr
    (shown,) = cut_off.ok("%cluster").displays
    assert re.fullmatch(
        r"local:2: connection lost \d+ s ago \(.+\), trying again; what runs there goes on",
        shown["text/plain"],
    )
    assert "goes on" in shown["text/html"]
    failed = cut_off.run("ff.put(bytes(2_000_000))")
    assert "is lost (" in failed.evalue and "\n" not in failed.evalue
    cut_off.ok("future.cancel()")  # heard of later
    link.heal()
    cut_off.ok("client.try_now()\nwhile not client.connection.connected: time.sleep(0.01)")
    cut_off.ok("import threading\nthreading.Timer(0.3, job.cancel).start()")
    assert "connection" not in drawn(cut_off, "cancelled")
    assert cut_off.ok("%%distributed\n'next'").value == "'next'"
