"""Builds the VS Code extension.

`--check` looks for type errors, `--test` runs the unit tests, `--vsix` packs it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys

import nodejs

SOURCE = nodejs.ROOT / "vscode_bridge"
DIST = SOURCE / "dist"
VSIX = nodejs.ROOT / "build" / "farfield.vsix"
MAX_BYTES = 1_000_000


def install() -> None:
    """Makes the packages that a build needs what the lock files say."""
    nodejs.install()
    nodejs.install(SOURCE)


def build(*, minify: bool = True) -> None:
    """Writes the bundles into `DIST`; raises `CalledProcessError` when a step fails."""
    esbuild = str(nodejs.NODE_MODULES / "esbuild" / "bin" / "esbuild")
    common = ["--bundle", "--charset=utf8", "--log-level=warning", *(["--minify"] if minify else [])]
    nodejs.node(
        esbuild,
        str(SOURCE / "src" / "extension.ts"),
        *common,
        "--platform=node",
        "--format=cjs",
        "--target=node20",
        "--external:vscode",
        f"--outfile={DIST / 'extension.js'}",
    )
    for folder, bundle in (("views", "panel.js"), ("run", "output.js")):
        nodejs.node(
            esbuild,
            str(SOURCE / "src" / folder / "webview" / "main.ts"),
            *common,
            "--format=iife",
            "--target=es2022",
            "--loader:.css=text",
            f"--outfile={DIST / bundle}",
        )


def pack() -> None:
    """Writes `VSIX`; raises `CalledProcessError` when it can't be packed, SystemExit when it is too large."""
    VSIX.parent.mkdir(exist_ok=True)
    vsce = SOURCE / "node_modules" / "@vscode" / "vsce" / "vsce"
    nodejs.node(
        str(vsce),
        "package",
        "--no-dependencies",
        "--no-rewrite-relative-links",
        "--out",
        str(VSIX),
        directory=SOURCE,
        quiet=True,
    )
    size = VSIX.stat().st_size
    if size > MAX_BYTES:
        raise SystemExit(f"{VSIX} has {size} bytes; it is to have at most {MAX_BYTES}")
    print(f"{VSIX.relative_to(nodejs.ROOT)}: {size / 1000:.0f} KB")


def main() -> int:
    """Returns the exit status: 1 when the build, a test or a type check failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--check", action="store_true", help="build nothing, check types")
    mode.add_argument("--test", action="store_true", help="run the unit tests")
    mode.add_argument("--vsix", action="store_true", help="build and pack build/farfield.vsix")
    options = parser.parse_args()
    install()
    try:
        if options.check:
            tsc = str(nodejs.NODE_MODULES / "typescript" / "bin" / "tsc")
            nodejs.node(tsc, "--noEmit", "--project", str(SOURCE))
        elif options.test:
            nodejs.node("--test", "--test-reporter=dot", "vscode_bridge/test/unit/*.test.ts")
        else:
            build()
            if options.vsix:
                pack()
    except subprocess.CalledProcessError as error:
        return error.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
