"""What is on its way to the editor: put together where it comes faster than that takes it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

PACE = 0.03
"""Seconds between two writings: more would be drawn by nobody."""

Message = dict[str, Any]


class Outbox:
    """Lines to be written, in order. It belongs to the loop's thread."""

    def __init__(self) -> None:
        self._queue: list[Message] = []
        self._filled = asyncio.Event()
        self._closed = False

    def put(self, message: Message) -> None:
        """Have it written soon."""
        if message["type"] != "output" or not self._joins(message["id"], message["output"]):
            self._queue.append(message)
        self._filled.set()

    def close(self) -> None:
        """Write what there is, and no more."""
        self._closed = True
        self._filled.set()

    async def write(self, send: Callable[[bytes], object], drain: Callable[[], Any]) -> None:
        """Write until it is closed."""
        while not self._closed or self._queue:
            await self._filled.wait()
            self._filled.clear()
            batch, self._queue = self._queue, []
            send(b"".join(json.dumps(message).encode() + b"\n" for message in batch))
            await drain()
            if not self._closed:
                await asyncio.sleep(PACE)

    def _joins(self, number: int, output: Message) -> bool:
        """Whether it has become a part of what waits already."""
        if output["kind"] == "clear" and not output["wait"]:
            self._queue = [each for each in self._queue if each["type"] != "output" or each["id"] != number]
            return False
        if output["kind"] == "update":
            return self._updates(output)
        last = self._queue[-1] if self._queue else None
        if last is None or last["type"] != "output" or last["id"] != number:
            return False
        before = last["output"]
        if output["kind"] != "stream" or before["kind"] != "stream" or before["name"] != output["name"]:
            return False
        # A message of its own: what was put here is the caller's.
        self._queue[-1] = {**last, "output": {**before, "text": before["text"] + output["text"]}}
        return True

    def _updates(self, output: Message) -> bool:
        for index, message in enumerate(self._queue):
            other = message["output"] if message["type"] == "output" else {}
            if other.get("display") == output["display"] and other["kind"] == "update":
                self._queue[index] = {**message, "output": output}
                return True
        return False
