"""Answers of the kernel's own debugger, matched to their requests by number.

ipykernel takes whatever comes next for the answer. A request of debugpy's own, or one that was answered too
late, would put every later answer one off.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from typing import Any

Message = dict[str, Any]

ANSWER_SECONDS = 20.0
SLOW_SECONDS = 300.0
"""What the user evaluates may take its time."""

_SLOW = frozenset({"evaluate", "setVariable", "setExpression", "variables", "completions"})


class MatchedAnswers:
    """Takes the place of two methods of ipykernel's DebugpyClient. All on the control thread's loop."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._numbers = itertools.count(1)
        self._asked: dict[int, asyncio.Future[Message]] = {}
        client.send_dap_request = self._send
        client.message_queue._put_message = self._take

    def _take(self, raw: str | bytes) -> None:
        message = json.loads(raw)
        if message["type"] == "event":
            self._client.message_queue.event_callback(message)
        elif message["type"] == "response":
            future = self._asked.pop(message.get("request_seq", 0), None)
            if future is not None and not future.done():
                future.set_result(message)
        else:
            # A notebook's front end has no way to answer, and nobody may wait for it.
            self._client._send_request({
                "type": "response", "seq": next(self._numbers), "request_seq": message["seq"],
                "command": message.get("command", ""), "success": False, "message": "not supported",
            })  # fmt: skip

    async def _send(self, message: Message) -> Message:
        answer = self._ask(message)
        if self._client.wait_for_attach and message["command"] == "attach":
            # debugpy answers an attach only after the configuration is done.
            await self._client.init_event.wait()
            await self._ask({"type": "request", "command": "configurationDone"})
            self._client.wait_for_attach = False
        reply = await self._in_time(answer, str(message.get("command")))
        return {**reply, "request_seq": message.get("seq", 0)}

    async def _in_time(self, answer: asyncio.Future[Message], command: str) -> Message:
        """An answer, be it that none has come: who waits here holds up what comes after."""
        seconds = SLOW_SECONDS if command in _SLOW else ANSWER_SECONDS
        try:
            return await asyncio.wait_for(answer, seconds)
        except TimeoutError:
            message = f"the kernel's debugger did not answer '{command}' in {seconds:g} s"
            return {"type": "response", "seq": 0, "command": command, "success": False, "message": message}

    def _ask(self, message: Message) -> asyncio.Future[Message]:
        number = next(self._numbers)
        future: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self._asked[number] = future
        future.add_done_callback(lambda _: self._asked.pop(number, None))
        self._client._send_request({**message, "seq": number})
        return future
