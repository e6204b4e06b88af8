"""Python scripts that a test starts: they use `farfield` as their users do, in a process of their own."""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

DEADLINE = 60.0
"""Seconds that anything may take on a loaded machine."""


class Script:
    """A Python script that runs; its output is read as it comes."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.output = ""

    def go(self) -> None:
        """Have its `input()` return."""
        assert self.process.stdin is not None
        self.process.stdin.write("go\n")
        self.process.stdin.flush()

    def wait_for(self, text: str) -> None:
        """Wait until it has written this."""
        assert self.process.stdout is not None
        deadline = time.monotonic() + DEADLINE
        while text not in self.output:
            readable, _, _ = select.select(
                [self.process.stdout], [], [], max(0.0, deadline - time.monotonic())
            )
            piece = os.read(self.process.stdout.fileno(), 1 << 16).decode() if readable else ""
            assert piece, f"no {text!r} in its output:\n{self.output}"
            self.output += piece

    def result(self) -> str:
        """Wait for its end, which must be a good one; its output."""
        assert self.process.stdout is not None
        rest, _ = self.process.communicate(timeout=DEADLINE)
        self.output += rest
        assert self.process.returncode == 0, self.output
        return self.output


@contextlib.contextmanager
def scripts(directory: Path) -> Iterator[Callable[..., Script]]:
    """Starts scripts, written to `main.py` of a directory; they end with this."""
    running: list[Script] = []

    def run(text: str, name: str = "main.py", *, cwd: Path = directory) -> Script:
        (cwd / name).write_text(text)
        process = subprocess.Popen(
            [sys.executable, "-u", name],
            cwd=cwd,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            bufsize=1,
        )
        running.append(Script(process))
        return running[-1]

    try:
        yield run
    finally:
        for script in running:
            script.process.kill()
            script.process.wait()
            for stream in (script.process.stdin, script.process.stdout):
                assert stream is not None
                stream.close()
