"""A gateway that is 50 ms away: what runs warm takes one round trip, and says nothing else on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.chaos.conftest import Far  # noqa: TID251  # for the type checker only
    from tests.proxy import CuttingProxy  # noqa: TID251  # for the type checker only

ROUND_TRIP = 0.05
PROGRAM = """
import os, time
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config
config = Config()
config.HistoryManager.enabled = False
shell = InteractiveShell.instance(config=config)
shell.run_line_magic("load_ext", "farfield")
shell.run_line_magic("attach", os.environ["TARGET"])
import farfield as ff
shell.user_ns["x"] = list(range(100))

def measure(name, run):
    times = []
    for _ in range(7):
        began = time.perf_counter()
        run()
        times.append(time.perf_counter() - began)
    print(f"took {name} {min(times)}", flush=True)

def cell(text):
    def run():
        shell.run_cell(text).raise_error()
    return run

measure("cell", cell("%%distributed\\nsum(x)"))
measure("prints", cell("%%distributed\\nprint('x is', sum(x))\\ny = x"))
measure("loop", cell("%%distributed for i in range(4)\\ni + x[i]"))
measure("group", cell("%%distributed --on kept\\nz = sum(x)"))
measure("submit", lambda: ff.submit(abs, -1).result())
measure("map", lambda: ff.map(abs, range(4)).result())
"""


def test_what_runs_warm_takes_one_round_trip(
    far: Callable[..., Far], cut_link: Callable[..., CuttingProxy]
) -> None:
    """Measured by time: two would be 0.1 s. The first run of each is not warm; the quickest counts."""
    gateway = far()
    link = cut_link(gateway.address)
    link.delay(ROUND_TRIP / 2 * 1000)
    program = gateway.client(PROGRAM, by=link.address)
    took = {}
    for name in ("cell", "prints", "loop", "group", "submit", "map"):
        took[name] = float(program.wait_for(f"took {name}").split()[-1])
    assert all(ROUND_TRIP < seconds < 2 * ROUND_TRIP for seconds in took.values()), took
