"""The user's own modules on workers that don't see the notebook's disk: they travel by value."""

from __future__ import annotations

import os
import signal
import textwrap
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from farfield_engine.client.local import find_local
from farfield_engine.worker.files import PARENT

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel, MakeKernel  # noqa: TID251  # for the type checker only

ATTACH = """
import farfield._attach as attachment
from farfield_engine.client.client import Client
from farfield_engine.client.local import find_or_start_local
from farfield_engine.wire.v1 import worker_pb2
Client.here = property(lambda self: not self._setup.elsewhere)
if attachment._client is not None:
    attachment._client.close()
setup = worker_pb2.Setup(elsewhere=True)
name = attachment.notebook_path()
attachment._client = client = Client.at(find_or_start_local(), "local", setup=setup, notebook=name)
for tell in attachment.on_attach:
    tell(client)
"""
"""Attaches to the local gateway as one attaches to that of another machine."""


def kill_gateway() -> None:
    """End the gateway as a crash does, and wait until it is gone."""
    info = find_local()
    assert info is not None
    os.kill(info.pid, signal.SIGKILL)
    deadline = time.monotonic() + 20
    while find_local() is not None:
        assert time.monotonic() < deadline, "the gateway is still there"
        time.sleep(0.01)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text))


@pytest.fixture(scope="module")
def away(kernel: Kernel) -> Kernel:
    """A kernel whose workers count as far away."""
    kernel.ok(ATTACH)
    seen = kernel.ok("%%distributed\nimport os, sys\n(os.getcwd(), sys.path, os.environ['PATH'] != '')")
    where, path, has_environment = eval(seen.value)
    assert where.startswith(str(PARENT)) and has_environment
    assert str(kernel.cwd) not in (where, *path), "the workers must not see the notebook's directory"
    return kernel


@pytest.fixture(scope="module")
def group(away: Kernel) -> str:
    """The header of cells of a group with two ranks."""
    away.ok("%%distributed --on keeper --ranks 2\n1")
    return "%%distributed --on keeper"


def test_an_edit_is_used_by_the_next_cell(away: Kernel) -> None:
    module = away.cwd / "me_edited.py"
    write(module, "def version():\n    return 1\n")
    cell = "%%distributed\nimport me_edited\nme_edited.version()"
    assert away.ok(cell).value == "1"
    write(module, "def version():\n    return 2\n")  # the same size, perhaps in the same tick
    result = away.ok(cell)
    assert result.value == "2"
    assert "edited since: me_edited" in result.stderr
    assert away.ok(cell).stderr == ""


def test_a_package_with_relative_imports_data_and_modules_that_it_needs(away: Kernel) -> None:
    package = away.cwd / "me_package"
    write(package / "__init__.py", "from .deep.core import value\nfrom . import late\nimport me_needed")
    write(package / "deep" / "core.py", "value = 1")
    write(package / "late.py", "def late():\n    from .deep.core import value\n    return value")
    write(package / "words.txt", "some data")
    write(package / ".hidden", "")
    write(away.cwd / "me_needed.py", "import json, me_needed_too")
    write(away.cwd / "me_needed_too.py", "")
    write(away.cwd / "me_not_needed.py", "")
    cell = (
        "%%distributed\nimport importlib.util, pathlib, me_package\n"
        "where = pathlib.Path(me_package.__file__).parent\n"
        "(me_package.value, me_package.late.late(), (where / 'words.txt').read_text(),\n"
        " (where / '.hidden').exists(), importlib.util.find_spec('me_not_needed'))"
    )
    assert away.ok(cell).value == "(1, 1, 'some data', False, None)"
    write(package / "deep" / "core.py", "value = 2")
    assert away.ok(cell).value == "(2, 2, 'some data', False, None)"


def test_what_inputs_refer_to(away: Kernel) -> None:
    text = "class Box:\n    def size(self):\n        return {0}\ndef double(x):\n    return {0} * x\n"
    write(away.cwd / "me_inputs.py", text.format(2))
    away.ok("import me_inputs, me_inputs as module\nfrom me_inputs import Box, double\nbox = Box()")
    cells = ("box.size()", "double(1)", "module.double(1)", "Box().size()")
    for version in (2, 3):
        write(away.cwd / "me_inputs.py", text.format(version))
        for cell in cells:
            assert away.ok(f"%%distributed\n{cell}").value == str(version), cell
    away.ok("def uses():\n    import me_imported\n    return me_imported.value\n")
    write(away.cwd / "me_imported.py", "value = 7")
    assert away.ok("%%distributed\nuses()").value == "7"
    assert away.get("__import__('farfield').submit(double, 2).result(30)") == 6
    assert away.get("__import__('farfield').map(uses and double, [2, 3]).result(30)") == [6, 9]


def test_objects_that_stay_there_follow_an_edit(away: Kernel) -> None:
    write(away.cwd / "me_stays.py", "class Box:\n    def size(self):\n        return 1")
    away.ok("%%distributed --detach\nfrom me_stays import Box\nstays = Box()")
    write(away.cwd / "me_stays.py", "class Box:\n    def size(self):\n        return 2")
    assert away.ok("%%distributed\nstays.size()").value == "2"


def test_a_value_that_was_put_there(away: Kernel) -> None:
    write(away.cwd / "me_put.py", "class Box:\n    def size(self):\n        return 5")
    away.ok(
        "import farfield as ff, me_put\nput = ff.put(me_put.Box())\ndef size(box):\n    return box.size()"
    )
    assert away.get("ff.submit(size, put).result(30)") == 5


def test_a_file_that_is_gone_and_comes_back_as_a_package(away: Kernel) -> None:
    write(away.cwd / "me_gone.py", "value = 1")
    cell = "%%distributed\nimport me_gone\nme_gone.value"
    assert away.ok(cell).value == "1"
    (away.cwd / "me_gone.py").unlink()
    away.fails(cell, "ModuleNotFoundError")
    write(away.cwd / "me_gone" / "__init__.py", "value = 2")
    assert away.ok(cell).value == "2"


def test_errors_name_the_users_own_files(away: Kernel) -> None:
    module = away.cwd / "me_broken.py"
    write(module, "def fail():\n    raise LookupError('in there')\n")
    failed = away.fails("%%distributed\nimport me_broken\nme_broken.fail()", "LookupError")
    assert str(module) in failed.traceback and "raise LookupError" in failed.traceback
    assert str(PARENT) not in failed.traceback
    write(module, "value = 2\nvalue =")
    failed = away.fails("%%distributed\nimport me_broken", "SyntaxError")
    assert str(module) in failed.traceback and "value =" in failed.traceback
    assert str(PARENT) not in failed.traceback


def test_a_group_keeps_its_objects_and_gets_the_new_code(away: Kernel, group: str) -> None:
    text = "class Model:\n    def predict(self):\n        return {0}\ndef f():\n    return {0}\n"
    write(away.cwd / "me_model.py", text.format(1))
    away.ok(f"{group}\nfrom me_model import Model, f\nmodel = Model(); model.weight = 5 + rank")
    write(away.cwd / "me_model.py", text.format(2))
    result = away.ok(f"{group}\n(model.predict(), model.weight, f(), isinstance(model, Model))")
    assert result.value == "[(2, 5, 2, True), (2, 6, 2, True)]"


def test_actors(away: Kernel) -> None:
    write(
        away.cwd / "me_actor.py",
        "STEP = 1\nclass Counter:\n    n = 0\n    def add(self):\n        self.n += 1",
    )
    with open(away.cwd / "me_actor.py", "a") as file:
        file.write("\n        return self.n\n")
    away.ok("import farfield as ff, me_actor\nmade = ff.remote(me_actor.Counter).remote()")
    assert away.get("[made.add.remote().result(30) for _ in range(3)]") == [1, 2, 3]
    text = (away.cwd / "me_actor.py").read_text()
    write(away.cwd / "me_actor.py", text.replace("self.n += 1", "self.n += 10"))
    assert away.get("made.add.remote().result(30)") == 13
    away.ok("del made")


def test_tasks_that_submit_tasks(away: Kernel) -> None:
    write(away.cwd / "me_nested" / "__init__.py", "from .inner import where")
    inner = away.cwd / "me_nested" / "inner.py"
    write(inner, "import os\ndef where(n):\n    return os.path.dirname(__file__)\ndef fail():\n    1 / 0")
    cell = (
        "%%distributed\nimport farfield as ff, me_nested, me_nested.inner\n"
        "from farfield_engine.client.client import Client\n"
        "Client.here = property(lambda self: not self._setup.elsewhere)\n"
        "cause = ff.submit(me_nested.inner.fail).exception(30).__cause__\n"
        "(len(ff.map(me_nested.where, range(8)).result(30)), str(cause))"
    )
    seen, cause = eval(away.ok(cell).value)
    assert seen == 8
    assert f'File "{inner}", line 5, in fail' in cause


def test_files(away: Kernel) -> None:
    write(away.cwd / "data" / "a.csv", "1,2")
    write(away.cwd / "me_reads.py", "def read():\n    return open('data/a.csv').read()")
    cell = "import me_reads, os\n(me_reads.read(), os.listdir())"
    assert away.ok(f"%%distributed --files data/a.csv\n{cell}").value == "('1,2', ['data'])"


def test_what_is_too_large(away: Kernel) -> None:
    package = away.cwd / "me_large"
    write(package / "__init__.py", "import os\nfound = os.listdir(os.path.dirname(__file__))")
    with open(package / "weights.bin", "wb") as file:
        file.truncate(3 << 20)
    cell = "%%distributed\nimport me_large\n'weights.bin' in me_large.found"
    result = away.ok(cell)
    assert result.value == "False"
    assert "me_large/weights.bin' (3.0 MiB)" in result.stderr and "--files" in result.stderr
    assert away.ok(cell).stderr == "", "it is told once"
    with open(package / "tables.py", "wb") as file:
        file.truncate(65 << 20)
    failed = away.fails(cell, "SendError")
    assert "tables.py' (65" in failed.evalue and "--files" in failed.evalue and "pip" in failed.evalue
    (package / "tables.py").unlink()
    away.ok(cell)


def test_extension_modules(away: Kernel) -> None:
    away.ok("import importlib.machinery\nsuffix = importlib.machinery.EXTENSION_SUFFIXES[0]")
    library = away.cwd / f"me_native{away.get('suffix')}"
    library.write_bytes(b"this is no library")
    # It arrives: the dynamic loader says what is wrong with it.
    away.fails("%%distributed\nimport me_native", "ImportError")
    away.ok("told = client.welcome.versions\nbefore, told['platform'] = told['platform'], 'another-machine'")
    failed = away.fails("%%distributed\nimport me_native", "SendError")
    assert str(library) in failed.evalue and "another-machine" in failed.evalue and "pip" in failed.evalue
    library.unlink()
    away.ok("told['platform'] = before")
    away.fails("%%distributed\nimport me_native", "ModuleNotFoundError")


def test_a_job_runs_again_after_the_gateway_was_killed(
    own_runtime: Path, make_kernel: MakeKernel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JPY_SESSION_NAME", str(tmp_path / "nb.ipynb"))
    kernel = make_kernel(tmp_path)
    kernel.ok(ATTACH)
    filler = "\n".join(f"name_{os.urandom(16).hex()} = {number}" for number in range(100))
    write(tmp_path / "me_kept.py", f"value = 7\n{filler}")
    go = tmp_path / "go"
    kernel.ok(
        "%%distributed --detach\nimport me_kept, os, time\nprint('begun', flush=True)\n"
        f"while not os.path.exists({str(go)!r}): time.sleep(0.02)\nme_kept.value"
    )
    kernel.ok("import farfield as ff, time\nwhile not ff.job(1).logs(): time.sleep(0.01)")
    kill_gateway()
    go.touch()
    (tmp_path / "me_kept.py").unlink()
    kernel.ok(ATTACH)
    kernel.ok("%jobs retry 1")
    assert kernel.get("ff.job(1).result(30)") == 7
    write(tmp_path / "me_kept.py", f"value = 8\n{filler}")
    assert kernel.ok("%%distributed\nimport me_kept\nme_kept.value").value == "8"
