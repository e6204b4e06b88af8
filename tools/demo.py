"""Runs the quickstart notebook on the local engine; leaves it executed, and as a web page, in build/demo.

`--into DIRECTORY` leaves them somewhere else.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert import HTMLExporter

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOK = ROOT / "notebooks" / "quickstart.ipynb"
RESULTS = ROOT / "build" / "demo"
# A demo that hangs has failed; its longest cell takes seconds.
CELL_SECONDS = 300


class Narrator:
    """Says which cell runs and how long it took; the notebook client calls it at each cell."""

    def __init__(self, notebook: Any) -> None:
        self._titles = {
            index: title_of(cell.source)
            for index, cell in enumerate(notebook.cells)
            if cell.cell_type == "code" and cell.source.strip()
        }
        self._began = 0.0
        self.last = 0  # index of the cell that ran last

    def started(self, cell: Any, cell_index: int) -> None:
        """A cell begins; cells of text are passed over."""
        self._began = time.monotonic()
        self.last = cell_index

    def executed(self, cell: Any, cell_index: int, execute_reply: Any) -> None:
        """A code cell has ended, well or badly."""
        seconds = time.monotonic() - self._began
        number = list(self._titles).index(cell_index) + 1
        print(f"  {number:2}/{len(self._titles)}  {seconds:6.2f} s  {self._titles[cell_index]}", flush=True)

    def cells(self) -> int:
        """How many cells there are to run."""
        return len(self._titles)


def title_of(source: str) -> str:
    """The line that says what a cell does: its magic, or else its first line of code."""
    lines = [line.strip() for line in source.splitlines() if line.strip()]
    line = next((line for line in lines if not line.startswith("#")), lines[0])
    return line if len(line) <= 90 else f"{line[:89]}…"


def run(notebook: Any, narrator: Narrator) -> str | None:
    """Executes `notebook` in place; returns what went wrong, or None."""
    client = NotebookClient(
        notebook,
        kernel_name="farfield",
        timeout=CELL_SECONDS,
        resources={"metadata": {"path": str(NOTEBOOK.parent)}},
        on_cell_start=narrator.started,
        on_cell_executed=narrator.executed,
    )
    try:
        client.execute()
    except CellExecutionError as error:
        return f"{error.ename}: {error.evalue}\n\n{error.traceback}"
    except CellTimeoutError:
        return f"The cell ran for more than {CELL_SECONDS} s."
    except DeadKernelError:
        return "The kernel died."
    return None


def save(notebook: Any, directory: Path) -> list[Path]:
    """Writes the executed notebook and its web page; returns where they are."""
    directory.mkdir(parents=True, exist_ok=True)
    result = directory / NOTEBOOK.name
    nbformat.write(notebook, result)
    page, _ = HTMLExporter().from_notebook_node(notebook, resources={"metadata": {"name": NOTEBOOK.stem}})
    html = result.with_suffix(".html")
    html.write_text(page, encoding="utf-8")
    return [result, html]


def shown(path: Path) -> str:
    """The path as a user of this checkout would type it."""
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


def main() -> int:
    """Returns 1 when a cell failed that is not meant to, else 0."""
    parser = argparse.ArgumentParser(description="Run the quickstart notebook on the local engine.")
    parser.add_argument("--into", type=Path, default=RESULTS, metavar="DIRECTORY")
    directory = parser.parse_args().into.resolve()
    if not NOTEBOOK.exists():
        print(f"There is no {NOTEBOOK.relative_to(ROOT)}: run this in a complete checkout.", file=sys.stderr)
        return 1
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    narrator = Narrator(notebook)
    name = NOTEBOOK.relative_to(ROOT)
    print(f"Running {name} ({narrator.cells()} cells) in the kernel “Python 3 (Farfield)” ...", flush=True)
    began = time.monotonic()
    fault = run(notebook, narrator)
    seconds = time.monotonic() - began
    files = save(notebook, directory)
    if fault is not None:
        source = notebook.cells[narrator.last].source
        print(f"\nThe demo failed in this cell:\n\n{source}\n\n{fault}", file=sys.stderr)
        print(f"What ran until then: {shown(files[0])}", file=sys.stderr)
        return 1
    print(f"Every cell ran, {seconds:.1f} s in all. The results:")
    print(f"  executed notebook  {shown(files[0])}")
    print(f"  as a web page      {files[1].as_uri()}")
    print("To work in it yourself, open JupyterLab on it:  make lab")
    return 0


if __name__ == "__main__":
    sys.exit(main())
