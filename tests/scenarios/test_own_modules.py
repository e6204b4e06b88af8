"""The user's own modules in the version that is on disk, and files by --files: as a notebook meets them."""

from __future__ import annotations

import os
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from farfield_engine.worker.files import PARENT

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel  # noqa: TID251  # for the type checker only


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text))


@pytest.fixture(scope="module")
def group(kernel: Kernel) -> str:
    """The header of cells of a group with two ranks."""
    kernel.ok("%%distributed --on keeper --ranks 2\n1")
    return "%%distributed --on keeper"


def test_a_package_with_relative_imports_and_re_exports(kernel: Kernel) -> None:
    package = kernel.cwd / "om_package"
    write(package / "__init__.py", "from .deep.core import value\nfrom . import late")
    write(package / "deep" / "core.py", "value = 1")
    write(package / "late.py", "def late():\n    from .deep.core import value\n    return value")
    cell = "%%distributed\nimport om_package\n(om_package.value, om_package.late.late())"
    assert kernel.ok(cell).value == "(1, 1)"
    write(package / "deep" / "core.py", "value = 2")  # the same size, perhaps in the same second
    assert kernel.ok(cell).value == "(2, 2)"


def test_a_project_elsewhere_on_the_path(kernel: Kernel, tmp_path: Path) -> None:
    write(tmp_path / "om_project" / "__init__.py", "from .rates import RATE")
    write(tmp_path / "om_project" / "rates.py", "RATE = 1")
    write(kernel.cwd / "om_uses_project.py", "from om_project import RATE")
    cell = f"%%distributed\nimport sys; sys.path.append({str(tmp_path)!r})\nimport om_uses_project\n"
    cell += "om_uses_project.RATE"
    assert kernel.ok(cell).value == "1"
    write(tmp_path / "om_project" / "rates.py", "RATE = 2")
    assert kernel.ok(cell).value == "2"


def test_submitted_functions_use_the_new_version(kernel: Kernel) -> None:
    write(kernel.cwd / "om_helpers.py", "def f():\n    return 1")
    kernel.ok("import farfield as ff, om_helpers\ndef call(x):\n    return om_helpers.f() + x")
    assert kernel.get("ff.map(call, range(4)).result(30)") == [1, 2, 3, 4]
    write(kernel.cwd / "om_helpers.py", "def f():\n    return 2")
    assert kernel.get("ff.map(call, range(4)).result(30)") == [2, 3, 4, 5]


def test_an_edit_during_a_job_is_for_the_next_job(kernel: Kernel) -> None:
    module = kernel.cwd / "om_during.py"
    write(module, "value = 1")
    kernel.ok("flag = 'om_flag'\nimport os")
    running = kernel.start(
        "%%distributed --concurrency 1 for i in range(40)\nimport os, time, om_during\n"
        "if i == 0:\n    print('begun', flush=True)\n    while not os.path.exists(flag): time.sleep(0.01)\n"
        "time.sleep(0.02)\nom_during.value, os.getpid()"
    )
    running.wait_for("begun")
    write(module, "value = 2")
    write(kernel.cwd / "om_flag", "")
    result = running.result()
    assert result.status == "ok", result.traceback
    versions: dict[int, set[int]] = {}
    for value, process in eval(result.value):
        versions.setdefault(process, set()).add(value)
    assert {1} in versions.values()
    assert all(len(values) == 1 for values in versions.values()), "one version in each worker"
    assert kernel.ok("%%distributed\nimport om_during\nom_during.value").value == "2"


def test_what_a_module_makes_goes_from_cell_to_cell(kernel: Kernel) -> None:
    write(kernel.cwd / "om_shapes.py", "class Box:\n    def size(self):\n        return 1")
    kernel.ok("%%distributed\nfrom om_shapes import Box\nbox = Box()")
    assert kernel.get("type(box).__module__") == "om_shapes"
    write(kernel.cwd / "om_shapes.py", "class Box:\n    def size(self):\n        return 2")
    assert kernel.ok("%%distributed\nbox.size()").value == "2"


def test_a_file_that_does_not_compile(kernel: Kernel) -> None:
    write(kernel.cwd / "om_broken.py", "value = 1")
    cell = "%%distributed\nimport om_broken\nom_broken.value"
    assert kernel.ok(cell).value == "1"
    write(kernel.cwd / "om_broken.py", "value = 2\nvalue =")
    failed = kernel.fails(cell, "SyntaxError")
    assert "om_broken.py" in failed.traceback and "value =" in failed.traceback
    write(kernel.cwd / "om_broken.py", "value = 3")
    assert kernel.ok(cell).value == "3"


def test_a_file_that_is_gone(kernel: Kernel) -> None:
    write(kernel.cwd / "om_gone.py", "")
    kernel.ok("%%distributed\nimport om_gone\n1")
    (kernel.cwd / "om_gone.py").unlink()
    kernel.fails("%%distributed\nimport om_gone", "ModuleNotFoundError")
    write(kernel.cwd / "om_gone.py", "back = 7")
    assert kernel.ok("%%distributed\nimport om_gone\nom_gone.back").value == "7"


# --- groups -----------------------------------------------------------------


def test_a_group_keeps_its_objects_and_gets_the_new_code(kernel: Kernel, group: str) -> None:
    text = "class Model:\n    def predict(self):\n        return {0}\ndef f():\n    return {0}\n"
    write(kernel.cwd / "om_model.py", text.format(1))
    write(kernel.cwd / "om_loop.py", "from om_model import f\nseen = []\ndef go():\n    return f()")
    kernel.ok(
        f"{group}\nimport om_loop\nfrom om_model import Model, f\n"
        "model = Model(); model.weight = 5 + rank; om_loop.seen.append(rank)"
    )
    write(kernel.cwd / "om_model.py", text.format(2) + "def added():\n    return 3\n")
    result = kernel.ok(
        f"{group}\nimport om_model\n(model.predict(), model.weight, f(), om_loop.go(), om_loop.seen, "
        "isinstance(model, Model), om_model.added())"
    )
    assert result.value == "[(2, 5, 2, 2, [0], True, 3), (2, 6, 2, 2, [1], True, 3)]"


def test_a_group_with_a_file_that_is_not_in_order(kernel: Kernel, group: str) -> None:
    module = kernel.cwd / "om_order.py"
    write(module, "value = 1")
    kernel.ok(f"{group}\nimport om_order\nkept = [rank]")
    write(module, "value = 2\nif value\n")
    for _ in range(2):
        failed = kernel.fails(f"{group}\nkept.append('ran')", "SyntaxError")
        assert "om_order.py" in failed.traceback and "if value" in failed.traceback
    write(module, "value = 2\n1 / 0\n")
    failed = kernel.fails(f"{group}\nkept.append('ran')", "ZeroDivisionError")
    assert "om_order.py" in failed.traceback
    assert "farfield" not in failed.traceback and "importlib" not in failed.traceback
    write(module, "value = 3")
    assert kernel.ok(f"{group}\nkept, om_order.value").value == "[([0], 3), ([1], 3)]"


# --- files ------------------------------------------------------------------


def left_behind() -> list[str]:
    return sorted(os.listdir(PARENT)) if PARENT.exists() else []


LIST = (
    "import os\nsorted(os.path.relpath(os.path.join(where, name))\n"
    "       for where, _, names in os.walk('.') for name in names)"
)


def test_files_are_where_the_cell_runs(kernel: Kernel) -> None:
    write(kernel.cwd / "data" / "a.csv", "1,2")
    (kernel.cwd / "large.bin").write_bytes(bytes(range(256)) * 4096)
    write(kernel.cwd / "tool.sh", "#!/bin/sh\necho ran\n")
    (kernel.cwd / "tool.sh").chmod(0o755)
    write(kernel.cwd / "not_sent.txt", "")
    header = "%%distributed --files data/a.csv large.bin 'tool.*'"
    assert kernel.ok(f"{header}\n{LIST}").value == "['data/a.csv', 'large.bin', 'tool.sh']"
    cell = (
        "import subprocess\nopen('made.txt', 'w').close()\n"
        "(open('data/a.csv').read(), open('large.bin', 'rb').read() == bytes(range(256)) * 4096,\n"
        " subprocess.check_output('./tool.sh'))"
    )
    assert kernel.ok(f"{header}\n{cell}").value == "('1,2', True, b'ran\\n')"
    assert not (kernel.cwd / "made.txt").exists()
    assert "not_sent.txt" in kernel.ok(f"%%distributed\n{LIST}").value, "without it, the notebook's directory"


def test_an_edited_file_is_sent_anew(kernel: Kernel) -> None:
    for text in ("one", "two"):
        write(kernel.cwd / "edited.txt", text)
        assert kernel.ok("%%distributed --files edited.txt\nopen('edited.txt').read()").value == f"'{text}'"


def test_modules_beside_the_notebook_with_files(kernel: Kernel) -> None:
    write(kernel.cwd / "om_beside.py", "value = 1")
    write(kernel.cwd / "edited.txt", "")
    assert kernel.ok("%%distributed --files edited.txt\nimport om_beside\nom_beside.value").value == "1"


def test_files_that_are_not_there(kernel: Kernel) -> None:
    failed = kernel.run("%%distributed --files missing.csv\n1")
    assert failed.status == "error"
    assert failed.stderr.startswith("UsageError: --files missing.csv: there is no")


def test_a_group_with_files(kernel: Kernel, group: str) -> None:
    write(kernel.cwd / "edited.txt", "group")
    kernel.ok(f"{group} --files edited.txt\nimport os\nfile = open('edited.txt')\nwhere = os.getcwd()")
    cell = f"{group}\nfile.read(), os.path.exists(where + '/edited.txt'), os.getcwd() == {str(kernel.cwd)!r}"
    assert kernel.ok(cell).value == "[('group', True, True), ('group', True, True)]"


def test_killed_workers_leave_no_files(kernel: Kernel) -> None:
    write(kernel.cwd / "edited.txt", "")
    before = left_behind()
    kernel.fails(
        "%%distributed --files edited.txt\nimport os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
        "WorkerDiedError",
    )
    # The zygote removes them once what the worker had started is gone.
    code = (
        f"import os, time\ndeadline = time.monotonic() + 20\nbefore = {before!r}\n"
        f"while set(os.listdir({str(PARENT)!r})) - set(before) and time.monotonic() < deadline:\n"
        "    time.sleep(0.02)\n"
        f"left = set(os.listdir({str(PARENT)!r})) - set(before)"
    )
    kernel.ok(code)
    assert kernel.get("sorted(left)") == []
