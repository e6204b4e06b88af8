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


class LabExtension(BuildHookInterface[Any]):
    """Builds the extension unless it is there already, as in a source distribution, and adds it."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatch before it collects the files."""
        if os.environ.get("FARFIELD_NO_LAB", "") not in ("", "0"):
            self.app.display_warning("FARFIELD_NO_LAB is set: the JupyterLab extension is left out.")
            return
        sys.path.insert(0, str(Path(self.root) / "tools"))
        try:
            lab = importlib.import_module("lab")
        finally:
            del sys.path[0]
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
        except (OSError, subprocess.CalledProcessError) as error:
            raise RuntimeError(
                f"the JupyterLab extension can't be built: {error}; "
                "FARFIELD_NO_LAB=1 installs Farfield without it"
            ) from error
