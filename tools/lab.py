"""Builds the JupyterLab extension where it is stale, and puts it into this environment.

`--check` looks for type errors, `--test` runs the unit tests.

What is built is not committed: a clone builds it when it is installed (`hatch_build.py`), and a wheel has it.
A build needs JupyterLab's builder only; JupyterLab's own packages are needed for their types.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nodejs

SOURCE = nodejs.ROOT / "jupyter_ext" / "lab"
BUILT = nodejs.ROOT / "jupyter_ext" / "farfield_jupyter" / "labextension"
INSTALLED = Path("share") / "jupyter" / "labextensions" / "farfield"
_DIGEST = "sources.sha256"
# For JupyterLab: with what the extension is to be removed.
_INSTALL = {
    "packageManager": "python",
    "packageName": "farfield",
    "uninstallInstructions": "Use your Python package manager to uninstall the package farfield",
}


def build() -> None:
    """Writes the extension into `BUILT`; raises `CalledProcessError` when a step fails."""
    nodejs.install()
    nodejs.install(SOURCE, "--omit=peer")
    modules = SOURCE / "node_modules"
    nodejs.node(
        str(nodejs.NODE_MODULES / "esbuild" / "bin" / "esbuild"),
        str(SOURCE / "src" / "index.ts"),
        "--bundle",
        "--format=esm",
        "--target=es2022",
        # JupyterLab brings them.
        "--external:@jupyterlab/*",
        "--external:@lumino/*",
        "--loader:.css=text",
        "--loader:.svg=text",
        "--charset=utf8",
        "--log-level=warning",
        f"--outdir={SOURCE / 'lib'}",
    )
    nodejs.node(
        str(modules / "@jupyter" / "builder" / "lib" / "build-labextension.js"),
        "--core-package-file",
        str(modules / "@jupyterlab" / "core-meta" / "core.package.json"),
        str(SOURCE),
        quiet=True,
    )
    (BUILT / "install.json").write_text(json.dumps(_INSTALL, indent=2) + "\n")
    # Last: a build that was cut off is no build.
    (BUILT / _DIGEST).write_text(digest() + "\n")


def is_fresh() -> bool:
    """Whether what is built was built from the sources as they are."""
    stamp = BUILT / _DIGEST
    return stamp.exists() and stamp.read_text().strip() == digest()


def digest() -> str:
    """Of all that the extension is built from."""
    taken = hashlib.sha256()
    for path in sorted(_sources()):
        taken.update(f"{path.relative_to(nodejs.ROOT).as_posix()}\n{path.stat().st_size}\n".encode())
        taken.update(path.read_bytes())
    return taken.hexdigest()


def _sources() -> Iterator[Path]:
    yield from (nodejs.ROOT / "package.json", nodejs.ROOT / "package-lock.json", Path(__file__))
    yield from (SOURCE / "package.json", SOURCE / "package-lock.json")
    for folder in (SOURCE / "src", SOURCE / "schema", SOURCE.parent / "ui" / "src"):
        yield from (path for path in folder.rglob("*") if path.is_file())


def put(prefix: Path) -> None:
    """Makes the extension of this Python installation the one that is built."""
    place = prefix / INSTALLED
    if place.exists():
        shutil.rmtree(place)
    shutil.copytree(BUILT, place)


def check() -> None:
    """Raises `CalledProcessError` when the types are wrong."""
    nodejs.install(SOURCE)
    nodejs.node(str(nodejs.NODE_MODULES / "typescript" / "bin" / "tsc"), "--noEmit", "--project", str(SOURCE))


def main() -> int:
    """Returns the exit status: 1 when the build, a test or a type check failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--check", action="store_true", help="build nothing, check types")
    mode.add_argument("--test", action="store_true", help="run the unit tests")
    options = parser.parse_args()
    nodejs.install()
    try:
        if options.check:
            check()
        elif options.test:
            nodejs.node("--test", "--test-reporter=dot", "jupyter_ext/lab/test/*.test.ts")
        else:
            if not is_fresh():
                build()
            put(Path(sys.prefix))
    except subprocess.CalledProcessError as error:
        return error.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
