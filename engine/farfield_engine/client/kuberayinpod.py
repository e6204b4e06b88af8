"""What runs in the container of a head pod: it says what is there, takes what is missing, finds the gateway.

Sent as text and read from stdin, so it imports nothing but the standard library, of any Python from 3.7 on.
stdin has parts, each its length in a line and then so many bytes; answers are JSON between markers.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import io
import json
import os
import platform
import shutil
import stat
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from typing import Any

PIP_SECONDS = 600
KEPT = "packages"


def main() -> None:
    """Answer, do what is then asked for, and become the command that finds or starts the gateway."""
    asked = json.loads(_part())
    marker = asked["marker"]

    def answer(said: dict[str, Any]) -> None:
        sys.stdout.write(f"\n{marker}{json.dumps(said)}{marker}\n")
        sys.stdout.flush()

    try:
        place = _place()
        answer(_facts(asked, place))
        order = json.loads(_part())
        directory = os.path.join(place, order["directory"]) if order["directory"] else ""
        if order["content"]:
            _unpack(_part(), directory)
        if order["pip"]:
            _install(order["pip"], directory)
        if directory:
            # Whole only now: a name that is there is taken by the next who comes.
            with open(os.path.join(directory, "whole"), "w"):
                pass
    except OSError as error:
        answer({"error": f"{error.strerror or error}: '{error.filename or ''}'"})
        return
    except _PipError as error:
        answer({"pip": str(error)})
        return
    except RuntimeError as error:
        answer({"error": str(error)})
        return
    paths = [directory, os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    if not environment["PYTHONPATH"]:
        del environment["PYTHONPATH"]
    _give_state_a_place(environment, place)
    os.chdir("/")
    os.execve(sys.executable, [sys.executable, "-P", *order["command"]], environment)


class _PipError(Exception):
    """pip does not install what is missing."""


def _part() -> bytes:
    source = sys.stdin.buffer
    line = source.readline()
    data = source.read(int(line)) if line else b""
    if not line or len(data) < int(line):
        os._exit(1)  # nobody is there any more
    return data


def _facts(asked: dict[str, Any], place: str) -> dict[str, Any]:
    """What the other side must know to say what is to be done."""
    versions = {}
    for name in asked["distributions"]:
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            pass
    if importlib.util.find_spec("farfield_engine") is None:
        versions.pop("farfield", None)
    return {
        "python": list(sys.version_info[:3]),
        "executable": sys.executable,
        "platform": sysconfig.get_platform(),
        "libc": platform.libc_ver()[0],
        "versions": versions,
        "ray": importlib.util.find_spec("ray") is not None,
        "brought": [name for name in os.listdir(place) if os.path.exists(os.path.join(place, name, "whole"))],
    }


def _place() -> str:
    """The directory for what is brought: of this user alone, as code is run from it."""
    path = os.path.join(tempfile.gettempdir(), f"farfield-{KEPT}-{os.getuid()}")
    os.makedirs(path, mode=0o700, exist_ok=True)
    status = os.lstat(path)
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid() or status.st_mode & 0o077:
        raise RuntimeError(f"'{path}' in the container is not a directory of its user's alone; remove it")
    return path


def _unpack(content: bytes, directory: str) -> None:
    shutil.rmtree(directory, ignore_errors=True)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        packed.extractall(directory)


def _install(requirements: list[str], directory: str) -> None:
    command = [
        sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet",
        "--no-deps", "--target", directory, *requirements,
    ]  # fmt: skip
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=PIP_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise _PipError(f"it took longer than {PIP_SECONDS} s") from None
    if done.returncode:
        lines = done.stdout.decode(errors="replace").strip().splitlines() or ["it does not say why"]
        errors = [line for line in lines if line.startswith("ERROR:")] or lines
        raise _PipError(errors[-1])


def _give_state_a_place(environment: dict[str, str], place: str) -> None:
    """Results and logs are kept in the home directory, which some containers do not have."""
    home = os.path.expanduser("~")
    named = {"FARFIELD_STATE_DIR", "FARFIELD_RUNTIME_DIR", "XDG_STATE_HOME"} & set(environment)
    if not named and not (os.path.isdir(home) and os.access(home, os.W_OK)):
        environment["FARFIELD_STATE_DIR"] = f"{place}-state"


if __name__ == "__main__":
    main()
