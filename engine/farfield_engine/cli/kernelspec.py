"""Installs the kernelspec where Jupyter finds it."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
import tempfile
from pathlib import Path

from farfield_engine.errors import FarfieldError

NAME = "farfield"


def install(*, user: bool, prefix: str | None) -> str:
    """Install the kernelspec for this interpreter; where it went. Raises FarfieldError."""
    try:
        from jupyter_client.kernelspec import KernelSpecManager
    except ImportError:
        raise FarfieldError("Jupyter is not installed here; pip install 'farfield[lab]' brings it") from None
    found = importlib.util.find_spec("farfield")
    assert found is not None and found.origin is not None, "the two packages are one distribution"
    source = Path(found.origin).parent / "ipython" / "kernelspec"
    with tempfile.TemporaryDirectory() as directory:
        copy = Path(directory) / NAME
        shutil.copytree(source, copy)
        spec = json.loads((copy / "kernel.json").read_text())
        # Jupyter may run in another environment than the kernel.
        spec["argv"][0] = sys.executable
        (copy / "kernel.json").write_text(json.dumps(spec, indent=1))
        place = None if user else prefix or sys.prefix
        try:
            return str(KernelSpecManager().install_kernel_spec(str(copy), NAME, user=user, prefix=place))
        except OSError as error:
            raise FarfieldError(f"the kernelspec can't be written: {error}; try --user") from error
