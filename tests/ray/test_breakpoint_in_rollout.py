"""The example of post-training stops at a breakpoint inside a rollout, goes on, and the policy improves."""

from __future__ import annotations

import json
import os
import runpy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.debugging.conftest import Listen, RunScript  # noqa: TID251  # for the type checker only

pytest.importorskip("torch")

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "notebooks" / "ray_post_training.ipynb"
LINE = "        return sequences, reward(sequences), policy.log_probs(sequences)"

listen = runpy.run_path(str(ROOT / "tests" / "debugging" / "conftest.py"))["listen"]

SCRIPT = """\
import json
import os
from IPython.testing.globalipapp import start_ipython

shell = start_ipython()
for number, source in enumerate(json.load(open("cells.json"))):
    if "steps = ff.track" in source:
        print("ready", flush=True)
        input()
    done = shell.run_cell(source, store_history=True)
    assert done.success, source
    if "steps = ff.track" in source:
        print("rewards", json.dumps(shell.user_ns["rewards"]), flush=True)
"""


def cells() -> list[str]:
    """The notebook's code, on the tests' cluster; its last rollout of the first step waits for a debugger."""
    notebook = json.loads(NOTEBOOK.read_text())
    sources = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    stop = f"        if seed == 1:\n            breakpoint()\n{LINE}"
    changed = [
        source.replace("%attach ray", f"%attach {os.environ['FARFIELD_TARGET']}").replace(LINE, stop)
        for source in sources
    ]
    assert sum("breakpoint()" in source for source in changed) == 1
    return changed


def test_a_rollout_stops_and_the_policy_improves(
    own_ray_runtime: Path, run_script: RunScript, listen: Listen, tmp_path: Path
) -> None:
    (tmp_path / "cells.json").write_text(json.dumps(cells()))
    script = run_script(SCRIPT)
    script.wait_for("ready")
    editor = listen("--next")
    editor.attach()
    script.go()
    thread, frames = editor.stop()
    assert frames[0]["name"] == "rollout"
    names = {each["id"]: each["name"] for each in editor.ask("threads")["threads"]}
    assert names[thread].partition(" ")[2] == "rollout"
    shape = editor.ask("evaluate", expression="tuple(sequences.shape)", frameId=frames[0]["id"])
    assert shape["result"] == "(80, 7)"
    editor.ask("continue", threadId=thread)
    script.wait_for("rewards")
    output = script.result()
    rewards = json.loads(output.split("rewards ")[1].splitlines()[0])
    assert rewards[0] < 0.2 and rewards[-1] > 0.85
