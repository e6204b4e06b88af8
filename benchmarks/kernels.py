"""A real kernel, driven over its sockets as a front end does."""

from __future__ import annotations

import contextlib
import dataclasses
import time
from collections.abc import Iterator
from typing import Any

from jupyter_client.manager import start_new_kernel

CELL_SECONDS = 120.0


@dataclasses.dataclass
class CellRun:
    """One executed cell, as a front end sees it."""

    seconds: float
    """From the request to both the reply and the idle status."""
    messages: list[dict[str, Any]]
    """All messages on iopub, the two of status included."""

    @property
    def stdout(self) -> str:
        """All text of stdout."""
        return "".join(
            m["content"]["text"]
            for m in self.messages
            if m["msg_type"] == "stream" and m["content"]["name"] == "stdout"
        )


class Kernel:
    """A running kernel."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def run(self, code: str) -> CellRun:
        """Run a cell. Raises RuntimeError with the traceback when it fails."""
        client, messages = self._client, []
        began = time.perf_counter()
        request = client.execute(code)
        while True:
            message = client.get_iopub_msg(timeout=CELL_SECONDS)
            if message["parent_header"].get("msg_id") != request:
                continue
            messages.append(message)
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                break
        while True:
            reply = client.get_shell_msg(timeout=CELL_SECONDS)
            if reply["parent_header"].get("msg_id") == request:
                break
        seconds = time.perf_counter() - began
        if reply["content"]["status"] != "ok":
            raise RuntimeError(
                f"the cell failed:\n{code}\n" + "\n".join(reply["content"].get("traceback", []))
            )
        return CellRun(seconds, messages)


@contextlib.contextmanager
def kernel() -> Iterator[Kernel]:
    """A new kernel, up and answering."""
    manager, client = start_new_kernel(kernel_name="python3", extra_arguments=["--log-level=ERROR"])
    try:
        yield Kernel(client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
