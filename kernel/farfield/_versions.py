"""What differs between the notebook's Python environment and the cluster's, and whether it matters."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import socket
import sys
import types
import weakref
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from farfield_engine.versions import PRESENT, distribution_of, is_importable, own_versions, versions_of

if TYPE_CHECKING:
    from farfield_engine.wire.v1 import gateway_pb2 as gateway_pb

Versions = Mapping[str, str]

_LEADING = re.compile(r"(?:\d+!)?v?(\d+)(?:\.(\d+))?")
_INSTALLED = (f"{os.sep}site-packages{os.sep}", f"{os.sep}dist-packages{os.sep}")

_TRAVELS = {"numpy": "plain arrays travel, other objects of it may not"}
"""Of packages whose objects are sent a lot: what goes well whatever the versions are."""


@dataclass(frozen=True, slots=True)
class Environment:
    """A Python environment: versions of "python", "cloudpickle" and "farfield", its prefix, its machine."""

    versions: Versions
    prefix: str
    host: str = ""

    @classmethod
    def own(cls) -> Environment:
        """That of this process."""
        return cls(own_versions(), sys.prefix, socket.gethostname())


@dataclass
class Differences:
    """What to tell the user of one session, each thing once.

    ask: the versions of modules on the cluster, asked of the gateway; it raises FarfieldError.
    """

    there: Environment
    ask: Callable[[Sequence[str]], Versions]
    here: Environment = field(default_factory=Environment.own)
    of_modules: Callable[[Iterable[str]], Versions] = versions_of
    _told: set[str] = field(default_factory=set)
    _begun: bool = False

    @property
    def same(self) -> bool:
        """Whether both are one environment; then nothing differs. A gateway that does not say counts so."""
        if not self.there.prefix:
            return True
        return self.here.prefix == self.there.prefix and self.there.host in ("", self.here.host)

    def notes(self, modules: Iterable[str]) -> list[str]:
        """Sentences about the environments, and about those of the top-level modules not asked for before.

        Raises what `ask` raises; the modules then count as not asked for.
        """
        if self.same:
            return []
        minors = [_release(side.versions.get("python", "")) for side in (self.here, self.there)]
        new = sorted(
            name
            for name in set(modules) - self._told
            # Those of the standard library are all there, unless it is another one's.
            if name not in sys.builtin_module_names
            and (name not in sys.stdlib_module_names or minors[0] != minors[1])
            and not is_the_users_own(name)
        )
        theirs = self.ask(new) if new else {}
        ours = self.of_modules(new)
        notes = [] if self._begun else self._about_environments()
        self._begun = True
        self._told.update(new)
        told = [self._about(name, ours.get(name, ""), theirs.get(name, "")) for name in new]
        return notes + [note for note in told if note]

    def _about_environments(self) -> list[str]:
        notes = []
        here, there = (side.versions.get("python", "") for side in (self.here, self.there))
        ours, theirs = _release(here), _release(there)
        if ours != theirs and there:
            notes.append(
                f"Python is {_text(ours)} here and {_text(theirs)} on the cluster: cells and functions "
                "travel as source; pickled objects of compiled libraries may not arrive"
            )
        here, there = (side.versions.get("cloudpickle", "") for side in (self.here, self.there))
        if there and _release(here) != _release(there):
            notes.append(
                f"cloudpickle is {here} here and {there} on the cluster: functions and classes of the "
                f"notebook may not arrive. {self._install('cloudpickle', here)}"
            )
        return notes

    def _about(self, module: str, here: str, there: str) -> str:
        """A sentence about a module, empty where there is nothing to say."""
        if not here and not there:
            return ""  # the import will fail by itself, with Python's own message
        if not there and module in sys.stdlib_module_names:
            python = _text(_release(self.there.versions.get("python", "")))
            return (
                f"{module!r} is not in the standard library of Python {python}, which the cluster has: "
                "importing it fails there"
            )
        if not there:
            remedy = self._install(distribution_of(module), here)
            return f"{module!r} is not installed on the cluster: importing it fails there. {remedy}"
        if not here:
            version = "" if there == PRESENT else f" {there}"
            return (
                f"{module!r}{version} is on the cluster and not installed here: "
                "cells can use it, and results of its types can't be unpickled here"
            )
        if PRESENT in (here, there):
            return ""
        return self._about_versions(module, here, there)

    def _about_versions(self, module: str, here: str, there: str) -> str:
        ours, theirs = _release(here), _release(there)
        if ours == theirs:
            return ""  # the same but for corrections
        differ = f"{module} is {here} here and {there} on the cluster: "
        major = ours is None or theirs is None or ours[0] != theirs[0]
        if not major:
            return differ + _TRAVELS.get(
                module, "objects of it that are sent or come back may not be the same there"
            )
        matters = _TRAVELS.get(module, "objects of it may not arrive")
        return (
            differ
            + f"{matters}, and code may do something else there. "
            + self._install(distribution_of(module), here)
        )

    def _install(self, distribution: str, version: str) -> str:
        """What to do to have the same version there."""
        wanted = distribution if version in ("", PRESENT) else f"{distribution}=={version.partition('+')[0]}"
        python = os.path.join(self.there.prefix, "bin", "python")
        command = shlex.join([python, "-m", "pip", "install", wanted])
        elsewhere = self.there.host not in ("", self.here.host)
        return f"To have it there: {command}" + (f" (on {self.there.host})" if elsewhere else "")


class Attached(Protocol):
    """What is asked of a client."""

    @property
    def welcome(self) -> gateway_pb.Welcome:
        """The gateway's answer to the last hello."""

    def versions(self, modules: Sequence[str]) -> Versions:
        """Versions of modules on the cluster. Raises FarfieldError."""


_of_clients: weakref.WeakKeyDictionary[Attached, Differences] = weakref.WeakKeyDictionary()


def differences_of(client: Attached) -> Differences:
    """What there is to tell in the session of this client, and what has been told already."""
    found = _of_clients.get(client)
    if found is None:
        welcome, known = client.welcome, weakref.ref(client)

        def ask(modules: Sequence[str]) -> Versions:
            client = known()
            assert client is not None, "who asks has the client"
            return client.versions(modules)

        there = Environment(dict(welcome.versions), welcome.prefix, welcome.host)
        found = _of_clients[client] = Differences(there, ask)
    return found


def is_the_users_own(module: str) -> bool:
    """Whether a top-level module is a file of the user's, which travels, and is not installed.

    Nothing is imported.
    """
    if module in sys.stdlib_module_names or not is_importable(module):
        return False
    loaded = sys.modules.get(module)
    try:
        spec = loaded.__spec__ if loaded is not None else importlib.util.find_spec(module)
    except (AttributeError, ImportError, ValueError):
        return False
    if spec is None:
        return False
    places = (
        [spec.origin] if spec.origin and spec.has_location else list(spec.submodule_search_locations or ())
    )
    return bool(places) and not any(part in f"{place}{os.sep}" for place in places for part in _INSTALLED)


def modules_in_use(imports: Iterable[str], values: Iterable[object]) -> set[str]:
    """The top-level modules that a cell imports, and those that its inputs are, or are instances of."""
    used = {name.partition(".")[0] for name in imports}
    for value in values:
        name = value.__name__ if isinstance(value, types.ModuleType) else type(value).__module__
        if isinstance(name, str):
            used.add(name.partition(".")[0])
    return used - {"__main__", "builtins"}


def _release(version: str) -> tuple[int, int] | None:
    """Major and minor number; None where the version does not begin with a number."""
    match = _LEADING.match(version)
    return (int(match[1]), int(match[2] or 0)) if match else None


def _text(release: tuple[int, int] | None) -> str:
    return "unknown" if release is None else f"{release[0]}.{release[1]}"
