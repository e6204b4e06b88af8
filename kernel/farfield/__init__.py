"""Run and debug notebook code on a cluster: `%load_ext farfield`, or `import farfield as ff`.

Importing this is light: what needs gRPC or IPython is loaded when it is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from farfield import _joblib_hook
from farfield_engine.version import VERSION as __version__

if TYPE_CHECKING:
    from farfield._actors import ActorHandle, kill
    from farfield._attach import attach, detach
    from farfield._config import config
    from farfield._declared import remote
    from farfield._executor import Executor
    from farfield._future import Future
    from farfield._job import Job, job, jobs
    from farfield._remote import RemoteValue
    from farfield._results import MapResults
    from farfield._tasks import as_completed, get, map, put, submit, wait
    from farfield._track import track
    from farfield_engine.errors import (
        ActorDiedError,
        AttachError,
        ConnectionLostError,
        DependencyError,
        FarfieldError,
        InputError,
        ItemCancelledError,
        ItemLostError,
        ItemTimeoutError,
        RefusedError,
        RemoteError,
        ResultError,
        SendError,
        WorkerDiedError,
    )

_HOMES = {
    "attach": "farfield._attach",
    "detach": "farfield._attach",
    "Executor": "farfield._executor",
    "Future": "farfield._future",
    "MapResults": "farfield._results",
    "RemoteValue": "farfield._remote",
    "Job": "farfield._job",
    "ActorHandle": "farfield._actors",
    "as_completed": "farfield._tasks",
    "kill": "farfield._actors",
    "remote": "farfield._declared",
    "config": "farfield._config",
    "job": "farfield._job",
    "jobs": "farfield._job",
    "get": "farfield._tasks",
    "map": "farfield._tasks",
    "put": "farfield._tasks",
    "submit": "farfield._tasks",
    "wait": "farfield._tasks",
    "track": "farfield._track",
}

__all__ = [
    "ActorDiedError",
    "ActorHandle",
    "AttachError",
    "ConnectionLostError",
    "DependencyError",
    "Executor",
    "FarfieldError",
    "Future",
    "Job",
    "InputError",
    "ItemCancelledError",
    "ItemLostError",
    "ItemTimeoutError",
    "MapResults",
    "RefusedError",
    "RemoteError",
    "RemoteValue",
    "ResultError",
    "SendError",
    "WorkerDiedError",
    "__version__",
    "as_completed",
    "attach",
    "config",
    "detach",
    "get",
    "job",
    "jobs",
    "kill",
    "map",
    "put",
    "remote",
    "submit",
    "track",
    "wait",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name, "farfield_engine.errors" if name in __all__ else None)
    if home is None:
        raise AttributeError(f"module 'farfield' has no attribute '{name}'")
    value = getattr(importlib.import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__


_joblib_hook.install()


def load_ipython_extension(shell: Any) -> None:
    """`%load_ext farfield`."""
    from farfield.ipython.extension import load

    load(shell)


def unload_ipython_extension(shell: Any) -> None:
    """`%unload_ext farfield`."""
    from farfield.ipython.extension import unload

    unload(shell)
