"""What is sent to the nodes of a Ray cluster, so that nothing of ours need be installed there.

One directory, which Ray copies to each node that runs a worker: our packages, which come before what is
installed there, and the third-party packages that workers need, which come after it. Ray puts it where
`import farfield_shipped` is found, and calls its `set_up` first in every process; that unpacks.

Ours go compiled, and of theirs what is compiled here: pip compiles all, uv nothing, and what nobody has ever
imported on this machine is hardly imported there. To compile it too took most of a second of the first
attachment; Python does that on the node where it is needed after all, and keeps it.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import marshal
import shutil
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Iterator
from importlib.machinery import EXTENSION_SUFFIXES, PathFinder
from importlib.metadata import version
from pathlib import Path
from typing import Any

from farfield_engine.errors import AttachError

NAME = "farfield_shipped"
HOOK = f"{NAME}.set_up"

OUR_FOLDER = "ours"
THEIR_FOLDER = "site-packages"
"""Whatever lies in a folder of this name is nobody's own code."""

_OLD_IPYTHON = int(version("ipython").partition(".")[0]) < 9
"""It has its terminal loaded by all that is made of it."""

OURS = ("farfield", "farfield_engine", "farfield_launcher")
THEIRS = (
    "IPython",
    "asttokens",
    "cloudpickle",
    "debugpy",
    "decorator",
    "executing",
    "google.protobuf",
    "google._upb",
    "ipython_pygments_lexers",
    "matplotlib_inline",
    "pexpect",
    "psutil",
    "ptyprocess",
    "pure_eval",
    "pygments",
    "pynvml",
    "stack_data",
    "traitlets",
    "typing_extensions",
    "xxhash",
    *(("prompt_toolkit", "wcwidth") if _OLD_IPYTHON else ()),
)
"""What workers import, with what that imports; a name that is not installed here is not needed either."""

_PYDEVD = f"{THEIR_FOLDER}/debugpy/_vendored/pydevd"
_LEFT_OUT = {
    # Parts of ours that only gateways, clients and tests run.
    *(f"{OUR_FOLDER}/farfield_engine/{name}" for name in ("cli", "dap", "gateway", "testing")),
    f"{OUR_FOLDER}/farfield/ipython",
    # Of theirs, what nobody runs in a worker.
    f"{THEIR_FOLDER}/IPython/sphinxext",
    *(() if _OLD_IPYTHON else (f"{THEIR_FOLDER}/IPython/terminal",)),
    f"{THEIR_FOLDER}/debugpy/launcher",
    *(f"{_PYDEVD}/pydevd_attach_to_process/{name}" for name in ("linux_and_mac", "winappdbg")),
}
_LEXERS = f"{THEIR_FOLDER}/pygments/lexers"
_LANGUAGES = "css data html javascript jvm lilypond lisp markup perl python ruby shell special".split()
"""For which tracebacks and displays have colours: those of IPython's own cell magics."""

_NEVER = {"__pycache__", "tests", "test"}
_SUFFIXES = (".py", ".so", ".json", ".typed", ".css", ".tcss")
_UNCHECKED = (1).to_bytes(4, "little")
"""Of a compiled file that is not compared with its source, which has another date wherever it is unpacked."""

_PACKED = "packed.zip"
_INIT = '''"""Puts what has come with this directory where Python finds it."""

import os
import sys

_HERE = os.path.dirname(os.path.abspath(__file__))


def set_up():
    try:
        there = _unpacked()
        sys.path.insert(0, os.path.join(there, "ours"))
        sys.path.append(os.path.join(there, "site-packages"))
        from farfield_engine.worker.ray.hook import set_up
    except Exception as error:
        # Raised, it would show as a process that has crashed, for no reason that anybody sees.
        print(f"farfield: this process can't be followed: {type(error).__name__}: {error}", file=sys.stderr)
    else:
        set_up()


def _unpacked():
    """Where it is unpacked; the first process of a node does that."""
    there = os.path.join(_HERE, "unpacked")
    if not os.path.isdir(there):
        import fcntl
        import zipfile

        with open(os.path.join(_HERE, "lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not os.path.isdir(there):
                with zipfile.ZipFile(os.path.join(_HERE, "packed.zip")) as packed:
                    packed.extractall(there + ".new")
                os.rename(there + ".new", there)
    return there
'''


def runtime_env(state: Path) -> dict[str, Any]:
    """What `ray.init` is given as runtime_env. state: the gateway's directory, where it is kept.

    Raises AttachError.
    """
    try:
        directory = shipment(state / "shipped")
    except (OSError, SyntaxError) as error:
        raise AttachError(f"what Ray's nodes need of Farfield can't be put together: {error}") from error
    return {"py_modules": [str(directory)], "worker_process_setup_hook": HOOK}


def shipment(parent: Path) -> Path:
    """The directory, made unless that has been done for these very files. Raises OSError."""
    files = dict(_files())
    made = parent / _content_of(files) / NAME
    if made.is_dir():
        return made
    parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix="new-", dir=parent))
    try:
        _fill(fresh / NAME, files)
        with contextlib.suppress(OSError):  # somebody else was as quick
            fresh.rename(made.parent)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    for other in parent.iterdir():
        if other != made.parent and not other.name.startswith("new-"):
            shutil.rmtree(other, ignore_errors=True)
    return made


def _fill(directory: Path, files: dict[str, Path]) -> None:
    directory.mkdir()
    (directory / "__init__.py").write_text(_INIT)
    # Ray sends files as they are, and looks at each of them.
    with zipfile.ZipFile(directory / _PACKED, "w") as packed:
        for name, source in files.items():
            _pack(packed, name, source.read_bytes())
            if source.suffix == ".py" and (code := _code(source, make=name.startswith(OUR_FOLDER))):
                _pack(packed, importlib.util.cache_from_source(name), code)


def _pack(packed: zipfile.ZipFile, name: str, content: bytes) -> None:
    # A tenth larger than it could be, and unpacked three times as fast, which each new node waits for.
    # Without a date: the same content is the same archive, which Ray's nodes have already then.
    packed.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, compresslevel=1)


def _code(source: Path, *, make: bool) -> bytes | None:
    """What is to be in a compiled file: what this Python has put into its own, or what is made now."""
    status = source.stat()
    dated = int(status.st_mtime).to_bytes(4, "little") + status.st_size.to_bytes(4, "little")
    header = importlib.util.MAGIC_NUMBER + _UNCHECKED + bytes(8)
    with contextlib.suppress(OSError):
        known = Path(importlib.util.cache_from_source(str(source))).read_bytes()
        if known.startswith(importlib.util.MAGIC_NUMBER + bytes(4) + dated):
            return header + known[16:]
    if not make:
        return None
    code = compile(source.read_bytes(), str(source), "exec", dont_inherit=True)
    return header + marshal.dumps(code)


def _content_of(files: dict[str, Path]) -> str:
    """A name for these files, as they are now, and this Python."""
    digest = hashlib.blake2b(digest_size=12)
    digest.update(f"{sys.version} {sysconfig.get_platform()} {_INIT}".encode())
    for name, path in files.items():
        status = path.stat()
        digest.update(f"{name} {status.st_size} {status.st_mtime_ns} {path}\n".encode())
    return digest.hexdigest()


def _files() -> Iterator[tuple[str, Path]]:
    """What is in it, and where it comes from."""
    for folder, names in ((OUR_FOLDER, OURS), (THEIR_FOLDER, THEIRS)):
        for name in names:
            for top, path in _package(name):
                if path.is_file():
                    yield f"{folder}/{top}", path
                else:
                    yield from _below(path, f"{folder}/{top}")


def _package(name: str) -> list[tuple[str, Path]]:
    """Where a module is to go, and where it is; more than one thing where it is a namespace."""
    if name == "farfield_launcher":
        # Of the process that it runs, it is the main module, of which Python tells nothing.
        spec = PathFinder.find_spec(name)
    else:
        spec = importlib.util.find_spec(name)
    if spec is None:
        return []
    path = name.replace(".", "/")
    if spec.submodule_search_locations:
        return [(path, Path(location)) for location in spec.submodule_search_locations]
    assert spec.origin is not None
    origin = Path(spec.origin)
    return [(str(Path(path).parent / origin.name), origin)]


def _below(directory: Path, name: str) -> Iterator[tuple[str, Path]]:
    """The files of a directory that are needed. name: what it is called."""
    if name in _LEFT_OUT:
        return
    for entry in sorted(directory.iterdir()):
        inner = f"{name}/{entry.name}"
        if entry.is_dir():
            if entry.name not in _NEVER:
                yield from _below(entry, inner)
        elif entry.name.endswith(_SUFFIXES) and _loads_here(entry.name) and _is_wanted(name, entry.stem):
            yield inner, entry


def _loads_here(name: str) -> bool:
    """Whether a file is none of native code, or one that this Python loads."""
    return not name.endswith(".so") or name.endswith(tuple(EXTENSION_SUFFIXES)) or name.count(".") == 1


def _is_wanted(folder: str, stem: str) -> bool:
    return folder != _LEXERS or stem.startswith("_") or stem in _LANGUAGES
