"""The kernel "Python 3 (Farfield)": ipykernel with the extension loaded."""

from __future__ import annotations

from ipykernel.kernelapp import IPKernelApp

import farfield_launcher


class FarfieldKernelApp(IPKernelApp):
    """Loads the extension by itself."""

    def init_extensions(self) -> None:
        super().init_extensions()  # type: ignore[no-untyped-call]  # ipykernel has no types here
        assert self.shell is not None, "ipykernel makes its shell before it loads extensions"
        self.shell.extension_manager.load_extension("farfield")


def main() -> None:
    """Run a kernel; its options are those of ipykernel."""
    app = FarfieldKernelApp.instance()
    app.initialize()
    # The user's directory goes back on the path now that all of ours is loaded.
    farfield_launcher.restore_path()
    app.start()
