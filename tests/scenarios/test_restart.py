"""What is found again after a kernel or a gateway has gone, however it went."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from farfield_engine.client.local import find_local
from farfield_engine.places import local_state_dir

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel, MakeKernel  # noqa: TID251  # for the type checker only

LAST = "__import__('farfield').jobs()[-1]"
SLOW = "import time\nprint('begun', flush=True)\nfor i in range(600): time.sleep(0.05)"


def until(reached: Callable[[], bool], what: str, seconds: float = 20.0) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, f"not {what} after {seconds:g} s"
        time.sleep(0.01)


@pytest.fixture
def notebook(
    own_runtime: Path, make_kernel: MakeKernel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Kernel]:
    """The kernel of a notebook, as Jupyter's server starts it, with a gateway of its own."""
    monkeypatch.setenv("JPY_SESSION_NAME", str(tmp_path / "nb.ipynb"))
    kernel = make_kernel(tmp_path)
    assert kernel.ok("import farfield as ff\n%attach local:2").stdout == "attached to local:2: 2 workers\n"
    yield kernel


def again(kernel: Kernel) -> str:
    """Attach after the kernel has begun anew; what the magic says."""
    return kernel.ok("import farfield as ff\n%attach local:2").stdout


def kill_gateway() -> None:
    """End the gateway as a crash does, and wait until it is gone."""
    info = find_local()
    assert info is not None
    os.kill(info.pid, signal.SIGKILL)
    until(lambda: find_local() is None, "gone")


# --- the kernel -------------------------------------------------------------


def test_a_restarted_kernel_finds_jobs_output_results_and_groups(notebook: Kernel, tmp_path: Path) -> None:
    notebook.ok("%%distributed --on keeper\nimport threading\nlock = threading.Lock()\ncount = 5")
    notebook.ok("%%distributed\nprint('said')\n6 * 7")
    go = tmp_path / "go"
    notebook.ok(
        "%%distributed --detach\nimport os, time\nprint('begun', flush=True)\n"
        f"while not os.path.exists({str(go)!r}): time.sleep(0.02)\nprint('ended')\n'late'"
    )
    notebook.restart()
    said = again(notebook)
    assert "jobs of this notebook: 1 running, 2 ended" in said and "groups: keeper" in said
    assert notebook.get("ff.job(2).result()") == 42
    assert notebook.ok("%jobs logs 2").stdout == "said\n"
    notebook.ok("job = ff.job(3)")
    assert notebook.get("job.state") == "running"
    go.touch()
    assert notebook.get("job.result(20)") == "late"
    assert notebook.get("job.logs()") == "begun\nended\n"
    assert notebook.get("ff.job(3).logs()") == "begun\nended\n"
    assert "5" in notebook.ok("%%distributed --on keeper\nlock.locked(), count").value


def test_a_killed_kernel_is_no_loss(notebook: Kernel, tmp_path: Path) -> None:
    go = tmp_path / "go"
    wait = f"import os, time\nwhile not os.path.exists({str(go)!r}): time.sleep(0.02)\n"
    cell = notebook.start(f"%%distributed\nprint('begun', flush=True)\n{wait}'kept'")
    cell.wait_for("begun")
    assert notebook.manager.provisioner is not None
    os.kill(notebook.manager.provisioner.pid, signal.SIGKILL)  # type: ignore[attr-defined]  # the local one has it
    notebook.restart()
    assert "1 running" in again(notebook)
    go.touch()
    assert notebook.get(f"{LAST}.result(20)") == "kept"


def test_another_notebook_has_jobs_and_groups_of_its_own(
    notebook: Kernel, make_kernel: MakeKernel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook.ok("%%distributed --on same\nmine = 1")
    monkeypatch.setenv("JPY_SESSION_NAME", str(tmp_path / "other.ipynb"))
    other = make_kernel(tmp_path)
    assert other.ok("%attach local:2").stdout == "attached to local:2: 2 workers\n"
    assert other.ok("%jobs").stdout == "no jobs yet\n"
    assert "same" in other.ok("%jobs --all").stdout
    other.fails("%%distributed --on same\nmine", "NameError")
    assert notebook.get("%%distributed --on same\nmine") == 1


def test_a_second_kernel_of_the_notebook_takes_nothing_from_an_attached_one(
    notebook: Kernel, make_kernel: MakeKernel, tmp_path: Path
) -> None:
    notebook.ok("%%distributed --on keeper\nmine = 1")
    second = make_kernel(tmp_path)
    second.ok("%attach local:2")
    second.fails("%%distributed --on keeper\nmine", "NameError")
    assert notebook.get("%%distributed --on keeper\nmine") == 1


def test_detach_and_attach_find_what_ran_meanwhile(notebook: Kernel, tmp_path: Path) -> None:
    go = tmp_path / "go"
    notebook.ok(
        "%%distributed --detach\nimport os, time\n"
        f"while not os.path.exists({str(go)!r}): time.sleep(0.02)\n'done'"
    )
    notebook.ok("%detach")
    assert "1 running" in again(notebook)
    go.touch()
    assert notebook.get(f"{LAST}.result(20)") == "done"


def test_workers_follow_the_environment_of_the_new_kernel(notebook: Kernel) -> None:
    notebook.ok("%%distributed\n1")
    notebook.restart()
    notebook.ok("import os\nos.environ['COLOUR'] = 'blue'")
    again(notebook)
    assert notebook.ok("%%distributed\nimport os\nos.environ['COLOUR']").value == "'blue'"


# --- the gateway ------------------------------------------------------------


def test_what_had_ended_survives_a_killed_gateway(notebook: Kernel) -> None:
    notebook.ok("%%distributed for i in range(4)\nprint('item', i)\ni * i")
    notebook.fails("%%distributed\nraise KeyError('gone')", "KeyError")
    kill_gateway()
    assert "0 running, 2 ended" in again(notebook)
    assert notebook.get("ff.job(1).result()") == [0, 1, 4, 9]
    assert "[3] item 3" in notebook.ok("%jobs logs 1").stdout
    notebook.fails("ff.job(2).result()", "KeyError")
    assert "failed" in notebook.ok("%jobs show 2").stdout
    notebook.ok("%%distributed\n1")
    assert notebook.get(f"{LAST}.number") == 3, "numbers go on"


def test_large_results_are_read_back_from_disk(notebook: Kernel) -> None:
    notebook.ok("%%distributed --detach\nimport numpy as np\nbig = np.arange(500_000)\nbig[-1].item()")
    assert notebook.get(f"{LAST}.result(20)") == 499_999
    objects = local_state_dir() / "objects"
    until(lambda: any(not path.suffix for path in objects.iterdir()), "saved")
    kill_gateway()
    again(notebook)
    assert notebook.get(f"{LAST}.outputs['big'].get().sum().item()") == 124_999_750_000
    notebook.ok(f"big = {LAST}.outputs['big']")
    assert notebook.get("%%distributed\nint(big[7])") == 7, "and used on the cluster without coming here"


def test_what_ran_is_lost_says_so_and_runs_again(notebook: Kernel, tmp_path: Path) -> None:
    go = tmp_path / "go"
    notebook.ok(
        "%%distributed --detach --into r for i in range(4)\nimport os, time\n"
        f"while i == 3 and not os.path.exists({str(go)!r}): time.sleep(0.02)\n"
        "open(f'ran{i}', 'a').write('x')\ni"
    )
    notebook.ok("job = _")
    until(lambda: notebook.get("job.summary.counts.succeeded") == 3, "three done")
    kill_gateway()
    notebook.fails("job.result()", "ConnectionLostError")
    again(notebook)
    assert notebook.get(f"{LAST}.state") == "lost"
    lost = notebook.fails(f"{LAST}.result()", "ItemLostError")
    assert "%jobs retry 1 runs it again" in lost.evalue
    go.touch()
    assert notebook.get(f"{LAST}.retry().result(20)") == [0, 1, 2, 3]
    ran = [(tmp_path / f"ran{i}").read_text() for i in range(4)]
    assert ran[3] == "x" and ran[0] == "x", "only what was lost runs again"


def test_a_lost_job_whose_large_inputs_are_gone_says_so(notebook: Kernel) -> None:
    notebook.ok("import numpy as np\nlarge = np.ones(500_000)")
    notebook.ok(f"%%distributed --detach\n{SLOW}\nlarge.sum()")
    until(lambda: "begun" in notebook.get(f"{LAST}.logs()"), "running")
    kill_gateway()
    again(notebook)
    refused = notebook.fails(f"{LAST}.retry()", "FarfieldError")
    assert "run its cell again" in refused.evalue


def test_groups_are_gone_with_their_gateway_and_made_anew(notebook: Kernel) -> None:
    notebook.ok("%%distributed --on keeper\nheld = 1")
    kill_gateway()
    again(notebook)
    assert "no groups" in notebook.ok("%group list").stdout
    assert notebook.get("%%distributed --on keeper\nheld + 1") == 2, "the notebook's own value is sent again"


def test_a_damaged_journal_costs_only_what_is_damaged(notebook: Kernel) -> None:
    notebook.ok("%%distributed\n'first'")
    notebook.ok("%%distributed\n'second'")
    kill_gateway()
    journal = sorted((local_state_dir() / "jobs").glob("*.journal"))[-1]
    with open(journal, "r+b") as file:
        file.truncate(journal.stat().st_size - 7)
    again(notebook)
    assert notebook.get("ff.job(1).result()") == "first"
    assert notebook.get("ff.job(2).state") in ("lost", "succeeded", "failed")
