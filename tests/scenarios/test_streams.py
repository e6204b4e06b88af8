"""Text that a cell writes, by whatever way, and the order it comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel  # noqa: TID251  # for the type checker only


@pytest.mark.parametrize(
    ("code", "stdout", "stderr"),
    [
        ("print('plain')", "plain\n", ""),
        ("print('no end', end='')", "no end", ""),
        ("import sys\nprint('wrong', file=sys.stderr)", "", "wrong\n"),
        ("import sys\nsys.stdout.write('a\\n'); print('b'); sys.stdout.write('c')\nNone", "a\nb\nc", ""),
        ("import sys\nprint('a'); print('b', file=sys.stderr); print('c')", "a\nc\n", "b\n"),
        (
            "import os\nos.write(1, b'descriptor one\\n'); os.write(2, b'two\\n')\nNone",
            "descriptor one\n",
            "two\n",
        ),
        ("import subprocess\nsubprocess.run(['echo', 'child'])\nNone", "child\n", ""),
        ("import subprocess\nsubprocess.run('echo bad >&2', shell=True)\nNone", "", "bad\n"),
        ("import os\nos.system('echo shell')\nNone", "shell\n", ""),
        ("import ctypes\nctypes.CDLL(None).printf(b'from C %d\\n', 5)\nNone", "from C 5\n", ""),
        ("import logging\nlogging.getLogger('x').warning('logged')", "", "logged\n"),
        ("print('\\u00e4\\U0001f600\\u4e2d')", "\u00e4\U0001f600\u4e2d\n", ""),
        ("print('\\ud800')", "\\ud800\n", ""),
        ("print('10%\\r20%\\r100%')", "10%\r20%\r100%\n", ""),
        (
            "import threading\nt = threading.Thread(target=print, args=('thread',))\n"
            "t.start(); t.join(); del t",
            "thread\n",
            "",
        ),
        ("print('before'); raise SystemExit(0)", "before\n", ""),
        ("import sys\nsys.stdout.buffer.write(b'raw\\n')\nNone", "raw\n", ""),
        ("print('\\x1b[31mred\\x1b[0m')", "\x1b[31mred\x1b[0m\n", ""),
    ],
)
def test_text_arrives_on_its_stream(kernel: Kernel, code: str, stdout: str, stderr: str) -> None:
    result = kernel.run(f"%%distributed\n{code}")
    assert result.stdout == stdout
    if stderr or result.status == "ok":
        assert result.stderr == stderr


def test_text_before_an_error_is_shown(kernel: Kernel) -> None:
    assert kernel.fails("%%distributed\nprint('so far')\n1 / 0", "ZeroDivisionError").stdout == "so far\n"


def test_text_of_before_stays_before_a_display(kernel: Kernel) -> None:
    result = kernel.ok("%%distributed\nprint('one')\ndisplay('shown')\nprint('two')")
    kinds = [m["msg_type"] for m in result.messages if m["msg_type"] in ("stream", "display_data")]
    assert kinds == ["stream", "display_data", "stream"]


def test_python_and_c_text_stay_in_order_when_flushed(kernel: Kernel) -> None:
    code = (
        "%%distributed\nimport os\nfor i in range(5):\n"
        "    print('p', i, flush=True)\n    os.system(f'echo c {i}')\nNone"
    )
    assert kernel.ok(code).stdout == "".join(f"p {i}\nc {i}\n" for i in range(5))


def test_text_is_shown_while_the_cell_runs(kernel: Kernel, tmp_path_factory: pytest.TempPathFactory) -> None:
    gate = tmp_path_factory.mktemp("gate") / "open"
    running = kernel.start(
        f"%%distributed\nimport os, time\nprint('waiting')\n"
        f"while not os.path.exists({str(gate)!r}):\n    time.sleep(0.01)\nprint('through')"
    )
    running.wait_for("waiting")
    gate.touch()
    assert running.result().stdout == "waiting\nthrough\n"


def test_a_character_cut_in_two_writes_is_whole(kernel: Kernel) -> None:
    code = (
        "%%distributed\nimport os, time\nos.write(1, b'\\xc3')\n"
        "time.sleep(0.2)\nos.write(1, b'\\xa4\\n')\nNone"
    )
    assert kernel.ok(code).stdout == "\u00e4\n"


def test_a_closed_or_replaced_stdout_is_repaired_for_the_next_cell(kernel: Kernel) -> None:
    kernel.ok("%%distributed\nimport sys, io\nsys.stdout = io.StringIO()\nprint('swallowed')")
    assert kernel.ok("%%distributed\nprint('back')").stdout == "back\n"
    kernel.run("%%distributed\nimport sys\nsys.stdout.close()")
    assert kernel.ok("%%distributed\nprint('again')").stdout == "again\n"


def test_input_cannot_be_asked_for(kernel: Kernel) -> None:
    error = kernel.run("%%distributed\ninput('name? ')")
    assert error.status == "error" and error.ename in ("EOFError", "StdinNotImplementedError")


def test_the_kernels_own_text_goes_where_it_did(kernel: Kernel) -> None:
    kernel.ok("%%distributed\nprint('there')")
    assert kernel.ok("print('here')").stdout == "here\n"


def test_a_flood_is_bounded_on_screen_and_complete_in_the_log(kernel: Kernel) -> None:
    result = kernel.ok("%%distributed --name flood\nfor i in range(300_000):\n    print('line', i)")
    assert len(result.messages) < 100
    assert "line 0\n" in result.stdout and "line 299999\n" in result.stdout and "lines more" in result.stdout
    assert result.stdout.count("\n") < 5_000
    number = result.stdout.partition("%jobs logs ")[2].split(";")[0]
    kernel.ok(
        "import contextlib, io\nkept = io.StringIO()\n"
        f"with contextlib.redirect_stdout(kept):\n    get_ipython().run_line_magic('jobs', 'logs {number}')\n"
        "lines = kept.getvalue().splitlines()"
    )
    assert kernel.get("(len(lines), lines[0], lines[-1])") == (300_000, "line 0", "line 299999")
    assert kernel.get("lines == [f'line {i}' for i in range(300_000)]") is True


def test_a_line_without_end_of_megabytes(kernel: Kernel) -> None:
    result = kernel.ok("%%distributed\nprint('x' * 5_000_000)\nprint('end')")
    assert len(result.stdout) < 2_000_000
    assert len(result.messages) < 100


def test_every_item_is_labelled_and_its_lines_are_whole(kernel: Kernel) -> None:
    result = kernel.ok("%%distributed --concurrency 1 for n in range(3)\nprint('a', n)\nprint('b', n)")
    assert result.stdout == "".join(f"[n={n}] a {n}\n[n={n}] b {n}\n" for n in range(3))


def test_labels_of_several_targets_and_of_errors(kernel: Kernel) -> None:
    result = kernel.ok("%%distributed for x, y in [(1, 'a')] for z in (2, 3)\nprint(z)")
    assert sorted(result.stdout.splitlines()) == ["[x=1, y='a', z=2] 2", "[x=1, y='a', z=3] 3"]
