"""Farfield and its peers, side by side: `make bench`, or `python benchmarks/run.py --help`."""

from __future__ import annotations

import argparse
import dataclasses
import faulthandler
import importlib
import json
import os
import platform
import signal
import sys
import tempfile
import time
from pathlib import Path

import figures
import peers
import processes
import psutil

MEASURES = (
    "cold",
    "cell",
    "submit",
    "many",
    "joblib_tasks",
    "arrays",
    "state",
    "output",
    "footprint",
    "debugging",
    "editor",
    "remote",
    "watch",
    "scale",
    "onray",
    "sampling",
    "bars",
    "pages",
)
HERE = Path(__file__).resolve().parent
RESULTS = HERE.parent / "build" / "bench"
MEASURE_SECONDS = 600


def main() -> int:
    """Run the measures and print their table; 1 when one of them failed."""
    parser = argparse.ArgumentParser(description="Farfield and its peers, side by side.")
    parser.add_argument("--only", action="append", choices=MEASURES, help="this measure; may be given again")
    parser.add_argument("--quick", action="store_true", help="few rounds: to see that it works")
    parser.add_argument(
        "--into", type=Path, default=RESULTS, help="directory for results.json and results.md"
    )
    parser.add_argument("--no-peers", action="store_true", help="Farfield only")
    parser.add_argument("--one", choices=MEASURES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        return _measure_here(options.one, options.quick, options.into)
    if options.no_peers:
        os.environ[peers.NO_PEERS] = "1"
    else:
        _say_what_is_missing()
    # Ended from outside, it ends what it has started.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    processes.adopt_orphans()
    busy = psutil.cpu_percent(1.0)
    if busy > 20:
        print(f"other work takes {busy:.0f} % of this machine: short times will come out too long")
    rows: list[figures.Row] = []
    failed: list[str] = []
    for name in options.only or MEASURES:
        measured = _measure_apart(name, options.quick)
        rows += measured or []
        if measured is None:
            failed.append(name)
    _write(rows, failed, busy, options.into)
    for name in failed:
        print(f"measure '{name}' failed; what it said is above", file=sys.stderr)
    return 1 if failed else 0


def _say_what_is_missing() -> None:
    for kind in peers.ALL:
        if not peers.installed(kind):
            print(f"{kind.name} is not installed and is left out: pip install {kind.module}")


def _measure_apart(name: str, quick: bool) -> list[figures.Row] | None:
    """Measure in a process with directories of its own; whatever it leaves behind is ended."""
    print(f"measuring {name} ...", end=" ", flush=True)
    began = time.monotonic()
    # A short path: the sockets in it have 107 bytes for theirs.
    with tempfile.TemporaryDirectory(prefix="ffb-", ignore_cleanup_errors=True) as scratch:
        command = [sys.executable, str(HERE / "run.py"), "--one", name, "--into", scratch]
        try:
            status = processes.run(command + ["--quick"] * quick, _environment(scratch), MEASURE_SECONDS)
            found = json.loads((Path(scratch) / "rows.json").read_text()) if status == 0 else None
        except TimeoutError as error:
            print(error, file=sys.stderr)
            found = None
        finally:
            processes.end_children()
    print(f"{time.monotonic() - began:.0f} s", flush=True)
    return None if found is None else [figures.Row(**row) for row in found]


def _environment(scratch: str) -> dict[str, str]:
    """Nothing of the user's is used or touched: no running gateway, profile or temporary file."""
    places = {
        name: os.path.join(scratch, folder)
        for name, folder in (
            ("FARFIELD_RUNTIME_DIR", "f"),
            ("IPYTHONDIR", "i"),
            ("JUPYTER_RUNTIME_DIR", "j"),
            ("DASK_TEMPORARY_DIRECTORY", "d"),
            ("TMPDIR", "t"),
        )
    }
    for place in places.values():
        os.mkdir(place, 0o700)
    quiet = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_DEDUP_LOGS": "0", "PYTHONWARNINGS": "ignore"}
    return {**os.environ, **places, **quiet, "PYTHONPATH": str(HERE)}


def _measure_here(name: str, quick: bool, into: Path) -> int:
    # Before the time is up, so that it is seen where it hangs.
    faulthandler.dump_traceback_later(MEASURE_SECONDS - 10)
    rows: list[figures.Row] = importlib.import_module(name).measure(quick)
    (into / "rows.json").write_text(json.dumps([dataclasses.asdict(row) for row in rows]))
    return 0


def _write(rows: list[figures.Row], failed: list[str], busy: float, into: Path) -> None:
    into.mkdir(parents=True, exist_ok=True)
    machine = {
        "python": platform.python_version(),
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "busy_percent_before": busy,
    }
    content = {"machine": machine, "failed": failed, "rows": [row.as_json() for row in rows]}
    (into / "results.json").write_text(json.dumps(content, indent=2) + "\n")
    (into / "results.md").write_text(figures.as_markdown(rows) + "\n")
    print(f"\n{figures.as_text(rows)}\n\nalso in {into}/results.json and results.md")


if __name__ == "__main__":
    sys.exit(main())
