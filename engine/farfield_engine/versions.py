"""Which versions a process has of Python and of packages, told without importing any of them."""

from __future__ import annotations

import functools
import importlib.metadata
import importlib.util
import os
import re
import sys
import sysconfig
from collections.abc import Iterable, Sequence

from farfield_engine.version import VERSION

PRESENT = "?"
"""The version of a module that is there and of which no distribution says a version."""

# Reading all metadata takes 0.3 s with some hundred packages, and a gateway does nothing else meanwhile.
_DISTRIBUTIONS = {
    "bs4": "beautifulsoup4",
    "cv2": "opencv-python",
    "dateutil": "python-dateutil",
    "PIL": "pillow",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "yaml": "PyYAML",
}

_MINOR = re.compile(r"^(?:python|lib-python)(\d+\.\d+)t?$|^python(\d)(\d+)\.zip$")


def own_versions() -> dict[str, str]:
    """Versions of "python" ("3.11.7"), "cloudpickle" and "farfield" in this process, and its "platform"."""
    return {
        "python": ".".join(map(str, sys.version_info[:3])),
        "cloudpickle": _version_of_distribution("cloudpickle") or PRESENT,
        "farfield": VERSION,
        "platform": sysconfig.get_platform(),
    }


def versions_of(modules: Iterable[str]) -> dict[str, str]:
    """Versions of the packages that top-level modules belong to.

    Empty for a module that can't be imported here, `PRESENT` for one of unknown version, and Python's
    own for one of the standard library.
    """
    return {module: _version_of(module) for module in modules}


def distribution_of(module: str) -> str:
    """The name by which a top-level module is installed; its own where no distribution claims it."""
    for name in (module, _DISTRIBUTIONS.get(module, "")):
        if name and _version_of_distribution(name):
            return name
    return next(iter(_distributions().get(module, ())), module)


def is_importable(module: str) -> bool:
    """Whether a top-level module is there, loaded or not."""
    if module in sys.modules:
        return sys.modules[module] is not None
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False  # a name that no module can have, or one without a place


def usable_paths(paths: Sequence[str]) -> list[str]:
    """Those entries of another process's sys.path that this interpreter can import from.

    Without the standard library and the installed packages of another minor version of Python.
    """
    own = f"{sys.version_info[0]}.{sys.version_info[1]}"
    minors = {path: _minor_in(path) for path in paths}
    foreign = any(minor not in ("", own) for minor in minors.values())
    installed = ("site-packages", "dist-packages")
    return [
        path
        for path, minor in minors.items()
        if minor in ("", own) and not (foreign and os.path.basename(path) in installed)
    ]


def _minor_in(path: str) -> str:
    for part in path.split(os.sep):
        match = _MINOR.match(part)
        if match is not None:
            return match[1] or f"{match[2]}.{match[3]}"
    return ""


def _version_of(module: str) -> str:
    if module in sys.stdlib_module_names:
        return own_versions()["python"]
    version = _version_of_distribution(distribution_of(module))
    if not version and is_importable(module):
        # Installed since the table was made, or of no distribution: a module beside the notebook, say.
        _distributions.cache_clear()
        version = _version_of_distribution(distribution_of(module)) or PRESENT
    return version


def _version_of_distribution(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except (importlib.metadata.PackageNotFoundError, ValueError):
        return ""


@functools.cache
def _distributions() -> dict[str, list[str]]:
    return dict(importlib.metadata.packages_distributions())
