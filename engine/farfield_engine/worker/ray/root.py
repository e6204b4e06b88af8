"""How a process that a worker's code has started finds out whose it is: by what the worker has announced.

It stands in Ray's store of small values, which every process of the cluster reads.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

_NAMESPACE = b"farfield"
"""Of the keys there."""

_MODULES = b"modules:"
"""What the key of a worker's modules begins with."""


class Root(NamedTuple):
    """The worker whose code has started this process, as its announcement says."""

    worker: str
    keeper: str
    debugged: bool = False
    cwd: str = ""
    """Where it runs, and the user's own modules are found, as far as that is the same on other machines."""
    sys_path: tuple[str, ...] = ()
    modules: str = ""
    """Another for each version of the user's own modules that have come to the worker; empty: none have."""


def announce(root: Root) -> None:
    """Have processes that this worker's code starts find it. Called in the worker, and when that changes."""
    _put(_own_key(), json.dumps(root._asdict()).encode())


def withdraw(actor: str) -> None:
    """The worker with this actor id is gone. Any process of the cluster may say so."""
    from ray.experimental import internal_kv

    key = bytes.fromhex(actor)
    for each in (key, _MODULES + key):
        internal_kv._internal_kv_del(each, namespace=_NAMESPACE)


def find_root() -> Root | None:
    """Whose process this is; None where it is no worker's, or can't be told."""
    told = _get(_root_key())
    return None if told is None else Root(**json.loads(told))


def share_modules(content: bytes) -> None:
    """Have these processes find the user's own modules. Called in the worker, before it is announced."""
    _put(_MODULES + _own_key(), content)


def shared_modules() -> bytes | None:
    """What the worker whose process this is has shared last."""
    return _get(_MODULES + _root_key())


def _own_key() -> bytes:
    return bytes.fromhex(_ray().get_runtime_context().get_actor_id() or "")


def _root_key() -> bytes:
    core = _ray()._private.worker.global_worker.core_worker
    actor = core.get_current_root_detached_actor_id()
    return b"" if actor.is_nil() else bytes(actor.binary())


def _put(key: bytes, value: bytes) -> None:
    from ray.experimental import internal_kv

    internal_kv._internal_kv_put(key, value, overwrite=True, namespace=_NAMESPACE)


def _get(key: bytes) -> bytes | None:
    from ray.experimental import internal_kv

    if key in (b"", _MODULES):
        return None
    found: bytes | None = internal_kv._internal_kv_get(key, namespace=_NAMESPACE)
    return found


def _ray() -> Any:
    import ray

    return ray
