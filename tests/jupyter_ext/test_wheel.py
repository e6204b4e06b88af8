"""What an installation is given: what a wheel holds, and what its build asks for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from farfield_engine.version import VERSION

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("kernel/farfield", "engine/farfield_engine", "jupyter_ext/farfield_jupyter")
DATA = f"farfield-{VERSION}.data/data"
EXTENSION = f"{DATA}/share/jupyter/labextensions/farfield"
ASKED = "import hatchling.build as b; print(*b.get_requires_for_build_wheel())"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    """A wheel of these sources; without the JupyterLab extension where that is stale."""
    folder = tmp_path_factory.mktemp("wheel")
    nothing = {"FARFIELD_NO_LAB": "1"} if asked() else {}
    run("-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder), **nothing)
    (path,) = folder.iterdir()
    with zipfile.ZipFile(path) as opened:
        yield opened


def run(*arguments: str, **environment: str) -> str:
    command = [sys.executable, "-P", *arguments]
    variables = {**os.environ, **environment}
    return subprocess.run(
        command, cwd=ROOT, env=variables, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def asked(**environment: str) -> str:
    """What a build needs beside its tool; Node.js where the extension has to be built."""
    return run("-c", ASKED, **environment).strip()


def test_it_holds_the_packages_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    names = {name for name in wheel.namelist() if not name.startswith("farfield-")}
    there = {"farfield_launcher.py"}
    for package in PACKAGES:
        top = (ROOT / package).parent
        there |= {
            path.relative_to(top).as_posix()
            for path in (ROOT / package).rglob("*")
            if path.is_file() and not {"__pycache__", "labextension"} & set(path.parts)
        }
    assert names == there
    assert os.path.getsize(str(wheel.filename)) < 2_000_000
    licenses = [name for name in wheel.namelist() if "/licenses/" in name]
    assert "Leon Sorokin" in "".join(wheel.read(name).decode() for name in licenses), (
        "uPlot is in the bundles"
    )


def test_jupyter_finds_its_parts(wheel: zipfile.ZipFile) -> None:
    kernel = json.loads(wheel.read(f"{DATA}/share/jupyter/kernels/farfield/kernel.json"))
    assert kernel["argv"][:4] == ["python", "-P", "-m", "farfield_launcher"]
    config = wheel.read(f"{DATA}/etc/jupyter/jupyter_server_config.d/farfield_jupyter.json")
    assert json.loads(config)["ServerApp"]["jpserver_extensions"] == {"farfield_jupyter.server": True}
    held = {
        name for name in wheel.namelist() if name.startswith(f"{DATA}/") and "/labextensions/" not in name
    }
    assert len(held) == 3, held


def test_the_lab_extension_is_there_once_and_built(wheel: zipfile.ZipFile) -> None:
    names = {name for name in wheel.namelist() if name.startswith(EXTENSION)}
    if not names:
        assert not os.environ.get("CI"), "the extension is stale: tools/lab.py builds it"
        pytest.skip("the extension is stale: tools/lab.py builds it")
    package = json.loads(wheel.read(f"{EXTENSION}/package.json"))
    assert package["version"] == VERSION and f"{EXTENSION}/{package['jupyterlab']['_build']['load']}" in names
    assert {f"{EXTENSION}/install.json", f"{EXTENSION}/schemas/farfield/plugin.json"} <= names
    assert not [name for name in names if name.endswith((".ts", ".map")) or "node_modules" in name]


def test_only_a_build_of_the_extension_needs_node() -> None:
    assert asked(FARFIELD_NO_LAB="1") == ""
