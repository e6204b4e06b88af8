"""Which modules are the user's own, and that a job gets the version of them that is on disk."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from farfield_engine.worker import modules


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A directory with a notebook's modules, which are forgotten afterwards."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    modules.refresh(in_place=False)
    yield tmp_path
    for name in set(sys.modules) - before:
        del sys.modules[name]
    modules.refresh(in_place=False)


def write(path: Path, text: str, age: float = 10.0) -> None:
    """Write a file that is `age` seconds old."""
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(textwrap.dedent(text))
    written = time.time() - age
    os.utime(path, (written, written))


def load(name: str) -> Any:
    return importlib.import_module(name)


def edited() -> list[str]:
    return modules.refresh(in_place=False)


def test_an_edited_module_is_imported_anew(beside: Path) -> None:
    write(beside / "own_a.py", "value = 1")
    assert load("own_a").value == 1
    assert edited() == []
    write(beside / "own_a.py", "value = 2", age=5)
    assert edited() == ["own_a"]
    assert load("own_a").value == 2
    assert edited() == []


def test_an_edit_within_one_step_of_every_clock(beside: Path) -> None:
    """Same size, same time: neither the stamp nor the compiled file tells."""
    path = beside / "own_a.py"
    stamp = time.time_ns() + 60_000_000_000  # of a file server whose clock is ahead: the step lasts
    for value in range(10):
        path.write_text(f"value = {value}")
        os.utime(path, ns=(stamp, stamp))
        edited()
        assert load("own_a").value == value


def test_a_module_written_right_before_its_import_is_imported_once(beside: Path) -> None:
    (beside / "own_a.py").write_text("value = 1")
    first = load("own_a")
    assert edited() == []
    assert load("own_a") is first


def test_compiled_files_of_fresh_sources_serve_nobody_later(beside: Path) -> None:
    path = beside / "own_a.py"
    path.write_text("value = 1")
    second = os.stat(path).st_mtime_ns
    assert load("own_a").value == 1
    path.write_text("value = 2")
    os.utime(path, ns=(second, second))
    # A new interpreter, some time later.
    done = subprocess.run(
        [sys.executable, "-c", "import own_a; print(own_a.value)"],
        cwd=beside, env={**os.environ, "PYTHONPATH": str(beside)}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.stdout == "2\n", done.stderr


def test_touched_or_changed_and_changed_back_is_no_change(beside: Path) -> None:
    write(beside / "own_a.py", "value = 1")
    first = load("own_a")
    write(beside / "own_a.py", "value = 1", age=5)
    assert edited() == []
    write(beside / "own_a.py", "value = 2", age=4)
    write(beside / "own_a.py", "value = 1", age=3)
    assert edited() == []
    assert load("own_a") is first


def test_an_edit_while_the_module_is_in_use_is_seen(beside: Path) -> None:
    write(beside / "own_a.py", "value = 1")
    edited()
    load("own_a")
    (beside / "own_a.py").write_text("value = 2")  # before anybody has looked at the file
    assert edited() == ["own_a"]


def test_modules_of_the_same_place_go_along_and_installed_ones_stay(beside: Path) -> None:
    write(beside / "own_a.py", "import own_b\nimport json\nfrom own_package import part")
    write(beside / "own_b.py", "")
    write(beside / "own_package" / "__init__.py", "")
    write(beside / "own_package" / "part.py", "")
    load("own_a")
    json = sys.modules["json"]
    write(beside / "own_package" / "part.py", "changed = True", age=5)
    assert edited() == ["own_package.part"]
    assert not {"own_a", "own_b", "own_package", "own_package.part"} & set(sys.modules)
    assert sys.modules["json"] is json
    assert load("own_a").part.changed


def test_other_places_stay_unless_they_import_it(
    beside: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path_factory.mktemp("project")
    monkeypatch.syspath_prepend(str(project))
    write(project / "own_lib" / "__init__.py", "from .core import LIMIT")
    write(project / "own_lib" / "core.py", "LIMIT = 1")
    write(beside / "own_a.py", "def late():\n    from own_lib import LIMIT\n    return LIMIT")
    load("own_a"), load("own_lib")
    lib = sys.modules["own_lib"]
    write(beside / "own_a.py", "import own_lib\nlimit = own_lib.LIMIT", age=5)
    assert edited() == ["own_a"]
    assert sys.modules["own_lib"] is lib, "it does not import what has changed"
    assert load("own_a").limit == 1
    write(project / "own_lib" / "core.py", "LIMIT = 2", age=5)
    assert edited() == ["own_lib.core"]
    assert load("own_a").limit == 2


def test_as_many_modules_as_before_are_not_the_same_modules(beside: Path) -> None:
    for name in ("own_a", "own_b"):
        write(beside / f"{name}.py", "value = 1")
    load("own_a")
    write(beside / "own_a.py", "value = 2", age=5)
    assert edited() == ["own_a"]
    load("own_b")  # and a no more
    write(beside / "own_a.py", "value = 3", age=4)
    assert edited() == [], "nobody uses it"
    write(beside / "own_b.py", "value = 2", age=4)
    assert edited() == ["own_b"]


def test_a_file_that_is_gone_fails_as_python_does(beside: Path) -> None:
    write(beside / "own_a.py", "")
    load("own_a")
    (beside / "own_a.py").unlink()
    assert edited() == ["own_a"]
    with pytest.raises(ModuleNotFoundError, match="No module named 'own_a'"):
        load("own_a")


def test_a_new_file_is_found_at_once(beside: Path) -> None:
    for number in range(20):
        name = f"own_new{number}"
        with pytest.raises(ModuleNotFoundError):
            load(name)
        (beside / f"{name}.py").write_text("")
        edited()
        load(name)


def test_namespace_packages_and_their_new_init(beside: Path) -> None:
    write(beside / "own_space" / "deep" / "part.py", "value = 1")
    load("own_space.deep.part")
    write(beside / "own_space" / "deep" / "part.py", "value = 2", age=5)
    assert edited() == ["own_space.deep.part"]
    namespace: dict[str, Any] = {}
    exec("from own_space.deep import part", namespace)
    assert namespace["part"].value == 2
    write(beside / "own_space" / "__init__.py", "real = True", age=5)
    write(beside / "own_space" / "deep" / "part.py", "value = 3", age=4)
    assert edited() == ["own_space.deep.part"]
    load("own_space.deep.part")
    assert load("own_space").real


def test_ours_and_installed_ones_are_not_the_users(beside: Path) -> None:
    site = beside / "site-packages"
    write(site / "own_installed.py", "value = 1")
    sys.path.insert(0, str(site))
    try:
        installed = load("own_installed")
        write(site / "own_installed.py", "value = 2", age=5)
        assert edited() == []
        assert sys.modules["own_installed"] is installed
    finally:
        sys.path.remove(str(site))
    assert modules.revision() == ""
    assert "farfield_engine.worker.modules" in sys.modules


def test_the_revision_names_what_is_loaded(beside: Path) -> None:
    assert modules.revision() == ""
    write(beside / "own_a.py", "value = 1")
    load("own_a")
    first = modules.revision()
    assert len(first) == 12 and int(first, 16) > 0
    write(beside / "own_a.py", "value = 2", age=5)
    assert modules.revision() == first, "it is what is loaded that counts"
    edited()
    assert modules.revision() == ""
    load("own_a")
    assert modules.revision() not in ("", first)
    write(beside / "own_a.py", "value = 1", age=4)
    edited()
    load("own_a")
    assert modules.revision() == first


def test_lazy_modules_stay_lazy(beside: Path) -> None:
    write(beside / "own_lazy.py", "raise RuntimeError('loaded')")
    spec = importlib.util.find_spec("own_lazy")
    assert spec is not None and spec.loader is not None
    spec.loader = importlib.util.LazyLoader(spec.loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules["own_lazy"] = module
    spec.loader.exec_module(module)
    assert edited() == []


EDITABLE = """
import sys
from setuptools.command.editable_wheel import _finder_template
site, source = sys.argv[1:]
name = "__editable___own_project_finder"
with open(f"{site}/{name}.py", "w") as file:
    file.write(_finder_template(name, {"own_project": f"{source}/own_project"}, {}))
with open(f"{site}/__editable__.own_project-1.pth", "w") as file:
    file.write(f"import {name}; {name}.install()")
"""

USE = """
import os, sys, sysconfig
site, part = sys.argv[1:]
from farfield_engine.worker import modules
sys.path.append(site)
sysconfig.get_path = lambda name: site
modules.refresh(in_place=False)
import own_project.part
first = own_project.part.value
with open(part, "w") as file:
    file.write("value = 'two'")
assert modules.refresh(in_place=False) == ["own_project.part"]
import own_project.part
print(first, own_project.part.value)
"""


def test_a_project_installed_in_editable_mode_since_the_worker_started(tmp_path: Path) -> None:
    pytest.importorskip("setuptools.command.editable_wheel")
    site, source = tmp_path / "site-packages", tmp_path / "source"
    site.mkdir()
    write(source / "own_project" / "__init__.py", "")
    part = source / "own_project" / "part.py"
    write(part, "value = 1")
    for code, arguments in ((EDITABLE, [site, source]), (USE, [site, part])):
        done = subprocess.run(
            [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr
    assert done.stdout == "1 two\n"
