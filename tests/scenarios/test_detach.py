"""Jobs in the background, and those that need them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel  # noqa: TID251  # for the type checker only


@pytest.fixture(autouse=True)
def attached(kernel: Kernel) -> None:
    kernel.ok("import farfield as ff\n%attach local:2")


def waits(go: Path) -> str:
    """Code that runs until there is this file."""
    return f"import os, time\nwhile not os.path.exists({str(go)!r}): time.sleep(0.02)\n"


def test_a_job_is_there_at_once_and_its_names_are_remote(kernel: Kernel, tmp_path: Path) -> None:
    go = tmp_path / "go"
    kernel.ok(f"%%distributed --detach\nprint('begun', flush=True)\n{waits(go)}made = [1, 2]\n'value'")
    kernel.ok("job = _")
    assert kernel.get("job.wait(0.1)") is False
    assert "waits for it" in kernel.ok("made").value
    kernel.fails("job.result(0.1)", "TimeoutError")
    go.touch()
    assert kernel.get("job.result(30), job.state, job.logs()") == ("value", "succeeded", "begun\n")
    assert "<remote list of 2" in kernel.ok("made").value
    assert "remote value" in kernel.ok("display(made)").displays[0]["text/html"]
    assert kernel.get("made.get()") == [1, 2]
    assert kernel.get("await job") == "value"


def test_what_reads_a_name_waits_for_it_on_the_cluster(kernel: Kernel, tmp_path: Path) -> None:
    go = tmp_path / "go"
    kernel.ok(f"%%distributed --detach\n{waits(go)}base = 7")
    kernel.ok("%%distributed --detach\nbase + 1")
    kernel.ok("plain = _")
    kernel.ok("%%distributed --detach --into times for i in range(3)\nbase * i")
    kernel.ok("futures = ff.submit(lambda x: x + 2, base), ff.map(lambda x: x + 3, [base])")
    assert "waits for job" in kernel.ok(f"%jobs show {kernel.get('plain.number')}").stdout
    go.touch()
    assert kernel.get("plain.result(30), times.get(), futures[0].result(30), list(futures[1])") == (
        8,
        [0, 7, 14],
        9,
        [10],
    )
    assert kernel.get("%%distributed --on other\nbase - 1") == 6
    kernel.ok("%group drop other")


def test_cells_that_rebind_in_turns_refer_to_what_was_before(kernel: Kernel) -> None:
    kernel.ok("%%distributed --detach\na, b = 1, 1")
    for _ in range(4):
        kernel.ok("%%distributed --detach\na = a + b")
        kernel.ok("%%distributed --detach\nb = a + b")
    assert kernel.get("a.get(), b.get()") == (34, 55)


def test_a_failure_runs_down_with_its_cause(kernel: Kernel, tmp_path: Path) -> None:
    go = tmp_path / "go"
    kernel.ok(f"%%distributed --detach\n{waits(go)}raise LookupError('root')\nbase = 1")
    kernel.ok("first = _.number")
    kernel.ok("%%distributed --detach\nnext_one = base + 1")
    kernel.ok("second = _")
    go.touch()
    kernel.fails("second.result(30)", "DependencyError")
    failed = kernel.fails("%%distributed\nbase", "DependencyError")
    assert f"job {kernel.get('first')}" in failed.evalue and "LookupError: root" in failed.evalue
    code = "try: ff.submit(abs, base).result(30)\nexcept ff.DependencyError as e: print(repr(e.__cause__))"
    assert kernel.ok(code).stdout == "LookupError('root')\n"


def test_a_name_that_was_not_bound_says_so(kernel: Kernel) -> None:
    kernel.ok("%%distributed --detach\nif False:\n    never = 1")
    kernel.ok("job = _\njob.wait(30)")
    assert "without binding 'never'" in kernel.fails("never.get()", "ResultError").evalue
    assert "'never'" in kernel.fails("%%distributed\nnever", "InputError").evalue


def test_what_cannot_be_pickled_is_noted(kernel: Kernel) -> None:
    kernel.ok("%%distributed --detach\nimport threading\nlock, fine = threading.Lock(), 3")
    kernel.ok("job = _\njob.wait(30)")
    assert "'lock' stays on the worker" in kernel.get("job.notes()[0]")
    assert kernel.get("fine.get()") == 3


def test_one_that_two_paths_need_runs_once(kernel: Kernel, tmp_path: Path) -> None:
    kernel.ok(
        f"%%distributed --detach\nwith open({str(tmp_path / 'ran')!r}, 'a') as f: f.write('x')\ntop = [2]"
    )
    kernel.ok("%%distributed --detach\nleft = top[0] + 1")
    kernel.ok("%%distributed --detach\nright = top[0] * 10")
    assert kernel.ok("%%distributed\nleft, right, top").value == "(3, 20, [2])"
    assert (tmp_path / "ran").read_text() == "x"


def test_modules_that_it_imports_are_there_for_the_next(kernel: Kernel) -> None:
    kernel.ok("%%distributed --detach\nimport fractions\nhalf = fractions.Fraction(1, 2)")
    assert kernel.ok("%%distributed\nfractions.Fraction(3, 2) - half").value == "Fraction(1, 1)"


def test_a_detached_loop_has_lists_of_what_its_items_bind(kernel: Kernel) -> None:
    kernel.ok("%%distributed --detach --into squares --outputs root for n in [1, 2, 3]\nroot = -n\nn * n")
    assert kernel.ok("%%distributed\nsquares, root").value == "([1, 4, 9], [-1, -2, -3])"
    assert kernel.get("root.get()") == [-1, -2, -3]


def test_detached_ranks(kernel: Kernel) -> None:
    kernel.ok("%%distributed --detach --ranks 2 --outputs place\nplace = rank * 2\nprint('here')\nrank")
    kernel.ok("job = _")
    assert kernel.get("job.result(30), place.get()") == ([0, 1], [0, 2])
    assert sorted(kernel.get("job.logs()").splitlines()) == ["[0] here", "[1] here"]


def test_a_job_that_needs_itself_is_refused(kernel: Kernel) -> None:
    kernel.ok(
        "from farfield_engine.wire.v1 import jobs_pb2 as pb, objects_pb2 as objects\n"
        "client = ff.attach('local:2')\n"
        "pending = objects.Value(pending=objects.Pending(job='itself', name='x'))\n"
        "spec = pb.JobSpec(id='itself', items=1, values=[pending])\n"
        "handle = client.submit(spec)\n"
        "assert handle.wait(20)"
    )
    assert "needs 'x'" in kernel.get("handle.refused.message if handle.refused else ''")


def test_retry_runs_only_what_has_failed(kernel: Kernel, tmp_path: Path) -> None:
    kernel.ok(
        "%%distributed --detach --into r for i in range(4)\nimport os\n"
        f"os.chdir({str(tmp_path)!r})\nopen(f'ran{{i}}', 'a').write('x')\n"
        "if i in (1, 2) and not os.path.exists('ok'): raise OSError(i)\ni"
    )
    kernel.ok("job = _\njob.wait(30)")
    kernel.fails("job.result()", "OSError")
    (tmp_path / "ok").touch()
    assert kernel.get("job.retry().result(30), r.get()") == ([0, 1, 2, 3], [0, 1, 2, 3])
    assert (tmp_path / "ran0").read_text() == "x"
    assert "nothing to run again" in kernel.fails("job.retry()", "FarfieldError").evalue
    assert kernel.get("%%distributed\nsum(r)") == 6


def test_retry_by_number_of_an_ordinary_cell(kernel: Kernel, tmp_path: Path) -> None:
    ok = str(tmp_path / "ok")
    kernel.fails(f"%%distributed\nopen({ok!r}).close()\n'read'", "FileNotFoundError")
    number = kernel.get("ff.jobs()[-1].number")
    Path(ok).touch()
    assert "1 of 1 items run again" in kernel.ok(f"%jobs retry {number}").stdout
    assert kernel.get(f"ff.job({number}).result(30)") == "read"


def test_a_job_that_is_run_again_from_elsewhere_is_what_it_is(kernel: Kernel, tmp_path: Path) -> None:
    ok = str(tmp_path / "ok")
    kernel.ok(f"%%distributed --detach for i in range(2)\nopen({ok!r}).close()\n'read'")
    kernel.ok("job = _\njob.wait(30)")
    kernel.fails("job.result()", "FileNotFoundError")
    Path(ok).touch()
    kernel.ok(
        "import time\nfrom farfield_engine.wire.v1 import gateway_pb2, jobs_pb2\n"
        "asked = gateway_pb2.RetryRequest(job=job.id)  # as the panel asks\n"
        "job.client._channel.call('RetryJob', asked, jobs_pb2.JobSummary)\n"
        "deadline = time.monotonic() + 30\n"
        "while job.state == 'failed' and time.monotonic() < deadline: time.sleep(0.01)"
    )
    assert kernel.get("job.result(30)") == ["read", "read"]


def test_cancel_of_what_runs_and_of_what_waits(kernel: Kernel, tmp_path: Path) -> None:
    kernel.ok(f"%%distributed --detach\nprint('begun', flush=True)\n{waits(tmp_path / 'never')}base = 1")
    kernel.ok("running = _")
    kernel.ok("%%distributed --detach\nbase + 1")
    kernel.ok("waiting = _")
    kernel.ok("running.cancel()\nrunning.wait(30), waiting.wait(30)")
    assert kernel.get("running.state") == "cancelled"
    assert "was stopped" in kernel.fails("waiting.result()", "DependencyError").evalue


def test_late_output_goes_to_the_cell_that_made_it(kernel: Kernel, tmp_path: Path) -> None:
    go = tmp_path / "go"
    cell = kernel.start(f"%%distributed --detach\n{waits(go)}print('late words')")
    first = cell.result().of_type("display_data")[0]
    display = first["content"]["transient"]["display_id"]
    go.touch()
    deadline = time.monotonic() + 30
    while True:
        message = kernel.client.get_iopub_msg(timeout=deadline - time.monotonic())
        if message["msg_type"] == "update_display_data" and "late words" in str(message["content"]["data"]):
            break
    assert message["content"]["transient"]["display_id"] == display
    assert message["parent_header"]["msg_id"] == first["parent_header"]["msg_id"]


def test_objects_go_with_the_last_name(kernel: Kernel) -> None:
    # Not the value of a cell, which IPython would keep.
    kernel.ok(
        "job = get_ipython().run_cell_magic('distributed', '--detach',"
        " 'import numpy as np\\nlarge = np.ones(3_000_000)')\njob.wait(30);"
    )
    held = "ff.attach('local:2').status().object_bytes"
    before = kernel.get(held)
    assert before >= 24_000_000
    kernel.ok(
        "import gc, time\ndel job, large\ngc.collect()\nuntil = time.monotonic() + 20\n"
        f"while {held} > {before} - 24_000_000:\n    assert time.monotonic() < until\n    time.sleep(0.05)"
    )
