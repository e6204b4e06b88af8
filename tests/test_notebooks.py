"""The examples: how they are kept, and what the demo leaves behind."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_kept_without_results(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "farfield"
    for cell in notebook.cells:
        assert not cell.get("outputs"), f"clear the outputs before you commit: {cell.source}"
        assert cell.get("execution_count") is None
    assert notebook.cells[0].source.startswith("# ")


def outputs(notebook: Any, kind: str) -> Iterator[Any]:
    for cell in notebook.cells:
        yield from (output for output in cell.get("outputs", ()) if output.output_type == kind)


def test_demo_shows_what_it_promises(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "tools" / "demo.py"), "--into", str(tmp_path)]
    demo = subprocess.run(command, capture_output=True, text=True, timeout=150, check=False)
    assert demo.returncode == 0, demo.stdout + demo.stderr
    page = tmp_path / "quickstart.html"
    assert page.as_uri() in demo.stdout
    assert page.stat().st_size > 0
    notebook = nbformat.read(tmp_path / "quickstart.ipynb", as_version=4)
    text = "".join(output.text for output in outputs(notebook, "stream"))
    values = [output.data for output in outputs(notebook, "execute_result")]
    assert any("gamma" in value.get("text/html", "") for value in values), "a table of the sweep"
    assert any("image/png" in output.data for output in outputs(notebook, "display_data")), "a plot"
    assert [error.ename for error in outputs(notebook, "error")] == [
        "InvalidParameterError",
        "KeyboardInterrupt",
    ]
    assert "not enough to learn from" in text, "an error that was caught"
    assert "stopped: " in text
    assert any("<remote ndarray" in value.get("text/plain", "") for value in values), "a remote value"
    assert "cancelled" in text, "the stopped cell in the list of jobs"
