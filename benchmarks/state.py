"""What lasts from cell to cell: a group, a large remote value, a package that is edited."""

from __future__ import annotations

import os
import statistics
from collections import defaultdict
from pathlib import Path

from figures import Row
from kernels import Kernel, kernel
from peers import Ray, installed
from processes import end_gateway

GIGABYTE = "import numpy as np\nbig = np.full(125_000_000, 3.0)"
USE = "float(big[-1])"
FILES = 50
LINES = 100

RAY = [
    "import ray, os, tempfile, numpy as np",
    "ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, object_store_memory=3 * 10**9,"
    " _temp_dir=os.path.join(tempfile.gettempdir(), 'ray'))",
    "ref = ray.put(np.full(125_000_000, 3.0))",
    "use = ray.remote(lambda big: float(big[-1]))",
]


def measure(quick: bool) -> list[Row]:
    """Cells of a real kernel, in turns with plain ones; medians over these."""
    rounds = 10 if quick else 40
    group: dict[str, list[float]] = {}
    remote: dict[str, list[float]] = {}
    edit: dict[str, list[float]] = {}
    with kernel() as k:
        k.run("%load_ext farfield")
        k.run("%attach local:2")
        group["Farfield"] = _over(k, "%%distributed --on g\n1 + 1", rounds)
        k.run(f"%%distributed\n{GIGABYTE}")
        remote["Farfield"] = _over(k, f"%%distributed\n{USE}", rounds)
        k.run("del big")
        edit["Farfield"] = _edits(k, "%%distributed\nimport edited\nedited.total()", rounds // 2)
        edit["Farfield, in a group"] = _edits(
            k, "%%distributed --on g\nimport edited\nedited.total()", rounds // 2
        )
        k.run("%detach")
    end_gateway()
    if installed(Ray):
        with kernel() as k:
            for code in RAY:
                k.run(code)
            remote["Ray"] = _over(k, "ray.get(use.remote(ref))", rounds)
            k.run("ray.shutdown()")
    return [
        Row("trivial cell in a group, over a plain cell", "ms", target=3.0).take(group),
        Row("cell that uses 1 GB which is on the cluster, over a plain cell", "ms", target=20.0).take(remote),
        Row(f"edit in a package of {FILES} files, until a cell has used it", "ms", target=100.0).take(edit),
    ]


def _over(k: Kernel, code: str, rounds: int) -> list[float]:
    """Milliseconds that the cell takes over a plain one."""
    samples: dict[str, list[float]] = defaultdict(list)
    for number in range(-3, rounds):
        for name, text in (("plain", "1 + 1"), ("cell", code)):
            seconds = k.run(text).seconds
            if number >= 0:
                samples[name].append(seconds * 1e3)
    plain = statistics.median(samples["plain"])
    return [value - plain for value in samples["cell"]]


def _edits(k: Kernel, code: str, rounds: int) -> list[float]:
    """Milliseconds that a cell takes after an edit, over the same cell without one."""
    folder = Path(os.getcwd()) / "edited"
    _write_package(folder, 0)
    try:
        for _ in range(3):
            k.run(code)
        unedited = statistics.median(k.run(code).seconds for _ in range(rounds))
        samples = []
        for number in range(1, rounds + 1):
            _write_module(folder, number % FILES, number)
            samples.append((k.run(code).seconds - unedited) * 1e3)
        return samples
    finally:
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        folder.rmdir()


def _write_package(folder: Path, value: int) -> None:
    folder.mkdir()
    imports = "\n".join(f"from edited.m{number} import value as v{number}" for number in range(FILES))
    total = " + ".join(f"v{number}()" for number in range(FILES))
    (folder / "__init__.py").write_text(f"{imports}\n\n\ndef total():\n    return {total}\n")
    for number in range(FILES):
        _write_module(folder, number, value)


def _write_module(folder: Path, number: int, value: int) -> None:
    filler = "\n".join(f"def helper_{line}(x):\n    return x + {line}\n" for line in range(LINES // 3))
    (folder / f"m{number}.py").write_text(f"def value():\n    return {value}\n\n\n{filler}\n")
