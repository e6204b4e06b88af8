"""Ray clusters as targets: `ray` for the one of RAY_ADDRESS, or one of this machine; `ray:HOST:PORT`."""

from __future__ import annotations

import importlib.util
import os
import re

from farfield_engine.errors import AttachError

ADDRESS_VARIABLE = "RAY_ADDRESS"
DEFAULT_PORT = 6379

_FORM = re.compile(r"^ray(:|$)")
_EXAMPLE = f"'ray:HOST:{DEFAULT_PORT}'"


def is_ray(target: str) -> bool:
    """Whether the target means a Ray cluster that a gateway of this machine is to join."""
    return _FORM.match(target) is not None


def cluster_of(target: str) -> str:
    """The cluster that a target means, in one form: empty for this machine, `ray`, or `ray:HOST:PORT`.

    `ray` by itself is a Ray of this machine's, started where none is. Raises AttachError.
    """
    if not is_ray(target):
        return ""
    address = target.partition(":")[2] or os.environ.get(ADDRESS_VARIABLE, "")
    address = address.strip()
    if address in ("", "local"):
        return "ray"
    if "://" in address:
        raise AttachError(
            f"'{address}' is the address of a Ray Client server; Farfield joins the cluster itself: give the "
            f"address that 'ray start' has told, as in {_EXAMPLE}"
        )
    if address == "auto":
        raise AttachError(f"'auto' names no cluster: give the address that 'ray start' has told: {_EXAMPLE}")
    host, colon, port = address.rpartition(":")
    if not colon or address.endswith("]"):
        host, port = address, str(DEFAULT_PORT)
    if not re.fullmatch(r"\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_.-]{1,253}", host):
        raise AttachError(f"'{address}' is no address of a Ray cluster: write {_EXAMPLE}")
    if not re.fullmatch("[0-9]{1,5}", port) or not 0 < int(port) < 65536:
        raise AttachError(f"'{address}': a port is a number from 1 to 65535, not '{port}'")
    return f"ray:{host}:{int(port)}"


def gateway_options(cluster: str) -> list[str]:
    """What a gateway for this cluster is started with. Raises AttachError where there is no Ray here."""
    if not cluster:
        return []
    if importlib.util.find_spec("ray") is None:
        raise AttachError(
            "Ray is not installed in this Python environment; install it, in the version that the cluster "
            "has, with pip install 'farfield[ray]' (or pip install 'ray==VERSION'), then attach again"
        )
    return ["--engine", "ray", "--cluster", cluster]
