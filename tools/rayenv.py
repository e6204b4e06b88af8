"""Makes `.venv-ray`, where everything runs that needs Ray: its tests, examples and benchmarks.

It is apart from `.venv` since JupyterLab, which comes with a module that takes a second to import, would make
each of Ray's processes three times as slow to start, and since Ray and what its libraries need are 2 GB.
What is installed is kept, and made anew only when the list of it changes.

`--test` makes it too, and has its pytest run with the arguments that follow; where it can't be made, and
nobody has set CI, the tests are left out.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / ".venv-ray"
_STAMP = ".installed"

PACKAGES = (
    "ray[default,data,train,tune,rllib]==2.60.*",
    "torch==2.13.0",
    # Of the extra `lab`, all but JupyterLab.
    "anywidget>=0.9",
    "ipykernel>=7",
    "hypothesis",
    "kubernetes",
    "matplotlib",
    "nbval",
    "numpy",
    "pandas",
    "pytest>=8",
    "pytest-timeout",
    "tqdm",
)


def digest() -> str:
    """Of all that says what is installed; an editable installation is of one clone."""
    taken = hashlib.sha256(f"{sys.version}\n{ROOT}\n".encode())
    taken.update("\n".join(PACKAGES).encode())
    taken.update((ROOT / "pyproject.toml").read_bytes())
    return taken.hexdigest()


def is_made() -> bool:
    """Whether it is here, whole, and as this file says."""
    stamp = PLACE / _STAMP
    return stamp.exists() and stamp.read_text().strip() == digest()


def make() -> None:
    """Makes it what this file says. Raises `CalledProcessError` when pip fails."""
    python = PLACE / "bin" / "python"
    (PLACE / _STAMP).unlink(missing_ok=True)
    if not python.exists():
        # One that was cut off, or whose Python is gone, is in no known state.
        shutil.rmtree(PLACE, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(PLACE)], check=True)
    # Our pip serves there. What is never imported is not compiled.
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    install = ["install", "--quiet", "--no-compile", "--editable", str(ROOT), *PACKAGES]
    subprocess.run([*pip, *install], env={**os.environ, "FARFIELD_NO_LAB": "1"}, check=True)
    # Written last: an installation that was cut off starts again.
    (PLACE / _STAMP).write_text(digest() + "\n")


def size() -> int:
    """Bytes of all its files."""
    paths = (os.path.join(folder, name) for folder, _, names in os.walk(PLACE) for name in names)
    return sum(os.lstat(path).st_size for path in paths)


def main(arguments: list[str]) -> int:
    """Returns the exit status: 1 when pip failed, with `--test` that of pytest."""
    tests = arguments[:1] == ["--test"]
    try:
        if not is_made():
            _make_and_tell()
    except subprocess.CalledProcessError as error:
        print(f"{PLACE} can't be made: what pip says is above, and it ended with {error.returncode}.")
        if tests and "CI" not in os.environ:
            print("The tests that need Ray are left out.")
            return 0
        return 1
    if tests:
        return subprocess.run([PLACE / "bin" / "pytest", *arguments[1:]], cwd=ROOT, check=False).returncode
    return 0


def _make_and_tell() -> None:
    print("Installing Ray, its libraries and torch into .venv-ray: once, and it takes some minutes ...")
    began = time.monotonic()
    make()
    print(f".venv-ray took {time.monotonic() - began:.0f} s and has {size() / 1e9:.1f} GB")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
