"""The process beside a client that speaks to Kubernetes for it: `farfield_launcher kuberay DIRECTORY ...`.

The kubernetes package blocks, and takes a second to be imported: neither is for a notebook's kernel. In the
directory, which is its user's alone, are two Unix sockets: `control`, at which it is asked for the gateway,
and `gateway`, each connection to which is one to the gateway's port in the pod. It listens nowhere else.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from farfield_engine.client.kuberaygateway import Gateway
    from farfield_engine.client.kuberayhead import Head

CONTROL = "control"
GATEWAY = "gateway"


def main() -> None:
    """Serve until the process is ended, which is left to the one that has started it."""
    parser = argparse.ArgumentParser(prog="farfield kuberay")
    parser.add_argument("directory")
    parser.add_argument("--namespace", required=True)
    parser.add_argument("--cluster", required=True)
    parser.add_argument("--context", default="")
    parser.add_argument("--engine", default="ray")
    options = parser.parse_args()
    os.umask(0o077)
    asyncio.run(_Helper(options).run())


class _Helper:
    """What it knows of the pod and the gateway in it."""

    def __init__(self, options: argparse.Namespace) -> None:
        from farfield_engine.client.kuberayapi import ApiServer

        self._options = options
        self._server = ApiServer(options.namespace, options.context)
        self._head: Head | None = None
        self._gateway: Gateway | None = None
        self._said = ""

    async def run(self) -> None:
        directory = self._options.directory
        gateway = await asyncio.start_unix_server(self._carry, os.path.join(directory, GATEWAY))
        path = os.path.join(directory, CONTROL)
        control = await asyncio.start_unix_server(self._answer, f"{path}.new")
        # Whoever waits for it connects at once: between its bind and its listen it would be refused.
        os.rename(f"{path}.new", path)
        async with gateway, control:
            await control.serve_forever()

    # --- control ------------------------------------------------------------

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One question. {"find": seconds}: lines of JSON are said until the gateway is found, or can't be.

        {"why": true}: why the last connection could not be forwarded.
        """
        from farfield_engine.client.route import DialError

        def say(said: dict[str, Any]) -> None:
            writer.write(json.dumps(said).encode() + b"\n")

        with contextlib.suppress(OSError):
            asked = json.loads(await reader.readline())
            try:
                if "why" in asked:
                    say({"said": self._said})
                else:
                    gateway = await self._find(asked["find"], lambda text: say({"tell": text}))
                    assert self._head is not None
                    say({"pod": self._head.pod, **asdict(gateway)})
            except DialError as error:
                say({"error": str(error)})
            except Exception as error:
                # Of the kubernetes package, or of ours: whoever waits is told.
                say({"error": f"{type(error).__name__}: {error}"})
            await writer.drain()
        writer.close()

    async def _find(self, seconds: float, tell: Any) -> Gateway:
        from farfield_engine.client.kuberaygateway import find_gateway
        from farfield_engine.client.kuberayhead import await_head

        cluster = self._options.cluster
        self._head = await await_head(self._server, cluster, seconds, tell)
        self._gateway = await find_gateway(self._server, self._head, self._options.engine, tell)
        return self._gateway

    # --- connections to the gateway -----------------------------------------

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from farfield_engine.client.kuberayforward import forward
        from farfield_engine.client.route import DialError

        try:
            if self._head is not None and self._gateway is not None:
                await forward(self._server, self._head.pod, self._gateway.port, reader, writer)
        except DialError as error:
            self._said = str(error)
        finally:
            writer.close()
