"""`%load_ext farfield`: registers the magics and listens to which cell runs."""

from __future__ import annotations

from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from farfield.ipython import tracebacks
from farfield.ipython.cells import CellSource
from farfield.ipython.debugger.install import install
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
    shell.events.register("post_run_cell", magics.offers.after_cell)
    shell.events.register("post_run_cell", magics.warm_up)
    setattr(shell, _ATTRIBUTE, magics)
    tracebacks.install(shell)
    magics.debugging = install(shell)
    if magics.debugging is not None:
        shell.events.register("pre_run_cell", magics.debugging.before_cell)
    shell.input_transformer_manager.cleanup_transforms.append(without_blank_lines)


def without_blank_lines(lines: list[str]) -> list[str]:
    """Take blank lines before our magic away.

    IPython does that, but ipykernel has it not done while the debugger is on, and then it is no cell magic.
    """
    for index, line in enumerate(lines):
        if line.strip():
            return lines[index:] if index and line.lstrip().startswith("%%distributed") else lines
    return lines


def unload(shell: InteractiveShell) -> None:
    """Take the magics away again; the attachment ends."""
    from farfield._attach import detach

    magics: Any = getattr(shell, _ATTRIBUTE, None)
    if magics is None:
        return
    shell.events.unregister("pre_run_cell", magics.source.begin)
    shell.events.unregister("post_run_cell", magics.offers.after_cell)
    shell.events.unregister("post_run_cell", magics.warm_up)
    for kind, names in magics.magics.items():
        for name in names:
            shell.magics_manager.magics[kind].pop(name, None)
    setattr(shell, _ATTRIBUTE, None)
    tracebacks.uninstall(shell)
    if magics.debugging is not None:
        shell.events.unregister("pre_run_cell", magics.debugging.before_cell)
        magics.debugging.remove()
    transforms = shell.input_transformer_manager.cleanup_transforms
    if without_blank_lines in transforms:
        transforms.remove(without_blank_lines)
    detach()
