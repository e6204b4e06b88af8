"""Cells on Ray: what is another than on one machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel  # noqa: TID251  # for the type checker only


def test_cell_runs_in_a_named_actor_of_the_same_cluster(
    kernel: Kernel, ask_ray: Callable[[str], Any]
) -> None:
    here = ask_ray("ray.get_runtime_context().gcs_address")
    cell = (
        "import os, ray\ncontext = ray.get_runtime_context()\n(context.get_actor_name(), context.gcs_address)"
    )
    name, there = kernel.get(f"%%distributed --outputs context\n{cell}")
    assert there == here
    assert name.startswith("farfield:")
    named = ask_ray("[actor['name'] for actor in ray.util.list_named_actors(all_namespaces=True)]")
    assert name in named


def test_items_run_side_by_side(kernel: Kernel, tmp_path: Any) -> None:
    kernel.ok(
        "%%distributed --into pids for n in range(2)\nimport os, pathlib, time\n"
        f"pathlib.Path(f'{tmp_path}/{{n}}').touch()\n"
        f"while len(os.listdir('{tmp_path}')) < 2:\n    time.sleep(0.01)\nos.getpid()"
    )
    assert kernel.get("len(set(pids))") == 2


def test_an_interrupted_workers_variables_are_gone_and_its_process_is_not(kernel: Kernel) -> None:
    pid = kernel.get("%%distributed\nimport os\nos.getpid()")
    cell = kernel.start("%%distributed\nprint('begun', flush=True)\nwhile True: pass")
    cell.wait_for("begun")
    began = time.monotonic()
    kernel.interrupt()
    assert cell.result().ename == "KeyboardInterrupt"
    assert time.monotonic() - began < 2.5, "it was killed"
    assert isinstance(pid, int)


@pytest.mark.parametrize(
    ("code", "how"),
    [
        ("import os\nos._exit(3)", "exited with status 3"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "SIGKILL"),
        ("import ctypes\nctypes.string_at(0)", "SIGSEGV"),
    ],
)
def test_a_death_is_told_with_its_cause_and_last_words(kernel: Kernel, code: str, how: str) -> None:
    error = kernel.fails(f"%%distributed\nprint('one')\nprint('last words')\n{code}", "WorkerDiedError")
    assert how in error.evalue and "last words" in error.evalue
    assert error.stdout.startswith("one\nlast words\n")
    assert kernel.ok("%%distributed\n'next'").value == "'next'"


def test_a_task_of_rays_own_runs_within_a_cell(kernel: Kernel) -> None:
    result = kernel.ok(
        "%%distributed\nimport ray\n@ray.remote(num_cpus=0)\ndef double(x):\n    print('nested', x)\n"
        "    return 2 * x\nray.get([double.remote(n) for n in range(3)])"
    )
    assert result.value == "[0, 2, 4]"


def test_a_death_is_tried_again_where_that_was_asked_for(kernel: Kernel, tmp_path: Path) -> None:
    body = (
        f"import os, pathlib\nruns = pathlib.Path({str(tmp_path / 'deaths.txt')!r})\n"
        "with runs.open('a') as f:\n    f.write('x')\n"
        "if len(runs.read_text()) < 3:\n    os._exit(9)\nlen(runs.read_text())"
    )
    assert kernel.ok(f"%%distributed --retries 3\n{body}").value == "3"
