"""`farfield debug`: the workers that stand still, and a DAP server for any editor."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import Callable

from farfield_engine.cli.at import found
from farfield_engine.client.local import ConnectionInfo
from farfield_engine.client.text import pause_text
from farfield_engine.client.visitor import Visitor
from farfield_engine.dap.listener import Listener, parse_address
from farfield_engine.dap.multiplexer import Multiplexer
from farfield_engine.wire.dap import Message
from farfield_engine.wire.v1 import debug_pb2 as pb

Wants = Callable[[pb.DebugWorker], bool]


def run(options: argparse.Namespace) -> int:
    """Serve DAP clients until Ctrl-C, or, without --listen, list what stands still."""
    with found(options) as info:
        if options.listen is None:
            return _list(info)
        host, port = parse_address(options.listen)
        asyncio.run(_listen(info, options, host, port))
    return 0


def _list(info: ConnectionInfo) -> int:
    with Visitor(info) as visitor:
        status = visitor.status()
    paused = [worker.pause for node in status.nodes for worker in node.workers if worker.HasField("pause")]
    for pause in paused:
        print(pause_text(pause))
    if not paused:
        print("no worker stands still; --listen 127.0.0.1:5678 waits for one")
    return 0


def wanted(options: argparse.Namespace) -> Wants:
    """Which workers a client is about: --worker, --job, --next, or all."""
    if options.worker:
        return lambda worker: worker.id == options.worker
    if options.job:
        return lambda worker: bool(worker.job) and options.job in (worker.job, str(worker.number))
    if options.next:
        chosen: list[str] = []

        def is_next(worker: pb.DebugWorker) -> bool:
            if not chosen and worker.HasField("pause"):
                chosen.append(worker.id)
            return worker.id in chosen

        return is_next
    return lambda worker: True


async def _listen(info: ConnectionInfo, options: argparse.Namespace, host: str, port: int) -> None:
    everything = not (options.worker or options.job or options.next)

    def make(emit: Callable[[Message], object]) -> Multiplexer:
        multiplexer = Multiplexer(emit, wants=wanted(options))
        name = f"farfield debug, process {os.getpid()} on {socket.gethostname()}"

        async def ready() -> None:
            await multiplexer.connect(info, pb.DebugHello(client=name, hold=everything))

        multiplexer.on_ready = ready
        print("a debug client has come", flush=True)
        return multiplexer

    listener = Listener(make, lambda text: print(text, flush=True))
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    port = await listener.start(host, port)
    print(f"waiting for a debug client at {host}:{port}; Ctrl-C ends it", flush=True)
    try:
        with contextlib.suppress(asyncio.CancelledError):
            await stopped.wait()
    finally:
        await listener.close()
