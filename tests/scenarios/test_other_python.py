"""A kernel and a cluster under different minor versions of Python."""

from __future__ import annotations

import os
import runpy
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import farfield_launcher
from farfield_engine.places import LOG_FILE, local_gateway_dir

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel, MakeKernel  # noqa: TID251  # for the type checker only

OTHERPYTHON = Path(__file__).resolve().parents[1] / "otherpython.py"
DEADLINE = 60.0
HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"

DEFINITIONS = """
import dataclasses, functools
offset = 10
def plain(x): return x + offset
def adder(n):
    def add(x): return [x + n for _ in range(1)][0]
    return add
add5, pair = adder(5), [lambda x: x * 2, lambda x: x * 3]
def twice(f):
    @functools.wraps(f)
    def inner(x): return f(f(x))
    return inner
@twice
def half(x): return x / 2
class Base:
    def __init__(self, n): self.n = n
    def value(self): return self.n
class Thing(Base):
    def value(self): return [super(Thing, self).value() + __class__.step for _ in range(1)][0]
    step = 1
    def __eq__(self, other): return type(other) is type(self) and self.n == other.n
@dataclasses.dataclass(frozen=True)
class Point:
    x: int
    tags: tuple = ()
class Problem(Exception):
    def why(self): return f"because of {self.args[0]}"
def fail(n): raise Problem(n)
thing, point = Thing(4), Point(1, ("a",))
"""


@pytest.fixture(scope="session")
def other_python() -> Path:
    python: Path = runpy.run_path(str(OTHERPYTHON))["other_python_or_skip"]()
    return python


@pytest.fixture
def other_gateway(own_runtime: Path, other_python: Path) -> Iterator[str]:
    """A gateway under the other Python, where kernels of this one look for theirs; its version."""
    directory, launcher = local_gateway_dir(), farfield_launcher.__file__
    ready, told = os.pipe()
    command = [str(other_python), "-P", launcher, "gateway", str(directory), "--launcher", launcher]
    with open(directory / LOG_FILE, "ab") as log:
        process = subprocess.Popen(
            [*command, "--ready-fd", str(told)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[told],
            start_new_session=True,
            cwd="/",
        )
    os.close(told)
    try:
        readable, _, _ = select.select([ready], [], [], DEADLINE)
        assert readable and os.read(ready, 64), "the gateway did not start"
        yield other_python.resolve().name.removeprefix("python")
    finally:
        os.close(ready)
        process.terminate()
        process.wait(DEADLINE)


@pytest.fixture
def notebook(other_gateway: str, make_kernel: MakeKernel, tmp_path: Path) -> Kernel:
    """A kernel that is attached to it and has run some definitions."""
    kernel = make_kernel(tmp_path)
    kernel.ok("import farfield as ff\n%attach local")
    kernel.ok(DEFINITIONS)
    return kernel


def test_the_difference_is_told_once(notebook: Kernel, other_gateway: str) -> None:
    result = notebook.ok("%%distributed\nimport sys\nnumbers = [n for n in sys.version_info[:2]]\nnumbers")
    assert result.value == str([int(part) for part in other_gateway.split(".")])
    assert result.stderr.count("note: ") == 1
    assert f"note: Python is {HERE} here and {other_gateway} on the cluster: cells and" in result.stderr
    assert notebook.ok("%%distributed\nimport sys\nlen(numbers)").stderr == ""
    # Installed by the tests of this version, and not in the environment of the other one.
    missing = notebook.ok(
        "%%distributed\ntry:\n    import hypothesis\nexcept ImportError as error:\n    print(error)"
    )
    assert "No module named 'hypothesis'" in missing.stdout
    assert "note: 'hypothesis' is not installed on the cluster: importing it fails there." in missing.stderr
    assert "-m pip install hypothesis==" in missing.stderr


def test_a_cell_uses_functions_and_classes_of_other_cells(notebook: Kernel) -> None:
    used = "plain(1), add5(1), [f(2) for f in pair], half(8), thing.value(), Thing(1) == Thing(1), point"
    notebook.ok(f"local = {used}")
    notebook.ok(f"%%distributed\nremote = {used}")
    assert notebook.get("remote == local") is True
    notebook.ok(f"%%distributed --into several for n in range(3)\n{used}, n")
    assert notebook.get("several == [(*local, n) for n in range(3)]") is True
    notebook.ok("offset = 20")
    assert notebook.ok("%%distributed\noffset = 100\nplain(1)").value == "101"
    assert notebook.ok("%%distributed\nimport numpy as np\nfloat(np.arange(4.0).sum())").value == "6.0"


def test_what_comes_back_is_of_the_notebooks_classes_and_runs_here(notebook: Kernel) -> None:
    notebook.ok(
        "%%distributed\n"
        "def made(x): return [x + offset + i for i in range(2)]\n"
        "class New(Thing):\n    def both(self): return [self.value(), *made(0)]\n"
        "kept = adder(7), lambda: [offset for _ in range(1)]\n"
        "other, far, new = Thing(6), Point(9), New(1)\n"
        "same = plain"
    )
    assert notebook.get("made(1), [f(1) for f in kept[:1]], kept[1](), same(1)") == ([11, 12], [8], [10], 11)
    assert notebook.get("(type(other) is Thing, other.value(), type(far) is Point, far.x, new.both())") == (
        True,
        7,
        True,
        9,
        [2, 10, 11],
    )
    # And there once more, where its bytecode would now be ours.
    assert (
        notebook.ok("%%distributed\nmade(1), new.both(), kept[1]()").value == "([11, 12], [2, 10, 11], [10])"
    )


def test_exceptions_of_the_notebook_keep_their_type(notebook: Kernel) -> None:
    result = notebook.fails("%%distributed\nfail(3)", "Problem")
    assert "def fail(n): raise Problem(n)" in result.traceback
    code = "try:\n    ff.submit(fail, 5).result()\nexcept Problem as error:\n    told = error.why()\ntold"
    assert notebook.get(code) == "because of 5"


def test_calls_maps_and_remote_values(notebook: Kernel) -> None:
    assert notebook.get("ff.submit(plain, 1).result(), ff.submit(pair[1], 2).result()") == (11, 6)
    assert notebook.get("ff.submit(add5, 1).result(), list(ff.map(lambda t: t.value(), [thing] * 3))") == (
        6,
        [5, 5, 5],
    )
    assert notebook.get("ff.submit(lambda f, x: f(x), adder(3), 4).result()") == 7
    assert notebook.get("ff.submit(adder, 3).result()(4)") == 7
    assert notebook.get("value = ff.put(pair)\nff.submit(lambda fs: [f(1) for f in fs], value).result()") == [
        2,
        3,
    ]
    assert notebook.get("[f(1) for f in value.get()]") == [2, 3]


def test_a_function_without_source_is_refused_by_name(notebook: Kernel) -> None:
    notebook.ok("exec('def made(): return 1')")
    result = notebook.run("%%distributed\nmade()")
    told = result.stderr + result.traceback
    assert f"function 'made' can't go from Python {HERE} to" in told and "'made'" in told
    result = notebook.run("%%distributed\nnames = {}\nexec('def f(): return 1', names)\nback = names['f']\n1")
    assert result.value == "1" and "note: 'back' stays on the worker" in result.stderr
