"""A folder full of files named like the modules that we import: none of them gets in."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from farfield_launcher import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
LAUNCHER = ROOT / "kernel" / "farfield_launcher.py"
PACKAGES = ("kernel/farfield", "engine/farfield_engine", "jupyter_ext/farfield_jupyter")
# Names that a user is likely to give a file, or that only what we import imports.
LIKELY = {
    "engine",
    "kernel",
    "gateway",
    "worker",
    "queue",
    "types",
    "random",
    "token",
    "code",
    "test",
    "utils",
}
SHADOW = "raise ImportError(f'{__file__} was imported in place of the real module')\n"


def imported_modules() -> set[str]:
    """The top-level names of every import in our packages, and the packages' own."""
    names = {"farfield", "farfield_engine", "farfield_jupyter"}
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(), str(path))):
                if isinstance(node, ast.Import):
                    names |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    names.add(node.module.split(".")[0])
    return names - {"__future__"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shadowing")
    for name in imported_modules() | LIKELY:
        (path / f"{name}.py").write_text(SHADOW)
    return path


def launch(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("start", "environment"),
    [
        pytest.param(["-P", "-m", "farfield_launcher"], {}, id="as the kernelspec does"),
        pytest.param(["-P", str(LAUNCHER)], {}, id="by path, safe"),
        pytest.param([str(LAUNCHER)], {}, id="by path"),
        pytest.param([str(LAUNCHER)], {"PYTHONPATH": "."}, id="by path, the folder on PYTHONPATH"),
        pytest.param([str(LAUNCHER)], {"PYTHONSAFEPATH": "1"}, id="by path, PYTHONSAFEPATH"),
    ],
)
def test_everything_imports_from_a_folder_of_shadows(
    folder: Path, start: list[str], environment: dict[str, str]
) -> None:
    done = launch(folder, *start, "check", **environment)
    assert done.returncode == 0, done.stderr
    places = dict(line.split(maxsplit=1) for line in done.stdout.splitlines())
    assert Path(places["farfield"]).is_relative_to(ROOT)
    assert Path(places["farfield_engine"]).is_relative_to(ROOT)


def test_unprotected_start_of_another_module_does_fail(folder: Path) -> None:
    """The folder is a real trap: without the launcher the first import springs it."""
    assert "in place of the real module" in launch(folder, "-c", "import queue").stderr


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["--help"]])
def test_wrong_command_is_answered_by_one_line(folder: Path, arguments: list[str]) -> None:
    done = launch(folder, str(LAUNCHER), *arguments)
    assert done.returncode == 2
    assert done.stderr == f"usage: farfield_launcher {{{'|'.join(COMMANDS)}}} [ARGUMENT ...]\n"


RESTORE = """
import runpy, sys
sys.path.insert(0, "")
sys.argv = ["launcher", "nonsense"]
launcher = runpy.run_path({launcher!r})
launcher["_protect_path"]()
hidden = "" not in sys.path
launcher["restore_path"]()
launcher["restore_path"]()
print(hidden, sys.path.count(""), sys.path.index("") > 0)
"""


def test_the_users_own_modules_come_back_after_the_standard_library(tmp_path: Path) -> None:
    done = launch(tmp_path, "-c", RESTORE.format(launcher=str(LAUNCHER)))
    assert done.stdout.split() == ["True", "1", "True"], done.stderr
