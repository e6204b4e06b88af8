"""The workers of a gateway, as a debug client has them: which there are, and tunnels to those it wants."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from farfield_engine.client.debugstream import DebugRefused, DebugStream
from farfield_engine.client.local import ConnectionInfo
from farfield_engine.dap.conversation import Conversation
from farfield_engine.errors import AttachError
from farfield_engine.wire.dap import Message
from farfield_engine.wire.v1 import debug_pb2 as pb

PAUSES = (0.1, 0.2, 0.5, 1.0, 2.0)
"""Seconds between attempts to come back to a gateway; the last is repeated."""

REFUSED_SECONDS = 5.0
"""How long a worker that has refused a tunnel is left alone."""

REFUSALS = 5
"""So often in a row a gateway may refuse before it is believed."""


class Cluster:
    """A connection to a gateway, opened again when it breaks, and a conversation with each worker.

    All on the loop that connects.
    """

    def __init__(
        self,
        wants: Callable[[pb.DebugWorker], bool],
        on_event: Callable[[Conversation, Message], None],
        on_ended: Callable[[str, bool], None],
        configure: Callable[[Conversation], Coroutine[Any, Any, None]],
        say: Callable[[str], None],
    ) -> None:
        """on_ended: told of a tunnel's end, and whether its worker is gone. configure: sets a new one up."""
        self.workers: dict[str, Conversation] = {}
        self._wants = wants
        self._on_event = on_event
        self._on_ended = on_ended
        self._configure = configure
        self._say = say
        self._stream: DebugStream | None = None
        self._returning: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[Any]] = set()

    async def connect(self, info: ConnectionInfo, hello: pb.DebugHello) -> None:
        """Hear of a gateway's workers from now on. Raises AttachError."""
        self.disconnect()
        await self._open(info, hello)

    async def _open(self, info: ConnectionInfo, hello: pb.DebugHello) -> None:
        def ended(why: str) -> None:
            self._stream_ended(why)
            self._returning = self.soon(self._come_back(info, hello, why))

        stream = self._stream = DebugStream(info, hello, self._take_frame, ended)
        try:
            welcome = await stream.open()
        except AttachError:
            if self._stream is stream:
                self._stream = None
            raise
        for worker in welcome.workers:
            self._worker_changed(worker)

    def disconnect(self) -> None:
        """Leave the gateway."""
        if self._returning is not None:
            self._returning.cancel()
            self._returning = None
        if self._stream is not None:
            self._stream.close()
            self._stream = None
        for conversation in list(self.workers.values()):
            self._drop(conversation, "the debugger has left the gateway")

    def soon(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Have work done that nobody waits for."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _stream_ended(self, why: str) -> None:
        self._stream = None
        for conversation in list(self.workers.values()):
            self._drop(conversation, why)

    async def _come_back(self, info: ConnectionInfo, hello: pb.DebugHello, why: str) -> None:
        """Connect again, however long that takes. What workers held has gone on; breakpoints are set anew."""
        attempt = refusals = 0
        while not info.route.is_gone() and refusals < REFUSALS:
            await asyncio.sleep(PAUSES[min(attempt, len(PAUSES) - 1)])
            if attempt == 1:
                self._say(f"the debugger's connection is lost ({why}); it is tried again\n")
            attempt += 1
            try:
                await self._open(info, hello)
            except DebugRefused as error:
                refusals, why = refusals + 1, str(error)
            except AttachError as error:
                refusals, why = 0, str(error)
            else:
                if attempt > 1:
                    self._say("the debugger is connected again\n")
                return
        self._say(f"no worker can be debugged any more: {why}\n")

    def _send(self, frame: pb.DebugClientFrame) -> None:
        if self._stream is not None:
            self._stream.send(frame)

    def _take_frame(self, frame: pb.DebugGatewayFrame) -> None:
        match frame.WhichOneof("frame"):
            case "worker":
                self._worker_changed(frame.worker)
            case "gone" if frame.gone in self.workers:
                self._drop(self.workers[frame.gone], f"worker {frame.gone} has ended")
            case "opened" if frame.opened.worker in self.workers:
                conversation = self.workers[frame.opened.worker]
                conversation.opened()
                self.soon(self._configure(conversation))
            case "closed" if frame.closed.worker in self.workers:
                self._tunnel_closed(self.workers[frame.closed.worker], frame.closed.reason)
            case "message" if frame.message.worker in self.workers:
                self.workers[frame.message.worker].take(frame.message.content)

    def _worker_changed(self, about: pb.DebugWorker) -> None:
        conversation = self.workers.get(about.id)
        if conversation is None:
            conversation = self.workers[about.id] = Conversation(about, self._send, self._on_event)
        conversation.about = about
        wanted = self._wants(about)
        if conversation.open and not wanted:
            conversation.hang_up()
            self._on_ended(about.id, False)
        elif wanted and not conversation.open and not conversation.opening and not about.client:
            # Each refusal is followed by news of the worker: without a pause it would be dialled for ever.
            if asyncio.get_running_loop().time() >= conversation.not_before:
                conversation.dial()

    def _tunnel_closed(self, conversation: Conversation, why: str) -> None:
        was_open = conversation.open
        conversation.ended(why)
        self._on_ended(conversation.id, False)
        if was_open:
            return
        loop = asyncio.get_running_loop()
        conversation.not_before = loop.time() + REFUSED_SECONDS
        loop.call_at(conversation.not_before, self._try_again, conversation)
        if why != conversation.refusal:
            conversation.refusal = why
            self._say(f"{conversation.title} is not debugged: {why}\n")

    def _try_again(self, conversation: Conversation) -> None:
        if self.workers.get(conversation.id) is conversation:
            self._worker_changed(conversation.about)

    def _drop(self, conversation: Conversation, why: str) -> None:
        self.workers.pop(conversation.id, None)
        conversation.ended(why)
        self._on_ended(conversation.id, True)
