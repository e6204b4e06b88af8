"""Edited modules are run again in place, and what lives on uses their new code."""

from __future__ import annotations

import importlib
import os
import pickle
import sys
import textwrap
import time
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from farfield_engine.worker import modules

_ages = iter(range(100_000, 0, -10))


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A directory with a notebook's modules, which are forgotten afterwards."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    modules.refresh(in_place=True)
    yield tmp_path
    for name in set(sys.modules) - before:
        del sys.modules[name]
    modules.refresh(in_place=True)


@pytest.fixture
def group(beside: Path) -> dict[str, Any]:
    """A group's namespace."""
    return types.ModuleType("__main__").__dict__ | {"__builtins__": __builtins__}


def write(path: Path, text: str) -> None:
    """Write a file, older than all that is written later."""
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(textwrap.dedent(text))
    written = time.time() - next(_ages)
    os.utime(path, (written, written))


def edited() -> list[str]:
    return modules.refresh(in_place=True)


def test_functions_classes_and_instances(beside: Path, group: dict[str, Any]) -> None:
    write(
        beside / "own_a.py",
        """
        def f():
            return 1
        class C:
            def name(self):
                return "old"
        """,
    )
    exec("import own_a\nfrom own_a import f, C\nc = C(); c.weight = 7\nfs = [f]", group)
    module = sys.modules["own_a"]
    write(
        beside / "own_a.py",
        """
        def f():
            return helper()
        def helper():
            return 2
        class Base:
            def whose(self):
                return type(self).__name__
        class C(Base):
            def name(self):
                return "new " + super().whose()
        """,
    )
    assert edited() == ["own_a"]
    assert sys.modules["own_a"] is module
    exec("seen = [f(), own_a.f(), fs[0](), c.name(), C().name(), c.weight]", group)
    assert group["seen"] == [2, 2, 2, "new C", "new C", 7]
    exec("same = isinstance(c, C) and C is own_a.C and f is own_a.f and type(C()) is type(c)", group)
    assert group["same"]
    assert pickle.loads(pickle.dumps(group["c"])).weight == 7
    assert edited() == []


def test_what_is_held_elsewhere_follows_every_edit(beside: Path, group: dict[str, Any]) -> None:
    text = """
        import functools
        def times(n):
            def outer(f):
                @functools.wraps(f)
                def wrapper():
                    return f() * n
                return wrapper
            return outer
        @times({n})
        def wrapped():
            return {n}
        @functools.lru_cache
        def cached():
            return {n}
        def plain(x={n}):
            return x
        class C:
            limit = {n}
            @property
            def p(self):
                return {n}
            @staticmethod
            def s():
                return {n}
            @classmethod
            def c(cls):
                return cls.limit
            def m(self):
                return {n}
    """
    write(beside / "own_a.py", text.format(n=1))
    exec("from own_a import *\nc = C()\nheld = [wrapped, plain, C.s, C.c, c.m]\nkinds = [C]", group)
    for n in (2, 3):
        write(beside / "own_a.py", text.format(n=n))
        assert edited() == ["own_a"]
        exec("seen = [f() for f in held], wrapped(), cached(), plain(), c.p, c.limit, kinds[0]().m()", group)
        assert group["seen"] == ([n * n, n, n, n, n], n * n, n, n, n, n, n)


def test_what_a_class_only_refers_to_is_left_alone(beside: Path, group: dict[str, Any]) -> None:
    write(beside / "own_lib.py", "one = lambda: 1\ntwo = lambda: 2\nclass A: x = 1\nclass B: x = 2")
    text = (
        "import own_lib\nclass C:\n    f = staticmethod(own_lib.{0})\n    kind = own_lib.{1}\n    new = {2}"
    )
    write(beside / "own_a.py", text.format("one", "A", 1))
    exec("from own_a import C\nc = C()", group)
    write(beside / "own_a.py", text.format("two", "B", "None\n    added = None"))
    assert edited() == ["own_a"]
    exec("import own_lib\nseen = c.f(), c.kind.x, C.added, own_lib.one(), own_lib.A.x", group)
    assert group["seen"] == (2, 2, None, 1, 1)


def test_kinds_that_forbid_changes(beside: Path, group: dict[str, Any]) -> None:
    text = """
        import abc, dataclasses, enum, typing
        class Colour(enum.Enum):
            RED = {n}
        @dataclasses.dataclass(slots=True)
        class Slots:
            x: int
            def f(self):
                return {n}
        @dataclasses.dataclass(frozen=True)
        class Frozen:
            x: int
            def f(self):
                return {n}
        class Pair(typing.NamedTuple):
            x: int
            def f(self):
                return {n}
        class Base(abc.ABC):
            @abc.abstractmethod
            def f(self): ...
        class Real(Base):
            def f(self):
                return {n}
    """
    write(beside / "own_a.py", text.format(n=1))
    exec("from own_a import *\nxs = [Slots(5), Frozen(5), Pair(5), Real()]", group)
    write(beside / "own_a.py", text.format(n=2))
    assert edited() == ["own_a"]
    exec("seen = [x.f() for x in xs], Colour.RED.value, isinstance(xs[3], Base), Slots(1).f()", group)
    assert group["seen"] == ([2, 2, 2, 2], 2, True, 2)
    assert [getattr(x, "x", None) for x in group["xs"]] == [5, 5, 5, None]


def test_subclasses_elsewhere_get_the_new_base(beside: Path, group: dict[str, Any]) -> None:
    write(beside / "own_base.py", "class Base:\n    def f(self):\n        return 1")
    write(beside / "own_model.py", "from own_base import Base\nclass Model(Base):\n    pass")
    exec(
        "import own_base, own_model\nclass Mine(own_base.Base): pass\n"
        "model, mine = own_model.Model(), Mine()",
        group,
    )
    write(beside / "own_base.py", "class Base:\n    def f(self):\n        return 2")
    assert edited() == ["own_base"]
    exec("seen = [x.f() for x in (model, mine) if isinstance(x, own_base.Base)]", group)
    assert group["seen"] == [2, 2]


def test_names_that_other_modules_import(beside: Path, group: dict[str, Any]) -> None:
    write(beside / "own_pkg" / "__init__.py", "from .core import RATE, f as fun, other as one, other as two")
    write(beside / "own_pkg" / "core.py", "RATE = 1\nother = []\n_hidden = 0\ndef f():\n    return RATE")
    write(beside / "own_star.py", "from own_pkg.core import *\nSTATE = []")
    write(beside / "own_chain.py", "try:\n    from own_pkg import RATE as mine\nexcept ImportError: pass")
    exec("import own_pkg, own_star, own_chain\nown_star.STATE.append('kept')", group)
    write(
        beside / "own_pkg" / "core.py",
        "RATE = 2\nother = [2]\n_hidden = 1\nadded = 3\ndef f():\n    return RATE",
    )
    assert edited() == ["own_pkg.core"]
    exec("seen = own_pkg.RATE, own_pkg.fun(), own_pkg.one, own_pkg.two, own_pkg.core.RATE", group)
    assert group["seen"] == (2, 2, [2], [2], 2)
    exec("seen = own_star.RATE, own_star.added, own_star.STATE, hasattr(own_star, '_hidden')", group)
    assert group["seen"] == (2, 3, ["kept"], False)
    assert sys.modules["own_chain"].mine == 2


def test_a_name_that_a_module_has_bound_itself_stays(beside: Path, group: dict[str, Any]) -> None:
    write(beside / "own_config.py", "RATE = 1000001")
    write(beside / "own_user.py", "from own_config import RATE")
    exec("import own_user\nown_user.RATE = 'mine'", group)
    write(beside / "own_config.py", "RATE = 1000002")
    assert edited() == ["own_config"]
    assert sys.modules["own_user"].RATE == "mine"


def test_importers_come_last_whoever_was_first(beside: Path, group: dict[str, Any]) -> None:
    write(beside / "own_z.py", "VALUE = 1")
    write(beside / "own_between.py", "from own_z import VALUE")
    write(beside / "own_a.py", "from own_between import VALUE\nTWICE = VALUE * 2")
    exec("import own_a", group)
    write(beside / "own_a.py", "from own_between import VALUE\nTWICE = VALUE * 2  # edited")
    write(beside / "own_z.py", "VALUE = 10")
    assert edited() == ["own_a", "own_z"]
    assert sys.modules["own_a"].TWICE == 20


def test_circular_imports_and_imports_in_functions(beside: Path, group: dict[str, Any]) -> None:
    write(beside / "own_x.py", "import own_y\ndef f():\n    return 1")
    write(beside / "own_y.py", "import own_x\ndef g():\n    from own_x import f\n    return f()")
    exec("import own_x, own_y", group)
    write(beside / "own_x.py", "import own_y\ndef f():\n    return 2")
    write(beside / "own_y.py", "import own_x\ndef g():\n    from own_x import f\n    return f() * 10")
    assert edited() == ["own_x", "own_y"]
    assert sys.modules["own_y"].g() == 20


def test_a_package_keeps_its_parts(beside: Path, group: dict[str, Any]) -> None:
    write(beside / "own_pkg" / "__init__.py", "version = 1")
    write(beside / "own_pkg" / "part.py", "STATE = []")
    write(beside / "own_space" / "part.py", "value = 1")
    exec("import own_pkg.part, own_space.part\nown_pkg.part.STATE.append(1)", group)
    write(beside / "own_pkg" / "__init__.py", "version = 2")
    write(beside / "own_space" / "part.py", "value = 2")
    assert edited() == ["own_pkg", "own_space.part"]
    exec("import own_pkg.part\nseen = own_pkg.version, own_pkg.part.STATE, own_space.part.value", group)
    assert group["seen"] == (2, [1], 2)


def test_a_file_that_does_not_compile_changes_nothing(beside: Path, group: dict[str, Any]) -> None:
    write(beside / "own_a.py", "value = 1")
    write(beside / "own_b.py", "value = 1")
    exec("import own_a, own_b", group)
    write(beside / "own_a.py", "value = 2")
    write(beside / "own_b.py", "value = 2\ndef f(:\n    pass")
    for _ in range(2):  # and again, until it is in order
        with pytest.raises(SyntaxError) as raised:
            edited()
        error = raised.value
        assert (error.filename, error.lineno, error.text) == (str(beside / "own_b.py"), 2, "def f(:\n")
        exec("seen = own_a.value, own_b.value", group)
        assert group["seen"] == (1, 1)
    write(beside / "own_b.py", "value = 3")
    assert edited() == ["own_a", "own_b"]
    exec("seen = own_a.value, own_b.value", group)
    assert group["seen"] == (2, 3)


@pytest.mark.parametrize("raised", ["ValueError('no')", "KeyboardInterrupt()", "SystemExit(3)"])
def test_a_module_that_raises_is_what_it_was(beside: Path, group: dict[str, Any], raised: str) -> None:
    write(beside / "own_a.py", "value = 1\ndef f():\n    return value")
    exec("import own_a\nfrom own_a import f", group)
    revision = modules.revision()
    write(beside / "own_a.py", f"value = 2\nnew = 3\ndef g():\n    raise {raised}\ng()")
    for _ in range(2):
        with pytest.raises(BaseException) as caught:
            edited()
        assert caught.type is type(eval(raised))
        # No frames but ours, which the worker leaves out, and the user's.
        files = [str(entry.path) for entry in caught.traceback]
        assert files[-2:] == [str(beside / "own_a.py")] * 2
        assert not [name for name in files if "IPython" in name or "importlib" in name]
        exec("seen = own_a.value, f(), hasattr(own_a, 'new')", group)
        assert group["seen"] == (1, 1, False)
        assert modules.revision() == revision
    write(beside / "own_a.py", "value = 4\ndef f():\n    return value")
    assert edited() == ["own_a"]
    assert group["f"]() == 4
    assert modules.revision() != revision


def test_a_file_that_is_gone_leaves_its_module(beside: Path, group: dict[str, Any]) -> None:
    write(beside / "own_a.py", "value = 1")
    exec("import own_a", group)
    (beside / "own_a.py").unlink()
    assert edited() == []
    exec("import own_a", group)
    write(beside / "own_a.py", "value = 2")
    assert edited() == ["own_a"]
    assert sys.modules["own_a"].value == 2


def test_a_module_loaded_from_a_path_of_its_own(beside: Path) -> None:
    path = beside / "elsewhere" / "plugin-1.py"
    write(path, "value = 1")
    spec = importlib.util.spec_from_file_location("own_plugin", path)
    assert spec is not None and spec.loader is not None
    module = sys.modules["own_plugin"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    write(path, "value = 2")
    assert edited() == ["own_plugin"]
    assert vars(module)["value"] == 2


def test_an_edit_of_one_of_fifty_files_is_fast(beside: Path, group: dict[str, Any]) -> None:
    """Generous for a loaded machine: the figures are those of the benchmarks."""
    body = "\n".join(f"def f{n}(x):\n    '''Doc.'''\n    return x + {n}" for n in range(40))
    write(beside / "own_pkg" / "__init__.py", "")
    for number in range(50):
        before = f"from .m{number - 1} import f1 as before\n" if number else ""
        write(beside / "own_pkg" / f"m{number}.py", f"{before}{body}\nclass C{number}:\n    pass\n")
    exec("import own_pkg.m49", group)
    write(beside / "own_pkg" / "m0.py", f"{body}\ndef f1(x):\n    return 'edited'\n")
    began = time.perf_counter()
    assert edited() == ["own_pkg.m0"]
    assert time.perf_counter() - began < 1.0
    assert sys.modules["own_pkg.m1"].before(0) == "edited"
