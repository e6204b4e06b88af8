"""What it costs a node that somebody looks at what its workers and GPUs do, once a second."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from figures import Row
from processes import cpu_seconds, end_gateway

import farfield as ff
from farfield_engine.client.local import find_local
from farfield_engine.client.visitor import Visitor

WORKERS = 8

GPUS = 8
"""Which a library tells of that stands in for NVIDIA's."""

_NVML = Path(__file__).resolve().parent.parent / "tests" / "engine" / "engines" / "fake_nvml.c"
_GPU = "name=Fake load=25 used=1000 total=8000 temp=50 power=70000 limit=300000"


def measure(quick: bool) -> list[Row]:
    """A real gateway that has started its workers: its CPU time with and without somebody who looks."""
    seconds = 4 if quick else 20
    rows = [Row(f"{WORKERS} workers sampled once a second: of a core", "%", _share(seconds, 0), 0.5)]
    with _stand_in() as there:
        if there:
            name = f"{WORKERS} workers and {GPUS} GPUs sampled once a second: of a core"
            rows.append(Row(name, "%", _share(seconds, GPUS), 0.5))
            rows[-1].notes.append("the library that stands in for NVIDIA's reads a file for each value")
    return rows


def _share(seconds: int, gpus: int) -> float:
    """Per cent of a core that a gateway with so many GPUs takes more while its state is asked for."""
    ff.attach(f"local:{WORKERS}")
    try:
        assert ff.map(abs, range(-1000, 0)).result()[0] == 1000
        found = find_local()
        assert found is not None
        with Visitor(found) as visitor:
            for _ in range(5):  # connected, workers and GPUs found
                status = visitor.status(usage=True)
                time.sleep(1)
            (node,) = status.nodes
            assert node.workers_total == WORKERS and (not gpus or len(node.gpus) == gpus)
            asked = _spent(found.pid, seconds, lambda: visitor.status(usage=True))
            time.sleep(5)  # nobody is taken to look any more
            return (asked - _spent(found.pid, seconds, lambda: None)) / seconds * 100
    finally:
        ff.detach()
        end_gateway()


def _spent(process: int, seconds: int, each: Callable[[], object]) -> float:
    """Seconds of CPU time of a process, while something is done every second."""
    before = cpu_seconds(process)
    for _ in range(seconds):
        until = time.monotonic() + 1
        each()
        time.sleep(max(0.0, until - time.monotonic()))
    return cpu_seconds(process) - before


@contextlib.contextmanager
def _stand_in() -> Iterator[bool]:
    """GPUs for what is started meanwhile; False where there is no C compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        print("there is no C compiler: GPUs are left out", file=sys.stderr)
        yield False
        return
    with TemporaryDirectory() as directory:
        library, told = Path(directory) / "libnvidia-ml.so.1", Path(directory) / "gpus"
        subprocess.run([compiler, "-shared", "-fPIC", "-o", library, _NVML], check=True)
        told.write_text("".join(f"device uuid=GPU-{number} {_GPU}\n" for number in range(GPUS)))
        before = os.environ.copy()
        os.environ.update(FAKE_NVML=str(told), LD_LIBRARY_PATH=directory)
        os.environ.pop("CUDA_VISIBLE_DEVICES", None)
        try:
            yield True
        finally:
            os.environ.clear()
            os.environ.update(before)
