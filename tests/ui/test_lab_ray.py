"""A Ray cluster in JupyterLab: the red dot stops its workers, and the tasks that they start in Ray.

The gateway is served where Ray is, as on a head node; JupyterLab and its kernels have no Ray.
"""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import ServedGateway  # noqa: TID251  # for the type checker only
    from tests.ui.conftest import Notebooks  # noqa: TID251
    from tests.ui.lab import Lab  # noqa: TID251

LOOP = """\
%%distributed for depth in [2, 5]
label = f'depth {depth}'
value = depth * scale
value"""
TASKS = """\
%%distributed
import ray

@ray.remote(num_cpus=0)
def double(x):
    twice = 2 * x
    return twice

ray.get([double.remote(n) for n in (3, 4)])"""


served_on_ray = runpy.run_path(str(Path(__file__).parents[1] / "servedonray.py"))["served_on_ray"]


def test_red_dots_stop_workers_of_ray_and_tasks_of_theirs(
    served_on_ray: ServedGateway, lab: Lab, notebooks: Notebooks
) -> None:
    lab.open(notebooks([f"%attach {served_on_ray.string}\nscale = 10", LOOP, TASKS]))
    lab.run_cell(0)
    lab.wait_idle(0)
    lab.toggle_debugger()
    lab.toggle_breakpoint(1, 4)
    lab.run_cell(1)
    first = lab.wait_stopped()
    assert (first.line, lab.stopped_line(1)) == (4, 4)
    assert re.search(r"· worker w\d+$", first.name)
    depth = lab.variables()["depth"]
    assert lab.evaluate("value + 1") == str(int(depth) * 10 + 1)
    lab.continue_()
    lab.wait_stopped()
    assert {depth, lab.variables()["depth"]} == {"2", "5"}
    lab.continue_()
    lab.wait_idle(1)
    assert "[20, 50]" in lab.output_text(1)

    lab.toggle_breakpoint(2, 7)
    lab.run_cell(2)
    seen = set()
    for _ in range(2):
        frame = lab.wait_stopped()
        assert frame.line == 7 and frame.name.startswith("double")
        seen.add(lab.variables()["twice"])
        lab.continue_()
    assert seen == {"6", "8"}
    lab.wait_idle(2)
    assert "[6, 8]" in lab.output_text(2)
