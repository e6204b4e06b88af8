"""The debugger under another Python: from 3.12 on pydevd watches code by sys.monitoring, in another way."""

from __future__ import annotations

import re
import runpy
import subprocess
from pathlib import Path

import pytest

# Where the two ways differ: tracing on and off, stops at lines and in our own code, threads let go.
CHOSEN = "variables or two_workers or next_client or lease or killed_lets or listens_nowhere"

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.timeout(400)
def test_the_debugger_works_under_another_python() -> None:
    python = runpy.run_path(str(ROOT / "tests" / "otherpython.py"))["other_python_or_skip"]()
    # Without this project's options, whose plugins are not installed there.
    options = ["-q", "-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir", str(ROOT)]
    options += ["--import-mode=importlib", "-k", CHOSEN]
    command = [str(python), "-m", "pytest", *options, "tests/debugging"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=380, check=False)
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]
    passed = re.search(r"(\d+) passed", ran.stdout)
    assert passed is not None and int(passed[1]) >= 5, ran.stdout[-2000:]
