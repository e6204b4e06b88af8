"""Installs code-server, the real VS Code as a server for a browser, for the tests of the VS Code extension.

Everything comes from npm, as the lock file in tests/vscode/editor says; nothing is compiled, and no package's
own install script runs: a server for tests does without what those compile. What is installed is kept.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs

LOCKED = nodejs.ROOT / "tests" / "vscode" / "editor"
PLACE = nodejs.ROOT / "build" / "code-server"
_PACKAGE = PLACE / "node_modules" / "code-server"
ENTRY = _PACKAGE / "out" / "node" / "entry.js"
_STAMP = PLACE / "installed.sha256"
_FILES = ("package.json", "package-lock.json")


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
    _STAMP.write_text(digest() + "\n")


def main() -> int:
    """Returns the exit status: 1 when npm failed."""
    try:
        install()
    except subprocess.CalledProcessError as error:
        return error.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
