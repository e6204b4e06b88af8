"""The kernel "Python 3 (Farfield)": ipykernel with the extension loaded."""

from __future__ import annotations

import os
import sys

from ipykernel.kernelapp import IPKernelApp

import farfield_launcher


class FarfieldKernelApp(IPKernelApp):
    """Loads the extension by itself."""

    def init_extensions(self) -> None:
        super().init_extensions()  # type: ignore[no-untyped-call]  # ipykernel has no types here
        assert self.shell is not None, "ipykernel makes its shell before it loads extensions"
        self.shell.extension_manager.load_extension("farfield")


def _add_working_directory() -> None:
    """Put the notebook's directory on the path where IPython puts it: after the standard library.

    IPython leaves it out of an interpreter that was started with -P, as ours is.
    """
    if "" not in sys.path:
        names = ("site-packages", "dist-packages")
        places = [index for index, path in enumerate(sys.path) if os.path.basename(path) in names]
        sys.path.insert(places[0] if places else len(sys.path), "")


def main() -> None:
    """Run a kernel; its options are those of ipykernel."""
    app = FarfieldKernelApp.instance()
    app.initialize()
    # The user's directory goes back on the path now that all of ours is loaded.
    farfield_launcher.restore_path()
    _add_working_directory()
    app.start()
