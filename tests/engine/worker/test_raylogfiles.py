"""What is new in the files that a process of Ray writes to, and whose it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = """\
import os, sys
from farfield_engine.worker.ray.logfiles import LogFiles
files = LogFiles()
told = open(sys.argv[1], "w")
print(":task_name:square", flush=True)
print(files.grown(), files.read(), file=told)
print("one", flush=True)
print("two ", end="", flush=True)
print(files.grown(), files.read(whole=False), file=told)
os.write(1, b"three")
print(":actor_name:Counter", file=sys.stderr, flush=True)
print("wrong", file=sys.stderr, flush=True)
print(files.grown(), files.read(), file=told)
print(files.grown(), files.read(), file=told)
"""


def test_lines_have_the_name_of_the_task_or_actor(tmp_path: Path) -> None:
    with open(tmp_path / "out", "wb") as out, open(tmp_path / "err", "wb") as err:
        command = [sys.executable, "-c", SCRIPT, str(tmp_path / "told")]
        process = subprocess.Popen(command, stdout=out, stderr=err)
        assert process.wait(60) == 0, (tmp_path / "err").read_text()
    text = (tmp_path / "told").read_text()
    square, counter = f"(square pid={process.pid})", f"(Counter pid={process.pid})"
    assert [eval(line.partition(" ")[2]) for line in text.splitlines()] == [
        [],
        [(False, f"{square} one\n")],
        [(False, f"{square} two three\n"), (True, f"{counter} wrong\n")],
        [],
    ]
    assert (tmp_path / "out").read_text() == ":task_name:square\none\ntwo three", (
        "Ray's own file is as it was"
    )
