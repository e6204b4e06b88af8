"""The DAP conversation with one worker: requests with a number each and an answer in time, and its events."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Sequence
from typing import Any

from farfield_engine.dap.book import Request
from farfield_engine.wire import dap
from farfield_engine.wire.dap import Message
from farfield_engine.wire.v1 import debug_pb2 as pb

ANSWER_SECONDS = 10.0
EVALUATE_SECONDS = 300.0
"""What the user evaluates may take its time."""

_SLOW = frozenset({"evaluate", "setVariable", "setExpression", "variables", "completions"})


class Conversation:
    """One worker, as a debug client sees it. All on the loop that makes it."""

    def __init__(
        self,
        about: pb.DebugWorker,
        send: Callable[[pb.DebugClientFrame], None],
        on_event: Callable[[Conversation, Message], None],
    ) -> None:
        self.about = about
        self.id = about.id
        self.open = False
        """Whether there is a tunnel."""
        self.opening = False
        self.configured = False
        """Whether it has all breakpoints."""
        self.not_before = 0.0
        """When it may be dialled again, by the loop's clock: it has refused."""
        self.refusal = ""
        """Why it has."""
        self._send = send
        self._on_event = on_event
        self._numbers = itertools.count(1)
        self._asked: dict[int, asyncio.Future[Message]] = {}

    def dial(self) -> None:
        """Ask the gateway for a tunnel; `opened` or `ended` follows."""
        self.opening = True
        self._send(pb.DebugClientFrame(open=self.id))

    def hang_up(self) -> None:
        """End the tunnel; what stands still goes on."""
        if self.open or self.opening:
            self._send(pb.DebugClientFrame(close=self.id))
        self.ended("the debugger has left this worker")

    def opened(self) -> None:
        """The gateway has made a tunnel."""
        self.opening, self.open, self.configured = False, True, False

    def ended(self, why: str) -> None:
        """The tunnel is gone: who waits for an answer is told why."""
        self.open = self.opening = self.configured = False
        asked, self._asked = self._asked, {}
        for future in asked.values():
            if not future.done():
                future.set_result({"success": False, "message": why})

    async def configure(
        self, initialize: dict[str, Any], attach: dict[str, Any], points: Sequence[Request]
    ) -> list[Message]:
        """Attach the worker's debugger and set its breakpoints; the answers to `points`.

        All is sent at once: the worker takes it in order, and nothing runs in it before the end.
        """
        first = self.ask("initialize", {"adapterID": "farfield", **initialize})
        attached = self.ask("attach", attach)
        answers = [self.ask(command, arguments) for command, arguments in points]
        done = self.ask("configurationDone", {})
        await first
        await attached
        told = [await answer for answer in answers]
        self.configured = bool((await done).get("success"))
        return told

    def ask(self, command: str, arguments: dict[str, Any]) -> asyncio.Future[Message]:
        """Send a request; the future of its answer, which comes in time, be it a failure."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Message] = loop.create_future()
        if not self.open:
            future.set_result({"success": False, "message": f"worker {self.id} is not being debugged"})
            return future
        number = next(self._numbers)
        self._asked[number] = future
        message = {"type": "request", "seq": number, "command": command, "arguments": arguments}
        self._send(pb.DebugClientFrame(message=pb.Tunneled(worker=self.id, content=dap.pack(message))))
        seconds = EVALUATE_SECONDS if command in _SLOW else ANSWER_SECONDS
        timer = loop.call_later(seconds, self._too_late, number, command, seconds)
        future.add_done_callback(lambda _: timer.cancel())
        return future

    def _too_late(self, number: int, command: str, seconds: float) -> None:
        future = self._asked.pop(number, None)
        if future is not None and not future.done():
            message = f"worker {self.id} did not answer '{command}' in {seconds:g} s"
            future.set_result({"success": False, "message": message})

    def take(self, content: bytes) -> None:
        """A DAP message of the worker's."""
        try:
            message = dap.unpack(content)
        except dap.DapError:
            return  # nothing that could be answered; who waits is told that no answer came
        if message["type"] == "response":
            future = self._asked.pop(message.get("request_seq", 0), None)
            if future is not None and not future.done():
                future.set_result(message)
        elif message["type"] == "event":
            self._on_event(self, message)

    @property
    def title(self) -> str:
        """What it is called: "worker w2", "trainer, rank 1 (w5)", "w3.2 MapBatches(parse)"."""
        about = self.about
        if about.title:
            return f"{self.id} {about.title}"
        if about.rank >= 0:
            rank = f"{about.group}, rank {about.rank}" if about.group else f"rank {about.rank}"
            return f"{rank} ({self.id})"
        return f"worker {self.id}"
