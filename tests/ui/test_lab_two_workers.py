"""Several workers stopped at once, in JupyterLab: one is shown at a time, and the user can choose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.ui.conftest import Notebooks  # noqa: TID251  # for the type checker only
    from tests.ui.lab import Lab  # noqa: TID251
    from tests.ui.panels import Panels  # noqa: TID251

START = "%attach local:2\nscale = 10"
LOOP = """\
%%distributed for depth in [2, 5]
label = f'depth {depth}'
value = depth * scale
print(label, value)
value"""
RANKS = """\
%%distributed --ranks 2
part = [rank * 10, rank * 10 + 1]
total = sum(part)
total"""
GROUP = """\
%%distributed --on trainer
steps = [1, 2, 3]
steps.append(len(steps))
len(steps)"""


def worker_of(name: str) -> str:
    """`w3` of `<module> · worker w3`, or of `... rank 1 (w3)`."""
    found = re.search(r"\bw\d+\b", name.partition("·")[2])
    assert found, name
    return found[0]


def test_workers_ranks_and_groups_are_shown_one_after_the_other(
    lab: Lab, panels: Panels, notebooks: Notebooks
) -> None:
    lab.open(notebooks([START, LOOP, RANKS, GROUP]))
    lab.run_cell(0)
    lab.wait_idle(0)
    lab.toggle_debugger()
    lab.toggle_breakpoint(1, 4)
    lab.run_cell(1)
    first = lab.wait_stopped()
    assert (first.line, lab.stopped_line(1)) == (4, 4)
    depth = lab.variables()["depth"]
    lab.continue_()
    second = lab.wait_stopped()
    assert worker_of(second.name) != worker_of(first.name)
    assert {depth, lab.variables()["depth"]} == {"2", "5"}
    lab.continue_()
    lab.wait_running()
    lab.wait_idle(1)
    assert "[20, 50]" in lab.output_text(1)

    # Once more: the other one is chosen, evaluated in, and both go on at once.
    lab.run_cell(1)
    first = lab.wait_stopped()
    listed = panels.ask_until("%worker", r"(?s)w\d.*\n.*w\d")
    shown, other = listed.splitlines()
    assert shown.startswith(">") and worker_of(first.name) in shown
    wanted = re.search(r"w\d+", other)
    assert wanted
    assert f"showing worker {wanted[0]}" in lab.evaluate(f"%worker {wanted[0]}")
    assert worker_of(panels.wait_frame(wanted[0], 4).name) == wanted[0]
    assert lab.evaluate("depth * 100 + scale") in ("210", "510")
    assert "went on" in lab.evaluate("%continue all")
    lab.wait_running()
    lab.wait_idle(1)
    assert "[20, 50]" in lab.output_text(1)

    # Ranks and groups are called what they are.
    panels.close_tab("Console")
    lab.toggle_breakpoint(2, 4)
    lab.toggle_breakpoint(3, 3)
    lab.run_cell(2)
    first = lab.wait_stopped()
    seen: list[str] = []
    for _ in range(2):
        frame = lab.call_stack()[0]
        rank = lab.variables()["rank"]
        assert re.search(rf"· rank {rank} \(w\d+\)$", frame.name), frame
        assert lab.evaluate("total") == str(int(rank) * 20 + 1)
        seen.append(rank)
        lab.continue_()
        if len(seen) < 2:
            assert lab.wait_stopped().name != first.name
    assert sorted(seen) == ["0", "1"]
    lab.wait_running()
    lab.wait_idle(2)
    assert "[1, 21]" in lab.output_text(2)
    panels.close_tab("Console")

    lab.run_cell(3)
    frame = lab.wait_stopped()
    assert (frame.line, lab.stopped_line(3)) == (3, 3)
    assert "trainer" in frame.name
    assert set(lab.variables("steps").values()) >= {"1", "2", "3"}
    lab.continue_()
    lab.wait_running()
    lab.wait_idle(3)
    assert lab.output_text(3).splitlines()[-1] == "4"
