"""One connection to a port in a pod, over the portforward subresource."""

from __future__ import annotations

import asyncio
import contextlib

import aiohttp

from farfield_engine.client.kuberayapi import FORWARD, ApiServer
from farfield_engine.client.route import DialError

PROTOCOLS = ("v4.channel.k8s.io",)

READ_BYTES = 64 * 1024

# What a message begins with: of the one port there is. Each channel begins with the port's number.
_DATA, _ERROR = 0, 1
_PORT_BYTES = 2


async def forward(
    server: ApiServer, pod: str, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Carry bytes both ways until one side ends. Raises DialError."""
    socket = await server.open(FORWARD, pod, [("ports", str(port))], PROTOCOLS)
    up = asyncio.create_task(_up(socket, reader))
    try:
        await _down(socket, writer)
    finally:
        up.cancel()
        await asyncio.gather(up, return_exceptions=True)
        with contextlib.suppress(aiohttp.ClientError, OSError):
            await socket.close()


async def _up(socket: aiohttp.ClientWebSocketResponse, reader: asyncio.StreamReader) -> None:
    with contextlib.suppress(aiohttp.ClientError, OSError):
        while data := await reader.read(READ_BYTES):
            await socket.send_bytes(bytes((_DATA,)) + data)
    # It can't be said that one direction has ended.
    with contextlib.suppress(aiohttp.ClientError, OSError):
        await socket.close()


async def _down(socket: aiohttp.ClientWebSocketResponse, writer: asyncio.StreamWriter) -> None:
    begun: set[int] = set()
    async for message in socket:
        if message.type != aiohttp.WSMsgType.BINARY:
            continue
        content = memoryview(message.data)
        channel = content[0]
        if channel not in begun:
            begun.add(channel)
            content = content[_PORT_BYTES:]
        if len(content) <= 1:
            continue
        if channel == _ERROR:
            said = bytes(content[1:]).decode(errors="replace").strip()
            raise DialError(f"nothing could be forwarded to the pod: {said}")
        writer.write(content[1:])
        try:
            await writer.drain()
        except OSError:
            return
