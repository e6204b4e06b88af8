"""Which of the user's files belong to a module, and when they are read again."""

from __future__ import annotations

import errno
import os
import sys
import time
import types
from collections.abc import Iterator
from importlib.machinery import EXTENSION_SUFFIXES, ModuleSpec, SourceFileLoader
from pathlib import Path

import pytest

from farfield import _ownunits
from farfield._ownmodules import imported_by
from farfield._ownunits import Disk, Unit
from farfield_engine.errors import SendError
from farfield_engine.objects.archive import Archive


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A directory that modules are imported from."""
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    for name in [name for name in sys.modules if name.startswith("ou_")]:
        del sys.modules[name]


def write(path: Path, text: str = "", *, age: float = 60.0) -> None:
    """Write a file that counts as written some time ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    for changed in (path, path.parent):
        os.utime(changed, (time.time() - age, time.time() - age))


def places(units: list[Unit]) -> list[str]:
    return [file.place for unit in units for file in unit.files]


def test_a_module_and_a_package(home: Path) -> None:
    write(
        home / "ou_module.py",
        "import json, ou_other.inner\nfrom . import x\ndef f():\n    from ou_late import y",
    )
    write(home / "ou_package" / "__init__.py", "from .deep import core")
    write(home / "ou_package" / "deep" / "core.py")
    write(home / "ou_package" / "data.csv")
    for ignored in ("__pycache__/x.pyc", ".git/config", "venv/pyvenv.cfg", "venv/lib/x.py", "a.vax.so"):
        write(home / "ou_package" / ignored)
    disk = Disk()
    (module,) = disk.look("ou_module")
    assert (places([module]), module.root) == (["ou_module.py"], str(home))
    assert module.imports == {"json", "ou_other", "ou_late"}
    assert places(disk.look("ou_package")) == [
        "ou_package/__init__.py",
        "ou_package/data.csv",
        "ou_package/deep/core.py",
    ]
    for nothing in ("json", "numpy", "farfield", "__main__", "ou_missing", "not a name"):
        assert disk.look(nothing) == [], nothing


def test_what_does_not_compile_imports_nothing(home: Path) -> None:
    write(home / "ou_broken.py", "import ou_other\nvalue =")
    (unit,) = Disk().look("ou_broken")
    assert unit.imports == frozenset()


def test_the_archive_is_the_same_for_the_same_files(home: Path) -> None:
    write(home / "ou_package" / "__init__.py", "x" * 4000)
    write(home / "ou_package" / "tool.sh", "#!/bin/sh")
    (home / "ou_package" / "tool.sh").chmod(0o755)
    first, second = Disk(), Disk()
    (unit,), (other,) = first.look("ou_package"), second.look("ou_package")
    first.fill(unit)
    os.utime(home / "ou_package" / "__init__.py")
    second.fill(other)
    assert unit.content == other.content and unit.digest == other.digest
    archive = Archive(unit.content)
    assert archive.root == str(home)
    assert [(entry.path, entry.executable) for entry in archive.entries()] == [
        ("ou_package/__init__.py", False),
        ("ou_package/tool.sh", True),
    ]


def test_only_what_has_changed_is_looked_at_again(home: Path) -> None:
    write(home / "ou_package" / "__init__.py", "import ou_one")
    write(home / "ou_package" / "inner.py")
    disk = Disk()
    (unit,) = disk.look("ou_package")
    assert disk.look("ou_package")[0] is unit
    write(home / "ou_package" / "inner.py", "import ou_two", age=30)
    (edited,) = disk.look("ou_package")
    assert edited is not unit and edited.imports == {"ou_one", "ou_two"}
    write(home / "ou_package" / "added.py", age=20)
    assert "ou_package/added.py" in places(disk.look("ou_package"))
    (home / "ou_package" / "added.py").unlink()
    assert "ou_package/added.py" not in places(disk.look("ou_package"))


def test_a_file_that_was_written_just_now_is_read_again(home: Path) -> None:
    write(home / "ou_module.py", "import ou_one")
    os.utime(home / "ou_module.py", (time.time() + 60, time.time() + 60))
    status = os.stat(home / "ou_module.py")
    disk = Disk()
    assert disk.look("ou_module")[0].imports == {"ou_one"}
    (home / "ou_module.py").write_text("import ou_two")  # the same size, and in the same tick of the clock
    os.utime(home / "ou_module.py", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert disk.look("ou_module")[0].imports == {"ou_two"}


def test_a_package_without_init_brings_its_modules_only(
    home: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path_factory.mktemp("other")
    monkeypatch.syspath_prepend(str(other))
    write(home / "ou_space" / "one.py")
    write(home / "ou_space" / "huge.bin")
    write(other / "ou_space" / "two.py")
    units = Disk().look("ou_space")
    assert sorted(places(units)) == ["ou_space/one.py", "ou_space/two.py"]
    assert [unit.name for unit in units] == ["ou_space", "ou_space#1"]
    write(home / "ou_data" / "table.csv")
    assert Disk().look("ou_data") == [], "a directory with data is no package"


def test_installed_elsewhere_is_not_the_users(home: Path) -> None:
    write(home / "ou_target" / "__init__.py")
    write(home / "ou_target-1.0.dist-info" / "METADATA")
    assert Disk().look("ou_target") == []


def test_a_project_that_was_installed_in_editable_mode(
    home: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path_factory.mktemp("project")
    write(project / "src" / "ou_editable" / "__init__.py")
    path = str(project / "src" / "ou_editable" / "__init__.py")

    class Finder:
        @staticmethod
        def find_spec(name: str, path_: object = None, target: object = None) -> ModuleSpec | None:
            if name != "ou_editable":
                return None
            spec = ModuleSpec(name, SourceFileLoader(name, path), origin=path, is_package=True)
            spec.has_location = True
            return spec

    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Finder])
    (unit,) = Disk().look("ou_editable")
    assert unit.root == str(project / "src")


def test_a_loaded_module_is_sent_from_where_it_was_loaded_or_has_gone_to(home: Path) -> None:
    write(home / "ou_moved.py")
    __import__("ou_moved")
    disk = Disk()
    assert places(disk.look("ou_moved")) == ["ou_moved.py"]
    (home / "ou_moved.py").unlink()
    assert disk.look("ou_moved") == []
    write(home / "ou_moved" / "__init__.py")
    assert places(disk.look("ou_moved")) == ["ou_moved/__init__.py"]
    sys.modules["ou_made_by_hand"] = types.ModuleType("ou_made_by_hand")
    assert disk.look("ou_made_by_hand") == []


def test_links(home: Path) -> None:
    write(home / "elsewhere" / "ou_linked" / "__init__.py")
    (home / "ou_linked").symlink_to(home / "elsewhere" / "ou_linked")
    (home / "ou_linked" / "loop").symlink_to(home / "elsewhere" / "ou_linked")
    units = Disk().look("ou_linked")
    assert places(units)[0] == "ou_linked/__init__.py" and len(places(units)) <= 2


def test_large_data_stays(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_ownunits, "MAX_DATA", 100)
    monkeypatch.setattr(_ownunits, "MAX_ALL_DATA", 150)
    write(home / "ou_package" / "__init__.py", "#" * 1000)
    for name, size in (("small", 60), ("middle", 80), ("other", 90), ("large", 101)):
        write(home / "ou_package" / f"{name}.txt", "x" * size)
    (unit,) = Disk().look("ou_package")
    assert places([unit]) == ["ou_package/__init__.py", "ou_package/middle.txt", "ou_package/small.txt"]
    assert sorted(file.place for file in unit.left_out) == ["ou_package/large.txt", "ou_package/other.txt"]


def test_too_many_files(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_ownunits, "MAX_FILES", 3)
    for number in range(4):
        write(home / "ou_many" / f"{number}.csv")
    with pytest.raises(SendError, match=r"package 'ou_many' in .* more than 3 files; .*--files"):
        Disk().look("ou_many")


def test_what_can_not_be_read(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str, mode: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", path)

    write(home / "ou_secret.py")
    monkeypatch.setattr(_ownunits, "open", refuse, raising=False)
    with pytest.raises(
        SendError, match=r"ou_secret.py' .* can't be read: Permission denied; make it readable"
    ):
        Disk().look("ou_secret")


def test_compiled_modules(home: Path) -> None:
    name = f"ou_native{EXTENSION_SUFFIXES[0]}"
    write(home / name)
    write(home / "ou_native.cpython-27-vax.so")
    (unit,) = Disk().look("ou_native")
    assert [file.place for file in unit.compiled] == [name]


IMPORTS = """
def function():
    import ou_one.inner
    def inner():
        from ou_two import value
        return value
    return ou_one.inner, inner
"""


def test_what_code_imports() -> None:
    code = compile(IMPORTS, "<test>", "exec")
    assert imported_by(code) == {"ou_one", "ou_two"}
    assert imported_by(places.__code__) == frozenset()
