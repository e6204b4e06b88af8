"""Changes modules right after they ran: what other libraries draw and report becomes ours.

Nothing is imported for it. A module that is loaded already is changed at once.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import FileFinder, ModuleSpec, PathFinder
from types import ModuleType

Change = Callable[[ModuleType], object]
"""Changes one module. What it raises is nobody's: the module is then as it was."""


def after_import(changes: Mapping[str, Change]) -> None:
    """Have modules changed by these, each by its name, whether they are loaded or not."""
    for name, change in changes.items():
        module = sys.modules.get(name)
        if module is not None:
            _apply(change, module)
    sys.meta_path.insert(0, _Finder(dict(changes)))


class _Finder(MetaPathFinder):
    """Has the modules changed right after they ran."""

    def __init__(self, changes: dict[str, Change]) -> None:
        self._changes = changes

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        change = self._changes.get(fullname)
        if change is None:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        loader = spec.loader if spec is not None else None
        if loader is None:
            return spec
        run = loader.exec_module

        def run_and_change(module: ModuleType) -> None:
            run(module)
            _apply(change, module)

        # An archive's loader, which is one for all its modules, or one that takes no attribute: not changed.
        if type(loader).__module__ in (FileFinder.__module__, "_frozen_importlib_external"):
            with contextlib.suppress(TypeError):
                vars(loader)["exec_module"] = run_and_change
        return spec


def _apply(change: Change, module: ModuleType) -> None:
    # Another version than the one that is known here: whatever its change meets, the import goes on.
    with contextlib.suppress(Exception):
        change(module)
