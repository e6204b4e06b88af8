"""The attachment of this process: one client at a time, made on first use."""

from __future__ import annotations

import atexit
import os
import secrets
import socket
import sys
import threading
from collections.abc import Callable

from farfield_engine import inside
from farfield_engine.client.client import Client
from farfield_engine.client.local import ConnectionInfo
from farfield_engine.client.reach import default_target, public_name, reach, remember, workers_of
from farfield_engine.errors import AttachError, FarfieldError

on_attach: list[Callable[[Client], object]] = []
"""Called with the client when this process has attached, before anything is sent."""

on_detach: list[Callable[[], object]] = []

_process = f"process {secrets.token_hex(8)}"
_lock = threading.RLock()
_client: Client | None = None


def attach(
    target: str | None = None, *, bootstrap: bool = False, tell: Callable[[str], object] = lambda text: None
) -> Client:
    """Attach to a cluster.

    target: `local`, or `local:N` for N workers on this machine; `farfield://HOST:PORT` for a gateway that
    `farfield serve` has started, whose connection string need be given only once; `ssh://[USER@]HOST` for
    a machine that ssh reaches, where a gateway is found or started; `ray` or `ray:HOST:PORT` for a Ray
    cluster, `kuberay://NAMESPACE/CLUSTER` for one on Kubernetes; without one, what the variable
    FARFIELD_TARGET names, else `local`. bootstrap: bring Farfield to a machine that ssh reaches, if it is
    missing there. tell: is told in a line of what takes long.

    Attaching to the target that this process is attached to keeps the attachment. Raises
    AttachError when the target is not understood or no gateway can be had. In a task on the
    cluster any target means the gateway that runs the task.
    """
    global _client
    if inside.open_client is not None:
        return own_gateway()
    if target is None:
        target = default_target()
    name = public_name(target)
    with _lock:
        if _client is not None and _client.target == name and _answers(_client):
            return _client
        # What can't be reached costs nobody the attachment that there is.
        info = reach(target, bootstrap=bootstrap, tell=tell)
        before, _client = _client, None
        if before is not None:
            before.close(detach=True)
        _client = Client.at(info, name, workers_of(target), notebook=_notebook_at(info))
        remember(target)
        for hear in on_attach:
            hear(_client)
        return _client


def _answers(client: Client) -> bool:
    """Whether the client's gateway is there. One that was killed a moment ago is not yet known to be gone.

    Raises AttachError while the connection is lost: what runs there is this session's when it is back.
    """
    client.try_now()
    try:
        client.status()
    except FarfieldError as error:
        if client.usable and not client.connection.connected:
            raise AttachError(f"{error}; to give it up, detach first") from None
        return False
    return True


def own_gateway() -> Client:
    """Within a worker: the client of the gateway that it belongs to. Raises FarfieldError."""
    assert inside.open_client is not None
    client: Client = inside.open_client()
    return client


def _notebook_at(info: ConnectionInfo) -> str:
    """The notebook's name there: elsewhere, notebooks of other machines may have the same path."""
    path = notebook_path()
    return path if info.route.here else f"{socket.gethostname()}:{path}"


def notebook_path() -> str:
    """The path of the notebook that this process is the kernel of.

    Where the front end does not say, a name of this process: it finds its own jobs again.
    """
    # Jupyter's server sets the variable for the kernels that it starts, VS Code the name in the namespace.
    main = sys.modules["__main__"].__dict__
    return str(main.get("__vsc_ipynb_file__") or os.environ.get("JPY_SESSION_NAME") or _process)


def current() -> Client:
    """The client of this process, attached to the default target if there is none. Raises AttachError."""
    if inside.open_client is not None:
        return own_gateway()
    with _lock:
        if _client is not None and _client.usable:
            return _client
        return attach(None if _client is None else _client.target)


def attached() -> Client | None:
    """The client of this process, if it is attached."""
    return _client if _client is not None and _client.usable else None


def detach() -> None:
    """Leave the cluster. What runs goes on; the gateway forgets this session when it is done."""
    global _client
    with _lock:
        client, _client = _client, None
        if client is not None:
            client.close(detach=True)
            for tell in on_detach:
                tell()


@atexit.register
def _leave() -> None:
    # The session stays: a kernel that restarts may come back to it.
    if _client is not None and _client.usable and os.getpid() == _client.process:
        _client.close()
