"""A short storm; `make storm` makes a longer one. FARFIELD_STORM_SEED repeats one, as far as time allows.

What is promised, and checked for every job: a result is the right one, or the item is told to be lost with
the reason. That happens only where it may not run twice, or where large inputs went with the gateway. What an
item has printed is in the log in order, once for each time that it began, and complete where it has a
result. What was told while it ran equals the log. Nothing is left when all has ended.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KILLS = 16


def test_a_storm_costs_nothing_and_leaves_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    seed = os.environ.get("FARFIELD_STORM_SEED") or str(random.randrange(1_000_000))
    with capsys.disabled():
        print(f"\nFARFIELD_STORM_SEED={seed}", end=" ", flush=True)
    command = [sys.executable, str(ROOT / "tools" / "storm.py"), "--kills", str(KILLS), "--seed", seed]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=170, check=False)
    assert ran.returncode == 0, f"FARFIELD_STORM_SEED={seed}\n{ran.stdout}\n{ran.stderr}"
    assert "nothing wrong, nothing left" in ran.stdout
