"""What a container needs so that a gateway runs in it, and as much of it as can be brought from here."""

from __future__ import annotations

import hashlib
import importlib.metadata
import io
import platform
import sys
import sysconfig
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from farfield_engine.client.ownwheel import DISTRIBUTION, own_files
from farfield_engine.client.route import DialError
from farfield_engine.errors import FarfieldError
from farfield_engine.version import VERSION

if TYPE_CHECKING:
    from packaging.requirements import Requirement

_EPOCH = (2020, 2, 2, 0, 0, 0)
_COMPILED = (".so", ".dylib", ".pyd")


@dataclass(slots=True)
class Needed:
    """A distribution that Farfield needs, as it is here."""

    name: str
    version: str
    wanted: list[Requirement] = field(default_factory=list)
    """What its version has to be, by those who need it."""

    def fits(self, version: str | None) -> bool:
        """Whether one of this version, None for none, does as well."""
        return version is not None and all(
            one.specifier.contains(version, prereleases=True) for one in self.wanted
        )

    @property
    def files(self) -> Iterator[tuple[str, Path]]:
        """Its files: where they belong in a directory of packages, and where they are."""
        for file in importlib.metadata.distribution(self.name).files or ():
            # What lies outside are scripts and data.
            if ".." not in file.parts and not file.is_absolute() and "__pycache__" not in file.parts:
                path = Path(str(file.locate()))
                if path.is_file():
                    yield file.as_posix(), path

    @property
    def is_compiled(self) -> bool:
        """Whether it fits the Python only that it was installed for."""
        return any(name.endswith(_COMPILED) for name, _ in self.files)


def needed() -> dict[str, Needed]:
    """What Farfield needs, by name, with what that needs in turn. Raises DialError."""
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    found: dict[str, Needed] = {}
    left = [(DISTRIBUTION, "")]
    while left:
        of, extras = left.pop()
        for text in importlib.metadata.requires(of) or ():
            requirement = Requirement(text)
            if requirement.marker is not None and not any(
                requirement.marker.evaluate({"extra": extra}) for extra in extras.split(",")
            ):
                continue
            name = canonicalize_name(requirement.name)
            known = found.get(name)
            if known is None:
                try:
                    known = found[name] = Needed(name, importlib.metadata.version(name))
                except importlib.metadata.PackageNotFoundError:
                    raise DialError(f"'{name}', which Farfield needs, is not installed here") from None
                left.append((name, ",".join(requirement.extras)))
            known.wanted.append(requirement)
    return found


def platform_here() -> tuple[object, ...]:
    """What has to be the same there for compiled packages of here to be of use."""
    return (*sys.version_info[:2], sysconfig.get_platform(), platform.libc_ver()[0])


class Pack:
    """Farfield itself and other distributions: what is brought to a container, in a directory of packages."""

    def __init__(self, distributions: Iterable[Needed], also: Iterable[str]) -> None:
        """also: what is added to it there. Raises DialError."""
        self._distributions = list(distributions)
        try:
            self._own = list(own_files())
        except (FarfieldError, OSError) as error:
            raise DialError(str(error)) from error
        versions = sorted(f"{one.name}=={one.version}" for one in self._distributions)
        digest = hashlib.sha256("\0".join([*versions, "and", *sorted(also)]).encode())
        for name, content in self._own:
            digest.update(f"\0{name}\0{len(content)}\0".encode())
            digest.update(content)
        self.name = f"{VERSION}-{digest.hexdigest()[:16]}"
        """Others with the same content have the same."""

    def content(self) -> bytes:
        """A zip. Raises OSError."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, content in (*self._own, *self._files()):
                archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED, 1)
        return packed.getvalue()

    def _files(self) -> Iterator[tuple[str, bytes]]:
        for one in self._distributions:
            for name, path in one.files:
                yield name, path.read_bytes()
