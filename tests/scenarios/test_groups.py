"""Groups: what they keep from cell to cell, what they are sent, and how they end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel, MakeKernel  # noqa: TID251  # for the type checker only


@pytest.fixture(autouse=True)
def attached(kernel: Kernel) -> Iterator[None]:
    """Attached; the groups of a test end with it."""
    kernel.ok("import farfield as ff\n%attach local:2")
    yield
    kernel.ok(
        "for g in ff.attach('local:2').groups(): get_ipython().run_line_magic('group', 'drop ' + g.name)"
    )


def on(kernel: Kernel, code: str, options: str = "") -> str:
    """Run a cell in the group `g`; its value as text."""
    return kernel.ok(f"%%distributed --on g {options}\n{code}").value


# --- what is kept -----------------------------------------------------------


def test_variables_stay_unpicklable_ones_too(kernel: Kernel) -> None:
    on(
        kernel,
        "import threading\nlock = threading.Lock()\nnumbers = iter(range(9))\nfile = open('/dev/null')",
    )
    assert on(kernel, "lock.acquire(), next(numbers), file.closed") == "(True, 0, False)"
    assert on(kernel, "lock.locked(), next(numbers)") == "(True, 1)"
    assert "lock" not in kernel.ok("dir()").value


def test_a_value_that_comes_back_is_still_the_one_in_the_group(kernel: Kernel) -> None:
    on(kernel, "class Model: pass\nmodel = Model()\nmodel.steps = 0\nholder = [model]")
    assert kernel.get("model.steps") == 0
    assert on(kernel, "model.steps += 1\nholder[0] is model, model.steps") == "(True, 1)"


def test_functions_of_one_cell_see_what_another_binds(kernel: Kernel) -> None:
    on(kernel, "scale = 2\ndef scaled(x): return x * scale")
    on(kernel, "scale = 10")
    assert on(kernel, "scaled(3)") == "30"


def test_a_function_of_the_notebook_uses_what_the_group_holds(kernel: Kernel) -> None:
    on(kernel, "import threading\nkept = threading.Lock()")
    kernel.ok("def locked(): return kept.locked()")
    assert on(kernel, "locked()") == "False"


def test_environment_and_directory_stay(kernel: Kernel) -> None:
    on(kernel, "import os\nos.environ['FF_KEPT'] = 'yes'\nos.chdir('/')")
    assert on(kernel, "import os\nos.environ['FF_KEPT'], os.getcwd()") == "('yes', '/')"
    assert kernel.get("%%distributed\nimport os\nos.environ.get('FF_KEPT')") is None


def test_what_belongs_to_the_loop_of_an_async_cell_stays(kernel: Kernel) -> None:
    on(
        kernel,
        "import asyncio\nevent = asyncio.Event()\nloop = asyncio.get_running_loop()\nawait asyncio.sleep(0)",
    )
    assert on(kernel, "event.set()\nawait event.wait()\nasyncio.get_running_loop() is loop") == "True"


# --- what is sent -----------------------------------------------------------


def test_what_the_notebook_has_not_changed_is_not_sent_again(kernel: Kernel) -> None:
    kernel.ok("data = [1]")
    on(kernel, "data.append(2)")
    assert on(kernel, "len(data)") == "2", "the group's own, one longer than the notebook's"


def test_an_array_that_is_there_is_not_in_the_plan(kernel: Kernel) -> None:
    kernel.ok("import numpy as np\ntable = np.zeros(200_000)\nsmall = 1")
    plan = "%%distributed --on g --dry-run\ntable.sum(), small"
    assert "table " in kernel.ok(plan).stdout
    on(kernel, "table.sum()")
    said = kernel.ok(plan).stdout
    assert "table " not in said and "small " in said


def test_what_a_stopped_cell_did_not_get_is_sent_to_the_next(kernel: Kernel, tmp_path: Path) -> None:
    go = tmp_path / "go"
    kernel.ok("brought = 3")
    kernel.ok(f"%%distributed --on g --detach\n{waits(go)}")
    kernel.ok(
        "import os, signal, threading, time\nclient = ff.attach('local:2')\n"
        "def stop():\n"
        "    until = time.monotonic() + 20\n"
        "    while time.monotonic() < until:\n"
        "        (group,) = client.groups()\n"
        "        if group.state == 'busy' and group.queued: break\n"
        "        time.sleep(0.01)\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "thread = threading.Thread(target=stop)\nthread.start()"
    )
    kernel.fails("%%distributed --on g\nbrought", "KeyboardInterrupt")
    kernel.ok("thread.join()")
    go.touch()
    assert on(kernel, "brought") == "3"


def test_a_value_that_the_notebook_binds_anew_is_sent(kernel: Kernel) -> None:
    kernel.ok("step = 0")
    kernel.ok("%%distributed --on g --outputs=''\nstep += 5")
    assert on(kernel, "step + 0", "--outputs=''") == "5"
    kernel.ok("step = 0")
    assert on(kernel, "step + 0", "--outputs=''") == "0", "an equal value, bound anew"


def test_a_value_that_the_notebook_changes_in_place_is_sent(kernel: Kernel) -> None:
    kernel.ok("import numpy as np\narray = np.zeros(100_000)")
    on(kernel, "array[0] = 9")
    kernel.ok("array[1] = 5")
    assert on(kernel, "array[:2].tolist()") == "[0.0, 5.0]"


def test_a_value_that_another_cell_brings_is_sent(kernel: Kernel) -> None:
    kernel.ok("z = 1")
    on(kernel, "z")
    kernel.ok("%%distributed\nz = 2")
    assert on(kernel, "z") == "2"


def test_an_input_that_cannot_be_sent_is_named_with_its_line(kernel: Kernel) -> None:
    kernel.ok(
        "def outer():\n    import threading\n    lock = threading.Lock()\n    return lambda: lock\n"
        "closure = outer()"
    )
    failed = kernel.fails("%%distributed --on g\nclosure()", "SendError")
    assert "closure" in failed.evalue and "line 5: closure = outer()" in failed.evalue


# --- stops, failures and ends -----------------------------------------------


def test_a_stopped_cell_leaves_the_variables(kernel: Kernel) -> None:
    on(kernel, "done = 0")
    cell = kernel.start(
        "%%distributed --on g\nimport time\nprint('begun', flush=True)\n"
        "for i in range(10_000):\n    done += 1\n    time.sleep(0.01)"
    )
    cell.wait_for("begun")
    kernel.interrupt()
    assert cell.result().ename == "KeyboardInterrupt"
    assert int(on(kernel, "done")) > 0, "the half-done work is there"


def test_an_exception_leaves_what_was_bound_before_it(kernel: Kernel) -> None:
    kernel.ok("bound = 'notebook'")
    kernel.fails("%%distributed --on g\nbound = 'group'\n1 / 0", "ZeroDivisionError")
    assert on(kernel, "bound") == "'group'"


@pytest.mark.parametrize(
    ("code", "ename"),
    [("import sys\nsys.exit(3)", "SystemExit"), ("raise KeyboardInterrupt", "KeyboardInterrupt")],
)
def test_an_exit_of_the_users_ends_the_cell_and_not_the_group(kernel: Kernel, code: str, ename: str) -> None:
    on(kernel, "import threading\nstays = threading.Lock()")
    kernel.fails(f"%%distributed --on g\n{code}", ename)
    assert on(kernel, "stays.locked()") == "False"


def test_a_cell_that_closes_stdout_costs_the_next_one_nothing(kernel: Kernel) -> None:
    kernel.run("%%distributed --on g\nimport sys\nsys.stdout.close()")
    assert kernel.ok("%%distributed --on g\nprint('heard')").stdout == "heard\n"


def test_a_limit_stops_the_cell_and_not_the_group(kernel: Kernel) -> None:
    on(kernel, "n = 1")
    kernel.ok("reached = 'notebook'")
    code = "%%distributed --on g --timeout 300ms\nimport time\nreached = 'group'\ntime.sleep(60)"
    kernel.fails(code, "ItemTimeoutError")
    assert on(kernel, "n, reached") == "(1, 'group')"


def test_a_dead_group_says_why_and_begins_anew_when_asked(kernel: Kernel) -> None:
    on(kernel, "held = 1")
    died = kernel.fails("%%distributed --on g\nimport os\nos._exit(9)", "WorkerDiedError")
    assert "exited with status 9" in died.evalue and "%group restart g" in died.evalue
    refused = kernel.run("%%distributed --on g\n1")
    assert "broken: worker" in refused.stderr and "%group restart g" in refused.stderr
    assert "because" in kernel.ok("%group show g").stdout
    kernel.ok("%group restart g")
    assert on(kernel, "held + 1") == "2", "sent again: the new group has nothing"


@pytest.mark.parametrize("change", ["drop", "restart"])
def test_a_group_that_goes_while_a_cell_runs_fails_the_cell(kernel: Kernel, change: str) -> None:
    kernel.ok(
        "import threading, time\n"
        "def later():\n"
        "    client = ff.attach('local:2')\n"
        "    while client.groups()[0].state != 'busy': time.sleep(0.01)\n"
        f"    client.change_group('g', {1 if change == 'drop' else 2})\n"
        "thread = threading.Thread(target=later)"
    )
    on(kernel, "0")
    kernel.ok("thread.start()")
    failed = kernel.fails("%%distributed --on g\nimport time\ntime.sleep(60)", "WorkerDiedError")
    assert ("dropped" if change == "drop" else "restarted") in failed.evalue
    kernel.ok("thread.join()")
    assert on(kernel, "1 + 1") == "2"


# --- detached cells -----------------------------------------------------------


def waits(go: Path) -> str:
    return f"import os, time\nwhile not os.path.exists({str(go)!r}): time.sleep(0.01)\n"


def test_what_a_detached_cell_binds_is_the_groups_own(kernel: Kernel, tmp_path: Path) -> None:
    go = tmp_path / "go"
    on(kernel, "class Model: pass\nmodel = Model()\nholder = [model]")
    on(
        kernel,
        f"import threading\n{waits(go)}lock = threading.Lock()\nmodel = model\nmodel.steps = 1",
        "--detach",
    )
    assert "<remote 'model' of job" in kernel.ok("model").value
    kernel.ok("%%distributed --on g --detach\nholder[0] is model, model.steps, lock.locked()")
    kernel.ok("job = _")
    go.touch()
    assert kernel.get("job.result(30)") == (True, 1, False)
    assert kernel.get("model.get().steps") == 1


def test_what_a_failed_detached_cell_had_bound_is_used_and_the_rest_fails(
    kernel: Kernel, tmp_path: Path
) -> None:
    go = tmp_path / "go"
    kernel.ok("late = 'notebook'")
    on(kernel, "late")
    on(kernel, f"early = 'group'\n{waits(go)}1 / 0\nlate = 2", "--detach")
    kernel.ok("job = _")
    on(kernel, "late", "--detach")
    kernel.ok("queued = _")
    go.touch()
    assert "ZeroDivisionError" in kernel.fails("queued.result(30)", "DependencyError").evalue
    assert on(kernel, "early") == "'group'"
    assert "ZeroDivisionError" in kernel.fails("%%distributed --on g\nlate", "DependencyError").evalue
    kernel.ok("late = 'again'")
    assert on(kernel, "late") == "'again'"


def test_a_remote_value_of_a_group_goes_with_its_name(kernel: Kernel) -> None:
    # Not the value of a cell, which IPython would keep.
    kernel.ok(
        "job = get_ipython().run_cell_magic('distributed', '--on g --detach',"
        " 'import numpy as np\\nlarge_one = np.full(3_000_000, 7.0)')\njob.wait(30);"
    )
    held = "ff.attach('local:2').status().object_bytes"
    assert on(kernel, "large_one[:2].tolist()") == "[7.0, 7.0]"
    before = kernel.get(held)
    assert before >= 24_000_000
    kernel.ok(
        "import gc, time\ndel job, large_one\ngc.collect()\nuntil = time.monotonic() + 20\n"
        f"while {held} > {before} - 24_000_000:\n    assert time.monotonic() < until\n    time.sleep(0.05)"
    )


# --- of whom they are ---------------------------------------------------------


def test_two_kernels_have_groups_of_their_own(
    kernel: Kernel, make_kernel: MakeKernel, tmp_path: Path
) -> None:
    on(kernel, "mine = 1")
    other = make_kernel(tmp_path)
    other.ok("%attach local:2")
    other.fails("%%distributed --on g\nmine", "NameError")
    other.ok("%%distributed --on g\nmine = 2")
    assert on(kernel, "mine") == "1"
    assert other.ok("%group list --all").stdout.count("g ") >= 2
    other.ok("%group drop g\n%detach")


def test_other_resources_or_ranks_than_it_has_are_a_mistake(kernel: Kernel) -> None:
    on(kernel, "0")
    assert "has 1 rank, this asks for 2" in kernel.run("%%distributed --on g --ranks 2\n0").stderr
    said = kernel.run("%%distributed --on g --cpus 2\n0").stderr
    assert "was made with 1 CPUs, this asks for 2 CPUs" in said and "%group drop g" in said
    assert on(kernel, "0", "--cpus 1 --ranks 1") == "[0]"


def test_what_the_magic_shows_and_refuses(kernel: Kernel) -> None:
    assert "no groups" in kernel.ok("%group").stdout
    on(kernel, "table = list(range(5))")
    assert "idle" in kernel.ok("%group list").stdout
    shown = kernel.ok("%group show g").stdout
    assert "rank 0" in shown and "table  list of 5" in shown
    assert "g [0]" in str(kernel.ok("%cluster").displays)
    assert " g " in kernel.ok("%jobs").stdout
    assert "no group 'h'" in kernel.run("%group drop h").stderr
    assert "no group 'h'" in kernel.run("%group show h").stderr
    assert "takes the name of one group" in kernel.run("%group restart").stderr
    assert "not a command of %group" in kernel.run("%group begin g").stderr


def test_remote_values_go_on_to_another_group(kernel: Kernel) -> None:
    kernel.ok("ff.config.value_limit = '100kB'")
    try:
        on(kernel, "import numpy as np\nlarge = np.ones(50_000)")
    finally:
        kernel.ok("ff.config.value_limit = '64MiB'")
    assert kernel.ok("repr(large)").value.startswith("'<remote ndarray (50000,) float64")
    assert kernel.ok("%%distributed --on h\nlarge.sum()").value == "np.float64(50000.0)"
