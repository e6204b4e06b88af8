"""What a cell starts on Ray by itself, tasks and actors, is seen and stopped with the cell."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel  # noqa: TID251  # for the type checker only

SECONDS = 60.0


def test_what_tasks_and_actors_print_is_the_cells_with_their_names(kernel: Kernel) -> None:
    result = kernel.ok(
        "%%distributed\n"
        "import os, ray, sys\n"
        "@ray.remote\n"
        "def square(x):\n"
        "    print('squaring', x)\n"
        "    os.system('echo shell says')\n"
        "    return x * x\n"
        "@ray.remote(num_cpus=0)\n"
        "class Counter:\n"
        "    def __init__(self): print('made')\n"
        "    def add(self): print('added', file=sys.stderr)\n"
        "squares = ray.get([square.remote(x) for x in range(3)])\n"
        "ray.get(Counter.remote().add.remote())"
    )
    printed = sorted(re.sub(r"pid=\d+", "pid", line) for line in result.stdout.splitlines())
    squared = [f"(square pid) squaring {x}" for x in range(3)]
    assert printed == sorted(["(Counter pid) made", *squared, *["(square pid) shell says"] * 3])
    assert re.fullmatch(r"\(Counter pid=\d+\) added\n", result.stderr)
    assert kernel.get("squares") == [0, 1, 4]


def test_a_tasks_error_has_its_type_and_no_frame_of_ours(kernel: Kernel) -> None:
    result = kernel.fails(
        "%%distributed\n"
        "import ray\n"
        "@ray.remote\n"
        "def reciprocal(x):\n"
        "    return 1 / x\n"
        "ray.get(reciprocal.remote(0))",
        "RayTaskError(ZeroDivisionError)",
    )
    assert "return 1 / x" in result.traceback
    assert "farfield_engine" not in result.traceback


def test_tasks_find_the_users_own_modules_and_run_where_the_cell_does(kernel: Kernel) -> None:
    kernel.ok("import pathlib; pathlib.Path('beside.py').write_text('answer = 42\\n')")
    kernel.ok(
        "%%distributed\n"
        "import os, beside, ray\n"
        "@ray.remote\n"
        "def read():\n"
        "    import beside\n"
        "    return beside.answer, os.getcwd()\n"
        "found = ray.get(read.remote())\n"
        "here = beside.answer, os.getcwd()"
    )
    assert kernel.get("found == here")


def test_modules_are_brought_to_tasks_on_any_machine_in_the_version_on_disk(kernel: Kernel) -> None:
    cell = (
        "%%distributed\n"
        "import brought, ray\n"
        "@ray.remote\n"
        "def read():\n"
        "    return brought.answer(1), brought.__file__\n"
        "answer, place = ray.get(read.remote())\n"
        "here = brought.__file__"
    )
    module = kernel.cwd / "brought.py"
    for number in (1, 2):
        module.write_text(f"def answer(divisor):\n    return {number} / divisor\n")
        kernel.ok(cell)
        # In a directory of the task's process: that of the worker need not be on its machine.
        assert kernel.get("(answer, place != here)") == (number, True)
    # A traceback names the user's file, not what was made of it there.
    fails = cell.replace("answer(1)", "answer(0)")
    failed = kernel.fails(fails, "RayTaskError(ZeroDivisionError)")
    assert f'File "{module}", line 2' in failed.traceback and "return 2 / divisor" in failed.traceback
    assert "/modules/" not in failed.traceback


def test_stopping_a_cell_stops_what_it_has_started(kernel: Kernel, tmp_path: Path) -> None:
    cell = kernel.start(
        "%%distributed\n"
        "import os, pathlib, ray, time\n"
        f"base = pathlib.Path('{tmp_path}')\n"
        "def sleep(name):\n"
        "    (base / f'{name} new').write_text(str(os.getpid()))\n"
        "    (base / f'{name} new').rename(base / name)\n"
        "    try:\n"
        "        time.sleep(600)\n"
        "    finally:\n"
        "        (base / f'{name} ended').touch()\n"
        "@ray.remote(num_cpus=0)\n"
        "class Sleeper:\n"
        "    def sleep(self): sleep('actor')\n"
        "task = ray.remote(sleep).options(num_cpus=0)\n"
        "sleeper = Sleeper.remote()\n"
        "ray.get([task.remote('task'), sleeper.sleep.remote()])"
    )
    _wait_for(lambda: (tmp_path / "task").exists() and (tmp_path / "actor").exists())
    kernel.interrupt()
    assert cell.result().ename == "KeyboardInterrupt"
    _wait_for(lambda: (tmp_path / "task ended").exists())
    # With the cell goes the last that holds the actor, and Ray may end its process before the method does.
    _wait_for(
        lambda: (
            (tmp_path / "actor ended").exists()
            or not Path("/proc", (tmp_path / "actor").read_text()).exists()
        )
    )


def test_handles_stay_on_the_cluster_and_are_named(kernel: Kernel) -> None:
    result = kernel.ok("%%distributed\nimport ray\nreference = ray.put(1)\nnumber = ray.get(reference)")
    assert kernel.get("number") == 1
    assert "'reference'" in result.stderr and "Ray cluster" in result.stderr


def _wait_for(reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not reached():
        assert time.monotonic() < deadline
        time.sleep(0.02)
