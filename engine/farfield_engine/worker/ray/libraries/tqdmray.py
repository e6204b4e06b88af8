"""`ray.experimental.tqdm_ray`, which prints lines of JSON for a driver to draw: a bar of ours instead."""

from __future__ import annotations

import contextlib
import functools
from types import ModuleType
from typing import Any

from farfield_engine.worker.ray.libraries.shown import open_bar


def change(module: ModuleType) -> None:
    """Have its bars tell us how far they are. What can't be shown is printed, as ever."""
    theirs = module.tqdm._dump_state

    @functools.wraps(theirs)
    def dump_state(self: Any, force_flush: bool = False) -> None:
        with contextlib.suppress(Exception):
            if _shown(self):
                return
        theirs(self, force_flush)

    module.tqdm._dump_state = dump_state


def _shown(theirs: Any) -> bool:
    """Bring our bar for one of theirs up to date; whether there is one."""
    bar = theirs.__dict__.get("farfield_bar")
    if bar is None:
        bar = theirs.farfield_bar = open_bar(theirs._desc, theirs._total, theirs._unit.strip())
    if bar is None:
        return False
    bar.n, bar.total, bar.label = theirs._x, theirs._total or 0, theirs._desc
    if theirs._closed:
        bar.end()
    return True
