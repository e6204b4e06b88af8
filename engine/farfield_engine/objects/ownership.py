"""Which modules are the user's own: edited from cell to cell, and sent where nobody else has them.

A module is the user's own when its file lies outside the standard library, site-packages and Farfield: beside
the notebook, elsewhere on the session's path, or of a project installed in editable mode.
"""

from __future__ import annotations

import os
import sysconfig

_OURS = {"farfield", "farfield_engine", "farfield_jupyter", "farfield_launcher"}
_RUN = {"__main__", "__mp_main__"}
_LIBRARIES = ("stdlib", "platstdlib", "purelib", "platlib")
INSTALLED = tuple(
    {
        os.path.join(form, "")
        for name in _LIBRARIES
        for form in (sysconfig.get_path(name), os.path.realpath(sysconfig.get_path(name)))
    }
)
"""Directories of this Python environment, each with a separator at its end."""


def is_own(name: str, path: str) -> bool:
    """Whether the module of this name and file is the user's."""
    return (
        not path.startswith(INSTALLED)
        and f"{os.sep}site-packages{os.sep}" not in path
        and f"{os.sep}dist-packages{os.sep}" not in path
        and name.partition(".")[0] not in _OURS
        and name not in _RUN
    )
