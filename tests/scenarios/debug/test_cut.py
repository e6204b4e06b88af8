"""The debugger's connection breaks: what was stopped goes on, and breakpoints are there again afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from farfield_engine.client.local import find_or_start_local
from farfield_engine.places import CONNECTION_FILE, local_gateway_dir

if TYPE_CHECKING:
    from tests.proxy import CuttingProxy  # noqa: TID251  # for the type checker only
    from tests.scenarios.conftest import MakeKernel  # noqa: TID251
    from tests.scenarios.debug.conftest import OpenFrontEnd  # noqa: TID251

CELL = "%%distributed\nvalue = {}\nprint('value', value)\nvalue"


def test_breakpoints_come_back_with_the_connection(
    own_runtime: Path,
    cut_link: Callable[..., CuttingProxy],
    make_kernel: MakeKernel,
    open_front_end: OpenFrontEnd,
    tmp_path: Path,
) -> None:
    link = cut_link(find_or_start_local().framed)
    file = local_gateway_dir() / CONNECTION_FILE
    file.write_text(json.dumps(json.loads(file.read_text()) | {"framed_socket": link.address}))
    kernel = make_kernel(tmp_path)
    kernel.ok("import farfield\n%attach local:2")
    lab = open_front_end(kernel)
    first, second = CELL.format(1), CELL.format(2)
    lab.break_at(first, 3)
    lab.break_at(second, 3)
    running = lab.run(first)
    lab.worker_stop()
    link.cut()
    lab.event("continued")
    lab.event("output", lambda body: "connection is lost" in body["output"])
    link.heal()
    lab.event("output", lambda body: "connected again" in body["output"])
    assert running.result().value == "1"
    running = lab.run(second)
    thread, frames = lab.worker_stop()
    assert frames[0]["line"] == 3
    lab.go_on(thread)
    assert running.result().value == "2"
