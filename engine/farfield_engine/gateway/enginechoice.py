"""Which engine a gateway has, as its command line says."""

from __future__ import annotations

import argparse
import hashlib
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from farfield_engine.engines.zygoteprocess import ZygoteProcess

if TYPE_CHECKING:
    from farfield_engine.engines.base import Engine
    from farfield_engine.gateway.listening import Port
    from farfield_engine.gateway.workerdoor import WorkerDoor

    MakeEngine = Callable[[WorkerDoor], Engine]


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the gateway's command line."""
    parser.add_argument("--engine", choices=["local", "ray"], default="local", help="where workers run")
    parser.add_argument("--cluster", default="ray", help="which Ray cluster: ray, or ray:HOST:PORT")


def engine_maker(options: argparse.Namespace, state: Path) -> MakeEngine:
    """What makes the engine, once there is a door for its workers. What takes long is begun now.

    Raises AttachError where there is no such cluster.
    """
    if options.engine == "local":
        # Before anything else is loaded: the zygote needs as long as we do, on another core.
        zygote = ZygoteProcess(options.launcher)
        from farfield_engine.engines.local import LocalEngine

        return lambda door: LocalEngine(options.launcher, zygote)
    from farfield_engine.engines.ray.engine import RayEngine
    from farfield_engine.engines.ray.joining import join
    from farfield_engine.engines.ray.shipping import runtime_env

    cluster = join(options.cluster, state)
    # Of this gateway in all its lives, and of no other one that has joined the cluster.
    key = hashlib.blake2b(f"{socket.gethostname()}\0{state}".encode(), digest_size=6).hexdigest()
    return lambda door: RayEngine(
        options.launcher,
        cluster,
        door,
        key=key,
        runtime_env=lambda: runtime_env(state),
        state=state,
        find=lambda: join(options.cluster, state),
    )


def port_of(options: argparse.Namespace, engine: Engine) -> Port | None:
    """Where others than this user's processes of this machine find the gateway; None: nowhere."""
    from farfield_engine.gateway.listening import Port

    if options.host:
        return Port(options.host, options.port, options.cert, options.key)
    return Port(engine.faces, 0) if engine.faces else None
