"""A real kernel, driven over the Jupyter protocol as a notebook does it; every wait has a deadline."""

from __future__ import annotations

import ast
import os
import queue
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import zmq
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager
from jupyter_core.utils import ensure_event_loop

DEADLINE = 60.0
"""Seconds that anything may take on a loaded machine."""

_ANSI = re.compile(r"\x1b\[[0-9;]*m")

Message = dict[str, Any]


@dataclass
class Result:
    """What a cell did, as a front end sees it."""

    status: str = ""
    stdout: str = ""
    stderr: str = ""
    value: str = ""
    """Out[n] as text."""
    ename: str = ""
    evalue: str = ""
    traceback: str = ""
    """Without colours."""
    displays: list[dict[str, Any]] = field(default_factory=list)
    """The data of display_data messages, in order."""
    messages: list[Message] = field(default_factory=list, repr=False)
    """Everything on iopub that belongs to the cell."""

    def take(self, message: Message) -> None:
        """A message on iopub."""
        self.messages.append(message)
        content = message["content"]
        match message["msg_type"]:
            case "stream":
                name = content["name"]
                setattr(self, name, getattr(self, name) + content["text"])
            case "execute_result":
                self.value = content["data"].get("text/plain", "")
            case "display_data":
                self.displays.append(content["data"])
            case "error":
                self.ename, self.evalue = content["ename"], content["evalue"]
                self.traceback = _ANSI.sub("", "\n".join(content["traceback"]))

    def of_type(self, kind: str) -> list[Message]:
        """The messages of one type."""
        return [message for message in self.messages if message["msg_type"] == kind]


class Execution:
    """A cell that runs."""

    def __init__(self, client: BlockingKernelClient, code: str, metadata: dict[str, Any] | None) -> None:
        self._client = client
        content = {
            "code": code,
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": False,
        }
        message = client.session.msg("execute_request", content, metadata=metadata)
        client.shell_channel.send(message)
        self._id = message["header"]["msg_id"]
        self._code = code
        self._idle = False
        self.seen = Result()

    def wait_for(self, text: str, seconds: float = DEADLINE) -> None:
        """Wait until the cell has written this."""
        self._until(lambda: text in self.seen.stdout + self.seen.stderr, seconds, f"{text!r} in its output")

    def until(self, reached: Callable[[Result], bool], what: str, seconds: float = DEADLINE) -> None:
        """Wait until something holds of what the cell has done so far."""
        self._until(lambda: reached(self.seen), seconds, what)

    def result(self, seconds: float = DEADLINE) -> Result:
        """Wait for the end of the cell."""
        self._until(lambda: self._idle, seconds, "the end")
        deadline = time.monotonic() + seconds
        while True:
            try:
                reply = self._client.get_shell_msg(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"no reply in {seconds:g} s to\n{self._code}") from None
            if reply["parent_header"].get("msg_id") == self._id:
                self.seen.status = reply["content"]["status"]
                return self.seen

    def _until(self, reached: Callable[[], bool], seconds: float, what: str) -> None:
        deadline = time.monotonic() + seconds
        while not reached():
            if self._idle and what != "the end":
                raise AssertionError(f"ended without {what}: {self.seen}")
            try:
                message = self._client.get_iopub_msg(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"not {what} in {seconds:g} s of\n{self._code}\n{self.seen}") from None
            if message["parent_header"].get("msg_id") != self._id:
                continue
            if message["msg_type"] == "status":
                self._idle = message["content"]["execution_state"] == "idle"
            else:
                self.seen.take(message)


class Kernel:
    """A kernel process; its working directory is `cwd`, its log is shown when a test fails."""

    def __init__(self, log: Path, cwd: Path, name: str) -> None:
        self.cwd = cwd
        self._context = zmq.Context()
        self.manager = KernelManager(kernel_name=name, context=self._context)
        self._log = open(log, "ab")  # closed by close()
        self.manager.start_kernel(cwd=str(cwd), stdout=self._log, stderr=self._log)
        self._connect()

    def _connect(self) -> None:
        self.client = self.manager.client(context=self._context)
        self.client.start_channels(stdin=False, hb=False)
        self.client.wait_for_ready(timeout=DEADLINE)

    def start(self, code: str, metadata: dict[str, Any] | None = None) -> Execution:
        """Send a cell and do not wait for it."""
        return Execution(self.client, code, metadata)

    def run(self, code: str, seconds: float = DEADLINE) -> Result:
        """Run a cell to its end."""
        return self.start(code).result(seconds)

    def ok(self, code: str, seconds: float = DEADLINE) -> Result:
        """Run a cell that must not fail."""
        result = self.run(code, seconds)
        assert result.status == "ok", f"{code}\n{result.traceback or result}"
        return result

    def get(self, expression: str) -> Any:
        """The value of an expression in the kernel, of plain Python types."""
        return ast.literal_eval(self.ok(expression).value or "None")

    def fails(self, code: str, ename: str, seconds: float = DEADLINE) -> Result:
        """Run a cell that must end with this exception."""
        result = self.run(code, seconds)
        assert (result.status, result.ename) == ("error", ename), f"{code}\n{result.traceback or result}"
        return result

    def interrupt(self) -> None:
        """What the stop button does."""
        self.manager.interrupt_kernel()

    def restart(self) -> None:
        """What "Restart kernel" does."""
        self.client.stop_channels()
        self.manager.restart_kernel()
        self._connect()

    def close(self) -> None:
        """End the kernel and everything that this object holds."""
        self.client.shutdown()
        self.manager.finish_shutdown()
        self.client.stop_channels()
        self.manager.cleanup_resources()
        self._context.destroy(linger=0)
        self._log.close()


MakeKernel = Callable[..., Kernel]


def _maker(logs: Path) -> Iterator[MakeKernel]:
    kernels: list[Kernel] = []

    def make(cwd: Path, name: str = "farfield") -> Kernel:
        logs.mkdir(parents=True, exist_ok=True)
        log = logs / f"kernel-{time.monotonic_ns()}.log"
        kernels.append(Kernel(log, cwd, name))
        return kernels[-1]

    yield make
    for kernel in kernels:
        kernel.close()


@pytest.fixture(scope="session", autouse=True)
def event_loop_of_this_thread() -> None:
    """jupyter_client makes one on first use and keeps it; no test leaves it behind."""
    ensure_event_loop()


@pytest.fixture
def make_kernel(runtime_base: Path) -> Iterator[MakeKernel]:
    """Starts kernels for one test: `make_kernel(directory)`."""
    yield from _maker(runtime_base / "kernels")


@pytest.fixture(scope="module")
def kernel(runtime_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """A kernel that the tests of one file share: names that one binds, the next one sees."""
    maker = _maker(runtime_base / "kernels")
    make = next(maker)
    yield make(tmp_path_factory.mktemp("notebook"))
    for _ in maker:
        raise AssertionError("the maker yields once")


@pytest.fixture
def workers_running() -> int:
    """How many workers a gateway has by itself on this machine."""
    return len(os.sched_getaffinity(0))
