"""What lies beside the notebook, forks of its process, and other ways to run it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel, MakeKernel  # noqa: TID251  # for the type checker only

SHADOWS = (
    "queue",
    "engine",
    "farfield",
    "farfield_engine",
    "logging",
    "grpc",
    "types",
    "token",
    "psutil",
    "uvloop",
)


def test_files_that_shadow_ours_break_nothing(make_kernel: MakeKernel, tmp_path: Path) -> None:
    for name in SHADOWS:
        (tmp_path / f"{name}.py").write_text("raise ImportError('the user\\'s file was imported')\n")
    kernel = make_kernel(tmp_path)
    assert kernel.ok("%%distributed\nimport logging, queue\nqueue.Queue().qsize()").value == "0"
    assert kernel.fails("import engine", "ImportError").evalue == "the user's file was imported"


def test_a_module_beside_the_notebook_is_used_as_it_is_now(kernel: Kernel) -> None:
    module = kernel.cwd / "helpers_of_mine.py"
    module.write_text("def version():\n    return 1\n")
    assert kernel.ok("%%distributed\nimport helpers_of_mine\nhelpers_of_mine.version()").value == "1"
    module.write_text("def version():\n    return 'two'\n")
    assert kernel.ok("%%distributed\nimport helpers_of_mine\nhelpers_of_mine.version()").value == "'two'"


def test_a_fork_of_the_notebook(kernel: Kernel) -> None:
    kernel.ok("%%distributed\n1")
    code = (
        "import os, farfield as ff\nread, write = os.pipe()\npid = os.fork()\nif pid == 0:\n"
        "    try:\n        ff.submit(abs, -1).result(10)\n    except BaseException as error:\n"
        "        os.write(write, f'{type(error).__name__}: {error}'.encode())\n    os._exit(7)\n"
        "os.close(write)\nsaid = b''\nwhile part := os.read(read, 4096):\n    said += part\nos.close(read)\n"
        "status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])"
    )
    kernel.ok(code)
    assert kernel.get("status") == 7
    assert "was forked" in kernel.get("said.decode()")
    assert kernel.ok("%%distributed\n'parent'").value == "'parent'"


def test_forks_by_multiprocessing_here_and_there(kernel: Kernel) -> None:
    body = (
        "import multiprocessing as mp\nwith mp.get_context('fork').Pool(2) as pool:\n"
        "    squares = pool.map(abs, [-1, -2, -3])\nsquares"
    )
    assert kernel.ok(body).value == "[1, 2, 3]"
    assert kernel.ok(f"%%distributed --outputs squares\n{body}").value == "[1, 2, 3]"


def test_a_fork_in_a_cell(kernel: Kernel) -> None:
    code = (
        "%%distributed\nimport os\npid = os.fork()\nif pid == 0:\n"
        "    os._exit(4)\nos.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])"
    )
    assert kernel.ok(code).value == "4"


def test_a_terminal(runtime_base: Path, tmp_path: Path) -> None:
    code = (
        "get_ipython().run_line_magic('load_ext', 'farfield')\n"
        "get_ipython().run_cell('%%distributed\\nprint(6 * 7)')"
    )
    done = subprocess.run(
        [sys.executable, "-m", "IPython", "--no-banner", "--colors=NoColor", "-c", code],
        cwd=tmp_path, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "42" in done.stdout


def test_a_plain_script(runtime_base: Path, tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(
        "import farfield as ff\nk = 3\ndef f(x):\n    return x * k\n"
        "if __name__ == '__main__':\n    print(ff.map(f, range(4)).result(30))\n"
    )
    done = subprocess.run(
        [sys.executable, "script.py"], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert (done.stdout, done.stderr) == ("[0, 3, 6, 9]\n", "")


def test_an_executed_notebook_is_quiet_and_the_same_every_time(runtime_base: Path, tmp_path: Path) -> None:
    pytest.importorskip("nbclient")
    script = (
        "import nbformat, nbclient, sys\n"
        "def run():\n"
        "    cells = ['xs = [1, 2, 3]', '%%distributed for x in xs\\n"
        "x ** 2', '%%distributed\\nprint(sum(xs))\\nlen(xs)']\n"
        "    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])\n"
        "    nbclient.NotebookClient(book, kernel_name='farfield', timeout=60).execute()\n"
        "    return [c.outputs for c in book.cells]\n"
        "first, second = run(), run()\n"
        "assert first == second, (first, second)\n"
        "assert [len(outputs) for outputs in first] == [0, 1, 2], first\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        env=dict(os.environ),
    )
    assert done.returncode == 0, done.stderr


def test_the_notebooks_directory_and_environment_are_followed(kernel: Kernel) -> None:
    (kernel.cwd / "elsewhere").mkdir()
    kernel.ok("import os\nos.environ['FF_CHANGED'] = 'yes'\n%cd elsewhere")
    kernel.ok("%%distributed\nimport os\nseen = os.path.basename(os.getcwd()), os.environ.get('FF_CHANGED')")
    assert kernel.get("seen == ('elsewhere', 'yes')") is True
    kernel.ok("%cd ..\ndel os.environ['FF_CHANGED']")
    kernel.ok("%%distributed\nseen = os.path.basename(os.getcwd()), os.environ.get('FF_CHANGED')")
    assert kernel.get("seen == (os.path.basename(os.getcwd()), None)") is True
