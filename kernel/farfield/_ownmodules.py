"""The user's own modules for workers that do not see this machine's disk: found, and sent once.

What a job uses of them is known from what it imports and from what its pickled inputs refer to, and then from
what those modules import. With them go all that the session has sent before, in the version that is on disk
now: objects that are on the cluster already may need them.
"""

from __future__ import annotations

import dis
import sys
import sysconfig
import threading
import types
import weakref
from collections import deque
from collections.abc import Iterable
from functools import lru_cache
from opcode import opmap

from farfield._ownunits import Disk, Unit, largest
from farfield_engine.client.client import Client
from farfield_engine.client.text import readable_size
from farfield_engine.errors import SendError
from farfield_engine.objects.sources import OWN_PYTHON, minor_of
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb

MAX_SIZE = 64 << 20
"""Bytes that all modules of a job may have."""

INLINE = 1024
"""Bytes of an archive that travels with each job; a larger one is sent once and then named."""

_KEPT_VERSIONS = 4
"""Of a unit: jobs that were made with an earlier version may not be on their way yet."""

_IMPORT = opmap["IMPORT_NAME"]


class _Holder:
    """While it lives, the cluster keeps an archive."""


class _Sent:
    """What one client has sent."""

    def __init__(self, client: Client) -> None:
        self._client = weakref.ref(client)
        self._gateway = ""
        self._known: set[str] = set()
        """Names of the units that it has ever sent."""
        self._held: dict[str, deque[tuple[bytes, _Holder]]] = {}
        self._told: set[str] = set()

    def files(self, names: Iterable[str], disk: Disk) -> list[jobs_pb.File]:
        """What a job is to name that uses these modules. Raises SendError, FarfieldError, OSError."""
        units, gone = self._units({*names, *map(_module_of, self._known)}, disk)
        if not units and not gone:
            return []
        total = sum(unit.size for unit in units)
        if total > MAX_SIZE:
            raise SendError(
                f"your modules that this uses have {readable_size(total)} together, over the limit of "
                f"{readable_size(MAX_SIZE)}; the largest: {largest(units)}. Keep data outside of packages "
                "and send it with --files, and install on the cluster, with pip, what is large"
            )
        self._check_compiled(units)
        for unit in units:
            disk.fill(unit)
            self._tell_left_out(unit)
        made = [jobs_pb.File(path=unit.name, content=self._blob(unit)) for unit in units]
        self._known.update(unit.name for unit in units)
        # Named without content: it is to be removed.
        return made + [jobs_pb.File(path=name) for name in gone]

    def _units(self, names: set[str], disk: Disk) -> tuple[list[Unit], list[str]]:
        """The units of these modules and of those that they import, and those of before that are gone."""
        todo, seen = list(names), set(names)
        units: dict[str, Unit] = {}
        while todo:
            for unit in disk.look(todo.pop()):
                units[unit.name] = unit
                more = unit.imports - seen
                seen |= more
                todo += more
        return [units[name] for name in sorted(units)], sorted(self._known - units.keys())

    def _check_compiled(self, units: list[Unit]) -> None:
        """Raise SendError for extension modules where the cluster can't load this machine's."""
        compiled = [file for unit in units for file in unit.compiled]
        client = self._client()
        if not compiled or client is None:
            return
        here = (OWN_PYTHON, sysconfig.get_platform())
        theirs = client.welcome.versions
        there = (minor_of(theirs.get("python", "")) or here[0], theirs.get("platform", "") or here[1])
        if here != there:
            raise SendError(
                f"'{compiled[0].path}' is compiled for Python {here[0]} on {here[1]}, and the cluster has "
                f"Python {there[0]} on {there[1]}; install its package there, with pip"
            )

    def _tell_left_out(self, unit: Unit) -> None:
        new = [file for file in unit.left_out if file.path not in self._told]
        self._told.update(file.path for file in new)
        if new:
            shown = ", ".join(f"'{file.place}' ({readable_size(file.size)})" for file in new[:3])
            more = f" and {len(new) - 3} more" if len(new) > 3 else ""
            print(
                f"note: not sent with package '{unit.name}', since it is large: {shown}{more}; the workers "
                "get it by --files",
                file=sys.stderr,
            )

    def _blob(self, unit: Unit) -> objects_pb.Blob:
        size = len(unit.content)
        if size <= INLINE:
            return objects_pb.Blob(size=size, data=unit.content)
        client = self._client()
        assert client is not None, "who asks has the client"
        if self._gateway != client.gateway:  # another one, which has nothing yet
            self._gateway = client.gateway
            self._held.clear()
        held = self._held.setdefault(unit.name, deque(maxlen=_KEPT_VERSIONS))
        if any(digest == unit.digest for digest, _ in held):
            return objects_pb.Blob(hash=unit.digest, size=size)
        value = client.value(b"", [memoryview(unit.content)], apart=True)
        blob, holder = value.buffers[0], _Holder()
        client.keep(objects_pb.Value(pickle=blob), holder)
        # Where it was written is told once; from now on it is known by its hash.
        blob.ClearField("segment")
        held.append((unit.digest, holder))
        return blob


def _module_of(unit: str) -> str:
    return unit.partition("#")[0]


_lock = threading.Lock()
_disk = Disk()
_of_clients: weakref.WeakKeyDictionary[Client, _Sent] = weakref.WeakKeyDictionary()


def own_modules(
    client: Client, modules: Iterable[str], codes: Iterable[types.CodeType] = ()
) -> list[jobs_pb.File]:
    """What a job is to name as its modules, whose workers do not see this machine's disk.

    modules: names of those that it uses; codes: of functions that it brings, which import others. Raises
    SendError for modules that can't be sent, FarfieldError where the cluster has no room.
    """
    names = {name.partition(".")[0] for name in modules}
    for code in codes:
        names |= imported_by(code)
    with _lock:
        sent = _of_clients.get(client)
        if sent is None:
            # What is kept for a client keeps it alive.
            for other in [other for other in _of_clients if not other.usable]:
                del _of_clients[other]
            sent = _of_clients[client] = _Sent(client)
        return sent.files(names, _disk)


@lru_cache(maxsize=4096)
def imported_by(code: types.CodeType) -> frozenset[str]:
    """The top-level modules that this code, and code nested in it, imports."""
    found: set[str] = set()
    if _IMPORT in code.co_code[::2]:  # most code imports nothing, and disassembling takes long
        imports = (step.argval for step in dis.get_instructions(code) if step.opname == "IMPORT_NAME")
        found.update(name.partition(".")[0] for name in imports)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            found |= imported_by(constant)
    return frozenset(found)
