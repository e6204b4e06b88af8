"""Modules beside the notebook are used in the version that is on disk."""

from __future__ import annotations

import importlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from farfield_engine.worker import stale_modules


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A directory with a notebook's modules, which are forgotten afterwards."""
    before = dict(sys.modules)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield tmp_path
    for name in set(sys.modules) - set(before):
        del sys.modules[name]
    stale_modules.drop(str(tmp_path))


def write(path: Path, text: str, age: float = 10.0) -> None:
    """Write a file that is `age` seconds old."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    written = time.time() - age
    os.utime(path, (written, written))


def load(name: str) -> Any:
    importlib.invalidate_caches()
    return importlib.import_module(name)


def test_a_changed_module_is_imported_anew(beside: Path) -> None:
    write(beside / "stale_a.py", "value = 1")
    stale_modules.drop(str(beside))
    assert load("stale_a").value == 1
    assert stale_modules.drop(str(beside)) == []
    write(beside / "stale_a.py", "value = 2", age=5)
    assert stale_modules.drop(str(beside)) == ["stale_a"]
    assert load("stale_a").value == 2
    assert stale_modules.drop(str(beside)) == []


def test_a_module_that_changed_right_after_its_import_is_imported_anew(beside: Path) -> None:
    write(beside / "stale_a.py", "value = 1")
    stale_modules.drop(str(beside))
    assert load("stale_a").value == 1
    write(beside / "stale_a.py", "value = 2", age=0)
    stale_modules.drop(str(beside))
    assert load("stale_a").value == 2


def test_modules_beside_it_go_along_and_installed_ones_stay(beside: Path) -> None:
    write(beside / "stale_a.py", "import stale_b\nimport json\nfrom stale_package import part")
    write(beside / "stale_b.py", "")
    write(beside / "stale_package" / "__init__.py", "")
    write(beside / "stale_package" / "part.py", "")
    stale_modules.drop(str(beside))
    load("stale_a")
    assert stale_modules.drop(str(beside)) == []
    json = sys.modules["json"]
    write(beside / "stale_package" / "part.py", "changed = True", age=5)
    assert stale_modules.drop(str(beside)) == ["stale_a", "stale_b", "stale_package", "stale_package.part"]
    assert sys.modules["json"] is json


def test_as_many_modules_as_before_are_not_the_same_modules(beside: Path) -> None:
    for name in ("stale_a", "stale_b"):
        write(beside / f"{name}.py", "value = 1")
    stale_modules.drop(str(beside))
    load("stale_a")
    stale_modules.drop(str(beside))
    write(beside / "stale_a.py", "value = 2", age=5)
    assert stale_modules.drop(str(beside)) == ["stale_a"]
    load("stale_b")  # and a no more
    assert stale_modules.drop(str(beside)) == []
    write(beside / "stale_a.py", "value = 3", age=4)
    assert stale_modules.drop(str(beside)) == [], "nobody uses it"
    write(beside / "stale_b.py", "value = 2", age=4)
    assert stale_modules.drop(str(beside)) == ["stale_b"]


def test_a_file_that_is_gone_is_a_change(beside: Path) -> None:
    write(beside / "stale_a.py", "")
    stale_modules.drop(str(beside))
    load("stale_a")
    stale_modules.drop(str(beside))
    (beside / "stale_a.py").unlink()
    assert stale_modules.drop(str(beside)) == ["stale_a"]


def test_neither_our_own_modules_nor_others_directories_are_touched(beside: Path) -> None:
    write(beside / "stale_a.py", "")
    load("stale_a")
    root = Path(stale_modules.__file__).parents[2]
    assert not set(stale_modules.drop(str(root))) & set(sys.modules)
    assert "farfield_engine.worker.stale_modules" in sys.modules
    assert stale_modules.drop("") == []
