"""Breakpoints in the user's own modules, on workers that have them by value."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.debugging.conftest import Listen, RunScript  # noqa: TID251  # for the type checker only

SCRIPT = """\
import farfield as ff
import farfield._attach as attachment
from farfield_engine.client.client import Client
from farfield_engine.client.local import find_or_start_local
from farfield_engine.wire.v1 import worker_pb2

Client.here = property(lambda self: not self._setup.elsewhere)
setup = worker_pb2.Setup(elsewhere=True)
attachment._client = Client.at(find_or_start_local(), "local:1", 1, setup=setup)

import ours

if __name__ == "__main__":
    print("ready", ff.submit(abs, -1).result(), flush=True)
    for expected in (6, 60):
        input()
        print("got", ff.submit(ours.work, 4).result(), flush=True)
"""
MODULE = "from ours_too import inner\n\ndef work(n):\n    total = inner(n)\n    return total\n"
INNER = "def inner(n):\n    return sum(range(n)){}\n"


def test_breakpoints_by_the_clients_path(run_script: RunScript, listen: Listen, tmp_path: Path) -> None:
    module, inner = tmp_path / "ours.py", tmp_path / "ours_too.py"
    module.write_text(MODULE)
    inner.write_text(INNER.format(""))
    script = run_script(SCRIPT)
    script.wait_for("ready 1")
    editor = listen()
    # Set while no worker has the file.
    editor.attach({str(module): [4]})
    script.go()
    thread, frames = editor.stop()
    assert (frames[0]["name"], frames[0]["line"], frames[0]["source"]["path"]) == ("work", 4, str(module))
    editor.ask("stepIn", threadId=thread)
    thread, frames = editor.stop()
    assert [(frame["name"], frame["source"]["path"]) for frame in frames[:2]] == [
        ("inner", str(inner)),
        ("work", str(module)),
    ]
    editor.ask("continue", threadId=thread)
    script.wait_for("got 6")

    inner.write_text("# moved\n" + INNER.format(" * 10"))
    editor.set_breakpoints(str(module), [])
    editor.set_breakpoints(str(inner), [3])
    script.go()
    thread, frames = editor.stop()
    assert (frames[0]["name"], frames[0]["line"], frames[0]["source"]["path"]) == ("inner", 3, str(inner))
    editor.ask("continue", threadId=thread)
    assert "got 60" in script.result()
