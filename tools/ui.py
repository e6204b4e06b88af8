"""Builds the widgets' JavaScript; `--check` looks for type errors and staleness, `--test` runs the tests."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import nodejs

STATIC = nodejs.ROOT / "jupyter_ext" / "farfield_jupyter" / "static"
# Each becomes one self-contained ES module of the same name in STATIC.
ENTRIES = ("cluster", "offers", "progress")


def bundle(directory: Path) -> None:
    """Writes every entry's module into `directory`."""
    node_modules = nodejs.NODE_MODULES
    nodejs.node(
        str(node_modules / "esbuild" / "bin" / "esbuild"),
        *(f"jupyter_ext/ui/src/{entry}.ts" for entry in ENTRIES),
        "--bundle",
        "--minify",
        "--format=esm",
        "--target=es2022",
        "--loader:.css=text",
        "--charset=utf8",
        "--log-level=warning",
        f"--outdir={directory}",
    )


def check() -> int:
    """Returns 1 when a committed module is stale; raises `CalledProcessError` when the types are wrong."""
    nodejs.node(str(nodejs.NODE_MODULES / "typescript" / "bin" / "tsc"), "--noEmit")
    with tempfile.TemporaryDirectory() as scratch:
        bundle(Path(scratch))
        modules = sorted(Path(scratch).iterdir())
        stale = [module.name for module in modules if not _same(module, STATIC / module.name)]
    if stale:
        folder = STATIC.relative_to(nodejs.ROOT)
        print("Built JavaScript is stale; run `make ui`:", file=sys.stderr)
        print(*(f"  {folder / name}" for name in stale), sep="\n", file=sys.stderr)
    return 1 if stale else 0


def _same(fresh: Path, committed: Path) -> bool:
    return committed.exists() and committed.read_bytes() == fresh.read_bytes()


def main() -> int:
    """Returns the exit status: 1 when something is stale or a test or type check failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument(
        "--check", action="store_true", help="write nothing, check types and name what is stale"
    )
    mode.add_argument("--test", action="store_true", help="run the unit tests")
    options = parser.parse_args()
    nodejs.install()
    try:
        if options.check:
            return check()
        if options.test:
            nodejs.node("--test", "--test-reporter=dot", "jupyter_ext/ui/test/*.test.ts")
        else:
            bundle(STATIC)
    except subprocess.CalledProcessError as error:
        return error.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
