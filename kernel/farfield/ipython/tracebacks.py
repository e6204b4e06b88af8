"""Has IPython show a remote exception as the worker rendered it, of whatever kind it is.

IPython asks an exception for its own rendering, but not a SyntaxError and not an ExceptionGroup: those would
be shown with the frames of this package.
"""

from __future__ import annotations

from typing import Any

from IPython.core.interactiveshell import InteractiveShell


def install(shell: InteractiveShell) -> None:
    """Ask every exception that is shown in this shell for its own rendering."""
    shown_by_ipython = shell.showtraceback

    def showtraceback(exc_tuple: Any = None, *arguments: Any, **options: Any) -> None:
        kind, error, _ = shell._get_exc_info(exc_tuple)
        render = getattr(error, "_render_traceback_", None)
        if render is None:
            shown_by_ipython(exc_tuple, *arguments, **options)
        else:
            shell._showtraceback(kind, error, render())

    shell.showtraceback = showtraceback  # type: ignore[method-assign]


def uninstall(shell: InteractiveShell) -> None:
    """Undo `install`."""
    vars(shell).pop("showtraceback", None)
