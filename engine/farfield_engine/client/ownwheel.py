"""This very installation as a wheel, made without a build tool and without a network."""

from __future__ import annotations

import base64
import hashlib
import importlib.machinery
import importlib.metadata
import importlib.util
import zipfile
from collections.abc import Iterator
from pathlib import Path

from farfield_engine.errors import FarfieldError
from farfield_engine.version import VERSION

DISTRIBUTION = "farfield"

# What one distribution holds; an installation from a clone has them in several directories.
_MODULES = ("farfield", "farfield_engine", "farfield_jupyter", "farfield_launcher")

# The others say how and whence it was installed here.
_METADATA = ("METADATA", "entry_points.txt")
_NOT_SENT = (".pyc", ".pyo", ".so~")
# Built for a browser: no worker needs it.
_FOLDERS_NOT_SENT = {"__pycache__", "labextension"}

_WHEEL = "Wheel-Version: 1.0\nGenerator: farfield\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_INFORMATION = f"{DISTRIBUTION}-{VERSION}.dist-info"
_EPOCH = (2020, 2, 2, 0, 0, 0)


def write_own_wheel(directory: Path) -> Path:
    """Write the wheel into this directory. Raises FarfieldError where this installation can't be packed."""
    path = directory / f"{DISTRIBUTION}-{VERSION}-py3-none-any.whl"
    records: list[str] = []
    try:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
            for name, content in own_files():
                wheel.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
                records.append(f"{name},sha256={_digest(content)},{len(content)}")
            record = f"{_INFORMATION}/RECORD"
            lines = "\n".join([*records, f"{record},,", ""])
            wheel.writestr(zipfile.ZipInfo(record, _EPOCH), lines, zipfile.ZIP_DEFLATED)
    except OSError as error:
        raise FarfieldError(f"the wheel of this installation can't be written: {error}") from error
    return path


def own_files() -> Iterator[tuple[str, bytes]]:
    """Names and contents of what is in the wheel but for its record. Raises FarfieldError, OSError."""
    yield from _modules()
    yield from _metadata()


def _modules() -> Iterator[tuple[str, bytes]]:
    for module in _MODULES:
        found = _found(module)
        if found is None or found.origin is None or not Path(found.origin).is_file():
            raise FarfieldError(
                f"this installation can't be packed: where its '{module}' is, there are no files; "
                "install Farfield there by hand"
            )
        top = Path(found.origin)
        if found.submodule_search_locations is None:
            yield top.name, top.read_bytes()
            continue
        for file in sorted(top.parent.rglob("*")):
            inside = file.relative_to(top.parent)
            if (
                file.is_file()
                and _FOLDERS_NOT_SENT.isdisjoint(inside.parts)
                and not file.name.endswith(_NOT_SENT)
            ):
                yield f"{module}/{inside.as_posix()}", file.read_bytes()


def _found(module: str) -> importlib.machinery.ModuleSpec | None:
    try:
        return importlib.util.find_spec(module)
    except ValueError:
        # It is what this very process was started by, and so has none.
        return importlib.machinery.PathFinder.find_spec(module)


def _metadata() -> Iterator[tuple[str, bytes]]:
    try:
        distribution = importlib.metadata.distribution(DISTRIBUTION)
    except importlib.metadata.PackageNotFoundError:
        raise FarfieldError(
            "this installation can't be packed: it has no metadata; install Farfield there by hand"
        ) from None
    for name in _METADATA:
        content = distribution.read_text(name)
        if content is None or (name == "METADATA" and distribution.version != VERSION):
            raise FarfieldError(
                f"this installation can't be packed: its {name} is not that of Farfield {VERSION}; "
                "install it here anew, or there by hand"
            )
        yield f"{_INFORMATION}/{name}", content.encode()
    yield f"{_INFORMATION}/WHEEL", _WHEEL.encode()


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
