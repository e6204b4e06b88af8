"""Farfield where nobody looks on: executed notebooks, terminals, scripts. It works and is quiet."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

CELLS = (
    "%attach local:2",
    "%%distributed --on kept\nimport threading\nlock = threading.Lock()\nn = 20",
    "%%distributed for i in range(3)\nimport time\ntime.sleep(0.3)\ni + n",
    "%%distributed --detach\nn * 2",
    "_.result()",
    "%group drop kept",
)

SCRIPT = """
import farfield as ff

def double(x):
    return 2 * x

@ff.remote
class Counter:
    def __init__(self): self.n = 0
    def add(self): self.n += 1; return self.n

if __name__ == "__main__":
    ff.attach("local:2")
    print(ff.submit(double, 4).result(), list(ff.map(double, range(3))))
    counter = Counter.remote()
    print(ff.get([counter.add.remote() for _ in range(3)]))
"""


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    """A notebook that uses what lasts."""
    made = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "farfield", "display_name": "Farfield"}})
    made.cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    path = tmp_path / "in.ipynb"
    nbformat.write(made, path)
    return path


def check_executed(path: Path) -> None:
    """The values are right, and nothing else was written."""
    cells = nbformat.read(path, as_version=4).cells
    values = [output.data["text/plain"] for cell in cells for output in cell.outputs if "data" in output]
    assert "[20, 21, 22]" in values and "40" in values
    texts = [output for cell in cells for output in cell.outputs if output.output_type == "stream"]
    assert {output.name for output in texts} == {"stdout"}
    assert [output.text.split(",")[0].split("\n")[0] for output in texts] == [
        "attached to local:2: 2 workers",
        "group kept is gone",
    ]


def test_nbclient(notebook: Path) -> None:
    made = nbformat.read(notebook, as_version=4)
    NotebookClient(made, timeout=60, resources={"metadata": {"path": str(notebook.parent)}}).execute()
    nbformat.write(made, notebook)
    check_executed(notebook)


def test_nbconvert(notebook: Path) -> None:
    command = [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--inplace", str(notebook)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    check_executed(notebook)


def test_papermill(notebook: Path) -> None:
    out = notebook.with_name("out.ipynb")
    command = [sys.executable, "-m", "papermill", "--no-progress-bar", str(notebook), str(out)]
    subprocess.run(command, check=True, capture_output=True, timeout=120, cwd=notebook.parent)
    check_executed(out)


def test_a_script(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    command = [sys.executable, "-W", "error::ResourceWarning", str(script)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "8 [0, 2, 4]\n[1, 2, 3]\n", "")


def test_an_import_is_quiet_even_where_warnings_are_errors() -> None:
    command = [sys.executable, "-W", "error", "-c", "import farfield; farfield.submit, farfield.remote"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_ipython_in_a_terminal(tmp_path: Path) -> None:
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "IPython", "--simple-prompt", "--no-banner", "--colors=NoColor"]
    environ = {**os.environ, "TERM": "dumb", "IPYTHONDIR": str(tmp_path)}
    terminal = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environ, cwd=tmp_path)
    os.close(slave)
    try:
        for line in (
            "%load_ext farfield",
            "%attach local:2",
            "get_ipython().run_cell_magic('distributed', '--on term', 'l = open(\"/dev/null\")\\n6*7')",
            "job = get_ipython().run_cell_magic('distributed', '--detach', 'print(1)\\n40+3')",
            "job.result()",
            "%group drop term",
        ):
            os.write(master, line.encode() + b"\n")
        os.write(master, b"print('the', 'end')\n")
        shown = _read_until(master, "the end", 60)
        os.write(master, b"exit\n")
        assert terminal.wait(30) == 0
    finally:
        terminal.kill()
        terminal.wait()
        os.close(master)
    assert "]: 42" in shown and "]: 43" in shown
    assert not re.search(r"Error|Warning|Traceback", shown), shown


def _read_until(descriptor: int, text: str, seconds: float) -> str:
    """What a terminal shows, up to this text."""
    shown, deadline = "", time.monotonic() + seconds
    while text not in shown:
        ready, _, _ = select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))
        assert ready, f"no {text!r} in {seconds:g} s:\n{shown}"
        shown += os.read(descriptor, 65536).decode(errors="replace")
    return shown
