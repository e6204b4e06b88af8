"""Tasks that use the cluster themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel  # noqa: TID251  # for the type checker only

TREE = """
import farfield as ff
def tree(depth, width):
    import farfield as ff
    if depth == 0:
        return 1
    return sum(ff.get([ff.submit(tree, depth - 1, width) for _ in range(width)]))
"""


def test_tasks_wait_for_tasks_of_theirs_without_deadlock(kernel: Kernel) -> None:
    kernel.ok(TREE)
    assert kernel.get("ff.submit(tree, 3, 3).result(50)") == 27, "39 wait on two cores"


def test_map_and_put_and_get_work_within_a_task(kernel: Kernel) -> None:
    kernel.ok("import farfield as ff\nimport numpy as np\narray = np.arange(300_000)")
    value = kernel.get(
        "%%distributed\nimport farfield as ff\nremote = ff.put(array)\n"
        "def part(step, values): return int(values[::step].sum())\n"
        "total = sum(ff.map(part, [1, 2], [remote, remote]))\ndel remote\ntotal"
    )
    assert value == 44_999_850_000 + 22_499_850_000


def test_a_large_array_comes_back_from_within(kernel: Kernel) -> None:
    kernel.ok("import farfield as ff\nimport numpy as np")
    kernel.ok(
        "def inner(n):\n    import numpy as np\n    return np.arange(n)\n"
        "def outer(n):\n    import farfield as ff\n    return ff.submit(inner, n).result() * 2"
    )
    assert kernel.get("int(ff.submit(outer, 400_000).result()[-1])") == 799_998


def test_a_failure_within_keeps_its_type(kernel: Kernel) -> None:
    kernel.ok(
        "import farfield as ff\nclass Mine(ValueError): pass\n"
        "def inner(): raise Mine('deep')\n"
        "def outer():\n    import farfield as ff\n    return ff.submit(inner).result()"
    )
    failed = kernel.fails("ff.submit(outer).result()", "Mine")
    assert failed.evalue == "deep"


SLEEPER = "import farfield as ff\ndef inner():\n    import time\n    time.sleep(60)\n"

ENDS = (
    "import time\nuntil = time.monotonic() + 20\n"
    "while any(job.name == 'inner' and job.state in ('queued', 'running') for job in ff.jobs()):\n"
    "    assert time.monotonic() < until\n    time.sleep(0.02)"
)


@pytest.mark.parametrize("options", ["", "--on nested"])
def test_stopping_a_task_stops_what_it_has_submitted(kernel: Kernel, options: str) -> None:
    kernel.ok(SLEEPER)
    cell = kernel.start(
        f"%%distributed {options}\nimport farfield as ff\nf = ff.submit(inner)\n"
        "print('waits', flush=True)\nf.result()"
    )
    cell.wait_for("waits")
    kernel.interrupt()
    assert cell.result().ename == "KeyboardInterrupt"
    kernel.ok(ENDS)


def test_stopping_a_cell_leaves_what_an_earlier_one_of_its_group_has_submitted(kernel: Kernel) -> None:
    kernel.ok(SLEEPER)
    kernel.ok("%%distributed --on nested\nimport farfield as ff\nearlier = ff.submit(inner)")
    cell = kernel.start("%%distributed --on nested\nprint('begun', flush=True)\nearlier.result()")
    cell.wait_for("begun")
    kernel.interrupt()
    assert cell.result().ename == "KeyboardInterrupt"
    assert kernel.get("[job.state for job in ff.jobs() if job.name == 'inner'][-1]") in ("queued", "running")
    kernel.ok("%group drop nested")
    kernel.ok(ENDS)


def test_what_a_dead_worker_had_submitted_is_cancelled(kernel: Kernel) -> None:
    kernel.ok(SLEEPER)
    kernel.fails(
        "%%distributed\nimport farfield as ff, os\nf = ff.submit(inner)\n"
        "while not f.running(): pass\nos._exit(3)",
        "WorkerDiedError",
    )
    kernel.ok(ENDS)


def test_a_fork_of_a_worker_is_told_to_leave_the_cluster_alone(kernel: Kernel) -> None:
    value = kernel.get(
        "%%distributed\nimport farfield as ff, os\nff.submit(len, 'ab').result()\n"
        "read, write = os.pipe()\npid = os.fork()\n"
        "if pid == 0:\n"
        "    try:\n        ff.submit(len, 'ab')\n"
        "    except BaseException as error:\n        os.write(write, str(error).encode())\n"
        "    os._exit(0)\n"
        "os.waitpid(pid, 0)\nos.close(write)\nsaid = os.read(read, 500).decode()\nsaid"
    )
    assert "forked from a worker" in value


def test_attach_within_a_task_is_its_own_gateway(kernel: Kernel) -> None:
    same = "import farfield._attach as a\na.current().gateway"
    here = kernel.get(same)
    assert kernel.get(f"%%distributed\nimport farfield as ff\nff.attach('local:7')\n{same}") == here
