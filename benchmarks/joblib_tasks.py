"""`joblib.Parallel` on many tiny tasks: our backend and joblib's own processes, in turns."""

from __future__ import annotations

import importlib.util
import sys
import time
from collections import defaultdict

import tasks
from figures import Row
from peers import Farfield, Loky, installed

TASKS = 2_000
WORKERS = 2


def measure(quick: bool) -> list[Row]:
    """Seconds of a Parallel call with the workers there; the target is that loky takes no less."""
    if importlib.util.find_spec("joblib") is None:
        print("joblib is not installed: pip install joblib", file=sys.stderr)
        return []
    farfield = Farfield()
    # joblib brings a loky of its own; whether it is measured follows the choice of peers.
    backends = {"Farfield": "farfield", **({"loky": "loky"} if installed(Loky) else {})}
    samples: dict[str, list[float]] = defaultdict(list)
    try:
        for number in range(-2, 5 if quick else 15):
            for name, backend in backends.items():
                took = _seconds(backend)
                if number >= 0:
                    samples[name].append(took * 1e3)
    finally:
        farfield.stop()
        _stop_loky()
    row = Row(f"joblib, {TASKS:,} tiny tasks", "ms").take(samples)
    row.target = row.peers.get("loky")
    return [row]


def _seconds(backend: str) -> float:
    import joblib

    with joblib.parallel_config(backend=backend, n_jobs=WORKERS):
        began = time.perf_counter()
        results = joblib.Parallel()(joblib.delayed(tasks.increment)(number) for number in range(TASKS))
        took = time.perf_counter() - began
    assert results == list(range(1, TASKS + 1))
    return took


def _stop_loky() -> None:
    from joblib.externals.loky import get_reusable_executor

    get_reusable_executor().shutdown(wait=True)
