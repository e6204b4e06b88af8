"""A virtual environment with this distribution under another minor version of Python, for tests.

It lies in `.venv-otherpython/` of the repository, one for each version, is made on first use and kept. Tests
are not importable, so a test file gets its fixture from here by `runpy`:

    @pytest.fixture(scope="session")
    def other_python() -> Path:
        return runpy.run_path(str(OTHERPYTHON))["other_python_or_skip"]()

FARFIELD_OTHER_PYTHON=3.12 picks a version where the machine has several.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / ".venv-otherpython"
# The newest of those that everything has wheels for comes first; ours is left out.
MINORS = (13, 12, 14, 15, 11)
PACKAGES = ("ipykernel", "numpy", "pytest")
INSTALL_SECONDS = 170.0
LOOK = "import sys; print(sys.implementation.name, '%d.%d' % sys.version_info[:2], sys.executable)"


def other_python_or_skip() -> Path:
    """The interpreter of the environment; skips the test where the machine has no other Python.

    Raises RuntimeError, with the end of pip's output, when the environment can't be made.
    """
    found = find_interpreter()
    if found is None:
        wanted = os.environ.get("FARFIELD_OTHER_PYTHON", "") or "another CPython from 3.11 on"
        pytest.skip(f"this machine has Python {_own()} only, and this test needs {wanted}")
    version, interpreter = found
    return _environment(version, interpreter)


def find_interpreter() -> tuple[str, str] | None:
    """A CPython of another minor version, as ("3.13", its path): on the PATH, or one of pyenv's."""
    wanted = os.environ.get("FARFIELD_OTHER_PYTHON", "")
    for version in [wanted] if wanted else [f"3.{minor}" for minor in MINORS]:
        if version == _own():
            continue
        for candidate in _candidates(version):
            # pyenv's shims are there for versions that are not chosen too, and then only complain.
            done = subprocess.run([candidate, "-c", LOOK], capture_output=True, text=True, check=False)
            words = done.stdout.strip().split(maxsplit=2)
            if done.returncode == 0 and words[:2] == ["cpython", version]:
                return version, words[2]
    return None


def _own() -> str:
    return f"{sys.version_info[0]}.{sys.version_info[1]}"


def _candidates(version: str) -> Iterator[str]:
    on_path = shutil.which(f"python{version}")
    if on_path is not None:
        yield on_path
    root = os.environ.get("PYENV_ROOT", "")
    if not root and shutil.which("pyenv") is not None:
        root = subprocess.run(["pyenv", "root"], capture_output=True, text=True, check=False).stdout.strip()
    if root:
        for path in sorted(Path(root).glob(f"versions/{version}.*/bin/python{version}")):
            yield str(path)


def _environment(version: str, interpreter: str) -> Path:
    place = PLACE / version
    python = place / "bin" / "python"
    stamp = place / ".installed"
    project = (ROOT / "pyproject.toml").read_text()
    PLACE.mkdir(exist_ok=True)
    with open(PLACE / f"{version}.lock", "w") as lock:
        # Two runs of the tests may come here at once.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not stamp.exists() or stamp.read_text() != project:
            stamp.unlink(missing_ok=True)
            if not python.exists():
                _run([interpreter, "-m", "venv", "--without-pip", str(place)])
            # Our pip serves there. What is never imported is not compiled, and nobody opens JupyterLab there.
            pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
            packages = ["--editable", str(ROOT), *PACKAGES]
            _run([*pip, "install", "--quiet", "--no-compile", *packages], FARFIELD_NO_LAB="1")
            # Written last, so an installation that was cut off starts again.
            stamp.write_text(project)
    return python


def _run(command: list[str], **environ: str) -> None:
    done = subprocess.run(
        command,
        env={**os.environ, **environ},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=INSTALL_SECONDS,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout[-3000:]}")
