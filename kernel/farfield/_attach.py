"""The attachment of this process: one client at a time, made on first use."""

from __future__ import annotations

import atexit
import os
import re
import secrets
import sys
import threading
from collections.abc import Callable

from farfield_engine import inside
from farfield_engine.client.client import Client
from farfield_engine.errors import AttachError, FarfieldError

_LATER = re.compile(r"^(farfield|ssh|ray|kuberay)(:|$)")

on_attach: list[Callable[[Client], object]] = []
"""Called with the client when this process has attached, before anything is sent."""

on_detach: list[Callable[[], object]] = []

_process = f"process {secrets.token_hex(8)}"
_lock = threading.RLock()
_client: Client | None = None


def attach(target: str = "local") -> Client:
    """Attach to a cluster: `local`, or `local:N` for N workers.

    Attaching to the target that this process is attached to keeps the attachment. Raises
    AttachError when the target is not understood or no gateway can be had. In a task on the
    cluster any target means the gateway that runs the task.
    """
    global _client
    workers = _workers_of(target)
    if inside.open_client is not None:
        return own_gateway()
    with _lock:
        if _client is not None and _client.target == target and _answers(_client):
            return _client
        before, _client = _client, None
        if before is not None:
            before.close(detach=True)
        _client = Client.local(workers, target, notebook_path())
        for tell in on_attach:
            tell(_client)
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


def _workers_of(target: str) -> int:
    kind, _, count = target.partition(":")
    if kind == "local" and (not count or (count.isdigit() and int(count) > 0)):
        if count and int(count) > 512:
            raise AttachError(f"'{target}' asks for more than 512 workers on one machine")
        return int(count or 0)
    if _LATER.match(target):
        raise AttachError(f"'{target}': this version of Farfield attaches to 'local' and 'local:N' only")
    raise AttachError(f"'{target}' is not a target; use 'local', or 'local:N' for N workers (N at least 1)")


def notebook_path() -> str:
    """The path of the notebook that this process is the kernel of.

    Where the front end does not say, a name of this process: it finds its own jobs again.
    """
    # Jupyter's server sets the variable for the kernels that it starts, VS Code the name in the namespace.
    main = sys.modules["__main__"].__dict__
    return str(main.get("__vsc_ipynb_file__") or os.environ.get("JPY_SESSION_NAME") or _process)


def current() -> Client:
    """The client of this process, attached to the local engine if there is none. Raises AttachError."""
    if inside.open_client is not None:
        return own_gateway()
    with _lock:
        if _client is not None and _client.usable:
            return _client
        return attach("local" if _client is None else _client.target)


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
