"""A gateway that is served, and programs that are its clients in processes of their own."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import pytest

FARFIELD = str(Path(sys.executable).parent / "farfield")
SECONDS = 40.0


class Program:
    """A Python program that is a client; what it prints is read line by line."""

    def __init__(self, command: Sequence[str], environment: dict[str, str]) -> None:
        self.lines: list[str] = []
        self._news: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self.process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout is not None
        self._reader = threading.Thread(target=self._read, args=[self.process.stdout])
        self._reader.start()

    def _read(self, output: IO[str]) -> None:
        with output:
            for line in output:
                self._news.put(line.rstrip("\n"))
        self._news.put(None)

    def wait_for(self, text: str, seconds: float = SECONDS) -> str:
        """The next line that begins so; fails when the program ends before, or it takes too long."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                line = self._news.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                line = None
            assert line is not None, f"no {text!r} in {seconds:g} s, only:\n" + "\n".join(self.lines[-30:])
            self.lines.append(line)
            if line.startswith(text):
                return line

    def say(self, text: str) -> None:
        """A line of input for it."""
        assert self.process.stdin is not None
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdin is not None
        self.process.stdin.close()
        self._reader.join(SECONDS)


class Far:
    """A served gateway, in a runtime directory that its clients do not see."""

    def __init__(self, base: Path, stack: ExitStack, prefix: Sequence[str], host: str) -> None:
        """prefix: a command that runs another one, where the gateway is to be."""
        self.base = base
        self._stack = stack
        (base / "there").mkdir()
        self._environment = {**os.environ, "FARFIELD_RUNTIME_DIR": str(base / "there")}
        command = [*prefix, FARFIELD, "serve", "--port", "0", "--host", host, "--work-dir", str(base)]
        self._served = subprocess.Popen(command, env=self._environment, stdout=subprocess.PIPE, text=True)
        stack.callback(self._end)
        assert self._served.stdout is not None
        assert self._served.stdout.readline().startswith("serving")
        shown = subprocess.run(
            [FARFIELD, "url"], env=self._environment, capture_output=True, text=True, check=True
        )
        self.target = shown.stdout.strip()
        self.address = self.target.removeprefix("farfield://").partition("?")[0]

    def _end(self) -> None:
        self._served.terminate()
        assert self._served.stdout is not None
        self._served.stdout.close()
        assert self._served.wait(SECONDS) == 0

    def client(self, code: str, *, by: str = "", prefix: Sequence[str] = ()) -> Program:
        """Run a program that finds the target in TARGET. by: the address of a link that leads there."""
        environment = {
            **os.environ,
            "FARFIELD_RUNTIME_DIR": str(self.base / "here"),
            "TARGET": self.target.replace(self.address, by or self.address, 1),
            "IPYTHONDIR": str(self.base / "ipython"),
        }
        (self.base / "here").mkdir(exist_ok=True)
        program = Program([*prefix, sys.executable, "-u", "-c", code], environment)
        self._stack.callback(program.end)
        return program


@pytest.fixture
def far(own_runtime: Path) -> Iterator[Callable[..., Far]]:
    """Serves a gateway: `far()`, or `far(prefix=["ip", "netns", "exec", "there"], host="10.0.0.1")`."""
    with ExitStack() as stack:
        yield lambda prefix=(), host="127.0.0.1": Far(own_runtime, stack, prefix, host)
