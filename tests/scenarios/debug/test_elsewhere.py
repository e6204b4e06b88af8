"""The kernel's debugger, with workers behind a gateway that listens elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import ServedGateway  # noqa: TID251  # for the type checker only
    from tests.scenarios.conftest import MakeKernel  # noqa: TID251  # for the type checker only
    from tests.scenarios.debug.conftest import OpenFrontEnd  # noqa: TID251

CELL = "%%distributed\nvalue = 20\nvalue += 1\nvalue * 2"


def test_a_breakpoint_in_a_cell(
    serve: Callable[..., ServedGateway],
    make_kernel: MakeKernel,
    open_front_end: OpenFrontEnd,
    tmp_path: Path,
) -> None:
    kernel = make_kernel(tmp_path)
    attached = kernel.ok(f"%load_ext farfield\n%attach '{serve().string}'")
    assert "the token stands in this cell" in attached.stdout
    lab = open_front_end(kernel)
    lab.break_at(CELL, 3)
    running = lab.run(CELL)
    thread, frames = lab.worker_stop()
    assert frames[0]["line"] == 3
    assert lab.variables(frames[0])["value"]["value"] == "20"
    lab.evaluate("value = 99", frames[0])
    lab.go_on(thread)
    assert running.result().value == "200"
