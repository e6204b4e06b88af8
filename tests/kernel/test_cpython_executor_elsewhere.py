"""CPython's tests of executors under another Python, where this one was installed without them."""

from __future__ import annotations

import re
import runpy
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

SUITE = "tests/kernel/test_cpython_executor.py"
ROOT = Path(__file__).resolve().parents[2]


def test_the_suite_passes_under_another_python() -> None:
    if find_spec("test.test_concurrent_futures") is not None:
        pytest.skip("this Python has the suite, and runs it itself")
    python = runpy.run_path(str(ROOT / "tests" / "otherpython.py"))["other_python_or_skip"]()
    has = subprocess.run(
        [str(python), "-c", "import test.test_concurrent_futures"], capture_output=True, check=False
    )
    if has.returncode:
        pytest.skip("no Python of this machine was installed with its tests")
    # Without this project's options, whose plugins are not installed there.
    options = ["-q", "-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir", str(ROOT)]
    command = [str(python), "-m", "pytest", *options, SUITE]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]
    passed = re.search(r"(\d+) passed", ran.stdout)
    assert passed is not None and int(passed[1]) >= 30, ran.stdout[-2000:]
