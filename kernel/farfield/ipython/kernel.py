"""The kernel "Python 3 (Farfield)": ipykernel with the extension loaded."""

from __future__ import annotations

import os
import sys
from typing import Any

from ipykernel import kernelapp
from ipykernel.kernelapp import IPKernelApp

import farfield_launcher
from farfield.ipython.forkpipe import FileIOPubThread


class FarfieldKernelApp(IPKernelApp):
    """Loads the extension by itself, and opens no port where its sockets are files."""

    def init_iopub(self, context: Any) -> None:
        if self.transport != "ipc":
            super().init_iopub(context)  # type: ignore[no-untyped-call]  # ipykernel has no types here
            return
        FileIOPubThread.address = f"ipc://{self.ip}-forks"
        # The class is not to be chosen; its name is looked up there.
        names = vars(kernelapp)
        theirs, names["IOPubThread"] = names["IOPubThread"], FileIOPubThread
        try:
            super().init_iopub(context)  # type: ignore[no-untyped-call]  # nor here
        finally:
            names["IOPubThread"] = theirs

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
