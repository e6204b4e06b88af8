"""The options of `%%distributed`, the good and the bad ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel  # noqa: TID251  # for the type checker only


def test_a_run_that_takes_too_long_is_stopped(kernel: Kernel) -> None:
    error = kernel.fails(
        "%%distributed --timeout 0.5\nimport time\nprint('on')\ntime.sleep(100)", "ItemTimeoutError"
    )
    assert "0.5 s" in error.evalue and "--timeout" in error.evalue
    assert error.stdout == "on\n"
    assert kernel.ok("%%distributed\n'next'").value == "'next'"


def test_a_timeout_counts_for_each_item_by_itself(kernel: Kernel) -> None:
    code = (
        "%%distributed --timeout 1 --keep-going --into got for t in (0, 30, 0)\nimport time\ntime.sleep(t)\nt"
    )
    kernel.ok(code)
    assert kernel.get("[type(v).__name__ for v in got]") == ["int", "ItemTimeoutError", "int"]


def test_retries_run_again_what_failed(kernel: Kernel) -> None:
    body = (
        "import pathlib\nruns = pathlib.Path('runs.txt')\n"
        "with runs.open('a') as f:\n    f.write('x')\n"
        "count = len(runs.read_text())\nif count < 3:\n    raise RuntimeError(f'run {count}')\ncount"
    )
    assert kernel.ok(f"%%distributed --retries 4\n{body}").value == "3"
    (kernel.cwd / "runs.txt").unlink()
    error = kernel.fails(f"%%distributed --retries 1\n{body}", "RuntimeError")
    assert error.evalue == "run 2"


def test_environment_variables_are_set_for_the_run_alone(kernel: Kernel) -> None:
    code = "%%distributed --env ONE=1 --env 'TWO=a b'\nimport os\nos.environ['ONE'], os.environ['TWO']"
    assert kernel.ok(code).value == "('1', 'a b')"
    assert kernel.ok("%%distributed\nimport os\n'ONE' in os.environ").value == "False"


def test_an_environment_variable_reaches_every_item(kernel: Kernel) -> None:
    code = "%%distributed --env ONE=1 --into got for n in range(20)\nimport os\nos.environ.get('ONE')"
    kernel.ok(code)
    assert kernel.get("set(got)") == {"1"}


def test_the_name_is_what_lists_show(kernel: Kernel) -> None:
    kernel.ok("%%distributed --name 'my run'\n1")
    assert "my run" in kernel.ok("%jobs").stdout


def test_a_dry_run_sends_nothing_and_shows_sizes(kernel: Kernel) -> None:
    kernel.ok("import numpy as np\nbig = np.zeros(1_000_000)\ndef use():\n    return big.sum()")
    before = kernel.ok("%jobs").stdout
    result = kernel.ok("%%distributed --dry-run\nout = use()\nout")
    assert re.search(r"big +ndarray +[78]\.\d MB|big +ndarray +7\.6 MiB", result.stdout), result.stdout
    assert "use" in result.stdout and "out" in result.stdout
    assert kernel.get("'out' in globals()") is False
    assert kernel.ok("%jobs").stdout == before
    many = kernel.ok("%%distributed --dry-run for x in range(1000)\nx")
    assert "1,000 items" in many.stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--gpus 64", "GPU"),
        ("--memory 10TiB", "memory"),
        ("--cpus 10000", "CPU"),
        ("--cpus two", "--cpus takes a number"),
        ("--memory 4", "unit"),
        ("--timeout soon", "--timeout takes a time"),
        ("--retries -1", "at least 0"),
        ("--wrong", "--wrong"),
        ("--retry 2", "--retries"),
        ("--into 3x", "--into takes the name of a variable"),
        ("--inputs nowhere_defined", "nowhere_defined"),
        ("--name 'open", "quote"),
        ("stray", "stray"),
        ("for x in", "loop is wrong"),
        ("for x.y in [1]", "targets must be names"),
        ("for x in [1] --cpus 2", "put it first"),
    ],
)
def test_a_mistake_is_one_line_that_says_what_to_do(kernel: Kernel, options: str, said: str) -> None:
    result = kernel.run(f"%%distributed {options}\n1")
    assert result.status == "error"
    assert said in result.stderr
    assert result.stderr.startswith("UsageError: ") and result.stderr.count("\n") == 1, result.stderr
    assert result.traceback == ""


def test_an_error_in_the_loops_own_expression_is_the_users(kernel: Kernel) -> None:
    assert kernel.run("%%distributed for x in nowhere_defined\nx").ename == "NameError"
    assert kernel.run("%%distributed for x in 5\nx").ename == "TypeError"
    assert kernel.run("%%distributed for x in [1 / 0]\nx").ename == "ZeroDivisionError"


def test_help(kernel: Kernel) -> None:
    shown = kernel.ok("%%distributed --help\npass").stdout
    assert "--keep-going" in shown and "--memory SIZE" in shown


def test_more_cpus_for_each_leave_room_for_fewer(kernel: Kernel) -> None:
    kernel.ok("%attach local:2")
    code = (
        "%%distributed --cpus 2 --into spans for n in range(4)\nimport time\n"
        "began = time.time()\ntime.sleep(0.05)\n(began, time.time())"
    )
    kernel.ok(code)
    spans = sorted(kernel.get("spans"))
    assert all(earlier[1] <= later[0] for earlier, later in zip(spans, spans[1:], strict=False))
