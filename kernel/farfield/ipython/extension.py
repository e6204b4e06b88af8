"""`%load_ext farfield`: registers the magics and listens to which cell runs."""

from __future__ import annotations

from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from farfield.ipython import tracebacks
from farfield.ipython.cells import CellSource
from farfield.ipython.magics import FarfieldMagics

_ATTRIBUTE = "_farfield_magics"


def load(shell: InteractiveShell) -> None:
    """Register the magics; loading twice does nothing."""
    if getattr(shell, _ATTRIBUTE, None) is not None:
        return
    source = CellSource(shell)
    magics = FarfieldMagics(shell, source)
    shell.register_magics(magics)
    shell.events.register("pre_run_cell", source.begin)
    setattr(shell, _ATTRIBUTE, magics)
    tracebacks.install(shell)


def unload(shell: InteractiveShell) -> None:
    """Take the magics away again; the attachment ends."""
    from farfield._attach import detach

    magics: Any = getattr(shell, _ATTRIBUTE, None)
    if magics is None:
        return
    shell.events.unregister("pre_run_cell", magics.source.begin)
    for kind, names in magics.magics.items():
        for name in names:
            shell.magics_manager.magics[kind].pop(name, None)
    setattr(shell, _ATTRIBUTE, None)
    tracebacks.uninstall(shell)
    detach()
