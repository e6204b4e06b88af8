"""A command that runs in a container, spoken to over the exec subresource of its pod."""

from __future__ import annotations

import json

import aiohttp

from farfield_engine.client.kuberayapi import EXEC, ApiServer
from farfield_engine.client.kuberayhead import Head

# What a message begins with: the channel that it is of.
STDIN, STDOUT, STDERR, STATUS = range(4)

PROTOCOLS = ("v5.channel.k8s.io", "v4.channel.k8s.io")

WRITTEN_BYTES = 64 * 1024
"""In one message; servers take no long ones."""

KEPT_BYTES = 16 * 1024
"""Of what the command says that is not an answer, the end is kept."""


class Ended(Exception):
    """The command has ended, or the connection to it."""


class PodExec:
    """One command. What it writes is read line by line."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._output = bytearray()
        self._errors = bytearray()
        self.ending = ""
        """What the server says of its end, if it was not a good one."""

    @classmethod
    async def start(cls, server: ApiServer, head: Head, command: list[str]) -> PodExec:
        """Raises DialError."""
        asked = [("command", word) for word in command]
        asked += [("container", head.container), ("stdin", "true"), ("stdout", "true"), ("stderr", "true")]
        return cls(await server.open(EXEC, head.pod, asked, PROTOCOLS))

    @property
    def errors(self) -> str:
        """The end of what it has written on stderr, and of what is not an answer on stdout."""
        return (self._errors + b"\n" + self._output).decode(errors="replace").strip()

    async def write(self, data: bytes) -> None:
        """Raises Ended."""
        try:
            for start in range(0, len(data), WRITTEN_BYTES):
                await self._socket.send_bytes(bytes((STDIN,)) + data[start : start + WRITTEN_BYTES])
        except (aiohttp.ClientError, OSError) as error:
            raise Ended from error

    async def answer(self, marker: bytes) -> bytes:
        """What stands between two markers in its output, once that has come. Raises Ended."""
        while True:
            before, begun, rest = bytes(self._output).partition(marker)
            found, ended, after = rest.partition(marker)
            if begun and ended:
                self._output[:] = after
                return found
            if not begun:
                self._output[:] = before[-KEPT_BYTES:]
            await self._receive()

    async def _receive(self) -> None:
        message = await self._socket.receive()
        match message.type:
            case aiohttp.WSMsgType.BINARY:
                data: bytes = message.data
            case aiohttp.WSMsgType.TEXT:
                data = message.data.encode()
            case _:
                raise Ended
        channel, content = data[:1], data[1:]
        if channel == bytes((STDOUT,)):
            self._output += content
        elif channel == bytes((STDERR,)):
            self._errors += content
            del self._errors[:-KEPT_BYTES]
        elif channel == bytes((STATUS,)):
            self.ending = _ending(content)

    async def close(self) -> None:
        await self._socket.close()


def _ending(content: bytes) -> str:
    try:
        status = json.loads(content)
        return "" if status.get("status") == "Success" else str(status.get("message", ""))
    except (ValueError, AttributeError):
        return content.decode(errors="replace")
