"""A rank that stands still: the others are told, and no time limit of theirs runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.debugging.conftest import Listen, RunScript  # noqa: TID251  # for the type checker only

SCRIPT = """\
from IPython.testing.globalipapp import start_ipython

shell = start_ipython()
shell.run_line_magic("load_ext", "farfield")
shell.run_line_magic("attach", "local:2")
print("ready", flush=True)
input()
done = shell.run_cell('''%%distributed --ranks 2 --timeout 2
import os, time
if rank == 1:
    breakpoint()
else:
    while not os.path.exists("free"):
        time.sleep(0.01)
rank''')
print("result", done.result, flush=True)
"""


def test_the_other_ranks_wait_without_a_limit(run_script: RunScript, listen: Listen, tmp_path: Path) -> None:
    script = run_script(SCRIPT)
    script.wait_for("ready")
    editor = listen("--next")
    editor.attach()
    script.go()
    thread, frames = editor.stop()
    names = {each["id"]: each["name"] for each in editor.ask("threads")["threads"]}
    assert names[thread].startswith("rank 1 (")
    script.wait_for("the other ranks wait for it")
    # Longer than the limit, in the worker's own time.
    editor.ask("evaluate", expression="__import__('time').sleep(2.5)", frameId=frames[0]["id"])
    editor.ask("continue", threadId=thread)
    (tmp_path / "free").touch()
    assert "result [0, 1]" in script.result()
