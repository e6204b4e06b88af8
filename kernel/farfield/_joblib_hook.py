"""Makes `joblib.parallel_config(backend="farfield")` known to joblib, without loading it.

joblib finds the backends of others in a table that they fill in. It has no entry points, and its users
are asked for a call such as `register_ray()` first. Here `import farfield` is enough, in either order:
where joblib is loaded already the table is filled in at once, else as soon as it is loaded, by a
finder that waits for this one module and then goes. What is filled in is a function, so that nothing
heavy is loaded before the backend is used.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import sys
import types
from collections.abc import Sequence
from typing import Any

NAME = "farfield"
MODULE = "joblib.parallel"
"""Where joblib's table is."""


def _make_backend(**parameters: Any) -> Any:
    from farfield._joblib import FarfieldBackend

    return FarfieldBackend(**parameters)


def _register(module: types.ModuleType) -> None:
    # Not through register_parallel_backend(): it is the same, and older versions insist on a class.
    module.BACKENDS.setdefault(NAME, _make_backend)


class _Loader(importlib.abc.Loader):
    """Loads joblib's module as its own loader does, and then registers the backend."""

    def __init__(self, loader: importlib.abc.Loader) -> None:
        self._loader = loader

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: types.ModuleType) -> None:
        # What the module says of itself is as without us.
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        _register(module)


class _Finder(importlib.abc.MetaPathFinder):
    """Waits for joblib to be loaded."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != MODULE:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader)
        return spec


def install() -> None:
    """Register the backend, now or when joblib is loaded."""
    loaded = sys.modules.get(MODULE)
    # Another thread may be in the middle of loading it, and the table not be there yet.
    if loaded is not None and hasattr(loaded, "BACKENDS"):
        _register(loaded)
    elif not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
