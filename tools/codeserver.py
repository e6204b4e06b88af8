"""Installs code-server, the real VS Code as a server for a browser, for the tests of the VS Code extension.

Everything comes from npm, as the lock file in tests/vscode/editor says; nothing is compiled, and no package's
own install script runs: a server for tests does without what those compile, but for the module that writes
log files, which has a stand-in. What is installed is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nodejs
from labserver import ended_after

LOCKED = nodejs.ROOT / "tests" / "vscode" / "editor"
PLACE = nodejs.ROOT / "build" / "code-server"
_PACKAGE = PLACE / "node_modules" / "code-server"
ENTRY = _PACKAGE / "out" / "node" / "entry.js"
_STAMP = PLACE / "installed.sha256"
_FILES = ("package.json", "package-lock.json", "spdlog.js")

START_SECONDS = 60.0


def digest() -> str:
    """Of all that says what is installed, and how."""
    taken = hashlib.sha256()
    for path in (*(LOCKED / name for name in _FILES), Path(__file__)):
        taken.update(path.read_bytes())
    return taken.hexdigest()


def is_installed() -> bool:
    """Whether it is here, whole, and as the lock file says."""
    return _STAMP.exists() and _STAMP.read_text().strip() == digest()


def install() -> None:
    """Makes what is installed what the lock file says; raises `CalledProcessError` when npm fails."""
    if is_installed():
        return
    # An installation that was cut off is none: what it left is in no known state.
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    for name in _FILES:
        shutil.copyfile(LOCKED / name, PLACE / name)
    nodejs.npm("ci", directory=PLACE)
    # What its own install script does. Both folders have an npm-shrinkwrap.json with the packages' digests;
    # `npm ci` refuses it, since their package.json differs from it.
    vscode = _PACKAGE / "lib" / "vscode"
    for folder in (vscode, vscode / "extensions"):
        nodejs.npm("install", "--omit=dev", "--no-save", directory=folder)
    shutil.copyfile(LOCKED / "spdlog.js", vscode / "node_modules" / "@vscode" / "spdlog" / "index.js")
    _STAMP.write_text(digest() + "\n")


@dataclass(frozen=True)
class Server:
    """A running code-server; whoever knows its password runs what they like here, as in any VS Code."""

    url: str
    password: str
    settings: Path
    """The user's settings.json, which it reads again whenever it changes."""
    logs: Path
    """Below it are the logs of extension hosts, and all output channels."""


@contextlib.contextmanager
def running(base: Path, extensions: Path, environment: dict[str, str]) -> Iterator[Server]:
    """A server that keeps all its files below `base`, with the unpacked extensions of a directory.

    environment: for it and its extensions, in addition. Raises AssertionError when it does not start,
    subprocess.TimeoutExpired when it does not end.
    """
    user = base / "user"
    (user / "User").mkdir(parents=True)
    # Otherwise it writes one, with a password of its own.
    (base / "config.yaml").write_text("{}\n")
    password = secrets.token_hex(16)
    places = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME")
    command = [str(nodejs.program()), str(ENTRY), "--bind-addr", "127.0.0.1:0", "--auth", "password"]
    command += ["--config", str(base / "config.yaml"), "--user-data-dir", str(user)]
    command += ["--extensions-dir", str(extensions), "--disable-telemetry", "--disable-update-check"]
    # The extension host of a page that is gone ends with it.
    command += ["--disable-getting-started-override", "--reconnection-grace-time", "1"]
    log = base / "code-server.log"
    with open(log, "wb") as output:
        process = subprocess.Popen(
            command,
            cwd=base,
            env={**os.environ, **dict.fromkeys(places, str(base)), "PASSWORD": password, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    with ended_after(process):
        url = _await(process, log)
        yield Server(url, password, user / "User" / "settings.json", user / "logs")


def _await(process: subprocess.Popen[bytes], log: Path) -> str:
    """The address that it listens at."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        text = log.read_text(errors="replace")
        if match := re.search(r"listening on (http://\S+?)/?\s", text):
            return match[1]
        if process.poll() is not None or time.monotonic() > deadline:
            raise AssertionError(f"no code-server within {START_SECONDS:g} s:\n{text[-3000:]}")
        threading.Event().wait(0.05)


def main() -> int:
    """Returns the exit status: 1 when npm failed."""
    try:
        install()
    except subprocess.CalledProcessError as error:
        return error.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
