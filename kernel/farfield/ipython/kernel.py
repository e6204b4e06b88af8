"""The kernel "Python 3 (Farfield)": ipykernel with the extension loaded."""

from __future__ import annotations

import farfield_launcher
from ipykernel.kernelapp import IPKernelApp


class FarfieldKernelApp(IPKernelApp):
    """Loads the extension by itself."""

    def init_extensions(self) -> None:
        super().init_extensions()
        self.shell.extension_manager.load_extension("farfield")


def main() -> None:
    """Run a kernel; its options are those of ipykernel."""
    app = FarfieldKernelApp.instance()
    app.initialize()
    # The user's directory goes back on the path now that all of ours is loaded.
    farfield_launcher.restore_path()
    app.start()
